//! How long and how much of people the history keeps, down to the bytes on the disk.

use super::{at, attempt, created, database, draft, home, leave_unknown, open, record, unknown};
use kartoteka::customer::{
    ApiResponse, Draft, FailureReason, FieldId, Outcome, Settlement, Slot, StoredDetail, SubmissionState,
};
use kartoteka::store::Store;
use std::fs;
use std::path::Path;
use std::time::Duration;

const PERSON: [(&str, &str); 6] = [
    ("identifier", "K-2026/17"),
    ("pesel", "44051401359"),
    ("nip", "123-456-32-18"),
    ("email", "jan.nowak@example.com"),
    ("phone_number", "333 444 555"),
    ("note", "Dzwonić po 16."),
];
/// What of it leads to him, however it is written.
const TRACES: [&str; 6] = [
    "44051401359",
    "123-456-32-18",
    "1234563218",
    "jan.nowak@example.com",
    "333 444 555",
    "333444555",
];

/// Which of these stand anywhere in the database or its log.
#[track_caller]
fn traces(dir: &Path, of: &[&str]) -> Vec<String> {
    let log = dir.join("kartoteka.db-wal");
    let bytes = [
        fs::read(database(dir)).unwrap(),
        fs::read(log).unwrap_or_default(),
    ]
    .concat();
    let bytes = String::from_utf8_lossy(&bytes);
    let stands = |text: &&&str| bytes.contains(**text);
    of.iter().filter(stands).map(|text| (*text).to_owned()).collect()
}

/// An answer that repeats what it is about.
fn answer() -> ApiResponse {
    ApiResponse {
        status: 500,
        request_id: Some("r-1".into()),
        body: TRACES.join(" "),
        ..ApiResponse::default()
    }
}

fn created_with_answer() -> Outcome {
    Outcome::Created {
        customer_id: "CUST-9".into(),
        answer: answer(),
    }
}

#[test]
fn purging_deletes_what_has_ended_and_is_older_and_nothing_else() {
    let home = home();
    let mut store = open(home.path());
    let rejected = Outcome::Rejected {
        answer: ApiResponse::default(),
    };
    let not_sent = Outcome::NotSent {
        failure: FailureReason::HostNotFound,
    };
    let outcomes = [
        ("created", created("1")),
        ("rejected", rejected),
        ("not sent", not_sent),
        ("unknown", unknown()),
        ("settled", unknown()),
    ];
    for (id, outcome) in outcomes {
        store.begin(&attempt(id, id, &[]), at(1)).unwrap();
        store.finish(id, &outcome, Duration::ZERO).unwrap();
    }
    store.settle("settled", &Settlement::NotCreated, at(9)).unwrap();
    store.begin(&attempt("sending", "x", &[]), at(1)).unwrap();
    store.begin(&attempt("later", "x", &[]), at(5)).unwrap();
    store.finish("later", &created("2"), Duration::ZERO).unwrap();
    store.save_draft(&draft("Nowak"), at(1)).unwrap();

    assert_eq!(store.purge(at(1)).unwrap(), 0, "nothing is older");
    assert_eq!(store.purge(at(5)).unwrap(), 4);
    assert_eq!(store.purge(at(5)).unwrap(), 0);
    let mut left: Vec<String> = store
        .history("", 9)
        .unwrap()
        .rows
        .into_iter()
        .map(|row| row.attempt)
        .collect();
    left.sort();
    assert_eq!(left, ["later", "sending", "unknown"]);
    assert_eq!(store.purge(at(99)).unwrap(), 1);
    assert_eq!(store.unknown_count().unwrap(), 1);
    assert_eq!(store.drafts().unwrap().len(), 1, "a draft is no record");
    store.finish("sending", &created("3"), Duration::ZERO).unwrap();
}

#[test]
fn what_is_purged_is_overwritten() {
    let home = home();
    let mut store = open(home.path());
    // So many, of such lengths and in such an order, that pages are split and records move.
    let text = |number: usize| {
        format!(
            "text-of-{:04}-{}",
            number * 7919 % 1000,
            ["old", "new"][number % 2]
        )
    };
    for number in 0..200 {
        let text = text(number);
        let note = text.repeat(1 + number * 37 % 90);
        let values = [("note", note.as_str()), ("identifier", &text), ("email", &text)];
        let second = if number % 2 == 0 { 1 } else { 2 };
        let id = format!("attempt {number}");
        store.begin(&attempt(&id, &text, &values), at(second)).unwrap();
        store.finish(&id, &created_with_answer(), Duration::ZERO).unwrap();
    }
    let texts: Vec<String> = (0..200).map(text).collect();
    let of = |remainder| -> Vec<&str> {
        let numbered = texts
            .iter()
            .enumerate()
            .filter(|(number, _)| number % 2 == remainder);
        numbered.map(|(_, text)| text.as_str()).collect()
    };
    assert_eq!(traces(home.path(), &of(0)).len(), 100);
    assert_eq!(store.purge(at(2)).unwrap(), 100);
    assert_eq!(traces(home.path(), &of(0)), [""; 0]);
    assert_eq!(traces(home.path(), &of(1)).len(), 100);
}

#[track_caller]
fn assert_masked(store: &Store, id: &str) {
    let record = record(store, id);
    let of = |path: &str| record.sent.card.value(FieldId::of(path).unwrap());
    assert_eq!(of("identifier"), "K-2026/17", "{id}");
    assert_eq!(of("note"), "Dzwonić po 16.", "{id}");
    assert_eq!(of("pesel"), "*********59", "{id}");
    assert_eq!(of("email"), "j...@example.com", "{id}");
    let expected = "{\n  \"email\": \"j...@example.com\",\n  \"phone_number\": \"*******55\",\n  \
                    \"identifier\": \"K-2026/17\",\n  \"nip\": \"********18\",\n  \
                    \"note\": \"Dzwonić po 16.\",\n  \"pesel\": \"*********59\"\n}";
    assert_eq!(record.sent.payload, expected, "{id}");
    assert_eq!(record.sent.payload_hash, attempt(id, "", &PERSON).payload_hash);
    let answer = record.outcome.as_ref().unwrap().answer().unwrap();
    assert_eq!((answer.body.as_str(), answer.status), ("", 500), "{id}");
    assert_eq!(answer.request_id.as_deref(), Some("r-1"), "{id}");
    assert_eq!(record.customer_id.as_deref(), Some("CUST-9"), "{id}");
}

#[test]
fn a_record_is_masked_when_its_customer_exists_and_not_before() {
    let home = home();
    let mut store = open(home.path());
    store.set_detail(StoredDetail::Masked).unwrap();
    let maybe = Outcome::Unknown {
        failure: FailureReason::Server(500),
        answer: Some(answer()),
    };
    let draft = Draft {
        card: attempt("draft", "Nowak", &PERSON).card,
        ..draft("Nowak")
    };
    store.save_draft(&draft, at(1)).unwrap();
    let first = attempt("a", "Nowak Jan", &PERSON);
    store.begin(&first, at(1)).unwrap();
    store.finish("a", &maybe, Duration::ZERO).unwrap();
    let unsettled = record(&store, "a");
    assert_eq!(
        (unsettled.sent, unsettled.outcome),
        (first, Some(maybe)),
        "nothing is masked"
    );
    store
        .settle("a", &Settlement::Created("CUST-9".into()), at(2))
        .unwrap();
    assert_masked(&store, "a");
    store.begin(&attempt("b", "Nowak Jan", &PERSON), at(3)).unwrap();
    store.finish("b", &created_with_answer(), Duration::ZERO).unwrap();
    assert_masked(&store, "b");
    store.clear_draft().unwrap();

    for (filter, total) in [
        ("44051401359", 0),
        ("example.com", 0),
        ("555", 0),
        ("k-2026 nowak cust-9", 2),
    ] {
        assert_eq!(store.history(filter, 9).unwrap().total, total, "{filter}");
    }
    let url = record(&store, "a").sent.url;
    for payload in [
        r#"{"identifier":"K-2026/17"}"#,
        r#"{"pesel":"44051401359"}"#,
        r#"{"email":"jan.nowak@example.com"}"#,
    ] {
        let known = store.prior_submissions(&url, "", payload).unwrap().created;
        assert_eq!(known.len(), 2, "by its hash: {payload}");
    }
    drop(store);
    assert_eq!(traces(home.path(), &TRACES), [""; 0]);
}

#[test]
fn records_that_were_created_before_are_masked_with_the_first_that_asks_for_it() {
    let home = home();
    let mut store = open(home.path());
    for number in 0..120 {
        let id = format!("created {number}");
        store.begin(&attempt(&id, "Nowak Jan", &PERSON), at(1)).unwrap();
        store.finish(&id, &created_with_answer(), Duration::ZERO).unwrap();
    }
    let rejected = Outcome::Rejected { answer: answer() };
    let kept = attempt("rejected", "Nowak Jan", &[("pesel", "02070803628")]);
    store.begin(&kept, at(2)).unwrap();
    store.finish("rejected", &rejected, Duration::ZERO).unwrap();
    leave_unknown(
        &mut store,
        &attempt("unknown", "Nowak", &[("email", "ewa@example.com")]),
        3,
    );
    assert_eq!(store.set_detail(StoredDetail::Full).unwrap(), 0);
    assert_eq!(traces(home.path(), &TRACES).len(), TRACES.len());

    assert_eq!(store.set_detail(StoredDetail::Masked).unwrap(), 120);
    for number in [0, 119] {
        assert_masked(&store, &format!("created {number}"));
    }
    assert_eq!(record(&store, "rejected").sent, kept);
    assert_eq!(record(&store, "unknown").state, SubmissionState::Unknown);
    assert_eq!(store.set_detail(StoredDetail::Masked).unwrap(), 0, "once");
    store.finish("rejected", &rejected, Duration::ZERO).unwrap_err();
    // The answer of the rejected record still says all of it.
    store.purge(at(3)).unwrap();
    assert_eq!(traces(home.path(), &TRACES), [""; 0]);
    assert_eq!(traces(home.path(), &["ewa@example.com"]).len(), 1);
}

#[test]
fn many_masked_sends_leave_nothing_behind() {
    let home = home();
    let mut store = open(home.path());
    store.set_detail(StoredDetail::Masked).unwrap();
    let numbers: Vec<String> = (0..120).map(|number| format!("7{:010}", number * 7919)).collect();
    for (number, pesel) in numbers.iter().enumerate() {
        let note = "x".repeat(number * 53 % 2500);
        let values = [("pesel", pesel.as_str()), ("note", &note)];
        let new = attempt(&number.to_string(), "Nowak Jan", &values);
        store
            .save_draft(
                &Draft {
                    card: new.card.clone(),
                    ..draft("Nowak")
                },
                at(1),
            )
            .unwrap();
        store.begin(&new, at(1)).unwrap();
        store
            .finish(&new.attempt, &created(&new.attempt), Duration::ZERO)
            .unwrap();
        store.clear_draft().unwrap();
    }
    drop(store);
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    assert_eq!(traces(home.path(), &numbers), [""; 0]);
}

#[test]
fn a_record_that_cannot_be_read_is_emptied_when_it_is_masked() {
    let home = home();
    let mut store = open(home.path());
    store.begin(&attempt("a", "Nowak Jan", &PERSON), at(1)).unwrap();
    let other = rusqlite::Connection::open(database(home.path())).unwrap();
    let broken = "UPDATE submissions SET state = 'created', customer_id = '9', card = '{\"fields', payload = '{\"pesel',
                  outcome = '{'";
    other.execute(broken, []).unwrap();
    drop(other);
    assert_eq!(store.set_detail(StoredDetail::Masked).unwrap(), 1);
    let record = record(&store, "a");
    assert_eq!(
        record.sent.card.value(Slot::of(FieldId::named("pesel")).field),
        ""
    );
    assert_eq!(
        (record.sent.payload.as_str(), record.customer_id.as_deref()),
        ("{}", Some("9"))
    );
    assert_eq!(record.outcome.unwrap().customer_id(), Some("9"));
}

#[test]
fn a_damaged_time_is_purged_only_by_the_operator_and_only_before_an_old_record() {
    let home = home();
    let mut store = open(home.path());
    for (id, second) in [("damaged", 1), ("old", 2), ("after it", 3)] {
        store.begin(&attempt(id, id, &[]), at(second)).unwrap();
        store.finish(id, &created("1"), Duration::ZERO).unwrap();
    }
    let conn = rusqlite::Connection::open(database(home.path())).unwrap();
    let change = "UPDATE submissions SET sent_at = iif(id = 1, ?1, ?2) WHERE attempt <> 'old'";
    assert_eq!(conn.execute(change, [i64::MIN, i64::MAX]).unwrap(), 2);
    let upkeep = store.upkeep(StoredDetail::Full, Some(at(2))).unwrap();
    assert!(upkeep.is_none(), "nothing is due: {upkeep:?}");
    conn.execute("INSERT INTO earlier VALUES ('city', 'Kielce', 1, 0)", [])
        .unwrap();
    let upkeep = store.upkeep(StoredDetail::Full, Some(at(2))).unwrap();
    upkeep.unwrap().run().unwrap();
    assert_eq!(store.purge(at(2)).unwrap(), 0, "the old one is not older");
    assert_eq!(store.unreadable_times().unwrap(), 2);
    assert_eq!(store.purge(at(3)).unwrap(), 2);
    assert!(store.submission("damaged").unwrap().is_none());
    assert_eq!(store.unreadable_times().unwrap(), 1, "nobody knows how old it is");
}
