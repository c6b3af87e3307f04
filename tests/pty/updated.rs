//! The built program while a newer version changes the store: a kill costs nothing that was typed since.

use crate::support::home::Home;
use rusqlite::Connection;
use rustix::process::Signal;
use std::fs;

const NOWHERE: &str = "https://127.0.0.1:9";

/// Gives the store the format that is so much newer.
fn change_format(home: &Home, by: i64) {
    let conn = Connection::open(home.data().join("kartoteka.db")).unwrap();
    let known: i64 = conn
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    conn.pragma_update(None, "user_version", known + by).unwrap();
}

#[test]
fn what_is_typed_behind_an_update_survives_a_kill() {
    for (args, typed, says) in [
        (&[][..], "Nowak\tEwa", "Kartoteka was updated: leave"),
        (&["--plain"], "Nowak\rEwa\r", "Kartoteka was updated: leave"),
    ] {
        let home = Home::new(NOWHERE, "");
        let mut pty = home.run(args, (120, 40));
        pty.wait_for_text("Surname");
        change_format(&home, 1);
        pty.send(typed);
        pty.wait_for_text(says);
        // The file has all of it as soon as the program says so, or a quarter of a second later.
        pty.wait_for(|_| {
            let files = fs::read_dir(home.data().join("handover")).into_iter().flatten();
            let mut texts = files.filter_map(|file| fs::read_to_string(file.ok()?.path()).ok());
            texts.any(|text| text.contains("Ewa"))
        });
        pty.kill(Signal::KILL);
        drop(pty);
        change_format(&home, -1);
        let pty = home.run(&[], (120, 40));
        pty.wait_for_text("\"name\": \"Ewa\"");
        pty.wait_for_text("Draft restored.");
        assert_eq!(fs::read_dir(home.data().join("handover")).unwrap().count(), 0);
    }
}
