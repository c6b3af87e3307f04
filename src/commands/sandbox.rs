//! `kartoteka sandbox`: the embedded CRM alone.

use super::Failure;
use crate::cli;
use crate::sandbox::{Config, Sandbox};
use crate::text::is_invisible;
use std::io::Write as _;

pub(super) fn run(options: &cli::Sandbox) -> Result<(), Failure> {
    refuse(options).map_or(Ok(()), |message| Err(Failure::usage(message)))?;
    let crm = Sandbox::start(Config {
        listen: options.listen,
        user: options.user.clone(),
        password: options.password.clone(),
        db: options.db.clone(),
    })
    .map_err(Failure::usage)?;
    // It serves on where nobody reads this.
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(greeting(&crm.base_url(), options).as_bytes());
    let _ = stdout.flush();
    drop(stdout);
    crm.join().map_err(Failure::usage)
}

fn refuse(options: &cli::Sandbox) -> Option<String> {
    if !options.listen.ip().is_loopback() {
        return Some(format!(
            "--listen {}: the sandbox holds personal data and speaks plain HTTP, so it listens on loopback only: use 127.0.0.1:PORT or [::1]:PORT",
            options.listen
        ));
    }
    if options.user.is_empty() || options.user.contains(':') || options.user.contains(is_invisible) {
        return Some("--user: use a name without colons and control characters".to_owned());
    }
    if options.password.contains(is_invisible) {
        return Some("--password: use one without control characters".to_owned());
    }
    None
}

fn greeting(base_url: &str, options: &cli::Sandbox) -> String {
    let account = quoted(&format!("{}:{}", options.user, options.password));
    let url = quoted(&format!("{base_url}/api/customers"));
    format!(
        "The CRM serves at {base_url} for the user {user}. Ctrl+C ends it.\n\
         Add a customer from another terminal:\n\n\
         curl -u {account} -H 'Content-Type: application/json; charset=utf-8' \
         -d '{{\"name\":\"Jan\",\"surname\":\"Kowalski\"}}' {url}\n",
        user = options.user,
    )
}

/// A text as one word of the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn options(listen: &str, user: &str, password: &str) -> cli::Sandbox {
        cli::Sandbox {
            listen: listen.parse().unwrap(),
            user: user.to_owned(),
            password: password.to_owned(),
            db: None,
        }
    }

    #[test]
    fn the_shell_reads_the_example_as_it_is_meant() {
        let options = options("127.0.0.1:8080", "o'neil $HOME", "pa ss`id`\\");
        let greeting = greeting("http://127.0.0.1:8080", &options);
        let example = greeting.lines().find(|line| line.starts_with("curl ")).unwrap();
        let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}; {example}");
        let shell = Command::new("sh").args(["-c", &script]).output().unwrap();
        let words = String::from_utf8(shell.stdout).unwrap();
        assert_eq!(
            words.lines().collect::<Vec<_>>(),
            [
                "-u",
                "o'neil $HOME:pa ss`id`\\",
                "-H",
                "Content-Type: application/json; charset=utf-8",
                "-d",
                r#"{"name":"Jan","surname":"Kowalski"}"#,
                "http://127.0.0.1:8080/api/customers",
            ]
        );
    }

    #[test]
    fn what_would_be_unsafe_or_unusable_is_refused() {
        let cases = [
            ("loopback", options("127.0.0.1:0", "u", "p"), None),
            ("loopback of IPv6", options("[::1]:0", "u", "p"), None),
            ("everybody", options("0.0.0.0:0", "u", "p"), Some("--listen")),
            ("everybody of IPv6", options("[::]:0", "u", "p"), Some("--listen")),
            (
                "the network",
                options("192.168.1.5:80", "u", "p"),
                Some("--listen"),
            ),
            ("a colon", options("127.0.0.1:0", "a:b", "p"), Some("--user")),
            ("no user", options("127.0.0.1:0", "", "p"), Some("--user")),
            (
                "an escape",
                options("127.0.0.1:0", "u", "\u{1b}c"),
                Some("--password"),
            ),
        ];
        for (name, options, option) in cases {
            let refused = refuse(&options);
            assert_eq!(refused.is_some(), option.is_some(), "{name}");
            assert!(
                refused
                    .unwrap_or_default()
                    .starts_with(option.unwrap_or_default()),
                "{name}"
            );
        }
    }
}
