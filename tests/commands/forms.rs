//! The request in other words is run by the tools that it is written for, where they are installed: the CRM has then what it has
//! from the payload itself.

use super::{Home, sandbox};
use serde_json::{Value, json};
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

/// `api_user:api_pass` in Base64.
const PASSED: &str = "YXBpX3VzZXI6YXBpX3Bhc3M=";

/// A form of the request, the tool that runs it, and how.
struct Runner {
    form: &'static str,
    /// The command that ends well where the tool is installed; none where none is needed.
    probe: &'static [&'static str],
    run: fn(&Path, &str) -> String,
}

const RUNNERS: [Runner; 5] = [
    Runner {
        form: "curl",
        probe: &["curl", "--version"],
        run: |dir, text| command(dir, &["sh", "-c", text]),
    },
    Runner {
        form: "httpie",
        probe: &["http", "--version"],
        run: |dir, text| command(dir, &["sh", "-c", &format!("{text} --ignore-netrc --body")]),
    },
    Runner {
        form: "php",
        probe: &["php", "-r", "exit(function_exists('curl_init') ? 0 : 1);"],
        run: |dir, text| {
            fs::write(dir.join("example.php"), text).unwrap();
            command(dir, &["php", "example.php"])
        },
    },
    Runner {
        form: "java",
        // JDK 9 and 10 know the option too, but not a program of one file.
        probe: &["java", "--source", "11", "--version"],
        run: |dir, text| {
            fs::write(dir.join("Example.java"), text).unwrap();
            command(dir, &["java", "Example.java"])
        },
    },
    Runner {
        form: "http",
        probe: &[],
        run: |_, text| over_the_wire(text),
    },
];

/// Runs a command in a directory of its own, in the C locale; gives back what it printed.
fn command(dir: &Path, words: &[&str]) -> String {
    let output = prepared(words)
        .current_dir(dir)
        .env("HOME", dir)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

fn prepared(words: &[&str]) -> Command {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).stdin(Stdio::null());
    for name in [
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "JAVA_TOOL_OPTIONS",
    ] {
        command.env_remove(name);
    }
    command
}

fn is_installed(probe: &[&str]) -> bool {
    let Some(_) = probe.first() else { return true };
    let output = prepared(probe).env("HOME", "/nonexistent").output();
    output.is_ok_and(|output| output.status.success())
}

/// Sends the text as it stands, with the line ends of HTTP in its head.
fn over_the_wire(text: &str) -> String {
    let (head, body) = text.split_once("\n\n").unwrap();
    let host = head.split("Host: ").nth(1).unwrap().lines().next().unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!("{}\r\n\r\n{body}", head.replace('\n', "\r\n"));
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Customers whose texts mean something to shells, compilers and tools.
fn hostile() -> [Value; 3] {
    let quotes = r#"O'Brien "$HOME" `id` $(id) \ <?php ?> !! %s ${x} \u0022 \\u000a */ //"#;
    [
        json!({
            "surname": quotes, "name": "Żółć 漢 👩‍👩‍👧", "identifier": "@/etc/passwd",
            "note": format!("{quotes}\n\n'\"'\t\\\nŻÓŁĆ\\"),
            "custom_fields": { quotes: quotes, "--help": "-d @file", "a=b": ":=1", "c:d": "@e" },
            "vip": true, "company_id": 28, "email": ["jan@kowalski.pl", "o'brien@example.com"],
            "address": {"street": "\\", "city": "Łódź", "postcode": "00-950"},
        }),
        json!({"surname": "-d @file", "name": "@file", "note": "'"}),
        json!({"surname": "\\'", "name": "\"", "note": "x".repeat(20_000) + &"ł".repeat(30_000)}),
    ]
}

/// What the CRM has of a customer, without the id.
fn recorded(address: &str, id: &str) -> Value {
    let url = format!("/api/customers/{id}?include_custom_fields=true&include_address=true");
    let answer = over_the_wire(&format!(
        "GET {url} HTTP/1.1\nHost: {address}\nAuthorization: Basic {PASSED}\nConnection: close\n\n"
    ));
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let mut customer: Value = serde_json::from_str(body).unwrap();
    customer.as_object_mut().unwrap().remove("customer_id").unwrap();
    customer
}

fn id_in(answer: &str) -> &str {
    let behind = answer.split("\"customer_id\": \"").nth(1);
    behind
        .unwrap_or_else(|| panic!("no id: {answer}"))
        .split('"')
        .next()
        .unwrap()
}

#[test]
fn every_form_sends_what_the_payload_says() {
    let crm = sandbox();
    let address = crm.addr().to_string();
    let home = Home::new(&format!("http://{address}"), "");
    let (installed, missing): (Vec<&Runner>, Vec<&Runner>) =
        RUNNERS.iter().partition(|runner| is_installed(runner.probe));
    for document in hostile() {
        let document = document.to_string();
        let preview = |form: &str| {
            let told = home.pipe(&["preview", "-", "--as", form], document.as_bytes());
            // Warnings are fine: nobody is called that.
            assert_eq!(told.code, Some(0), "{form}: {told:?}");
            told.stdout.trim_end_matches('\n').to_owned()
        };
        let payload = preview("json");
        let head = format!("POST /api/customers HTTP/1.1\nHost: {address}\nContent-Type: application/json\n");
        let reference = over_the_wire(&format!(
            "{head}Authorization: Basic {PASSED}\nContent-Length: {}\nConnection: close\n\n{payload}",
            payload.len()
        ));
        let expected = recorded(&address, id_in(&reference));
        let sent: Value = serde_json::from_str(&payload).unwrap();
        assert_eq!(expected["surname"], sent["surname"]);
        assert_eq!(expected["custom_fields"], sent["custom_fields"]);
        for runner in &installed {
            let text = preview(runner.form)
                .replace("api_user:***", "api_user:api_pass")
                .replace("Basic ***", &format!("Basic {PASSED}"));
            let dir = tempfile::tempdir().unwrap();
            let answer = (runner.run)(dir.path(), &text);
            assert_eq!(recorded(&address, id_in(&answer)), expected, "{}", runner.form);
        }
    }
    // Past the capture of the test runner: the reader of the log has to know what was not tried.
    for runner in missing {
        let _ = writeln!(
            io::stderr(),
            "not installed, so not tried: {} ({})",
            runner.probe[0],
            runner.form
        );
    }
}

#[test]
fn without_a_profile_the_address_is_that_of_the_apis_examples() {
    let home = Home::new("https://x.thulium.com", "");
    fs::write(home.config(), "language = \"en\"\n").unwrap();
    let document = br#"{"surname": "Kowalski"}"#;
    for (form, place) in [
        ("curl", "'https://your-system-name.thulium.com/api/customers'"),
        ("httpie", "'https://your-system-name.thulium.com/api/customers'"),
        ("php", "'https://your-system-name.thulium.com/api/customers'"),
        ("java", "\"https://your-system-name.thulium.com/api/customers\""),
        ("http", "Host: your-system-name.thulium.com\n"),
    ] {
        let told = home.pipe(&["preview", "-", "--as", form], document);
        assert_eq!(told.code, Some(0), "{form}: {told:?}");
        assert!(told.stdout.contains(place), "{form}: {told:?}");
        assert_eq!(
            told.stderr,
            "no profile: the address and the user are those of the API's own examples\n"
        );
    }
    let told = home.pipe(&["preview", "-"], document);
    assert_eq!((told.code, told.stderr.as_str()), (Some(0), ""), "{told:?}");
    let told = home.pipe(&["--profile", "main", "preview", "-", "--as", "curl"], document);
    assert_eq!((told.code, told.stdout.as_str()), (Some(2), ""), "{told:?}");
}
