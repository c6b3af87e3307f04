//! The built program on a terminal that nobody reads: Ctrl+S, a line that is stuck, a full pseudo-terminal. It saves, writes
//! down and ends as ever; and when the terminal is read again, it shows what is now.

use crate::support::aftermath::{drafts, states};
use crate::support::home::Home;
use crate::support::pty::Pty;
use crate::support::recorder::{Act, Recorder, Stage};
use rustix::process::Signal;

const SIZE: (u16, u16) = (120, 40);
/// Where nothing listens.
const AWAY: &str = "http://127.0.0.1:9";
const REVIEW: &str = "\x1b[19~";
const REDRAW: &str = "\x0c";
const CTRL_S: &str = "\x13";

/// The surnames of the drafts that are on disk at this moment.
fn surnames(home: &Home) -> Vec<String> {
    let cards = drafts(&home.data()).into_iter();
    cards.filter_map(|mut card| card.remove("surname")).collect()
}

#[track_caller]
fn wait_for_draft(pty: &Pty, home: &Home, surname: &str) {
    pty.wait_unseen(&format!("saved {surname}"), || surnames(home) == [surname]);
}

/// The linear front, at its first question.
fn lines(home: &Home) -> Pty {
    let pty = home.run(&["--plain"], SIZE);
    pty.wait_for(|screen| screen.contents().trim_end().ends_with("Surname, required:"));
    pty
}

/// Waits until the program knows that the terminal has had its last frame whole: a frame in another size is drawn only then,
/// down to its last row. That the last bytes have come is not enough, since they come before the program has noted when.
fn wait_until_seen(pty: &mut Pty) {
    let (before, rows) = (pty.byte_count(), pty.screen(|screen| screen.size().0.get()) - 1);
    pty.resize(SIZE.0, rows);
    pty.wait_for_more(before, b"\x1b[2J");
    pty.wait_for(|screen| {
        screen
            .rows(0, SIZE.0)
            .last()
            .is_some_and(|row| !row.trim().is_empty())
    });
}

/// All that a person sees: the cells, and the cursor. The colour of the letters is not to be seen on a blank.
fn picture(screen: &vt100::Screen) -> impl PartialEq + use<> {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let cell = |row, column| {
        let cell = screen.cell(row, column).unwrap();
        let blank = matches!(cell.contents(), "" | " ") && !cell.inverse() && !cell.underline();
        let pen = (!blank).then(|| {
            (
                cell.contents().to_owned(),
                cell.fgcolor(),
                cell.bold(),
                cell.dim(),
            )
        });
        (
            pen,
            cell.bgcolor(),
            cell.inverse(),
            cell.underline(),
            cell.italic(),
        )
    };
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let cells: Vec<_> = cells.map(|(row, column)| cell(row, column)).collect();
    (cells, screen.cursor_position(), screen.hide_cursor())
}

#[test]
fn what_is_typed_is_saved_and_every_end_is_heard() {
    for how in [Some(Signal::TERM), Some(Signal::HUP), Some(Signal::INT), None] {
        let home = Home::new(AWAY, "");
        let mut pty = home.start(SIZE);
        pty.send("Abc");
        pty.wait_for_text("\"surname\": \"Abc\"");
        pty.stall();
        pty.send_unseen("Def");
        wait_for_draft(&pty, &home, "AbcDef");
        // The last letters have not been on the disk when it ends.
        pty.send_unseen("Ghi");
        match how {
            Some(signal) => pty.kill(signal),
            None => pty.hang_up(),
        }
        let status = pty.wait_end();
        assert!(status.success() || how.is_none(), "{how:?}: {status}");
        assert_eq!(surnames(&home), ["AbcDefGhi"], "{how:?}");
        if how.is_some() {
            pty.resume();
            pty.wait_exit();
            pty.assert_given_back();
        }
    }
}

#[test]
fn what_is_typed_behind_frames_that_nobody_takes_outlasts_the_line() {
    let home = Home::new(AWAY, "");
    let mut pty = home.start(SIZE);
    pty.send("Abc");
    pty.wait_for_text("\"surname\": \"Abc\"");
    pty.fill_by_sizes(SIZE);
    pty.send_unseen("Def");
    wait_for_draft(&pty, &home, "AbcDef");
    pty.hang_up();
    pty.wait_end();
    assert_eq!(surnames(&home), ["AbcDef"]);
    let pty = home.start(SIZE);
    pty.wait_for_text("\"surname\": \"AbcDef\"");
}

#[test]
fn an_answer_is_in_the_journal_while_nobody_looks_and_on_the_screen_afterwards() {
    let crm = Recorder::start(&[Act::CreateWhenTold], 324);
    let home = Home::new(&crm.url(), "");
    let mut pty = home.start(SIZE);
    pty.send(&format!("Abc{REVIEW}"));
    pty.wait_for_text("Enter sends");
    pty.send("\r");
    crm.wait_for(0, Stage::Whole);
    pty.wait_for_text("Sending");
    pty.stall();
    crm.tell();
    pty.wait_unseen("written down the answer", || states(&home.data()) == ["created"]);
    pty.send_unseen("Nowak");
    wait_for_draft(&pty, &home, "Nowak");
    pty.resume();
    pty.wait_for_text("created 324");
    pty.wait_for_text("\"surname\": \"Nowak\"");
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
}

#[test]
fn the_newest_state_is_on_the_screen_when_it_is_read_again_and_no_other() {
    let home = Home::new(AWAY, "");
    let mut pty = home.start(SIZE);
    pty.send("Abc");
    pty.wait_for_text("\"surname\": \"Abc\"");
    let mut surname = String::from("Abc");
    for (size, full) in [(SIZE, true), ((100, 30), false), ((80, 24), true), (SIZE, false)] {
        if full {
            pty.stall();
        } else {
            pty.fill_by_sizes(SIZE);
        }
        for letter in ["ą", "b", "\t", "Jan", "\x1b[Z"] {
            pty.send_unseen(letter);
        }
        pty.resize(size.0, size.1);
        pty.send_unseen("x\x7f");
        let before = pty.byte_count();
        pty.resume();
        pty.send("z");
        surname.push_str("ąbz");
        pty.wait_for(|screen| screen.contents().contains(&format!("[{surname} ")));
        wait_for_draft(&pty, &home, &surname);
        pty.wait_for_text("draft saved");
        let shown = pty.screen(picture);
        let log = pty.byte_count();
        pty.send(REDRAW);
        pty.wait_for_more(log, b"\x1b[2J");
        pty.wait_for(|screen| picture(screen) == shown);
        // The rest of the frame under way, and one more, however much has happened.
        let written = String::from_utf8_lossy(&pty.log()[before..log]).into_owned();
        let redrawn = written.matches("\x1b[2J").count();
        assert!(!full || redrawn <= 2, "{size:?}: {redrawn} frames");
    }
}

#[test]
fn a_key_that_was_read_before_the_review_was_there_sends_nothing() {
    let crm = Recorder::start(&[Act::Create], 324);
    let home = Home::new(&crm.url(), "");
    let mut pty = home.start(SIZE);
    pty.send("Abc");
    pty.wait_for_text("draft saved");
    pty.stall();
    for key in [REVIEW, "\r", "S", "t", "Y", "\r", REVIEW] {
        pty.send_unseen(key);
    }
    pty.resume();
    pty.wait_for_text("Enter sends");
    wait_until_seen(&mut pty);
    assert!(states(&home.data()).is_empty());
    pty.send("\r");
    pty.wait_for_text("Created: customer_id 324");
    // A question, too.
    pty.send("Nowak");
    pty.wait_for_text("draft saved");
    pty.stall();
    for key in ["\x18", "E", "Y", "Y"] {
        pty.send_unseen(key);
    }
    pty.resume();
    pty.wait_for_text("Clear the card?");
    wait_until_seen(&mut pty);
    pty.send("n");
    pty.wait_for(|screen| {
        let text = screen.contents();
        text.contains("\"surname\": \"Nowak\"") && !text.contains("Clear the card?")
    });
    pty.send("\x18q");
    assert!(pty.wait_exit().success());
    let posts = crm.finish().into_iter().filter(|arrival| arrival.act.is_some());
    assert_eq!(posts.count(), 1);
}

#[test]
fn what_is_typed_on_lines_is_saved_and_every_end_is_heard() {
    let ends = [Some(Signal::TERM), Some(Signal::HUP), Some(Signal::INT), None];
    let ends = ends.into_iter().flat_map(|how| [(how, true), (how, false)]);
    for (how, full) in ends {
        let home = Home::new(AWAY, "");
        let mut pty = lines(&home);
        if full {
            pty.stall();
        } else {
            pty.send(CTRL_S);
        }
        pty.send_unseen("Abc\n");
        wait_for_draft(&pty, &home, "Abc");
        pty.send_unseen("Jan\n/back\n/back\nAbcDef\n");
        match how {
            Some(signal) => pty.kill(signal),
            None => pty.hang_up(),
        }
        pty.wait_end();
        assert_eq!(surnames(&home), ["AbcDef"], "{how:?}, full: {full}");
    }
}

#[test]
fn every_line_is_there_in_order_when_the_terminal_is_read_again() {
    let answers = [
        "Abc",
        "Jan",
        "44051401359",
        "/list",
        "/help",
        "/list",
        "/preview",
        "/go note",
        "one",
    ];
    let mut said = Vec::new();
    for stalled in [false, true] {
        let home = Home::new(AWAY, "");
        let mut pty = lines(&home);
        // What is typed would be wherever it comes.
        pty.set_echo(false);
        if stalled {
            pty.stall();
        }
        for answer in answers {
            pty.send_unseen(&format!("{answer}\n"));
        }
        if stalled {
            pty.resume();
        }
        pty.wait_for(|screen| screen.contents().trim_end().ends_with("Line 2:"));
        pty.send("/quit\n");
        assert!(pty.wait_exit().success());
        said.push(String::from_utf8(pty.log()).unwrap().replace('\0', ""));
    }
    assert_eq!(said[0], said[1]);
    assert!(said[0].ends_with("Line 2: The draft is kept.\r\n"), "{said:?}");
}

#[test]
fn a_yes_that_was_read_before_its_question_was_there_sends_nothing() {
    let crm = Recorder::start(&[Act::Create], 324);
    let home = Home::new(&crm.url(), "");
    let mut pty = lines(&home);
    pty.stall();
    for line in ["Abc", "/send", "yes", "T", "yes"] {
        pty.send_unseen(&format!("{line}\n"));
    }
    wait_for_draft(&pty, &home, "Abc");
    pty.resume();
    pty.wait_for(|screen| {
        let text = screen.contents();
        text.matches("it was typed before").count() == 3 && text.trim_end().ends_with("Yes or no:")
    });
    assert!(states(&home.data()).is_empty());
    pty.send("yes\n");
    pty.wait_for_text("Created: customer_id 324");
    pty.send("/quit\n");
    assert!(pty.wait_exit().success());
    crm.finish();
}

#[test]
fn what_is_typed_behind_the_key_that_leaves_is_not_the_cards() {
    let home = Home::new(AWAY, "");
    let mut pty = home.start(SIZE);
    pty.send("Abc\x18qDef");
    assert!(pty.wait_exit().success());
    assert_eq!(surnames(&home), ["Abc"]);
    let mut pty = home.run(&["--plain"], SIZE);
    pty.wait_for(|screen| screen.contents().trim_end().ends_with("now Abc:"));
    pty.send("AbcDef\n/quit\n/back\nx\n");
    assert!(pty.wait_exit().success());
    assert_eq!(surnames(&home), ["AbcDef"]);
}

#[test]
fn a_run_of_many_is_ended_by_a_signal_though_nobody_reads_what_it_prints() {
    for command in ["import", "submit"] {
        let crm = Recorder::start(&[Act::CreateWhenTold, Act::CreateWhenTold], 324);
        let home = Home::new(&crm.url(), "");
        let (name, text) = if command == "import" {
            ("rows.csv", "surname\nAbc\nDef\nGhi\n")
        } else {
            (
                "lines.json",
                "{\"surname\":\"Abc\"}\n{\"surname\":\"Def\"}\n{\"surname\":\"Ghi\"}\n",
            )
        };
        let file = home.path().join(name);
        std::fs::write(&file, text).unwrap();
        let option = if command == "import" { "--yes" } else { "--ndjson" };
        let log = home.path().join("log");
        let logged = ["--log-file", log.to_str().unwrap(), "--log-level", "info"];
        let args = [[command, option, file.to_str().unwrap()].as_slice(), &logged].concat();
        let mut pty = home.run(&args, SIZE);
        crm.wait_for(0, Stage::Whole);
        pty.stall();
        // Asked while the first one is on its way: it comes to its end, and is written down.
        pty.kill(Signal::TERM);
        let is_asked = || std::fs::read_to_string(&log).is_ok_and(|log| log.contains("signal 15: stops"));
        pty.wait_unseen("taken the signal", is_asked);
        crm.tell();
        pty.wait_end();
        assert_eq!(states(&home.data()), ["created"], "{command}");

        // Asked while it prints what became of the next one.
        pty.resume();
        let mut pty = home.run(&[command, option, file.to_str().unwrap()], SIZE);
        crm.wait_for(1, Stage::Whole);
        pty.stall();
        crm.tell();
        pty.wait_unseen("written down the answer", || states(&home.data()).len() >= 2);
        pty.kill(Signal::TERM);
        pty.wait_end();
        let states = states(&home.data());
        assert!(
            states.iter().all(|state| state == "created"),
            "{command}: {states:?}"
        );
        assert_eq!(crm.finish().len(), states.len(), "{command}");
    }
}
