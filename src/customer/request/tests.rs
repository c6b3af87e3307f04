//! The commands are run by a real shell whose `curl` and `http` print the arguments that reach them.

use super::*;
use proptest::prelude::*;
use std::process::{Command, Stdio};

const TARGET: RequestTarget = RequestTarget {
    url: "https://acme.thulium.com/api/customers",
    user: "api_user",
    accept_language: "pl",
    user_agent: "kartoteka/0.1.0",
};

const NASTY: [(&str, &str); 12] = [
    ("plain", r#"{"surname": "Kowalski"}"#),
    ("apostrophe", r#"{"surname": "O'Brien"}"#),
    ("apostrophes only", "'''"),
    ("expansions", r"$HOME ${HOME} $(id) `id` ~ * ? [a] {a,b} !! #x"),
    ("backslashes", r"\ \\ \n \' \0 %s %d"),
    ("backslash at the end", r"C:\"),
    ("apostrophe behind a backslash", r"\'\\'"),
    ("lines", "{\n  \"a\": 1\n}\n\n"),
    ("dashes first", "--help"),
    ("Polish letters and others", "Żółć 漢 👩\u{301} \u{9b} \u{81}"),
    ("operators", "a; b && c | d > e < f & (g)"),
    ("PHP", "<?php ?> $payload {$payload} \"\\u{41}\""),
];

/// Runs a command line and gives back what it printed.
fn run(command: &str) -> Vec<u8> {
    let script = format!(
        "curl() {{ for word in \"$@\"; do printf '%s\\0' \"$word\"; done; }}\n\
         http() {{ for word in \"$@\"; do printf '%s\\0' \"$word\"; done; cat; }}\n{command}\n"
    );
    let output = Command::new("sh")
        .args(["-c", &script])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && complaint.is_empty(),
        "{complaint}\n{command}"
    );
    output.stdout
}

fn words(words: &[&str]) -> Vec<u8> {
    words
        .iter()
        .flat_map(|word| [word.as_bytes(), b"\0"].concat())
        .collect()
}

fn curl_words(target: &RequestTarget, payload: &str) -> Vec<u8> {
    words(&[
        "-u",
        &format!("{}:***", target.user),
        "-H",
        "Content-Type: application/json; charset=utf-8",
        "-H",
        &format!("Accept-Language: {}", target.accept_language),
        "-H",
        &format!("User-Agent: {}", target.user_agent),
        "--data-binary",
        payload,
        target.url,
    ])
}

fn httpie_words(target: &RequestTarget, payload: &str) -> Vec<u8> {
    let mut expected = words(&[
        &format!("--auth={}:***", target.user),
        "POST",
        target.url,
        "Content-Type:application/json; charset=utf-8",
        &format!("Accept-Language:{}", target.accept_language),
        &format!("User-Agent:{}", target.user_agent),
    ]);
    expected.extend_from_slice(payload.as_bytes());
    expected
}

/// What PHP makes of a single-quoted literal at the start of a text: `\\` is a backslash, `\'` a quote, any other
/// backslash is itself.
fn php_literal(text: &str) -> Option<String> {
    let mut characters = text.strip_prefix('\'')?.chars().peekable();
    let mut value = String::new();
    loop {
        match characters.next()? {
            '\'' => return Some(value),
            '\\' => value.push(
                characters
                    .next_if(|next| matches!(next, '\\' | '\''))
                    .unwrap_or('\\'),
            ),
            other => value.push(other),
        }
    }
}

fn php_value(program: &str, before: &str) -> Option<String> {
    program
        .split_once(before)
        .and_then(|(_, literal)| php_literal(literal))
}

#[test]
fn a_shell_hands_nasty_texts_over_unchanged() {
    for (name, text) in NASTY {
        let targets = [
            TARGET,
            RequestTarget { user: text, ..TARGET },
            RequestTarget {
                user_agent: text,
                ..TARGET
            },
        ];
        for target in targets {
            let command = render(RequestFormat::Curl, &target, text);
            assert_eq!(run(&command), curl_words(&target, text), "curl, {name}");
            let command = render(RequestFormat::Httpie, &target, text);
            assert_eq!(run(&command), httpie_words(&target, text), "HTTPie, {name}");
        }
    }
}

#[test]
fn php_reads_nasty_texts_unchanged() {
    for (name, text) in NASTY {
        let target = RequestTarget { user: text, ..TARGET };
        let program = render(RequestFormat::Php, &target, text);
        assert_eq!(
            php_value(&program, "$payload = ").as_deref(),
            Some(text),
            "{name}"
        );
        let credentials = php_value(&program, "CURLOPT_USERPWD => ");
        assert_eq!(credentials, Some(format!("{text}:***")), "{name}");
    }
}

#[test]
fn the_php_program_says_all_there_is_to_say() {
    let expected = r#"<?php
$payload = '{"surname": "O\'Brien\\n"}';
$request = curl_init('https://acme.thulium.com/api/customers');
curl_setopt_array($request, [
    CURLOPT_POST => true,
    CURLOPT_POSTFIELDS => $payload,
    CURLOPT_USERPWD => 'api_user:***',
    CURLOPT_HTTPHEADER => [
        'Content-Type: application/json; charset=utf-8',
        'Accept-Language: pl',
        'User-Agent: kartoteka/0.1.0',
        'Content-Length: ' . strlen($payload),
    ],
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
]);
$answer = curl_exec($request);
if ($answer === false) {
    exit(curl_error($request) . PHP_EOL);
}
echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), PHP_EOL, $answer, PHP_EOL;"#;
    assert_eq!(
        render(RequestFormat::Php, &TARGET, r#"{"surname": "O'Brien\n"}"#),
        expected
    );
}

#[test]
fn raw_http_counts_bytes() {
    let expected = "POST /api/customers HTTP/1.1\n\
                    Host: acme.thulium.com\n\
                    Authorization: Basic ***\n\
                    Content-Type: application/json; charset=utf-8\n\
                    Accept-Language: pl\n\
                    User-Agent: kartoteka/0.1.0\n\
                    Content-Length: 23\n\
                    Connection: close\n\
                    \n\
                    {\"surname\": \"Żółć\"}";
    assert_eq!(
        render(RequestFormat::Http, &TARGET, "{\"surname\": \"Żółć\"}"),
        expected
    );
}

#[test]
fn a_url_is_split_into_host_and_path() {
    let table = [
        (
            "https://acme.thulium.com/api/customers",
            "acme.thulium.com",
            "/api/customers",
        ),
        (
            "http://127.0.0.1:8080/api/customers",
            "127.0.0.1:8080",
            "/api/customers",
        ),
        ("http://[::1]:8080", "[::1]:8080", "/"),
    ];
    for (url, host, path) in table {
        let target = RequestTarget { url, ..TARGET };
        assert_eq!(target.host_and_path(), (host, path), "{url}");
    }
}

#[test]
fn json_is_the_payload_itself() {
    assert_eq!(render(RequestFormat::Json, &TARGET, "{}"), "{}");
}

#[test]
fn next_goes_round_all_forms() {
    for (index, form) in RequestFormat::ALL.into_iter().enumerate() {
        assert_eq!(
            form.next(),
            RequestFormat::ALL[(index + 1) % RequestFormat::ALL.len()],
            "{}",
            form.name()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_shell_hands_any_text_over_unchanged(text in "([^\0]|[\\\\'\"$`\n-]){0,40}") {
        prop_assert_eq!(run(&render(RequestFormat::Curl, &TARGET, &text)), curl_words(&TARGET, &text));
        prop_assert_eq!(run(&render(RequestFormat::Httpie, &TARGET, &text)), httpie_words(&TARGET, &text));
    }

    #[test]
    fn java_reads_any_text_unchanged(text in "(.|[\\\\\"u\n\t]){0,40}") {
        prop_assert_eq!(java_value(&java::literal(&text)), Some(text));
    }

    #[test]
    fn php_reads_any_text_unchanged(text in "(.|[\\\\'\n]){0,40}") {
        prop_assert_eq!(php_literal(&php_string(&text)), Some(text));
    }
}

/// What Java makes of a text: `\uXXXX` first, where an even number of backslashes is before it, and then the literal.
fn java_value(source: &str) -> Option<String> {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = source.chars().peekable();
    let mut backslashes = 0;
    while let Some(letter) = rest.next() {
        if letter == '\\' && backslashes % 2 == 0 && rest.peek() == Some(&'u') {
            let digits: String = rest.by_ref().skip(1).take(4).collect();
            units.push(u16::from_str_radix(&digits, 16).ok()?);
            backslashes = 0;
            continue;
        }
        backslashes = if letter == '\\' { backslashes + 1 } else { 0 };
        units.extend(letter.encode_utf16(&mut [0; 2]).iter());
    }
    let text = String::from_utf16(&units).ok()?;
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut value = String::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '\n' | '\r' => return None,
            '\\' => match letters.next()? {
                'n' => value.push('\n'),
                escaped @ ('"' | '\\') => value.push(escaped),
                digit => {
                    let digits: String = [digit].into_iter().chain(letters.by_ref().take(2)).collect();
                    value.push(char::from(u8::from_str_radix(&digits, 8).ok()?));
                }
            },
            other => value.push(other),
        }
    }
    Some(value)
}

#[test]
fn java_reads_nasty_texts_unchanged() {
    for (name, text) in NASTY {
        let literal = java::literal(text);
        assert!(literal.is_ascii(), "{name}: {literal}");
        assert_eq!(java_value(&literal).as_deref(), Some(text), "{name}");
    }
}

#[test]
fn the_java_program_says_all_there_is_to_say() {
    let expected = r#"import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

public class Example {
    public static void main(String[] arguments) throws Exception {
        String payload = String.join("\n",
            "{",
            "  \"surname\": \"\u017b\u00f3\u0142\u0107\\n\"",
            "}");
        byte[] credentials = "api_user:***".getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://acme.thulium.com/api/customers"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Accept-Language", "pl")
            .header("User-Agent", "kartoteka/0.1.0")
            .POST(HttpRequest.BodyPublishers.ofString(payload))
            .build();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode());
        System.out.println(response.body());
    }
}"#;
    let payload = "{\n  \"surname\": \"Żółć\\n\"\n}";
    assert_eq!(render(RequestFormat::Java, &TARGET, payload), expected);
}

#[test]
fn no_literal_of_java_is_longer_than_a_compiler_takes() {
    let program = render(RequestFormat::Java, &TARGET, &"ł".repeat(70_000));
    let pieces: Vec<usize> = program
        .split('"')
        .map(|piece| piece.matches("\\u").count() * 3)
        .collect();
    assert!(pieces.iter().all(|bytes| *bytes < 65_535), "{pieces:?}");
    assert_eq!(pieces.iter().sum::<usize>(), 3 * 70_000);
}
