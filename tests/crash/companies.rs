//! A customer of a company that is not there yet: two sends, and a kill at any moment of them. The next program goes on as an
//! operator would: in the end the CRM has one company and one customer of it, and nothing had to be typed again.

use crate::company_keys::{confirm, send, told};
use crate::plan::Way;
use crate::run::{SIZE, end};
use crate::support::aftermath::Aftermath;
use crate::support::dice::Dice;
use crate::support::echo::words;
use crate::support::home::Home;
use crate::support::pty::Pty;
use crate::support::recorder::{Act, Arrival, Recorder, Stage};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use std::time::Duration;

const REVIEW: &str = "\x1b[19~";
const ENTER: &str = "\r";
const FIND: &str = "\x06";
const INSERT: &str = "\x1b[2~";
/// From anywhere in the form to the field of the company.
const TO_COMPANY: &str = "\x183\t\t";
const PHONE: &str = "601730000";

/// When the program dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    CompanyTyped,
    CompanySent,
    CompanyAtTheCrm,
    CompanyAnswered,
    CompanyTold,
    CustomerSent,
    CustomerAtTheCrm,
    CustomerAnswered,
    CustomerTold,
}

/// The moments that last for milliseconds come twice.
const MOMENTS: [Moment; 12] = [
    Moment::CompanyTyped,
    Moment::CompanySent,
    Moment::CompanyAnswered,
    Moment::CompanyAtTheCrm,
    Moment::CompanyAnswered,
    Moment::CompanySent,
    Moment::CompanyTold,
    Moment::CustomerSent,
    Moment::CustomerAnswered,
    Moment::CustomerAtTheCrm,
    Moment::CustomerSent,
    Moment::CustomerTold,
];

/// What the store had of the two right after the end: the states of their last attempts, and whether the card had the id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    company: String,
    customer: String,
    filled: bool,
}

impl std::fmt::Display for Left {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let filled = if self.filled {
            "its id on the card"
        } else {
            "no id on the card"
        };
        write!(
            f,
            "company {}, {filled}, customer {}",
            self.company, self.customer
        )
    }
}

/// Does one run and says what the kill had left.
///
/// # Panics
/// If anything is lost or doubled.
pub fn run(number: u64) -> Left {
    let mut dice = Dice::new(number);
    let moment = MOMENTS[usize::try_from(number % 12).unwrap_or_default()];
    let acts = acts(moment, &mut dice);
    let crm = Recorder::start(&acts, 1000 * (number % 1000) + 1);
    let home = Home::new(&crm.url(), "timeout_seconds = 60\ncheck_duplicates = false");
    let work = Work {
        surname: format!("Nowak{}", number % 10_000),
        company: format!("Firma{} sp. z o.o.", number % 10_000),
        nip: nip(number),
    };
    let mut pty = home.start(SIZE);
    work.until(moment, &home, &mut pty, &crm);
    let grace = dice.pick(&[2, 10, 60]);
    let pause = dice.pause(0, grace);
    pty.look_on(pause);
    end(&mut pty, dice.pick(&Way::ALL));
    pty.wait_exit();
    drop(pty);
    let left = work.left_behind(&home);
    crm.create_all();
    let mut next = home.start(SIZE);
    work.finish(&mut next, &crm, &left);
    next.send("\x18q");
    next.wait_exit();
    let arrivals = crm.finish();
    work.judge(&arrivals, &Aftermath::of(&home.data()));
    left
}

/// What the CRM does with the two; all that comes later it creates.
fn acts(moment: Moment, dice: &mut Dice) -> Vec<Act> {
    let ended = [
        Act::Create,
        Act::Create,
        Act::Create,
        Act::Refuse,
        Act::Fail,
        Act::Cut,
    ];
    let last = match moment {
        Moment::CompanyAtTheCrm | Moment::CustomerAtTheCrm => Act::Hang,
        Moment::CompanySent | Moment::CustomerSent => {
            dice.pick(&[Act::Create, Act::Create, Act::Cut, Act::Hang])
        }
        // The customer is sent only where the company was created.
        Moment::CompanyTyped => Act::Create,
        _ => dice.pick(&ended),
    };
    if moment < Moment::CustomerSent {
        vec![last]
    } else {
        vec![Act::Create, last]
    }
}

/// A NIP of the run's own.
fn nip(number: u64) -> String {
    let weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    let found = (0..10).find_map(|more| {
        let digits = format!("52{:04}{more}77", number % 10_000);
        let sum: u32 = digits
            .chars()
            .filter_map(|digit| digit.to_digit(10))
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum();
        (sum % 11 < 10).then(|| format!("{digits}{}", sum % 11))
    });
    found.expect("one of ten has a check digit")
}

/// What the operator types.
#[derive(Debug)]
struct Work {
    surname: String,
    company: String,
    nip: String,
}

impl Work {
    /// Types the customer and the company, and sends them, until the moment at which the program dies.
    fn until(&self, moment: Moment, home: &Home, pty: &mut Pty, crm: &Recorder) {
        pty.send(&self.surname);
        pty.send(TO_COMPANY);
        pty.send(FIND);
        pty.wait_for_text("NIP or name");
        pty.send(&self.nip);
        pty.wait_for_text("Not in the CRM");
        pty.send(INSERT);
        pty.wait_for_text("Add a company");
        pty.send(&format!("{}\t\t{PHONE}", self.company));
        // What was typed within the last quarter of a second may be lost; this is not about that.
        for _ in 0..300 {
            if notes(home).contains(PHONE) {
                break;
            }
            pty.look_on(Duration::from_millis(100));
        }
        pty.send(REVIEW);
        pty.wait_for_text(words::REVIEW);
        if moment == Moment::CompanyTyped {
            return;
        }
        if moment == Moment::CompanySent {
            return pty.send(ENTER);
        }
        confirm(pty);
        match moment {
            Moment::CompanyAtTheCrm => return crm.wait_for(0, Stage::Whole),
            Moment::CompanyAnswered => return crm.wait_for(0, Stage::Answered),
            _ => {}
        }
        pty.wait_for(|screen| told(&screen.contents()));
        if moment == Moment::CompanyTold {
            return;
        }
        crm.wait_for(0, Stage::Answered);
        pty.send(REVIEW);
        pty.wait_for_text(words::REVIEW);
        if moment == Moment::CustomerSent {
            return pty.send(ENTER);
        }
        confirm(pty);
        match moment {
            Moment::CustomerAtTheCrm => crm.wait_for(0, Stage::Whole),
            Moment::CustomerAnswered => crm.wait_for(0, Stage::Answered),
            Moment::CustomerTold => pty.wait_for(|screen| told(&screen.contents())),
            _ => {}
        }
    }

    /// What the store has. Whatever was typed of the company is in the journal, or with the card.
    fn left_behind(&self, home: &Home) -> Left {
        let aftermath = Aftermath::of(&home.data());
        let conn = reading(home);
        let state = |path: &str| -> String {
            let mut statement = conn
                .prepare("SELECT state FROM submissions WHERE url LIKE '%' || ?1 ORDER BY id DESC LIMIT 1")
                .unwrap();
            statement
                .query_row([path], |row| row.get(0))
                .unwrap_or_else(|_| "not begun".to_owned())
        };
        let notes = notes(home);
        let left = Left {
            company: state("/api/companies"),
            customer: state("/api/customers"),
            filled: aftermath
                .drafts
                .iter()
                .any(|card| card.contains_key("company_id")),
        };
        let typed = [&*self.company, &self.nip, PHONE]
            .iter()
            .all(|value| notes.contains(value));
        let created = left.company == "created";
        assert!(
            typed || created,
            "lost: what was typed of the company; {left:?}, {notes}, {aftermath:?}"
        );
        let card = aftermath
            .drafts
            .iter()
            .any(|card| card.get("surname") == Some(&self.surname));
        assert!(
            card || left.customer == "created",
            "lost: the card; {left:?}, {aftermath:?}"
        );
        assert!(
            !card || left.customer != "created",
            "doubled: the card came back; {left:?}, {aftermath:?}"
        );
        left
    }

    /// Goes on as an operator does who knows what is in the CRM.
    fn finish(&self, pty: &mut Pty, crm: &Recorder, left: &Left) {
        if left.customer == "created" {
            return;
        }
        if !left.filled {
            pty.send(TO_COMPANY);
            pty.send(FIND);
            pty.wait_for_text("NIP or name");
            pty.send(&self.nip);
            pty.wait_for_text("Not in the CRM");
            if left.company == "created" {
                // It is known by its NIP from here.
                pty.wait_for_text(&self.company);
                pty.send(ENTER);
                pty.wait_for(|screen| !screen.contents().contains("NIP or name"));
            } else {
                pty.send(INSERT);
                pty.wait_for(|screen| {
                    let text = screen.contents();
                    [&*self.company, &self.nip, PHONE]
                        .iter()
                        .all(|value| text.contains(value))
                });
                send(pty, given(crm, true), left.company == "unknown");
                pty.wait_for(|screen| !screen.contents().contains("Add a company"));
            }
        }
        send(pty, given(crm, false), left.customer == "unknown");
    }

    /// One company and one customer were created, and each record of them that was sent is in the journal.
    fn judge(&self, arrivals: &[Arrival], aftermath: &Aftermath) {
        let about = format!("{self:?}, {arrivals:?}, {aftermath:?}");
        let created = |company: bool| -> Vec<&Arrival> {
            let of = arrivals.iter().filter(|arrival| arrival.company == company);
            of.filter(|arrival| arrival.id.is_some()).collect()
        };
        let (companies, customers) = (created(true), created(false));
        assert_eq!((companies.len(), customers.len()), (1, 1), "doubled: {about}");
        let body = |arrival: &Arrival| -> Value {
            serde_json::from_slice(arrival.body.as_deref().unwrap_or_default()).expect("JSON")
        };
        let (company, customer) = (body(companies[0]), body(customers[0]));
        assert_eq!(
            (&company["name"], &company["nip"], &company["phone_number"]),
            (
                &Value::from(&*self.company),
                &Value::from(&*self.nip),
                &Value::from(PHONE)
            ),
            "lost: {about}"
        );
        assert_eq!(customer["surname"], *self.surname, "lost: {about}");
        let id: u64 = companies[0]
            .id
            .as_ref()
            .and_then(|id| id.parse().ok())
            .expect("an id");
        assert_eq!(customer["company_id"], id, "wrong: {about}");
        let ended = aftermath
            .records
            .iter()
            .filter(|record| record.state == "created");
        assert_eq!(ended.count(), 2, "lost: a record; {about}");
        assert!(aftermath.drafts.is_empty(), "doubled: {about}");
    }
}

fn reading(home: &Home) -> Connection {
    let path = home.data().join("kartoteka.db");
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// What is noted beside the cards of the drafts.
fn notes(home: &Home) -> String {
    let all = "SELECT coalesce(group_concat(focus), '') FROM drafts";
    reading(home).query_row(all, [], |row| row.get(0)).unwrap()
}

/// The id that the CRM has given to the company or the customer, if it did.
fn given(crm: &Recorder, company: bool) -> Option<String> {
    let arrivals = crm.arrivals();
    let mut given = arrivals.iter().filter(|arrival| arrival.company == company);
    given.find_map(|arrival| arrival.id.clone())
}
