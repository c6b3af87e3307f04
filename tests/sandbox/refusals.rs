//! What the sandbox refuses, and its words for it.

use super::client::*;
use serde_json::{Map, Value, json};

/// A refusal: name, method, path, headers, body, status, and the messages in English and in Polish.
type Refusal<'a> = (
    &'a str,
    (&'a str, &'a str),
    &'a [(&'a str, &'a str)],
    &'a [u8],
    u16,
    &'a str,
    &'a str,
);

/// Asks for each refusal in both languages, and looks that nothing was created.
#[track_caller]
fn refused(cases: &[Refusal]) {
    let crm = start();
    for (name, (method, path), headers, body, status, english, polish) in cases {
        for (language, expected) in [("en", english), ("pl-PL,pl;q=0.9,en;q=0.8", polish)] {
            let mut headers = headers.to_vec();
            headers.push(("accept-language", language));
            let reply = ask(&crm, method, path, &headers, body);
            assert_eq!(reply.status, *status, "{name}: {reply:?}");
            assert_eq!(reply.messages().join(" | "), **expected, "{name}");
        }
    }
    assert_eq!(crm.customers(), 0);
}

const POST: (&str, &str) = ("POST", CUSTOMERS);

#[test]
#[rustfmt::skip]
fn requests_that_are_refused() {
    let long = vec![b' '; 1024 * 1024 + 1];
    refused(&[
        ("no password", POST, &[("authorization", "")], b"{}", 401,
            "Authentication is required: send the API user and its password by HTTP Basic.",
            "Wymagane jest uwierzytelnienie: podaj użytkownika API i hasło (HTTP Basic)."),
        ("a wrong password", POST, &[("authorization", "Basic YXBpX3VzZXI6eA==")], b"{}", 401,
            "Wrong API user or password.", "Nieprawidłowy użytkownik API lub hasło."),
        ("another scheme", ("GET", "/api/customers/324"), &[("authorization", "Bearer x")], b"", 401,
            "Wrong API user or password.", "Nieprawidłowy użytkownik API lub hasło."),
        ("the root", ("GET", "/"), &[("authorization", "")], b"", 404,
            "There is nothing at /. Use POST /api/customers, GET /api/customers?email=… or GET /api/customers/324.",
            "Pod adresem / nic nie ma. Użyj POST /api/customers, GET /api/customers?email=… lub GET /api/customers/324."),
        ("another path", ("POST", "/api/customersx"), &[], b"{}", 404,
            "There is nothing at /api/customersx. Use POST /api/customers, GET /api/customers?email=… or GET /api/customers/324.",
            "Pod adresem /api/customersx nic nie ma. Użyj POST /api/customers, GET /api/customers?email=… lub GET /api/customers/324."),
        ("a customer that is not there", ("GET", "/api/customers/324"), &[], b"", 404,
            "There is no customer with the id 324.", "Nie ma klienta o identyfikatorze 324."),
        ("an id that is none", ("GET", "/api/customers/99999999999999999999"), &[], b"", 404,
            "There is no customer with the id 99999999999999999999.", "Nie ma klienta o identyfikatorze 99999999999999999999."),
        ("another method", ("DELETE", CUSTOMERS), &[], b"", 405,
            "Method DELETE is not supported here; use GET, POST.", "Metoda DELETE nie jest tu obsługiwana; użyj GET, POST."),
        ("a POST to a customer", ("POST", "/api/customers/324"), &[], b"{}", 405,
            "Method POST is not supported here; use GET.", "Metoda POST nie jest tu obsługiwana; użyj GET."),
        ("a body too large", POST, &[], &long, 413,
            "The body of the request is larger than 1048576 bytes.", "Treść żądania jest większa niż 1048576 bajtów."),
        ("a form", POST, &[("content-type", "application/x-www-form-urlencoded")], b"surname=K", 415,
            "The body must be JSON: send the header Content-Type: application/json.",
            "Treść żądania musi być w formacie JSON: wyślij nagłówek Content-Type: application/json."),
        ("no media type", POST, &[("content-type", "")], b"{}", 415,
            "The body must be JSON: send the header Content-Type: application/json.",
            "Treść żądania musi być w formacie JSON: wyślij nagłówek Content-Type: application/json."),
        ("a compressed body", POST, &[("content-encoding", "gzip")], b"{}", 415,
            "The body must not be compressed: leave the header Content-Encoding out.",
            "Treść żądania nie może być skompresowana: pomiń nagłówek Content-Encoding."),
        ("malformed JSON", POST, &[], "{\n  \"surname\": \"Żółć\" x}".as_bytes(), 400,
            "The body is not valid JSON: line 2, column 21.", "Treść żądania nie jest poprawnym dokumentem JSON: wiersz 2, kolumna 21."),
        ("an empty body", POST, &[], b"", 400,
            "The body is not valid JSON: line 1, column 0.", "Treść żądania nie jest poprawnym dokumentem JSON: wiersz 1, kolumna 0."),
        ("not UTF-8", POST, &[], b"{\"surname\":\"\xafuk\"}", 400,
            "The body is not valid UTF-8: byte 13.", "Treść żądania nie jest poprawnym tekstem UTF-8: bajt 13."),
        ("a list", POST, &[], b"[]", 422,
            "The body must be a JSON object.", "Treść żądania musi być obiektem JSON."),
        ("unknown, blank and wrong parameters", ("GET", "/api/customers?pesel=1&email=&limit=1001&offset=-1"), &[], b"", 400,
            "Unknown parameter \"pesel\"; known are email, phone_number, identifier, nip, limit and offset. | Parameter email is blank. | \
             Parameter limit must be a whole number from 1 to 1000. | Parameter offset must be a whole number, 0 or more.",
            "Nieznany parametr „pesel”; znane to: email, phone_number, identifier, nip, limit i offset. | Parametr email jest pusty. | \
             Parametr limit musi być liczbą całkowitą od 1 do 1000. | Parametr offset musi być liczbą całkowitą, równą co najmniej 0."),
        ("a query that is not UTF-8", ("GET", "/api/customers?email=%ff"), &[], b"", 400,
            "The query must be percent-encoded UTF-8; this part is not: email=%ff",
            "Zapytanie musi być zapisane w UTF-8 z kodowaniem procentowym; ten fragment nie jest: email=%ff"),
    ]);
}

#[test]
#[rustfmt::skip]
fn customers_that_are_refused() {
    let row = |name, body: &'static str, english, polish| -> Refusal { (name, POST, &[], body.as_bytes(), 422, english, polish) };
    refused(&[
        row("no surname", "{}", "Field surname is required.", "Pole surname jest wymagane."),
        row("a blank surname", r#"{"surname":" \t"}"#, "Field surname is required.", "Pole surname jest wymagane."),
        row("a line", r#"{"surname":1}"#, "Field surname must be a string.", "Pole surname musi być tekstem."),
        row("rows", r#"{"surname":"K","email":["a@b.pl",1]}"#,
            "Field email must be a string or an array of strings.", "Pole email musi być tekstem lub listą tekstów."),
        row("a number", r#"{"surname":"K","company_id":1.5}"#,
            "Field company_id must be a whole number.", "Pole company_id musi być liczbą całkowitą."),
        row("a flag", r#"{"surname":"K","vip":"tak"}"#,
            "Field vip must be true or false.", "Pole vip musi mieć wartość true lub false."),
        row("pairs", r#"{"surname":"K","custom_fields":{"a":1}}"#,
            "Field custom_fields must be an object whose values are strings.", "Pole custom_fields musi być obiektem, którego wartości są tekstami."),
        row("a name of spaces", r#"{"surname":"K","custom_fields":{" ":"1"}}"#,
            "Every name in field custom_fields must have at least one character that is not blank.",
            "Każda nazwa w polu custom_fields musi mieć co najmniej jeden znak inny niż odstęp."),
        row("an address", r#"{"surname":"K","address":"Długa 7"}"#,
            "Field address must be an object whose values are strings.", "Pole address musi być obiektem, którego wartości są tekstami."),
        row("a part of an address", r#"{"surname":"K","address":{"flat":7}}"#,
            "Field address.flat must be a string.", "Pole address.flat musi być tekstem."),
        row("an unknown field", r#"{"surname":"K","phone_numer":"1"}"#,
            "Unknown field \"phone_numer\"; the nearest known one is \"phone_number\".", "Nieznane pole „phone_numer”; najbliższe znane to „phone_number”."),
        row("an unknown part of an address", r#"{"surname":"K","address":{"town":"x","citty":"x"}}"#,
            "Unknown field \"address.town\"; the nearest known one is \"address.flat\". | Unknown field \"address.citty\"; the nearest known one is \"address.city\".",
            "Nieznane pole „address.town”; najbliższe znane to „address.flat”. | Nieznane pole „address.citty”; najbliższe znane to „address.city”."),
        row("several errors", r#"{"nip":1,"surnme":"K"}"#,
            "Field surname is required. | Field nip must be a string. | Unknown field \"surnme\"; the nearest known one is \"surname\".",
            "Pole surname jest wymagane. | Pole nip musi być tekstem. | Nieznane pole „surnme”; najbliższe znane to „surname”."),
    ]);
}

#[test]
#[rustfmt::skip]
fn values_that_the_rules_refuse() {
    let row = |name, body: &'static str, english, polish| -> Refusal { (name, POST, &[], body.as_bytes(), 422, english, polish) };
    refused(&[
        row("a phone number", r#"{"surname":"K","phone_number":["333444555","12"]}"#,
            "Wrong format of phone number.", "Nieprawidłowy format numeru telefonu."),
        row("an e-mail address", r#"{"surname":"K","email":"a@"}"#,
            "Wrong format of e-mail address.", "Nieprawidłowy format adresu e-mail."),
        row("a PESEL", r#"{"surname":"K","pesel":"4405140135"}"#, "Wrong PESEL number.", "Nieprawidłowy numer PESEL."),
        row("a company", r#"{"surname":"K","company_id":0}"#,
            "Field company_id must be a whole number greater than 0.", "Pole company_id musi być liczbą całkowitą większą od 0."),
    ]);
    let reply = post(&start(), r#"{"surname":"K","phone_number":"12"}"#);
    assert_eq!(reply.json()["errors"], json!([{ "message": "Wrong format of phone number.", "code": 111_111 }]));
}

#[test]
fn refusals_bring_the_headers_that_their_status_asks_for() {
    let crm = start();
    let anonymous = ask(&crm, "GET", "/api/customers/1", &[("authorization", "")], b"");
    assert_eq!(
        anonymous.header("www-authenticate"),
        r#"Basic realm="api", charset="UTF-8""#
    );
    assert_eq!(ask(&crm, "PUT", CUSTOMERS, &[], b"").header("allow"), "GET, POST");
    assert_eq!(
        ask(&crm, "PUT", "/api/customers/1", &[], b"").header("allow"),
        "GET"
    );
    let head = ask(&crm, "HEAD", CUSTOMERS, &[], b"");
    assert_eq!((head.status, head.body.as_str()), (405, ""));
}

#[test]
fn an_answer_lists_at_most_fifty_errors() {
    let fields: Map<String, Value> = (0..60).map(|n| (format!("x{n}"), json!(1))).collect();
    let messages = post(&start(), Value::Object(fields).to_string()).messages();
    assert_eq!(messages.len(), 51);
    assert_eq!(messages[50], "Further errors, not listed: 11.");
}
