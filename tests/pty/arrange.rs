//! The form that is arranged in the program is in its settings file, and on the screen when the program has started again.

use crate::support::home::Home;
use std::fs;

const SIZE: (u16, u16) = (120, 40);

#[test]
fn an_arranged_form_is_written_and_holds_at_once() {
    let url = "http://127.0.0.1:9";
    let home = Home::new(url, "");
    fs::remove_file(home.config()).unwrap();
    let answers = format!("{url}\napi_user\n2\nKARTOTEKA_TEST_PASSWORD\ny\n");
    let told = home.pipe(&["config", "init"], answers.as_bytes());
    assert_eq!(told.code, Some(0), "{told:?}");

    let mut pty = home.start(SIZE);
    pty.send("Nowak");
    pty.wait_for_text("draft saved");
    pty.send("\x18F");
    pty.wait_for_text("Arrange the form");
    // The first name is hidden, and goes behind the fields of the form.
    pty.send("\x1b[B ");
    pty.wait_for(|screen| !screen.contents().contains("[x] Name"));
    pty.send("\r");
    pty.wait_for_text("profiles.main.form.sections");
    pty.send("w");
    // The draft is there again, in the new form.
    pty.wait_for(|screen| {
        let text = screen.contents();
        text.contains("\"surname\": \"Nowak\"") && !text.contains("Name  ")
    });
    let text = fs::read_to_string(home.config()).unwrap();
    assert!(text.contains("[[profiles.main.form.sections]]"), "{text}");
    assert_eq!(home.pipe(&["config", "check"], b"").code, Some(0));

    // Edited by hand, it is left alone.
    let edited = text + "\n# mine\n";
    fs::write(home.config(), &edited).unwrap();
    pty.send("\x18F");
    pty.wait_for_text("Arrange the form");
    pty.send("\r");
    pty.wait_for_text("profiles.main.form.sections");
    pty.send("w");
    pty.wait_for_text("edited by hand");
    pty.send("\x1b\x1b");
    pty.wait_for_text("Surname");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    assert_eq!(fs::read_to_string(home.config()).unwrap(), edited);
}
