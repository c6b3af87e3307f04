//! The rules of a tenant's form are the same for every way in: `check`, `preview`, `submit` and `import`.

use super::{Home, NOWHERE, sandbox};
use crate::support::home::Told;
use serde_json::json;
use std::fs;

/// The form of the profile that is used, and another profile without one.
const FORM: &str = "[profiles.main.form]\nrequired = ['phone_number']\nmax_length.surname = 6\nlabels.surname = 'Klient lub firma'\n\
    defaults.'address.country' = 'Polska'\nsections = [{ title = 'Klient', fields = ['surname', 'phone_number'] }]\n\
    [profiles.free]\nbase_url = 'https://y.thulium.com'\nuser = 'u'\n";

fn check(home: &Home, arguments: &[&str], document: &str) -> Told {
    home.pipe(&[arguments, &["check", "-"]].concat(), document.as_bytes())
}

#[test]
fn check_knows_the_form_of_the_profile_that_is_used() {
    let home = Home::new(NOWHERE, FORM);
    let document = r#"{"surname":"Kowalski"}"#;
    let told = check(&home, &["--profile", "main"], document);
    assert_eq!(
        (told.code, told.stdout.as_str()),
        (
            Some(3),
            "stdin: error: surname: 8 characters, max. 6\nstdin: error: phone_number: required\n"
        ),
        "{told:?}"
    );
    let told = home.pipe(
        &["--profile", "main", "check", "-", "--json"],
        document.as_bytes(),
    );
    assert_eq!(told.json()[0]["problems"][0]["reason"], "value_too_long");
    assert_eq!(
        told.json()[0]["problems"][0]["detail"],
        json!({"length": 8, "most": 6})
    );
    let told = check(&home, &["--profile", "free"], document);
    assert_eq!(told.code, Some(0), "{told:?}");

    // Which form it is cannot be guessed.
    let told = check(&home, &[], document);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(told.stderr.contains("--profile"), "{told:?}");
}

#[test]
fn a_document_is_sent_whole_without_defaults_and_only_if_the_form_allows_it() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), FORM.split("[profiles.free]").next().unwrap());
    let told = home.pipe(&["submit", "-"], br#"{"surname":"Nowak"}"#);
    assert_eq!(told.code, Some(3), "{told:?}");
    assert!(told.stderr.contains("phone_number: required"), "{told:?}");
    let document = br#"{"surname":"Nowak","phone_number":"333444555","address":{"city":"\u0141\u00f3d\u017a"},"nip":"1234563218"}"#;
    let told = home.pipe(&["preview", "-"], document);
    assert_eq!(told.code, Some(0), "{told:?}");
    // What no section has is sent all the same, in the order of the API.
    assert_eq!(
        told.stdout,
        "{\n  \"surname\": \"Nowak\",\n  \"phone_number\": \"333444555\",\n  \"nip\": \"1234563218\",\n  \
         \"address\": {\n    \"city\": \"Łódź\"\n  }\n}\n"
    );
    let told = home.pipe(&["submit", "-"], document);
    assert_eq!((told.code, told.stdout.as_str()), (Some(0), "324\n"), "{told:?}");
}

#[test]
fn each_row_of_a_table_is_held_to_the_form() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), FORM.split("[profiles.free]").next().unwrap());
    let file = home.path().join("klienci.csv");
    fs::write(
        &file,
        "Klient lub firma,Telefon\nNowak,333444555\nKowalski,333444556\nWilk,\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let told = home.pipe(&["import", file, "--check", "--json"], b"");
    assert_eq!(told.code, Some(3), "{told:?}");
    let rows: Vec<String> = told.json().iter().map(ToString::to_string).collect();
    let of = |row: u64| {
        let found = rows.iter().find(|line| line.contains(&format!("\"row\":{row}")));
        found.unwrap_or_else(|| panic!("row {row}: {told:?}"))
    };
    assert!(
        !of(2).contains("too_long") && !of(2).contains("required"),
        "{told:?}"
    );
    assert!(of(3).contains("value_too_long"), "{told:?}");
    assert!(
        of(4).contains("phone_number") && of(4).contains("required"),
        "{told:?}"
    );
    let told = home.pipe(&["import", file, "--yes", "--json"], b"");
    assert_eq!(told.json().pop().unwrap()["summary"]["created"], 1, "{told:?}");
}
