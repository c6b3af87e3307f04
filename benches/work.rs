//! What single pieces of the program cost: a key from the model to the frame, the payload, the checks, a start with a long
//! history, a filter over it.
//!
//! `cargo bench --bench work`
//!
//! What the whole program costs in a terminal is measured by `benches/figures.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark that fails may panic"
)]

use divan::{Bencher, black_box};
use jiff::{Timestamp, civil::date, tz::TimeZone};
use kartoteka::app::{FrameFacts, Message, Model, Settings};
use kartoteka::crm::{Client, Credentials};
use kartoteka::customer::{
    ApiResponse, Card, FieldId, FieldKind, NewSubmission, Outcome, Payload, RuleContext, Slot, StoredDetail,
};
use kartoteka::endpoint::CrmAddress;
use kartoteka::i18n::{Language, Locale};
use kartoteka::keymap::{Key, Keymap};
use kartoteka::options::{FormOptions, Theme};
use kartoteka::runtime::session::{Session, SessionOptions};
use kartoteka::runtime::workers::BackgroundWorkers;
use kartoteka::store::Store;
use kartoteka::store::handle::StoreOptions;
use kartoteka::tty::backend::FrameWriter;
use kartoteka::view;
use ratatui::Terminal;
use ratatui::layout::Size;
use rusqlite::Connection;
use std::io::Sink;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;
use tempfile::TempDir;

/// Rows of a history that is long.
const ROWS: usize = 100_000;
const SIZE: Size = Size::new(120, 40);
const URL: &str = "https://acme.thulium.com/api/customers";

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
        form_options: FormOptions::default(),
        badge: None,
    }
}

fn context() -> RuleContext {
    RuleContext::on(date(2026, 11, 24))
}

/// A card with every field filled in.
fn full_card() -> Card {
    let mut card = Card::new(&context());
    for field in FieldId::all() {
        card.set(Slot::of(field), field.field().sample);
        if field.field().kind == FieldKind::Pairs {
            card.set(Slot::name(0), "kampania");
        }
    }
    card
}

fn terminal() -> Terminal<FrameWriter<Sink>> {
    Terminal::new(FrameWriter::with_size(std::io::sink(), SIZE, true)).unwrap()
}

fn draw(model: &mut Model, terminal: &mut Terminal<FrameWriter<Sink>>) {
    let mut drawn = FrameFacts::default();
    terminal.draw(|frame| drawn = view::draw(model, frame)).unwrap();
    model.update(Message::Drawn(Box::new(drawn)));
}

#[divan::bench]
fn key_to_frame(bencher: Bencher) {
    let mut model = Model::new(settings(), context(), Locale::new(Language::En), None);
    model.update(Message::Resized(SIZE.width, SIZE.height));
    let mut terminal = terminal();
    draw(&mut model, &mut terminal);
    let letters: Vec<Key> = ["a", "b", "Backspace", "c", "Backspace", "Backspace"]
        .iter()
        .map(|key| key.parse().unwrap())
        .collect();
    let mut keys = letters.iter().cycle();
    bencher.bench_local(|| {
        let key = *keys.next().unwrap();
        black_box(model.update(Message::Key(key)));
        draw(&mut model, &mut terminal);
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
            },
            warnings: Vec::new(),
        };
        let mut session = Session::start(
            options,
            BackgroundWorkers::new(client(), Box::new(|_| Ok(String::new())), |_| ()),
            now(),
        );
        draw(&mut session.model, &mut terminal());
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

fn now() -> Timestamp {
    "2026-11-24T14:02:00Z".parse().unwrap()
}

/// The directory of a store with so many customers.
fn home(rows: usize) -> &'static Path {
    static EMPTY: LazyLock<TempDir> = LazyLock::new(|| filled(0));
    static LONG: LazyLock<TempDir> = LazyLock::new(|| filled(ROWS));
    if rows == 0 { EMPTY.path() } else { LONG.path() }
}

/// A store with so many customers: one that the program has written, and copies of it under other names.
fn filled(rows: usize) -> TempDir {
    let home = TempDir::new().unwrap();
    let mut store = Store::open(home.path(), now()).unwrap();
    if rows > 0 {
        let card = full_card();
        let payload = Payload::of(&card, &context());
        let new = NewSubmission {
            attempt: "0".into(),
            profile: "main".into(),
            url: URL.into(),
            user: "api_user".into(),
            who: "Kowalski Jan".into(),
            payload: payload.text().into(),
            payload_hash: payload.fingerprint(),
            card,
            resends: None,
            aware_of: None,
        };
        store.begin(&new, now()).unwrap();
        let outcome = Outcome::Created {
            customer_id: "1".into(),
            answer: ApiResponse::default(),
        };
        store.finish("0", &outcome, Duration::from_millis(200)).unwrap();
        copy(home.path(), rows);
    }
    home
}

fn copy(dir: &Path, rows: usize) {
    let conn = Connection::open(dir.join("kartoteka.db")).unwrap();
    let copies = format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows} - 1)
         INSERT INTO submissions
             (attempt, session, sent_at, state, search, who, customer_id, duration_ms, profile, url, user, payload_hash,
              card, payload, outcome)
         SELECT n, session, sent_at - n, state, iif(n % 7, search, 'zolc') || ' ' || n, who, n, duration_ms, profile, url,
                user, payload_hash || n, card, payload, outcome
         FROM submissions, numbers WHERE attempt = '0'"
    );
    conn.execute_batch(&copies).unwrap();
}
