//! Mappings of columns that are saved for the next table.

use super::{counts, sandbox};
use crate::{Home, NOWHERE};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

const TABLE: &str = "Lp.;Klient;Tel. kom.;Uwagi;X\n1;Nowak;601234567;;z\n";

/// Its mapping as it is saved, comments aside.
const SAVED: [&str; 6] = [
    "",
    "[columns]",
    "Klient = \"surname\"",
    "\"Tel. kom.\" = \"phone_number\"",
    "Uwagi = \"note\"",
    "X = \"\"",
];

#[test]
fn a_mapping_is_saved_and_used_again() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let saved = home.path().join("klienci.map.toml");
    let map = saved.to_str().unwrap();
    let file = home.write_table(TABLE);
    let file = file.to_str().unwrap();
    let told = home.pipe(
        &[
            "import",
            file,
            "--check",
            "--map",
            "Klient=surname",
            "--map",
            "X=",
            "--save-map",
            map,
        ],
        b"",
    );
    assert_eq!(told.code, Some(0), "{told:?}");
    let text = fs::read_to_string(&saved).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("# ")).collect();
    assert_eq!(without_quotes(&lines), without_quotes(&SAVED), "{text}");
    assert_eq!(fs::metadata(&saved).unwrap().permissions().mode() & 0o777, 0o600);

    // The next table of the same kind; what is typed counts more.
    home.write_table("Klient;Tel. kom.;X\nKowalski;601234568;z\n");
    let told = home.pipe(
        &[
            "import",
            file,
            "--yes",
            "--json",
            "--map-file",
            map,
            "--map",
            "X=note",
        ],
        b"",
    );
    assert_eq!(told.counts(), counts(&[("created", 1)]), "{told:?}");
    assert!(told.stderr.contains("not in this table: Uwagi"), "{told:?}");

    // Saved again it is the same; another one does not take its place.
    home.write_table(TABLE);
    let again = ["import", file, "--check", "--map-file", map, "--save-map", map];
    assert_eq!(home.pipe(&again, b"").code, Some(0));
    let told = home.pipe(&[again.as_slice(), &["--map", "X=note"]].concat(), b"");
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(
        told.stderr.contains("the file exists and has other content"),
        "{told:?}"
    );
    assert_eq!(fs::read_to_string(&saved).unwrap(), text);
}

/// Keys of TOML may be quoted or not.
fn without_quotes(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| line.replace('"', "")).collect()
}

/// Saved mappings that do not fit, and what is said of them.
const WRONG: &[(&str, &str)] = &[
    (
        "[columns]\nNazwisko = \"surname\"\nKod = \"surnmae\"\n",
        "line 3: the API has no field surnmae; did you mean surname?",
    ),
    (
        "[columns]\nInny = \"nic\"\nKod = \"identifier\"\n",
        "line 2: the API has no field nic",
    ),
    (
        "[columns]\nKod = \"Klient\"\n",
        "line 2: the API has no field Klient",
    ),
    ("[columns]\nKod = \"kod\"\n", "line 2: \"kod\" may mean"),
    ("[columns]\nKod = 3\n", "line 2: expected a field"),
    ("[columns]\nKod = \"identifier\"\nKod = \"note\"\n", "line 3"),
    ("[columns]\nKod = identifier\n", "line 2"),
    ("Kod = \"identifier\"\n", "line 1: unknown name: Kod"),
    (
        "[kolumny]\nKod = \"identifier\"\n",
        "line 1: unknown name: kolumny",
    ),
    (
        "[columns]\nNazwisko2 = \"surname\"\n",
        "it was saved for another table",
    ),
    // A heading that differs is another column.
    (
        "[columns]\nNazwisko = \"surname\"\nKOD = \"identifier\"\n",
        "\"Kod\" may mean",
    ),
    ("", "it was saved for another table"),
];

#[test]
fn a_saved_mapping_that_does_not_fit_is_refused() {
    let home = Home::new(NOWHERE, "");
    let saved = home.path().join("map.toml");
    let file = home.write_table("Nazwisko;Kod;Uwagi\nKowalski;K-1;x\n");
    for (text, words) in WRONG {
        fs::write(&saved, text).unwrap();
        let told = home.pipe(
            &[
                "import",
                file.to_str().unwrap(),
                "--check",
                "--map-file",
                saved.to_str().unwrap(),
            ],
            b"",
        );
        assert_eq!(
            (told.code, told.stdout.as_str()),
            (Some(2), ""),
            "{text}: {told:?}"
        );
        assert!(told.stderr.contains(words), "{text}: {told:?}");
    }
    let told = home.pipe(
        &[
            "import",
            file.to_str().unwrap(),
            "--check",
            "--map-file",
            "/nonexistent",
        ],
        b"",
    );
    assert!(
        told.code == Some(2) && told.stderr.contains("/nonexistent"),
        "{told:?}"
    );
}
