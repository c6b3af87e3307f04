//! The built program while it gets the password, on a terminal: a program that asks there is answered, and a signal leaves the
//! terminal as it was.

use crate::support::pty::Pty;
use rustix::process::Signal;
use rustix::termios::LocalModes;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kartoteka");
const SIGNALS: [Signal; 5] = [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT, Signal::USR1];

/// Settings with these lines in their profile.
fn home(lines: &str) -> TempDir {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("kartoteka.toml");
    let text = format!("[profiles.main]\nbase_url = \"https://127.0.0.1:9\"\nuser = \"api_user\"\n{lines}\n");
    fs::write(&file, text).unwrap();
    fs::set_permissions(file, Permissions::from_mode(0o600)).unwrap();
    dir
}

fn run(home: &TempDir, args: &[&str]) -> Pty {
    let path = home.path().to_str().unwrap();
    let (config, data) = (format!("{path}/kartoteka.toml"), format!("{path}/data"));
    let all = [&["--config", &config, "--data-dir", &data, "--lang", "en"], args].concat();
    Pty::start(PROGRAM, &all, &[("HOME", path), ("LANG", "C.UTF-8")], (80, 24))
}

/// Whether what is typed is shown.
fn echoes(pty: &Pty) -> bool {
    pty.modes().local_modes.contains(LocalModes::ECHO)
}

#[test]
fn a_command_may_ask_at_the_terminal() {
    let ask = "stty -echo </dev/tty; printf 'PIN: ' >/dev/tty; read pin </dev/tty; stty echo </dev/tty; test \\\"$pin\\\" = 1234 && echo x";
    let home = home(&format!("password_command = \"{ask}\""));
    for (pin, code) in [("1234", 0), ("4321", 2)] {
        let mut pty = run(&home, &["config", "check", "--passwords"]);
        pty.wait_for_text("PIN: ");
        pty.send(&format!("{pin}\r"));
        assert_eq!(pty.wait_exit().exit_code(), code, "{pin}: {}", pty.text());
        pty.assert_given_back();
    }
}

#[test]
fn the_form_opens_after_a_command_has_asked() {
    let home = home("password_command = \"printf 'PIN: ' >/dev/tty; read pin </dev/tty; echo $pin\"");
    let mut pty = run(&home, &[]);
    pty.wait_for_text("PIN: ");
    pty.send("1234\r");
    pty.wait_for_text("F8 send");
    pty.send("Nowak");
    pty.wait_for_text("Nowak");
    pty.kill(Signal::TERM);
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}

#[test]
fn ctrl_c_at_a_command_ends_it() {
    let home = home(
        "password_command = \"stty -echo </dev/tty; printf 'PIN: ' >/dev/tty; read pin </dev/tty; echo x\"",
    );
    let mut pty = run(&home, &["config", "check", "--passwords"]);
    pty.wait_for_text("PIN: ");
    pty.send("\x03");
    assert!(!pty.wait_exit().success());
    pty.assert_given_back();
}

#[test]
fn a_signal_ends_the_command_too_and_brings_the_echo_back() {
    for signal in SIGNALS {
        let home = home(
            "password_command = \"echo $$ >~/pid; stty -echo </dev/tty; printf 'PIN: ' >/dev/tty; read pin </dev/tty\"",
        );
        let mut pty = run(&home, &["config", "check", "--passwords"]);
        pty.wait_for_text("PIN: ");
        assert!(!echoes(&pty));
        pty.kill(signal);
        assert!(!pty.wait_exit().success(), "{signal:?}");
        pty.assert_given_back();
        let pid = fs::read_to_string(home.path().join("pid")).unwrap();
        // A zombie waits for the process that collects orphans.
        let stat = format!("/proc/{}/stat", pid.trim());
        let lives = || fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z"));
        let deadline = Instant::now() + Duration::from_secs(30);
        while lives() {
            assert!(Instant::now() < deadline, "{signal:?}: it lives");
            thread::yield_now();
        }
    }
}

#[test]
fn a_signal_at_the_prompt_brings_the_echo_back() {
    for signal in SIGNALS {
        let home = home("");
        let mut pty = run(&home, &[]);
        pty.wait_for_text("Password of api_user");
        assert!(!echoes(&pty), "the prompt is there, and so is the echo");
        pty.kill(signal);
        assert!(!pty.wait_exit().success(), "{signal:?}");
        pty.assert_given_back();
    }
    // By keys.
    for keys in ["secret\x03", "\x04"] {
        let home = home("");
        let mut pty = run(&home, &[]);
        pty.wait_for_text("Password of api_user");
        while pty.modes().local_modes.contains(LocalModes::ICANON) {
            pty.look_on(Duration::from_millis(5));
        }
        pty.send(keys);
        assert!(!pty.wait_exit().success(), "{keys:?}");
        pty.assert_given_back();
        assert!(!pty.text().contains("secret"), "{}", pty.text());
    }
}
