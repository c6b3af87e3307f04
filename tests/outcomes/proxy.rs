//! A send through a proxy. A proxy is named by the environment, which a process has only one of: so another process
//! sends, this same binary with one test to run.

use super::{Trust, client, send, table};
use std::env;
use std::process::Command;
use std::time::Duration;

/// Whether this process is one that was started to send, and with which timeout.
const TIMEOUT: &str = "KARTOTEKA_TEST_TIMEOUT_MS";

/// Stands before the outcome in what that process says.
const MARK: &str = "the outcome: ";

/// The outcome of a send to a host elsewhere that has no address, through a proxy at this one, or through none.
pub fn send_elsewhere(proxy: Option<&str>, timeout: Duration) -> String {
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["proxy::sends_for_another_process", "--exact", "--nocapture"]);
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
        child.env_remove(name).env_remove(name.to_lowercase());
    }
    if let Some(proxy) = proxy {
        child.env("HTTPS_PROXY", format!("http://anna:s3cret@{proxy}"));
    }
    let output = child
        .env(TIMEOUT, timeout.as_millis().to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said
        .lines()
        .find_map(|line| Some(line.split_once(MARK)?.1.to_owned()));
    line.unwrap_or_else(|| panic!("{output:?}"))
}

/// In a process that was started to send, this is where it does. In any other it has one do so, without a proxy.
#[test]
fn sends_for_another_process() {
    let Ok(timeout) = env::var(TIMEOUT) else {
        let told = send_elsewhere(None, super::PATIENT);
        assert_eq!(told, "not sent (HostNotFound)");
        return;
    };
    let timeout = Duration::from_millis(timeout.parse().unwrap());
    let client = client("https://no-such-host.invalid", timeout).with_tls(Trust::Anybody.tls());
    println!("{MARK}{}", table::told(&send(&client)));
}
