//! The keys by which an operator sends a company or its customer, and settles what became of it.

use crate::support::echo::words;
use crate::support::pty::Pty;
use std::time::Duration;

const REVIEW: &str = "\x1b[19~";
const ENTER: &str = "\r";

/// Whether the screen says how a send ended.
pub fn told(text: &str) -> bool {
    [
        "Company added: company_id",
        "The CRM rejected the company",
        "The company may or may not have been created",
        words::CREATED,
        words::REJECTED,
        words::UNKNOWN,
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// Presses a key until the screen has gone on. A key that comes at the moment of an answer is no answer to what that shows, and
/// an operator presses it again.
fn press(pty: &mut Pty, key: &str, stays: impl Fn(&str) -> bool) {
    const MOMENT: Duration = Duration::from_millis(100);
    for moment in 0..300 {
        if moment % 20 == 0 {
            pty.send(key);
        }
        pty.look_on(MOMENT);
        if !stays(&pty.text()) {
            return;
        }
    }
    panic!("nothing came of {key:?}; the screen is:\n{}", pty.text());
}

/// Sends what is typed. Where nobody knows what became of it, it is settled first, by what the CRM has.
pub fn send(pty: &mut Pty, given: Option<String>, unknown: bool) {
    const SURE: &str = "Are you sure?";
    pty.send(REVIEW);
    if unknown {
        pty.wait_for_text(words::REFUSED);
        press(pty, ENTER, |text| text.contains(words::REFUSED));
        // The evidence is there before anything is decided; a customer here has nothing to search by.
        pty.wait_for(|screen| {
            let text = screen.contents();
            text.contains(words::SETTLE)
                && (text.contains("Searched the CRM") || text.contains("nothing to search"))
        });
        if let Some(id) = given {
            // Not in one breath: that would be a paste, which commands nothing.
            press(pty, "i", |text| !text.contains("'s id in the CRM"));
            pty.send(&id);
            pty.wait_for_text(&id);
            press(pty, ENTER, |text| !text.contains(SURE));
            press(pty, "Y", |text| text.contains(SURE));
            pty.wait_for_text("Settled: created");
            return;
        }
        press(pty, "x", |text| !text.contains(SURE));
        press(pty, "Y", |text| text.contains(SURE));
        pty.wait_for_text("Settled: not created");
        pty.send(REVIEW);
    }
    confirm(pty);
    pty.wait_for(|screen| told(&screen.contents()));
}

/// Sends what is reviewed.
pub fn confirm(pty: &mut Pty) {
    pty.wait_for_text(words::REVIEW);
    press(pty, ENTER, |text| text.contains(words::REVIEW));
}
