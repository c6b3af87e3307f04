//! The real cursor, which what reads the screen out follows: on every page, after every key that moves, it is at what has the
//! focus, so that Enter never takes another row than the one that was read.

use crate::companies::Companies as _;
use crate::screens::{SIZES, Screen, reach, screens};
use crate::support::driver::{Driver, Setup, found};
use crate::support::emulator::Log;
use kartoteka::app::blocks::{Block, ListRow};
use kartoteka::app::pages::{Medium, PageContext, Placement};
use kartoteka::app::{Message, Page};
use kartoteka::customer::{FailureReason, FormSettings, Outcome};
use kartoteka::i18n::Language;
use kartoteka::keymap::{Action, Key};
use kartoteka::tty::backend::FrameWriter;
use ratatui::backend::Backend as _;
use ratatui::layout::{Position, Size};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr as _;

/// How much of a row has to be on the cursor's line: the rest may be cut.
const BEGINNING: usize = 12;

/// The actions that move something.
const MOVES: [Action; 6] = [
    Action::Down,
    Action::PageDown,
    Action::Up,
    Action::PageUp,
    Action::NextField,
    Action::PreviousField,
];

/// Screens with more rows than the pictures need.
const MORE: &[Screen] = &[
    ("arrange", |driver| {
        driver.keys("<Ctrl+X>F<Down>");
    }),
    ("settle-two", |driver| {
        driver.keys("Nowak<PgDn>jan@kowalski.pl<Ctrl+X>7lato<F8><Enter>");
        driver.answer(Outcome::Unknown {
            failure: FailureReason::TimedOut(30),
            answer: None,
        });
        let nowak = |id: &str| {
            found(
                id,
                &serde_json::json!({"surname": "Nowak", "email": "jan@kowalski.pl"}),
            )
        };
        driver
            .keys("s")
            .finds(&[("email", Ok(vec![nowak("325"), nowak("326"), nowak("327")]))]);
    }),
    ("choices-all", |driver| {
        driver.keys("<Ctrl+X>3<Tab><Tab><Tab><Tab><Tab><F4>");
    }),
    ("draft-question", |driver| {
        driver.keys("Nowak<Ctrl+X>w<Ctrl+X>o<Delete>");
    }),
    ("company-finder", |driver| {
        driver.keys("<Ctrl+X>3<Tab><Tab><F4>6783144527");
        let company = |id| found(id, &serde_json::json!({"name": "Thulium", "nip": "6783144527"}));
        driver.finds_companies(&[("nip", Ok(vec![company("28"), company("29")]))]);
    }),
    ("company", |driver| {
        driver.keys("<Ctrl+X>3<Tab><Tab><F4>Thulium<Insert>");
    }),
    ("company-review", |driver| {
        driver.keys("<Ctrl+X>3<Tab><Tab><F4>Thulium<Insert>6783144527<F8>");
        let company = |id| found(id, &serde_json::json!({"name": "Thulium", "nip": "6783144527"}));
        driver.finds_companies(&[("nip", Ok(vec![company("28"), company("29")]))]);
    }),
    ("find", |driver| {
        driver.keys("<Ctrl+R>601234567");
        let caller = |id| {
            found(
                id,
                &serde_json::json!({"surname": "Nowak", "phone_number": "601234567"}),
            )
        };
        driver.finds(&[("phone_number", Ok(vec![caller("324"), caller("325")]))]);
    }),
    ("find-empty", |driver| {
        driver.keys("<Ctrl+R>");
    }),
    ("find-nobody", |driver| {
        driver.keys("<Ctrl+R>601234567").finds(&[]);
    }),
    ("customer", |driver| {
        driver.keys("<Ctrl+R>601234567");
        let caller = found(
            "324",
            &serde_json::json!({"surname": "Nowak", "phone_number": "601234567"}),
        );
        driver.finds(&[("phone_number", Ok(vec![caller.clone()]))]);
        driver.keys("<Enter>").shows_customer(Ok(Some(caller)));
    }),
    ("empty-drafts", |driver| {
        driver.keys("<Ctrl+X>o");
    }),
    ("history-filter", |driver| {
        driver
            .keys("Nowak<Ctrl+X>7lato<F8><Enter>")
            .created("324")
            .keys("<F3>/now");
    }),
    ("go-to", |driver| {
        driver.keys("Nowak<Ctrl+X>gcity");
    }),
    ("verify", |driver| {
        verifies_phones(driver);
        driver.keys("Nowak<PgDn><Tab>601234567<Ctrl+X>7lato<F8>601");
    }),
    ("verify-question", |driver| {
        verifies_phones(driver);
        driver.keys("Nowak<PgDn><Tab>601234567<Ctrl+X>7lato<F8>601234576<Enter>");
    }),
];

fn more(name: &str) -> &'static Screen {
    MORE.iter().find(|screen| screen.0 == name).unwrap()
}

/// The tenant wants phones typed twice.
fn verifies_phones(driver: &mut Driver) {
    let (session, _) = driver.session();
    session.model.rule_context.set_form(FormSettings {
        verify: vec!["phone_number".to_owned()],
        ..FormSettings::default()
    });
}

/// A line of the screen, and the text of it before the cursor.
fn at_cursor(driver: &Driver) -> (String, String) {
    let (x, y) = driver.cursor().expect("the cursor is shown");
    let buffer = driver.buffer();
    let mut line = String::new();
    let mut before = String::new();
    let mut column = 0;
    while column < buffer.area.width {
        if column == x {
            before.clone_from(&line);
        }
        let symbol = buffer[(column, y)].symbol();
        line.push_str(symbol);
        column += u16::try_from(symbol.width().max(1)).unwrap();
    }
    (line, before)
}

fn beginning(text: &str) -> String {
    text.chars().take(BEGINNING).collect()
}

/// The words of the row that has the focus, if one has it.
fn focused_row(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match block {
        Block::Choice {
            chosen: true, words, ..
        } => Some(words.clone()),
        Block::List(list) => list
            .focus
            .and_then(|focus| list.rows.get(focus))
            .map(|row| match row {
                ListRow::Value(words) | ListRow::Finding(_, words) => words.clone(),
                ListRow::Record { when, .. } => when.clone(),
            }),
        _ => None,
    })
}

/// The first words of what the page is about.
fn subject(blocks: &[Block]) -> Option<String> {
    let start = blocks.iter().position(|block| *block == Block::Subject);
    blocks[start.unwrap_or(0)..].iter().find_map(|block| match block {
        Block::Heading(words)
        | Block::Sentence(words, _)
        | Block::Line(words, _)
        | Block::Finding(_, words)
        | Block::Entry(words, _) => Some(words.clone()),
        Block::Problem { section, .. } => Some(section.clone()),
        Block::KeyGrid(rows) => Some(rows[0][1].clone()),
        Block::List(list) if list.rows.is_empty() => Some(list.empty.0.clone()),
        Block::Document(_, body) => body.lines().next().map(str::to_owned),
        _ => None,
    })
}

/// Fails unless the cursor is at what has the focus, or where what is new begins.
#[track_caller]
fn check(driver: &Driver, way: &str) {
    let model = driver.model();
    let page = model.page();
    let context = PageContext {
        model,
        medium: Medium::Screen,
    };
    let (line, before) = at_cursor(driver);
    let told = || {
        format!(
            "{way}: the cursor is at {:?}\n{}",
            driver.cursor(),
            driver.snapshot()
        )
    };
    if page.is_form() {
        let label = beginning(model.form_label(model.form.focus()).trim());
        // A long note moves its first line out of sight.
        assert!(line.contains(label.trim_end_matches('…')), "{label}: {}", told());
        return;
    }
    let blocks = page.blocks(context);
    let row = focused_row(&blocks);
    let typed = page.editor(model);
    match (typed, &row) {
        (Some(editor), None) => assert!(before.ends_with(editor.before()), "{}", told()),
        (Some(editor), Some(_)) if editor.before() != editor.text() || matches!(page, Page::History(_)) => {
            assert!(before.ends_with(editor.before()), "{}", told());
        }
        (_, Some(words)) => assert!(line.contains(&beginning(words)), "{words}: {}", told()),
        (None, None) if model.notice.is_some() && page.placement() != Placement::Overlay => {
            let (_, y) = driver.cursor().unwrap();
            assert_eq!(y, driver.buffer().area.height - 2, "{}", told());
        }
        (None, None) => {
            let words = subject(&blocks)
                .map(|words| beginning(&words))
                .unwrap_or_default();
            assert!(line.contains(words.trim()), "{words}: {}", told());
        }
    }
}

/// Whether the page is a text without anything that has the focus.
fn is_text(driver: &Driver) -> bool {
    let model = driver.model();
    let context = PageContext {
        model,
        medium: Medium::Screen,
    };
    let page = model.page();
    !page.is_form() && page.editor(model).is_none() && focused_row(&page.blocks(context)).is_none()
}

/// The keys that move something on the page, and those that move in a line that is typed.
fn moving_keys(driver: &Driver) -> Vec<Key> {
    let model = driver.model();
    let rows = model.settings.keymap.of(model.page().scope());
    let moves = rows.filter(|row| MOVES.contains(&row.binding.action));
    let mut keys: Vec<Key> = moves.flat_map(|row| row.keys.clone()).collect();
    keys.extend(["Left", "Home", "End"].map(|name| name.parse::<Key>().unwrap()));
    keys
}

#[test]
fn the_cursor_is_at_the_focus_on_every_page_and_after_every_key_that_moves() {
    let mut walked = BTreeSet::new();
    for screen in screens().chain(MORE) {
        for (language, size) in Language::ALL.into_iter().zip(SIZES) {
            let mut driver = reach(screen, language, size);
            let page = driver.model().page().name();
            walked.insert(page);
            check(&driver, screen.0);
            let mut scrolled = false;
            for key in moving_keys(&driver) {
                let before = driver.screen();
                driver.tell(Message::Key(key));
                if driver.model().page().name() != page {
                    // A question takes any other key as a no.
                    break;
                }
                // What a text shows after a step has a test of its own.
                scrolled |= is_text(&driver) && before != driver.screen();
                if !scrolled {
                    check(&driver, &format!("{} {language:?} {size:?} {key}", screen.0));
                }
            }
        }
    }
    let missing: Vec<_> = Page::NAMES
        .iter()
        .filter(|name| !walked.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no screen shows {missing:?}");
}

#[test]
fn down_and_up_take_the_cursor_from_customer_to_customer() {
    let mut driver = reach(more("settle-two"), Language::En, (80, 24));
    for (key, id) in [
        ("<Down>", "326"),
        ("<Down>", "327"),
        ("<Down>", "327"),
        ("<Up>", "326"),
    ] {
        driver.keys(key);
        let (line, _) = at_cursor(&driver);
        assert!(
            line.contains(&format!("▸ {id} Nowak")),
            "{key}\n{}",
            driver.snapshot()
        );
    }
    driver.keys("<Enter>").shows("326");
    let (line, _) = at_cursor(&driver);
    assert!(line.contains("Is this the customer?"), "{}", driver.snapshot());
}

#[test]
fn what_a_step_through_a_text_brings_has_the_cursor() {
    let mut driver = Driver::sized(80, 24);
    driver.keys("<F1>");
    for key in ["<Down>", "<PgDn>", "<Down>", "<PgUp>", "<Up>"] {
        let before = driver.screen();
        driver.keys(key);
        let (x, y) = driver.cursor().unwrap();
        let after = driver.screen();
        let rows: Vec<&str> = after.lines().collect();
        let known: Vec<&str> = before.lines().collect();
        let is_new =
            |row: usize| !known.contains(&rows[row]) || rows[row].trim_matches(['│', ' ']).is_empty();
        assert!(
            x > 0 && is_new(usize::from(y)),
            "{key}\n{before}\n{}",
            driver.snapshot()
        );
        // The page keeps one line that was seen already, at its end or at its beginning.
        let above = usize::from(y) - 1;
        let first = y == 2;
        assert!(
            first || !is_new(above) || key == "<PgUp>",
            "{key}\n{}",
            driver.snapshot()
        );
    }
}

#[test]
fn a_notice_has_the_cursor_where_nothing_has_the_focus() {
    let mut driver = Driver::with(Setup::default());
    driver.keys("Nowak<F8><Enter>").created("324").keys("<F3><Enter>");
    let (line, _) = at_cursor(&driver);
    assert!(line.contains("Customer"), "{line}");
    driver.keys("c");
    let (line, _) = at_cursor(&driver);
    assert!(line.contains("324"), "{}", driver.snapshot());
    driver.keys("<Left>");
    let (line, _) = at_cursor(&driver);
    assert!(line.contains("Customer"), "{}", driver.snapshot());
}

#[test]
fn where_a_list_is_narrowed_the_cursor_is_on_the_row_and_goes_back_into_the_text() {
    let mut driver = reach(more("choices-all"), Language::En, (80, 24));
    driver.keys("wil");
    let (line, _) = at_cursor(&driver);
    assert!(line.contains("l.wilk"), "Enter takes it\n{}", driver.snapshot());
    driver.keys("<Left>");
    let (_, before) = at_cursor(&driver);
    assert!(before.ends_with(" wi"), "{}", driver.snapshot());
    driver.keys("<End>");
    let (line, _) = at_cursor(&driver);
    assert!(line.contains("l.wilk"), "{}", driver.snapshot());
    driver.keys("xyz");
    let (_, before) = at_cursor(&driver);
    assert!(before.ends_with("wilxyz"), "nothing fits\n{}", driver.snapshot());
}

#[test]
fn a_move_of_the_cursor_costs_ten_bytes_at_most() {
    let size = Size::new(200, 60);
    let mut writer = FrameWriter::with_size(Log::default(), size, true);
    writer.show_cursor().unwrap();
    writer.flush().unwrap();
    let mut most = 0;
    for (from, to) in
        (0..size.height).flat_map(|y| [((0, y), (199, 59 - y)), ((7, y), (7, 30)), ((150, y), (0, y))])
    {
        for place in [from, to] {
            writer.out_mut().bytes.clear();
            writer.set_cursor_position(Position::from(place)).unwrap();
            writer.flush().unwrap();
            most = most.max(writer.out().bytes.len());
        }
    }
    assert!((1..=10).contains(&most), "{most} bytes");
}
