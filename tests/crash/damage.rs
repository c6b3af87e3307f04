//! The files of the store are damaged, one at a time or the database and the key log at once, between two runs of the program:
//! nobody who is in the CRM, or may be, is sent again without a word.

use crate::support::dice::Dice;
use crate::support::home::Home;
use jiff::Timestamp;
use kartoteka::customer::{
    ApiResponse, Card, FailureReason, FieldId, NewSubmission, Outcome, Payload, RuleContext, Slot,
    StoredDetail,
};
use kartoteka::store::Store;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// The files, without the suffix that they share.
const DATABASE: &str = "kartoteka.db";
const WAL: &str = "kartoteka.db-wal";
const KEYS: &str = "kartoteka.keys";

/// Who must not be sent again: each with a value that nobody else has.
const CUSTOMERS: [(&str, &str, &str); 5] = [
    ("purged", "identifier", "K-2026/17"),
    ("masked", "pesel", "44051401359"),
    ("created", "nip", "1234563218"),
    ("unknown", "nip", "5260250274"),
    ("late", "identifier", "K-2026/18"),
];
/// How many others are in the store, so that it has many pages.
const OTHERS: usize = 30;
const PAGE: usize = 4096;
/// What the program says where records are lost in both files.
const LOST: &str = "lost in kartoteka.db and kartoteka.keys";

/// The files as they are at some moment, by name.
pub type Files = BTreeMap<&'static str, Vec<u8>>;

/// The stores that are damaged.
pub struct Templates {
    /// All is in the database itself.
    closed: Files,
    /// The newest is in the log beside it, as a killed program leaves it.
    open: Files,
    /// The log beside the database as it was before the newest customer, and the database as it was then.
    earlier: Files,
    /// The key log of another store.
    foreign: Vec<u8>,
}

/// What is done to the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    Byte,
    Bytes,
    Zeros,
    CutOff,
    Garbage,
    Gone,
    /// An older copy is in its place.
    Older,
    /// That of another store is in its place.
    Foreign,
    /// Bytes at many places.
    Strewn,
}

/// What became of the customers that were submitted again.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Held back by the words that their earlier attempt has.
    pub told: usize,
    /// Held back because the store cannot be used.
    pub refused: usize,
    /// Held back because records are lost, which nobody has accepted.
    pub lost: usize,
}

impl Verdict {
    pub fn add(&mut self, other: &Self) {
        self.told += other.told;
        self.refused += other.refused;
        self.lost += other.lost;
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { told, refused, lost } = self;
        write!(
            f,
            "{told} told, {refused} refused, {lost} held back for lost records"
        )
    }
}

/// Makes the stores, for a CRM at this URL.
pub fn templates(url: &str) -> Templates {
    let home = TempDir::new().unwrap();
    let dir = home.path();
    let url = format!("{url}/api/customers");
    let mut store = Store::open(dir, at(0)).unwrap();
    let mut other = 0;
    let mut add_others = |store: &mut Store| {
        for _ in 0..OTHERS {
            other += 1;
            let number = format!("K-{other}");
            let new = customer(&url, &format!("other {other}"), "identifier", &number);
            create(store, &new, &format!("{}", 1000 + other));
        }
    };
    let new = |name: &str| {
        let (_, path, value) = CUSTOMERS.iter().find(|(id, ..)| *id == name).unwrap();
        customer(&url, name, path, value)
    };
    add_others(&mut store);
    create(&mut store, &new("purged"), "1");
    store.purge(at(2)).unwrap();
    add_others(&mut store);
    create(&mut store, &new("masked"), "2");
    store.set_detail(StoredDetail::Masked).unwrap();
    store.set_detail(StoredDetail::Full).unwrap();
    drop(store);
    let mut store = Store::open(dir, at(0)).unwrap();
    add_others(&mut store);
    create(&mut store, &new("created"), "3");
    let failure = FailureReason::Cut;
    finish(
        &mut store,
        &new("unknown"),
        &Outcome::Unknown {
            failure,
            answer: None,
        },
    );
    let earlier = files(dir);
    store.rewrite();
    create(&mut store, &new("late"), "4");
    add_others(&mut store);
    let open = files(dir);
    drop(store);
    let closed = files(dir);
    assert!(open.contains_key(WAL) && !closed.contains_key(WAL));
    Templates {
        closed,
        open,
        earlier,
        foreign: foreign_log(&url),
    }
}

/// The key log of a store that knows somebody else.
fn foreign_log(url: &str) -> Vec<u8> {
    let home = TempDir::new().unwrap();
    let mut store = Store::open(home.path(), at(0)).unwrap();
    create(&mut store, &customer(url, "Inna", "identifier", "K-0"), "900");
    fs::read(home.path().join(KEYS)).unwrap()
}

/// Damages one file of one store, as the number decides, and submits everybody again. What was damaged, how, and what came of it.
///
/// # Panics
/// If somebody was sent, or the program does not end as it does of itself.
pub fn run(number: u64, templates: &Templates, url: &str) -> (&'static str, Damage, Verdict) {
    let mut dice = Dice::new(number);
    let home = Home::new(url, "");
    let (file, damage) = dice.pick(&[DATABASE, WAL, KEYS]).pair(&mut dice);
    let mut files = templates.pick(file == WAL || dice.percent(50));
    deal(&mut files, file, damage, templates, &mut dice);
    (
        file,
        damage,
        submit_all(&home, &files, &mut dice, &format!("{file} {damage:?}")),
    )
}

/// Damages the database, or the log beside it, and the key log of one store, and submits everybody again. What was done to the
/// database and to the key log, and what came of it.
///
/// # Panics
/// As [`run`].
pub fn run_both(number: u64, templates: &Templates, url: &str) -> (Damage, Damage, Verdict) {
    use Damage::{Byte, Bytes, CutOff, Foreign, Garbage, Gone, Strewn, Zeros};
    let mut dice = Dice::new(number);
    let home = Home::new(url, "");
    let has_wal = dice.percent(25);
    let mut files = templates.pick(has_wal);
    let file = if has_wal && dice.percent(50) {
        WAL
    } else {
        DATABASE
    };
    let damage = dice.pick(&[Byte, Bytes, Bytes, Zeros, Strewn, Strewn]);
    let keys = dice.pick(&[
        Bytes, Zeros, CutOff, CutOff, Garbage, Gone, Foreign, Strewn, Strewn,
    ]);
    deal(&mut files, file, damage, templates, &mut dice);
    deal(&mut files, KEYS, keys, templates, &mut dice);
    let case = format!("{file} {damage:?} and {KEYS} {keys:?}");
    (damage, keys, submit_all(&home, &files, &mut dice, &case))
}

impl Templates {
    /// A store, with its newest records in the log beside it, or without that.
    fn pick(&self, has_wal: bool) -> Files {
        if has_wal { &self.open } else { &self.closed }.clone()
    }
}

/// Puts the files where the program looks for them, and submits everybody.
fn submit_all(home: &Home, files: &Files, dice: &mut Dice, what: &str) -> Verdict {
    fs::create_dir(home.data()).unwrap();
    for (name, bytes) in files {
        fs::write(home.data().join(name), bytes).unwrap();
    }
    let mut verdict = Verdict::default();
    let first = dice.below(CUSTOMERS.len());
    for turn in 0..CUSTOMERS.len() {
        let (name, path, value) = CUSTOMERS[(first + turn) % CUSTOMERS.len()];
        let surname = if dice.percent(50) { name } else { "Inna" };
        let document = format!(r#"{{"surname":"{surname}","{path}":"{value}"}}"#);
        let told = home.pipe(&["submit", "-"], document.as_bytes());
        let case = format!("{what}: {document}: {told:?}");
        match told.code {
            Some(3 | 6) => verdict.told += 1,
            Some(5) if told.stderr.contains(LOST) => verdict.lost += 1,
            Some(5) => verdict.refused += 1,
            _ => panic!("sent, or worse: {case}"),
        }
        assert!(!told.stderr.contains("panicked"), "{case}");
    }
    verdict
}

trait Pair {
    /// With what is done to it.
    fn pair(self, dice: &mut Dice) -> (&'static str, Damage);
}

impl Pair for &'static str {
    fn pair(self, dice: &mut Dice) -> (&'static str, Damage) {
        use Damage::{Byte, Bytes, CutOff, Garbage, Gone, Older, Zeros};
        let damages: &[Damage] = match self {
            // An older log is stale; an older database is one that was restored.
            DATABASE | WAL => &[Byte, Byte, Bytes, Zeros, CutOff, Gone, Older],
            _ => &[Byte, Bytes, Zeros, CutOff, Garbage, Gone],
        };
        (self, dice.pick(damages))
    }
}

fn deal(files: &mut Files, file: &'static str, damage: Damage, templates: &Templates, dice: &mut Dice) {
    if damage == Damage::Gone || (damage, file) == (Damage::Older, DATABASE) {
        files.remove(file);
        if file == DATABASE {
            // Without it its log means nothing.
            files.remove(WAL);
        }
        if damage == Damage::Older {
            files.extend(
                templates
                    .earlier
                    .iter()
                    .filter(|(name, _)| **name != KEYS)
                    .map(|(name, bytes)| (*name, bytes.clone())),
            );
        }
        return;
    }
    if damage == Damage::Foreign {
        files.insert(file, templates.foreign.clone());
        return;
    }
    if damage == Damage::Older {
        files.insert(DATABASE, templates.closed[DATABASE].clone());
        files.insert(WAL, templates.earlier[WAL].clone());
        return;
    }
    let bytes = files.get_mut(file).unwrap();
    if damage == Damage::Strewn {
        for _ in 0..dice.between(2, 40) {
            let at = dice.below(bytes.len());
            let end = (at + dice.between(1, 64)).min(bytes.len());
            bytes[at..end].fill_with(|| u8::try_from(dice.below(256)).unwrap());
        }
        return;
    }
    let at = dice.below(bytes.len());
    match damage {
        Damage::Byte => bytes[at] ^= u8::try_from(dice.between(1, 255)).unwrap(),
        Damage::Bytes => {
            let end = (at + 16).min(bytes.len());
            bytes[at..end].fill_with(|| u8::try_from(dice.below(256)).unwrap());
        }
        Damage::Zeros => {
            let start = at / PAGE * PAGE;
            let end = (start + PAGE).min(bytes.len());
            bytes[start..end].fill(0);
        }
        Damage::CutOff => bytes.truncate(at),
        Damage::Garbage => {
            let garbage = (0..dice.between(1, 5000)).map(|_| u8::try_from(dice.below(256)).unwrap());
            let garbage: Vec<u8> = garbage.collect();
            bytes.extend(garbage);
        }
        Damage::Gone | Damage::Older | Damage::Foreign | Damage::Strewn => {}
    }
}

fn files(dir: &Path) -> Files {
    let read = |name| Some((name, fs::read(dir.join(name)).ok()?));
    [DATABASE, WAL, KEYS].into_iter().filter_map(read).collect()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn customer(url: &str, surname: &str, path: &str, value: &str) -> NewSubmission {
    let context = RuleContext::on(jiff::civil::date(2026, 11, 24));
    let mut card = Card::new(&context);
    card.set(Slot::of(FieldId::of("surname").unwrap()), surname);
    card.set(Slot::of(FieldId::of(path).unwrap()), value);
    let payload = Payload::of(&card, &context);
    NewSubmission {
        attempt: kartoteka::store::attempt_id().unwrap(),
        profile: "main".into(),
        url: url.into(),
        user: "api_user".into(),
        who: surname.into(),
        payload: payload.text().into(),
        payload_hash: payload.fingerprint(),
        card,
        resends: None,
        aware_of: None,
    }
}

fn finish(store: &mut Store, new: &NewSubmission, outcome: &Outcome) {
    store.begin(new, at(1)).unwrap();
    store.finish(&new.attempt, outcome, Duration::ZERO).unwrap();
}

fn create(store: &mut Store, new: &NewSubmission, id: &str) {
    let outcome = Outcome::Created {
        customer_id: id.into(),
        answer: ApiResponse::default(),
    };
    finish(store, new, &outcome);
}
