//! The rows that were not sent: the file beside the table, and the form.

use super::{counts, sandbox, table_of};
use crate::Home;
use crate::support::aftermath::Aftermath;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

#[test]
fn rows_that_are_not_sent_are_put_right_in_a_file_of_their_own() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    home.write_table(table_of(2) + ";Bez;K-8;\"a;b\nc\"\nŻółw 1;Łucja;K-1;inny\n");
    let told = home.import(&[]);
    assert_eq!((told.code, crm.customers()), (Some(3), 2), "{told:?}");
    assert_eq!(told.counts(), counts(&[("created", 2), ("invalid", 2)]));
    assert_eq!(
        told.row(6)["problems"][0]["reason"],
        "created_before",
        "the same identifier"
    );
    let rejected = home.rejected().unwrap();
    let head = "\u{feff}Nazwisko;Imię;Identyfikator;Uwagi;kartoteka_reason\n";
    let first = ";Bez;K-8;\"a;b\nc\";line 4: error: surname: required\n";
    assert!(
        rejected.starts_with(&format!("{head}{first}Żółw 1;Łucja;K-1;inny;line 6: error: ")),
        "{rejected}"
    );
    let path = home.path().join("klienci.rejected.csv");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    // Put right, it is a table like any other.
    fs::write(&path, rejected.replace(";Bez;", "Nowak;Bez;")).unwrap();
    let told = home.pipe(
        &[
            "import",
            path.to_str().unwrap(),
            "--map",
            "Uwagi=note",
            "--yes",
            "--json",
        ],
        b"",
    );
    assert_eq!(
        told.counts(),
        counts(&[("created", 1), ("invalid", 1)]),
        "{told:?}"
    );
    let again = fs::read_to_string(home.path().join("klienci.rejected.rejected.csv")).unwrap();
    assert_eq!(again.matches("kartoteka_reason").count(), 1, "{again}");
    assert_eq!(again.matches("line 4: error").count(), 1, "{again}");
    assert_eq!(again.matches("line 6").count(), 0, "{again}");
    assert_eq!(crm.customers(), 3);
}

#[test]
fn an_older_file_is_kept_and_a_foreign_one_stops_everything() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    home.write_table(table_of(1) + ";x;;\n");
    let (path, kept) = (
        home.path().join("klienci.rejected.csv"),
        home.path().join("klienci.rejected.csv.bak"),
    );
    for _ in 0..2 {
        assert_eq!(home.import(&[]).code, Some(3));
        assert!(!kept.exists(), "the same rows again are no other file");
    }
    let edited = home.rejected().unwrap().replace(";x;", "Nowak;x;");
    fs::write(&path, &edited).unwrap();
    home.write_table(table_of(2));
    let told = home.import(&[]);
    // The table is another one now, and its first customer is known all the same.
    assert_eq!(
        told.counts(),
        counts(&[("created", 1), ("invalid", 1)]),
        "{told:?}"
    );
    assert_eq!(fs::read_to_string(&kept).unwrap(), edited);
    home.write_table(table_of(2) + ";y;;\n");
    assert_eq!(home.import(&[]).code, Some(3));
    home.write_table(table_of(2) + ";z;;\n");
    assert_eq!(home.import(&[]).code, Some(3));
    assert_eq!(
        fs::read_to_string(&kept).unwrap(),
        edited,
        "it is never overwritten"
    );
    assert!(home.path().join("klienci.rejected.csv.bak2").exists());

    let foreign = "Nazwisko;powód\nNowak;moja notatka\n";
    fs::write(&path, foreign).unwrap();
    home.write_table(table_of(3));
    let told = home.import(&[]);
    assert_eq!(
        (told.code, told.stdout.as_str(), crm.customers()),
        (Some(2), "", 2),
        "{told:?}"
    );
    assert!(
        told.stderr
            .contains("klienci.rejected.csv: kartoteka did not write this file"),
        "{told:?}"
    );
    assert_eq!(home.rejected().unwrap(), foreign);

    fs::remove_file(&path).unwrap();
    symlink("nowhere", &path).unwrap();
    let told = home.import(&[]);
    assert_eq!((told.code, crm.customers()), (Some(2), 2), "{told:?}");
    assert!(
        told.stderr
            .contains("klienci.rejected.csv: kartoteka did not write this file"),
        "a link to nothing: {told:?}"
    );
}

#[test]
fn a_shared_address_asks_for_a_second_look() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "check_duplicates = true");
    home.write_table("surname,email\nNowak,dom@nowak.pl\nNowakowa,dom@nowak.pl\n");
    let file = home.path().join("klienci.csv");
    let arguments = ["import", file.to_str().unwrap(), "--yes", "--json"];
    let told = home.pipe(&arguments, b"");
    assert_eq!(
        told.counts(),
        counts(&[("created", 1), ("invalid", 1)]),
        "{told:?}"
    );
    assert_eq!(told.row(3)["problems"][0]["severity"], "warning");
    let told = home.pipe(&[arguments.as_slice(), &["--accept-warnings"]].concat(), b"");
    assert_eq!(
        told.counts(),
        counts(&[("created", 1), ("created_earlier", 1)]),
        "{told:?}"
    );
    assert_eq!(told.code, Some(0), "{told:?}");

    // Another machine knows nothing; the CRM does.
    let other = Home::new(&crm.base_url(), "check_duplicates = true");
    other.write_table("surname,email\nNowak,dom@nowak.pl\n");
    let file = other.path().join("klienci.csv");
    let told = other.pipe(&["import", file.to_str().unwrap(), "--yes", "--json"], b"");
    assert_eq!(told.row(2)["problems"][0]["reason"], "found_in_crm", "{told:?}");
    assert_eq!(crm.customers(), 2);
}

#[test]
fn rows_that_cannot_be_sent_are_opened_in_the_form_one_by_one() {
    let crm = sandbox();
    let home = Home::new(&crm.base_url(), "");
    let file = home.write_table(table_of(1) + ";Pierwsza;;\nNowak;Druga;;\u{7}\n;Trzecia;;\n");
    let arguments = [
        "import",
        file.to_str().unwrap(),
        "--map",
        "Uwagi=note",
        "--review",
    ];
    let mut pty = home.run(&arguments, (120, 40));
    pty.wait_for_text("Pierwsza");
    pty.send("\x18o");
    pty.wait_for_text("Trzecia");
    pty.send("\x1b");
    pty.wait_for(|screen| !screen.contents().contains("Trzecia"));
    pty.send("\x18q");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    let names: Vec<String> = Aftermath::of(&home.data())
        .drafts
        .into_iter()
        .map(|draft| draft["name"].clone())
        .collect();
    assert_eq!(names, ["Trzecia", "Pierwsza"]);
    assert_eq!(crm.customers(), 0, "nothing is sent automatically");

    // They go on in the form, and are no business of the import any more.
    let told = home.import(&[]);
    assert_eq!(
        told.counts(),
        counts(&[("created", 1), ("in_form", 2), ("invalid", 1)]),
        "{told:?}"
    );
    let mut pty = home.run(&arguments, (120, 40));
    pty.wait_for_text("No row needs the form.");
    assert_eq!(pty.wait_exit().exit_code(), 0);
    assert_eq!(Aftermath::of(&home.data()).drafts.len(), 2);
}
