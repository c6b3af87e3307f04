//! `kartoteka sandbox`: the embedded CRM alone.

use super::CommandError;
use super::output::print;
use crate::cli::{self, GlobalArgs};
use crate::i18n::Locale;
use crate::sandbox::{Sandbox, SandboxOptions};
use crate::text::is_invisible;

pub(super) fn run(global: &GlobalArgs, options: &cli::SandboxArgs) -> Result<(), CommandError> {
    let locale = super::setup::locale(global);
    refuse(options, &locale).map_or(Ok(()), |message| Err(CommandError::usage(message)))?;
    let mut crm = Sandbox::start(SandboxOptions {
        listen: options.listen,
        user: options.user.clone(),
        password: options.password.clone(),
        db: options.db.clone(),
    })?;
    // It serves on where nobody reads this.
    let _ = print(&greeting(&crm.base_url(), options, &locale));
    crm.join();
    Ok(())
}

fn refuse(options: &cli::SandboxArgs, locale: &Locale) -> Option<String> {
    let texts = locale.texts();
    if !options.listen.ip().is_loopback() {
        return Some(texts.sandbox_not_loopback(options.listen.to_string()));
    }
    if options.user.is_empty() || options.user.contains(':') || options.user.contains(is_invisible) {
        return Some(texts.sandbox_user());
    }
    if options.password.contains(is_invisible) {
        return Some(texts.sandbox_password());
    }
    None
}

fn greeting(base_url: &str, options: &cli::SandboxArgs, locale: &Locale) -> String {
    let texts = locale.texts();
    let account = quoted(&format!("{}:{}", options.user, options.password));
    let url = quoted(&format!("{base_url}/api/customers"));
    format!(
        "{serves}\n{example}\n\n\
         curl -u {account} -H 'Content-Type: application/json; charset=utf-8' \
         -d '{{\"name\":\"Jan\",\"surname\":\"Kowalski\"}}' {url}\n",
        serves = texts.sandbox_serves(base_url, &options.user),
        example = texts.sandbox_example(),
    )
}

/// A text as one word of the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;
    use std::process::Command;

    fn options(listen: &str, user: &str, password: &str) -> cli::SandboxArgs {
        cli::SandboxArgs {
            listen: listen.parse().unwrap(),
            user: user.to_owned(),
            password: password.to_owned(),
            db: None,
        }
    }

    #[test]
    fn the_shell_reads_the_example_as_it_is_meant() {
        let options = options("127.0.0.1:8080", "o'neil $HOME", "pa ss`id`\\");
        let greeting = greeting("http://127.0.0.1:8080", &options, &Locale::new(Language::Pl));
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
            let refused = refuse(&options, &Locale::new(Language::Pl));
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
