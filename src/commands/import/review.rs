//! Hands the rows that cannot be sent over to the form: each becomes a parked draft, and the form opens with the first.

use super::Import;
use super::clerk::RowStatus;
use crate::commands::output::{print, tell};
use crate::commands::{CommandError, Exit, form, guard, setup};
use crate::customer::{Card, Draft, RowClaim, RowKey};
use crate::import::TableRow;
use crate::store::handle::StoreHandle;
use jiff::Timestamp;

/// How many rows are handed over at a time: a list that a person can work off.
const MOST: usize = 50;

/// A row that can be put right in the form.
struct Faulty {
    card: Card,
    claim: RowClaim,
}

pub(super) fn run(import: &Import) -> Result<Exit, CommandError> {
    let profile = import.setup.profile(import.global)?.0.to_owned();
    let mut shelf = StoreHandle::new(import.setup.keeping(setup::data_dir(import.global)?));
    let faulty = find(import, &mut shelf)?;
    if faulty.is_empty() {
        return print(&format!("{}\n", import.locale.texts().import_nothing_to_review()))
            .map(|()| Exit::Done);
    }
    let mut parked = None;
    let mut count = 0_usize;
    // The list of drafts begins with the last one that was saved, so that the first row heads it.
    for Faulty { card, claim } in faulty.into_iter().rev() {
        let draft = Draft {
            profile: profile.clone(),
            who: card.who(),
            card,
            focus: String::new(),
        };
        let now = Timestamp::now();
        let id = shelf.with(now, |store| {
            store.park_row(&import.clerk.url, &claim, &draft, now)
        });
        let id = id.map_err(|error| import.untold(&error))?;
        count += usize::from(id.is_some());
        parked = id.or(parked);
    }
    if let Some(first) = parked {
        // This session ends before the form's begins, which takes over what it has left open.
        let opened = shelf.with(Timestamp::now(), |store| store.open_draft(&first));
        opened.map_err(|error| import.untold(&error))?;
    }
    drop(shelf);
    tell(&format!("{}\n", import.locale.texts().import_parked(count)));
    form::run(import.global).map(|()| Exit::Done)
}

/// The first rows that cannot be sent as they are and of which there is something to put right.
fn find(import: &Import, shelf: &mut StoreHandle) -> Result<Vec<Faulty>, CommandError> {
    let mut faulty = Vec::new();
    for row in import.rows()? {
        let row = row?;
        let verdict = import.clerk.examine(&row, Some(shelf));
        tell(&guard::log_notices(&shelf.take_log_notices(), import.locale));
        let verdict = verdict.map_err(|error| import.untold(&error))?;
        let seen = match verdict {
            RowStatus::Invalid(invalid) if !invalid.known => invalid.seen,
            RowStatus::Rejected(before) => Some(before.summary.attempt),
            _ => continue,
        };
        // What cannot be a card cannot be in the form.
        let Ok(card) = import.clerk.card(&row) else {
            continue;
        };
        faulty.push(Faulty {
            card,
            claim: claim(import, &row, seen),
        });
        if faulty.len() == MOST {
            break;
        }
    }
    Ok(faulty)
}

fn claim(import: &Import, row: &TableRow, seen: Option<String>) -> RowClaim {
    RowClaim {
        row: RowKey {
            sheet: import.table.hash.clone(),
            number: row.number,
        },
        seen,
    }
}
