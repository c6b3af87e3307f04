//! What a line means, before anything is done about it.

use crate::support::driver::{Driver, Setup, tenant};
use kartoteka::app::Message;
use kartoteka::app::lines::{COMMANDS, LineParser, LineResult, SlotMatch, fold, place};
use kartoteka::customer::{FieldId, Section, Slot};
use kartoteka::i18n::Language;
use kartoteka::keymap::Action;

fn slot(path: &str) -> Slot {
    Slot::of(FieldId::of(path).unwrap())
}

/// The messages of a line, or what is announced, in the words of a debugger.
fn parsed(parser: &mut LineParser, driver: &Driver, line: &str) -> String {
    match parser.parse(driver.model(), line) {
        LineResult::Messages(messages) => format!("{messages:?}"),
        LineResult::Announce(topic) => format!("{topic:?}"),
    }
}

#[test]
fn answers_and_commands_are_told_apart() {
    let driver = Driver::new();
    for (line, meaning) in [
        ("Nowak", "[Answer(\"Nowak\")]"),
        ("Nowak\r", "[Answer(\"Nowak\")]"),
        (" a/b ", "[Answer(\" a/b \")]"),
        ("//12", "[Answer(\"/12\")]"),
        ("///", "[Answer(\"//\")]"),
        ("", "[Do(NextField)]"),
        ("  ", "[Do(NextField)]"),
        (".", "[Answer(\".\")]"),
        ("/back", "[Do(PreviousField)]"),
        ("/BACK  ", "[Do(PreviousField)]"),
        ("/wyslij", "[Do(Review)]"),
        ("/wyślij", "[Do(Review)]"),
        ("/sen", "[Do(Review)]"),
        ("/quit", "[Do(Quit)]"),
        ("/", "Unknown(\"\")"),
        ("/send it", "[Do(Review)]"),
        ("/export", "[Do(Export)]"),
        ("/export x.json", "[Do(Export)]"),
        ("/history  Nowak Anna", "[Do(History), Type(\"Nowak Anna\")]"),
        ("/stop", "Unknown(\"stop\")"),
        ("/settle", "NothingToSettle"),
    ] {
        assert_eq!(
            parsed(&mut LineParser::default(), &driver, line),
            meaning,
            "{line:?}"
        );
    }
}

#[test]
fn the_lines_of_a_note_are_put_together_until_a_dot_or_a_command() {
    let mut driver = Driver::new();
    driver.tell(Message::GoTo(slot("note")));
    let mut parser = LineParser::default();
    for (line, meaning) in [
        ("one", "[Type(\"one\")]"),
        ("", "[Type(\"one\\n\")]"),
        ("..", "[Type(\"one\\n\\n.\")]"),
        (".", "[Do(NextField)]"),
        ("", "[Do(NextField)]"),
        ("anew", "[Type(\"anew\")]"),
        ("/list", "Filled"),
        ("and anew", "[Type(\"and anew\")]"),
    ] {
        assert_eq!(parsed(&mut parser, &driver, line), meaning, "{line:?}");
    }
}

#[test]
fn only_a_whole_word_or_the_capital_letter_says_yes() {
    let mut driver = Driver::new();
    driver.keys("Nowak");
    driver.tell(Message::Do(Action::ClearCard));
    for (line, meaning) in [
        ("yes", "[Do(Yes)]"),
        (" TAK ", "[Do(Yes)]"),
        ("Y", "[Do(Yes)]"),
        ("T", "[Do(Yes)]"),
        ("y", "WholeWord"),
        ("t", "WholeWord"),
        ("yess", "WholeWord"),
        ("yes please", "WholeWord"),
        ("1", "WholeWord"),
        ("n", "[Do(Back)]"),
        ("nie", "[Do(Back)]"),
        ("", "[Do(Back)]"),
        ("/back", "[Do(Back)]"),
        ("/quit", "[Do(Back), Do(Quit)]"),
        ("/send", "Unknown(\"send\")"),
    ] {
        assert_eq!(
            parsed(&mut LineParser::default(), &driver, line),
            meaning,
            "{line:?}"
        );
    }
}

#[test]
fn every_field_and_section_is_found_by_its_names() {
    for language in Language::ALL {
        let driver = Driver::with(Setup {
            language,
            rule_context: tenant(),
            ..Setup::default()
        });
        let model = driver.model();
        for field in FieldId::all() {
            let path = field.field().path;
            if path == "custom_fields" {
                continue;
            }
            assert_eq!(place(model, path), SlotMatch::Slot(slot(path)), "{path}");
            let section = field.field().place.0.title(&model.locale);
            let label = field.field().label(&model.locale);
            let text = format!("{} {label}", section.to_uppercase());
            assert_eq!(place(model, &text), SlotMatch::Slot(slot(path)), "{text}");
        }
        for (number, section) in Section::ALL.into_iter().enumerate() {
            let title = section.title(&model.locale);
            assert_eq!(
                place(model, &(number + 1).to_string()),
                SlotMatch::Section(number),
                "{title}"
            );
            assert!(
                !matches!(place(model, &title), SlotMatch::None | SlotMatch::Several(_)),
                "{title}"
            );
        }
        assert_eq!(
            place(model, "zrodlo"),
            SlotMatch::Slot(Slot::row(FieldId::of("custom_fields").unwrap(), 1))
        );
        assert_eq!(place(model, "0"), SlotMatch::None);
        assert_eq!(place(model, "8"), SlotMatch::None);
    }
}

#[test]
fn the_texts_name_only_commands_that_there_are() {
    for (language, texts) in [
        (Language::En, include_str!("../../../locales/en/plain.ftl")),
        (Language::Pl, include_str!("../../../locales/pl/plain.ftl")),
    ] {
        let mut named = 0;
        for word in texts.split_whitespace().filter_map(|word| word.strip_prefix('/')) {
            let word = word.trim_end_matches([':', '.', ',']);
            let known = COMMANDS.iter().any(|row| row.name(language) == word);
            assert!(known, "{language}: /{word} is no command");
            named += 1;
        }
        assert!(named > 0, "{language}: the texts name some");
    }
    assert_eq!(fold("  ŻÓŁĆ  Gęślą "), "zolc gesla");
}
