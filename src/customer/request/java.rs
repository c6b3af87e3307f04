//! The request as a Java program of one file, for JDK 11 or later: `java Example.java`.
//!
//! It is ASCII, for before JDK 18 the compiler reads a file in the character set of the locale.

use super::RequestTarget;
use std::fmt::Write as _;

/// The most UTF-16 units of a literal: the compiler takes 65,535 bytes, and a unit has three at most.
const LITERAL: usize = 16_000;

pub(super) fn program(target: &RequestTarget, payload: &str) -> String {
    let lines: Vec<String> = payload.split('\n').map(line).collect();
    let headers = target.headers().map(|(name, value)| {
        let (name, value) = (literal(name), literal(value));
        format!("            .header({name}, {value})\n")
    });
    format!(
        r#"import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

public class Example {{
    public static void main(String[] arguments) throws Exception {{
        String payload = String.join("\n",
            {payload});
        byte[] credentials = {credentials}.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create({url}))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
{headers}            .POST(HttpRequest.BodyPublishers.ofString(payload))
            .build();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode());
        System.out.println(response.body());
    }}
}}"#,
        payload = lines.join(",\n            "),
        credentials = literal(&target.credentials()),
        url = literal(target.url),
        headers = headers.concat(),
    )
}

/// An expression for a line of any length. Literals joined by `+` would be one literal to the compiler.
fn line(text: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut pieces = units.chunks(LITERAL).map(quoted);
    let first = pieces.next().unwrap_or_else(|| "\"\"".to_owned());
    pieces.fold(first, |line, piece| format!("{line}.concat({piece})"))
}

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    quoted(&text.encode_utf16().collect::<Vec<u16>>())
}

/// `\u` is read before anything else: with it, a line break or a quote would stand in the source as itself, so control
/// characters have octal escapes. A backslash is always doubled, and behind an odd number of them no `\u` begins.
fn quoted(units: &[u16]) -> String {
    let mut literal = String::from("\"");
    for unit in units {
        match u8::try_from(*unit) {
            Ok(b'"') => literal.push_str("\\\""),
            Ok(b'\\') => literal.push_str(r"\\"),
            Ok(b'\n') => literal.push_str(r"\n"),
            Ok(byte @ b' '..=b'~') => literal.push(char::from(byte)),
            // Writing to memory cannot fail.
            Ok(byte @ (..b' ' | 0x7f)) => {
                let _ = write!(literal, "\\{byte:03o}");
            }
            _ => {
                let _ = write!(literal, "\\u{unit:04x}");
            }
        }
    }
    literal.push('"');
    literal
}
