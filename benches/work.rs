//! What single pieces of the program cost: a key from the model to the frame, the payload, the checks, a start with a long
//! history, a filter over it.
//!
//! `cargo bench --bench work`
//!
//! What the whole program costs in a terminal is measured by `benches/figures/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark that fails may panic"
)]

mod long_history;

use divan::{Bencher, black_box};
use jiff::tz::TimeZone;
use kartoteka::app::{ExportPlace, Message, Model, Settings};
use kartoteka::crm::{Client, Credentials};
use kartoteka::customer::{Payload, StoredDetail};
use kartoteka::endpoint::CrmAddress;
use kartoteka::i18n::{Language, Locale};
use kartoteka::keymap::{Key, Keymap};
use kartoteka::options::{FormOptions, Theme};
use kartoteka::runtime::session::{Session, SessionOptions};
use kartoteka::runtime::workers::BackgroundWorkers;
use kartoteka::store::Store;
use kartoteka::store::handle::StoreOptions;
use kartoteka::tty::backend::FrameWriter;
use kartoteka::view::{self, Painter};
use long_history::{URL, context, full_card, now};
use ratatui::layout::Size;
use std::io::Sink;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;
use tempfile::TempDir;

/// Rows of a history that is long.
const ROWS: usize = 100_000;
const SIZE: Size = Size::new(120, 40);

fn main() {
    divan::main();
}

fn settings() -> Settings {
    Settings {
        profile: "main".into(),
        profiles: Vec::new(),
        url: URL.into(),
        host: "acme.thulium.com".into(),
        user: "api_user".into(),
        accept_language: "en".into(),
        timeout: Duration::from_secs(30),
        theme: Theme::Default,
        ascii: false,
        zone: TimeZone::UTC,
        insecure: false,
        check_duplicates: false,
        keymap: Keymap::default(),
        export_place: ExportPlace::default(),
        rescue_dir: None,
        form_options: FormOptions::default(),
        badge: None,
        team: None,
    }
}

fn painter() -> Painter<FrameWriter<Sink>> {
    Painter::new(FrameWriter::with_size(std::io::sink(), SIZE, true)).unwrap()
}

fn draw(model: &mut Model, painter: &mut Painter<FrameWriter<Sink>>) {
    let drawn = painter.draw(|frame| view::draw(model, frame)).unwrap();
    model.update(Message::Drawn(Box::new(drawn)));
}

#[divan::bench]
fn key_to_frame(bencher: Bencher) {
    let mut model = Model::new(settings(), context(), Locale::new(Language::En), None);
    model.update(Message::Resized(SIZE.width, SIZE.height));
    let mut painter = painter();
    draw(&mut model, &mut painter);
    let letters: Vec<Key> = ["a", "b", "Backspace", "c", "Backspace", "Backspace"]
        .iter()
        .map(|key| key.parse().unwrap())
        .collect();
    let mut keys = letters.iter().cycle();
    bencher.bench_local(|| {
        let key = *keys.next().unwrap();
        black_box(model.update(Message::Key(key)));
        draw(&mut model, &mut painter);
    });
}

#[divan::bench]
fn key_alone(bencher: Bencher) {
    let mut model = Model::new(settings(), context(), Locale::new(Language::En), None);
    let letters: Vec<Key> = ["a", "Backspace"]
        .iter()
        .map(|key| key.parse().unwrap())
        .collect();
    let mut keys = letters.iter().cycle();
    bencher.bench_local(|| black_box(model.update(Message::Key(*keys.next().unwrap()))));
}

#[divan::bench]
fn payload_of_a_full_card(bencher: Bencher) {
    let (card, context) = (full_card(), context());
    bencher.bench(|| Payload::of(black_box(&card), &context));
}

#[divan::bench]
fn checks_of_a_full_card(bencher: Bencher) {
    let (card, context) = (full_card(), context());
    bencher.bench(|| black_box(&card).problems(&context));
}

#[divan::bench(args = [0, ROWS])]
fn start_to_frame(bencher: Bencher, rows: usize) {
    let home = home(rows);
    bencher.bench_local(|| {
        let options = SessionOptions {
            settings: settings(),
            rule_context: context(),
            locale: Locale::new(Language::En),
            store: StoreOptions {
                dir: home.to_owned(),
                detail: StoredDetail::Full,
                days: 36500,
                audit: None,
            },
            warnings: Vec::new(),
        };
        let mut session = Session::start(
            options,
            BackgroundWorkers::new(client(), Box::new(|_| Ok(String::new())), None, |_| ()),
            now(),
        );
        draw(&mut session.model, &mut painter());
    });
}

#[divan::bench(args = ["", "kowalski", "zolc 77", "nowhere"])]
fn filter(bencher: Bencher, words: &str) {
    let store = Store::open(home(ROWS), now()).unwrap();
    bencher.bench_local(|| store.history(black_box(words), 200).unwrap());
}

/// A client that sends nothing here.
fn client() -> Client {
    let credentials = Credentials {
        user: "api_user".into(),
        password: "api_pass".into(),
    };
    let address = CrmAddress::new("https://acme.thulium.com").unwrap();
    Client::new(address, credentials, "en", Duration::from_secs(30))
}

/// The directory of a store with so many customers.
fn home(rows: usize) -> &'static Path {
    static EMPTY: LazyLock<TempDir> = LazyLock::new(|| filled(0));
    static LONG: LazyLock<TempDir> = LazyLock::new(|| filled(ROWS));
    if rows == 0 { EMPTY.path() } else { LONG.path() }
}

fn filled(rows: usize) -> TempDir {
    let home = TempDir::new().unwrap();
    long_history::fill(home.path(), rows);
    home
}
