//! Where a customer goes: the profile that is asked for, its address, and the proxy on the way.

use super::support::faults::{Act, Faults};
use super::support::home::Told;
use super::{Home, NOWHERE};
use std::fs;
use std::net::TcpListener;
use std::process::Stdio;

fn run(home: &Home, variables: &[(&str, &str)], arguments: &[&str]) -> Told {
    let mut command = home.command(arguments);
    command.envs(variables.iter().copied()).stdin(Stdio::null());
    Told::of(command.spawn().unwrap())
}

#[test]
fn a_profile_that_there_is_not_is_a_mistake_and_the_others_are_named() {
    let home = Home::new(NOWHERE, "[profiles.test]\nbase_url = 'https://t.pl'\nuser = 'u'");
    for arguments in [
        &["--profile", "nix", "config", "check"][..],
        &["config", "check", "--profile=nix", "--passwords"],
        &["config", "show", "--profile", "nix"],
        &["--profile", "nix"],
    ] {
        let told = run(&home, &[], arguments);
        assert_eq!(told.code, Some(2), "{arguments:?}: {told:?}");
        let all = told.stdout + &told.stderr;
        assert!(
            all.contains("\"nix\"") && all.contains("main, test"),
            "{arguments:?}: {all}"
        );
    }
    let told = run(&home, &[("KARTOTEKA_PROFILE", "nix")], &["config", "check"]);
    assert_eq!(told.code, Some(2), "{told:?}");
    for arguments in [
        &["config", "check"][..],
        &["--profile", "test", "config", "check"],
    ] {
        let told = run(&home, &[("KARTOTEKA_PROFILE", "main")], arguments);
        assert_eq!(told.code, Some(0), "{told:?}");
    }
}

#[test]
fn an_address_with_the_path_of_the_api_is_refused_and_the_right_one_named() {
    let home = Home::new(NOWHERE, "");
    for (language, words) in [
        ("en", "write base_url = \"https://x.pl\""),
        ("pl", "wpisz base_url = \"https://x.pl\""),
    ] {
        for url in ["https://x.pl/api", "https://x.pl/API/customers/"] {
            let settings =
                format!("language = '{language}'\n[profiles.main]\nbase_url = '{url}'\nuser = 'u'\n");
            fs::write(home.config(), settings).unwrap();
            for arguments in [&["config", "check"][..], &["submit", "-"]] {
                let told = run(&home, &[], arguments);
                assert_eq!(told.code, Some(2), "{told:?}");
                assert!((told.stdout + &told.stderr).contains(words), "{url}");
            }
        }
    }
    let home = Home::new(NOWHERE, "");
    let told = run(
        &home,
        &[("KARTOTEKA_BASE_URL", "https://x.pl/api")],
        &["config", "show"],
    );
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(
        told.stderr.starts_with("kartoteka: KARTOTEKA_BASE_URL: "),
        "{told:?}"
    );
}

#[test]
fn a_failed_connection_names_the_proxy_and_never_its_password() {
    let nobody = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    let refusing = Faults::start(Act::CloseAtOnce);
    let home = Home::new("https://no-such-host.invalid", "");
    let customer = home.path().join("customer.json");
    fs::write(&customer, "{\"surname\":\"Nowak\"}").unwrap();
    let submit = ["submit", customer.to_str().unwrap()];
    let dead = format!("http://anna:s3cret@{nobody}");
    let closing = format!("http://anna:s3cret@{}", refusing.address());
    for (variable, proxy, address) in [
        ("HTTPS_PROXY", &dead, &nobody),
        ("https_proxy", &dead, &nobody),
        ("ALL_PROXY", &dead, &nobody),
        ("HTTPS_PROXY", &closing, &refusing.address().to_string()),
    ] {
        for (language, words) in [("en", "through the proxy"), ("pl", "przez serwer proxy")] {
            let told = run(
                &home,
                &[(variable, proxy), ("KARTOTEKA_LANGUAGE", language)],
                &submit,
            );
            assert_eq!(told.code, Some(5), "{told:?}");
            let line = format!("{words} {address}: ");
            assert!(told.stderr.contains(&line), "{line}: {told:?}");
            assert!(
                !told.stderr.contains("s3cret") && !told.stderr.contains("anna"),
                "{told:?}"
            );
        }
    }
    // No proxy was used: none is named.
    for variables in [
        &[
            ("HTTPS_PROXY", dead.as_str()),
            ("NO_PROXY", "no-such-host.invalid"),
        ][..],
        &[("HTTPS_PROXY", "")],
    ] {
        let told = run(&home, variables, &submit);
        assert_eq!(told.code, Some(5), "{told:?}");
        assert!(!told.stderr.contains("proxy"), "{told:?}");
    }
    // Of what is kept, too.
    let told = run(&home, &[], &["history", "--format", "json"]);
    assert!(
        told.stdout.contains(&nobody) && !told.stdout.contains("s3cret"),
        "{told:?}"
    );
}

#[test]
fn a_proxy_that_cannot_be_used_is_named_and_not_gone_past() {
    let home = Home::new("https://no-such-host.invalid", "");
    let (customer, table) = (home.path().join("customer.json"), home.path().join("table.csv"));
    fs::write(&customer, "{\"surname\":\"Nowak\",\"email\":\"nowak@poczta.pl\"}").unwrap();
    fs::write(&table, "Surname\nNowak\n").unwrap();
    let submit = ["submit", customer.to_str().unwrap()];
    let import = ["import", "--yes", table.to_str().unwrap()];
    for (variable, proxy) in [
        ("ALL_PROXY", "socks5h://anna:s3cret@127.0.0.1:1080"),
        ("all_proxy", "socks5://127.0.0.1:1080"),
        ("HTTPS_PROXY", "socks4://127.0.0.1:1080"),
        ("https_proxy", "socks://127.0.0.1"),
        ("HTTP_PROXY", "http://anna:s3cret@127.0.0.1:99999"),
        ("http_proxy", "http:/127.0.0.1:3128"),
    ] {
        for (language, words) in [("en", "is not an http://"), ("pl", "nie wskazuje proxy http://")] {
            let words = format!("{variable} {words}");
            let variables = [(variable, proxy), ("KARTOTEKA_LANGUAGE", language)];
            for (arguments, code) in [(&submit[..], 5), (&import[..], 5), (&["config", "check"][..], 2)] {
                let told = run(&home, &variables, arguments);
                assert_eq!(told.code, Some(code), "{variable} {arguments:?}: {told:?}");
                let all = told.stdout + &told.stderr;
                assert!(all.contains(&words) && !all.contains("s3cret"), "{words}: {all}");
            }
        }
    }
    let excepted = [("ALL_PROXY", "socks5://127.0.0.1:1"), ("NO_PROXY", ".invalid")];
    let told = run(&home, &excepted, &["config", "check"]);
    assert_eq!(told.code, Some(0), "{told:?}");
}
