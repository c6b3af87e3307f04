//! A history that is long: a customer that the program has written, and copies of them under other names.

use jiff::{Timestamp, civil::date};
use kartoteka::customer::{
    ApiResponse, Card, FieldId, FieldKind, NewSubmission, Outcome, Payload, RuleContext, Slot,
};
use kartoteka::store::Store;
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

/// Where the customers are.
pub const URL: &str = "https://acme.thulium.com/api/customers";

/// What the rules know.
pub fn context() -> RuleContext {
    RuleContext::on(date(2026, 11, 24))
}

/// When the customer was sent.
pub fn now() -> Timestamp {
    "2026-11-24T14:02:00Z".parse().unwrap()
}

/// A card with every field filled in.
pub fn full_card() -> Card {
    let mut card = Card::new(&context());
    for field in FieldId::all() {
        card.set(Slot::of(field), field.field().sample);
        if field.field().kind == FieldKind::Pairs {
            card.set(Slot::name(0), "kampania");
        }
    }
    card
}

/// Makes a store with so many records.
pub fn fill(dir: &Path, records: usize) {
    let mut store = Store::open(dir, now()).unwrap();
    if records == 0 {
        return;
    }
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
    copy(dir, records);
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
