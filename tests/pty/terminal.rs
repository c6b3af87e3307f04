//! The built program in a pseudo-terminal, against a real CRM over a real socket.

use crate::support::home::Home;
use crate::support::pty::Pty;
use kartoteka::sandbox::{self, Sandbox};
use rustix::process::Signal;
use std::fs;

/// A home for the demo, which has a CRM of its own.
fn demo_home() -> Home {
    Home::new("https://127.0.0.1:9", "")
}

fn demo(home: &Home) -> Pty {
    let pty = home.run(&["demo"], (120, 40));
    pty.wait_for_text("F8 send");
    pty
}

#[test]
fn a_newcomer_adds_a_customer_and_finds_it_again() {
    let home = demo_home();
    let mut pty = demo(&home);
    pty.send("Żółkiewska\tŁucja\t44051401359\t14.05.1944\t");
    pty.wait_for_text("\"birthdate\": \"1944-05-14\"");
    pty.send("\x1b[19~");
    pty.wait_for_text("Ready. Enter sends.");
    pty.send("\r");
    pty.wait_for_text("Created: customer_id 324 · Żółkiewska Łucja");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();

    let mut pty = demo(&home);
    pty.wait_for_text("created 324");
    pty.send("Nowak\x18s");
    pty.wait_for_text("Enter sends.");
    pty.send("\r");
    pty.wait_for_text("created 325");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
}

#[test]
fn the_draft_outlasts_every_way_to_lose_the_terminal() {
    for how in ["HUP", "TERM", "INT", "closed"] {
        let home = demo_home();
        let mut pty = demo(&home);
        pty.send("Nowak-\u{142}\tAnna");
        pty.wait_for_text("\"name\": \"Anna\"");
        match how {
            "HUP" => pty.kill(Signal::HUP),
            "TERM" => pty.kill(Signal::TERM),
            "INT" => pty.kill(Signal::INT),
            _ => pty.hang_up(),
        }
        pty.wait_exit();
        if how != "closed" {
            pty.assert_given_back();
        }
        let pty = demo(&home);
        pty.wait_for_text("\"surname\": \"Nowak-ł\"");
        pty.wait_for_text("\"name\": \"Anna\"");
    }
}

#[test]
fn a_second_session_gets_a_card_of_its_own() {
    let home = demo_home();
    let mut first = demo(&home);
    first.send("Nowak");
    first.wait_for_text("draft saved");
    let mut second = demo(&home);
    second.send("Kowalska");
    second.wait_for(|screen| {
        let text = screen.contents();
        text.contains("Kowalska") && !text.contains("Nowak")
    });
}

#[test]
fn a_profile_of_the_configuration_is_used_and_its_password_stays_out_of_sight() {
    let listen = "127.0.0.1:0".parse().unwrap();
    let (user, password) = ("api_user".to_owned(), "api_pass".to_owned());
    let crm = Sandbox::start(sandbox::SandboxOptions {
        listen,
        user,
        password,
        db: None,
    })
    .unwrap();
    let home = Home::new(&crm.base_url(), "");
    let text = fs::read_to_string(home.config()).unwrap();
    let mut pty = home.run(&["--lang", "pl"], (80, 24));
    pty.wait_for_text("F8 wyślij");
    pty.send("Wiśniewski\x18s");
    pty.wait_for_text("Enter wysyła.");
    pty.send("\r");
    pty.wait_for_text("Utworzono: customer_id 324");
    assert_eq!(crm.customers(), 1);
    pty.send("\x18v");
    for _ in 0..5 {
        pty.send("p");
    }
    pty.wait_for_text("Authorization: Basic ***");
    pty.send("\r");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    let log = String::from_utf8_lossy(&pty.log()).into_owned();
    assert!(!log.contains("api_pass"), "the password was shown");
    for entry in fs::read_dir(home.data()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = if path.is_file() {
            fs::read(&path).unwrap()
        } else {
            Vec::new()
        };
        assert!(
            !bytes.windows(8).any(|window| window == b"api_pass"),
            "the password is in {}",
            path.display()
        );
    }
    assert_eq!(
        fs::read_to_string(home.config()).unwrap(),
        text,
        "the configuration is never written to"
    );
}

#[test]
fn a_letter_costs_few_bytes() {
    // The size, and the column before the first letter of the focused field.
    for (size, left) in [((80, 24), 18), ((120, 40), 37)] {
        let home = demo_home();
        let mut pty = home.run(&["demo"], size);
        pty.wait_for_text("F8 send");
        let text = "brzeczyszczykiewicz".repeat(5);
        let mut costs: Vec<usize> = text
            .chars()
            .enumerate()
            .map(|(number, letter)| {
                let before = pty.byte_count();
                pty.send(&letter.to_string());
                let size = format!("{} B", "{\n  \"surname\": \"\"\n}".len() + number + 1);
                pty.wait_for(|screen| {
                    let (_, column) = screen.cursor_position();
                    let last = screen.cell(screen.cursor_position().0, column - 1);
                    screen.contents().contains(&size)
                        && column > left
                        && last.is_some_and(|cell| cell.contents().contains(letter))
                });
                pty.byte_count() - before
            })
            .collect();
        costs.sort_unstable();
        let (median, most) = (costs[costs.len() / 2], costs[costs.len() * 99 / 100 - 1]);
        println!("bytes for each letter: {costs:?}");
        assert!(median <= 32 && most <= 96, "{size:?}: {costs:?}");
    }
}

#[test]
fn a_new_size_costs_few_bytes() {
    let home = demo_home();
    let mut pty = demo(&home);
    pty.send("Kowalski\tJan\t44051401359\t");
    pty.wait_for_text("\"pesel\": \"44051401359\"");
    for (size, corner) in [((80, 24), "▸1 "), ((120, 40), " Sections ")] {
        let before = pty.byte_count();
        pty.resize(size.0, size.1);
        pty.wait_for(|screen| {
            let first = screen.rows(0, size.0).next().unwrap_or_default();
            first.starts_with(corner) && screen.contents().contains("Ctrl+X menu")
        });
        let cost = pty.byte_count() - before;
        println!("bytes for {size:?}: {cost}");
        assert!(cost <= 2000, "{size:?}: {cost} bytes");
    }
}

#[test]
fn the_screen_may_change_its_size_at_any_moment() {
    let home = demo_home();
    let mut pty = demo(&home);
    pty.send("Nowak");
    for size in [(80, 24), (20, 5), (200, 60), (59, 16), (120, 40)] {
        pty.resize(size.0, size.1);
    }
    pty.wait_for_text("\"surname\": \"Nowak\"");
    pty.send("a");
    pty.wait_for_text("\"surname\": \"Nowaka\"");
}

#[test]
fn the_form_goes_on_with_another_profile_and_each_has_its_own_draft() {
    let other = "[profiles.test]\nbase_url = \"http://127.0.0.1:9\"\nuser = \"tester\"\n\
                 password_env = \"KARTOTEKA_TEST_PASSWORD\"\nmark = \"TRIAL\"";
    let home = Home::new("http://127.0.0.1:8", other);
    let config = std::fs::read_to_string(home.config()).unwrap();
    std::fs::write(home.config(), format!("default_profile = \"main\"\n{config}")).unwrap();
    let mut pty = home.start((120, 40));
    pty.send("Nowak");
    pty.wait_for_text("\"surname\": \"Nowak\"");
    pty.send("\x18P");
    pty.wait_for_text("Switch profile");
    pty.send("te");
    pty.wait_for_text("Find: te");
    pty.send("\r");
    pty.wait_for_text("TRIAL");
    pty.wait_for_text("tester@127.0.0.1");
    pty.wait_for(|screen| !screen.contents().contains("Nowak"));
    pty.send("Kowalski");
    pty.wait_for_text("\"surname\": \"Kowalski\"");
    pty.send("\x18Pmain\r");
    pty.wait_for_text("\"surname\": \"Nowak\"");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}
