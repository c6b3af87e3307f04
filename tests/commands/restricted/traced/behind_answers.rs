//! The pages that only an answer of the CRM, its absence, or a setting leads to: every binding of theirs, with a path of the
//! operator's behind it.

use super::{arguments, assert_only_paths_of_the_system, back_to_the_form, bytes, presses, tracer};
use crate::restricted::{MARK, hostile_variables, restricted};
use crate::support::faults::{Act, Faults, http};
use crate::support::home::{Home, sandbox};
use crate::support::installed::Installed;
use crate::support::pty::Pty;
use kartoteka::keymap::{BINDINGS, Scope};
use std::fs;
use std::path::PathBuf;

/// From the form, with a surname in it, to the phone.
const TO_THE_PHONE: &str = "\x181\x1b[6~\t\x15";
/// The scopes whose bindings this file presses.
pub(super) const SCOPES: [Scope; 4] = [Scope::Customer, Scope::Sending, Scope::Settle, Scope::Verify];

/// The built program in restricted mode, under the tracer.
struct Traced {
    installed: Installed,
    log: PathBuf,
    pty: Pty,
    /// How many cards were begun.
    number: usize,
}

impl Traced {
    /// The program for a CRM, with these lines besides in the settings of its profile; none where there is no tracer.
    fn start(url: &str, more: &str) -> Option<Self> {
        let tracer = tracer()?;
        let installed = restricted(url);
        let settings = fs::read_to_string(installed.settings()).unwrap() + more;
        installed.write(&settings);
        let mut variables = hostile_variables(installed.path());
        // The locale and the terminal are the operator's: these are no paths.
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LC_ALL", "C.UTF-8"),
            ("LANG", "C.UTF-8"),
        ] {
            variables.push((name.to_owned(), value.to_owned()));
        }
        let variables: Vec<(&str, &str)> = variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let (log, program) = (installed.path().join("trace"), installed.program());
        let pty = Pty::start(tracer, &arguments(&log, &program), &variables, (120, 40));
        pty.wait_for_text("F8 send");
        let mut walk = Self {
            installed,
            log,
            pty,
            number: 0,
        };
        walk.begin_card();
        Some(walk)
    }

    /// Goes back to the form, and types another surname.
    #[track_caller]
    fn begin_card(&mut self) {
        back_to_the_form(&mut self.pty, self.number);
        self.number += 1;
    }

    /// Types this, and waits for a text.
    #[track_caller]
    fn go(&mut self, keys: &str, text: &str) {
        self.pty.send(keys);
        self.pty.wait_for_text(text);
    }

    /// Presses every binding of a scope on the page that `reach` opens, with a path behind it. The path has no letter that answers
    /// a question with yes.
    #[track_caller]
    fn press_all(&mut self, scope: Scope, reach: fn(&mut Self), leave: fn(&mut Self)) {
        let bindings = BINDINGS.iter().filter(|binding| binding.scope == scope);
        let presses: Vec<String> = bindings.flat_map(presses).collect();
        assert!(!presses.is_empty());
        // A key of the form that asks for a path, and no key at all.
        for press in presses.iter().map(String::as_str).chain(["\x18x", ""]) {
            reach(self);
            self.pty.send(&format!("{press}\x15/tmp/{MARK}-typed\r"));
            leave(self);
            self.begin_card();
        }
    }

    /// Leaves, and says what the tracer has seen.
    #[track_caller]
    fn end(mut self) {
        self.pty.send("\x18q");
        self.pty.wait_exit();
        assert_only_paths_of_the_system(&self.installed, &self.log);
    }
}

fn stay(_: &mut Traced) {}

#[test]
fn no_key_of_a_customer_s_page_opens_a_path_of_the_operator_s() {
    let crm = sandbox();
    let customer = r#"{"surname": "Kowalski", "phone_number": "601234567"}"#;
    let told = Home::new(&crm.base_url(), "").pipe(&["submit", "-"], customer.as_bytes());
    assert_eq!(told.code, Some(0), "{told:?}");
    let Some(mut traced) = Traced::start(&crm.base_url(), "") else {
        return;
    };
    let open = |traced: &mut Traced| {
        traced.go(&bytes("Ctrl+R"), "Find a customer");
        traced.go("\x15601234567\r", "Customer 324 Kowalski");
    };
    traced.press_all(Scope::Customer, open, stay);
    traced.end();
}

#[test]
fn no_key_of_a_second_typing_opens_a_path_of_the_operator_s() {
    let crm = sandbox();
    let more = "[profiles.main.form]\nverify = [\"phone_number\"]\n";
    let Some(mut traced) = Traced::start(&crm.base_url(), more) else {
        return;
    };
    let differ = |traced: &mut Traced| {
        // One that was typed twice is not asked for again.
        let phone = 601_000_000 + traced.number;
        traced.go(&format!("{TO_THE_PHONE}{phone}"), &phone.to_string());
        traced.go(&bytes("F8"), "Type again: 1 of 1");
        let other = phone + 500_000;
        traced.go(&other.to_string(), &other.to_string());
        traced.go("\r", "(typed now)");
    };
    traced.press_all(Scope::Verify, differ, stay);
    traced.end();
}

#[test]
fn no_key_of_a_send_opens_a_path_of_the_operator_s() {
    let crm = Faults::start(Act::Hang);
    let Some(mut traced) = Traced::start(&crm.url(), "") else {
        return;
    };
    let send = |traced: &mut Traced| {
        traced.go(&bytes("F8"), "Enter sends");
        traced.go("\r", "each step may take up to");
    };
    let stop = |traced: &mut Traced| {
        let shows = |text: &'static str| move |screen: &vt100::Screen| screen.contents().contains(text);
        let unknown = "may or may not have been created";
        let mut tries = 0..50;
        while tries.next().is_some() && !traced.pty.is_soon(shows(unknown)) {
            let is_asked = traced.pty.is_soon(shows("Stop waiting?"));
            let key = if is_asked { "Y".to_owned() } else { bytes("Esc") };
            traced.pty.send(&key);
        }
        traced.pty.wait_for_text(unknown);
    };
    traced.press_all(Scope::Sending, send, stop);
    traced.end();
}

#[test]
fn no_key_of_settling_opens_a_path_of_the_operator_s() {
    // No id for the send, and a customer for each search.
    let found = r#"{"result": [{"customer_id": "17", "surname": "Kowalski", "phone_number": "601234567"}]}"#;
    let crm = Faults::start(Act::Answer(http(
        "200 OK",
        "Content-Type: application/json\r\n",
        found,
    )));
    let Some(mut traced) = Traced::start(&crm.url(), "") else {
        return;
    };
    traced.go(&format!("{TO_THE_PHONE}601234567"), "601234567");
    traced.go(&bytes("F8"), "Enter sends");
    traced.go("\r", "may or may not have been created");
    traced.begin_card();
    let settle = |traced: &mut Traced| {
        traced.pty.send(&bytes("F3"));
        traced.go("\r", "Settle an unknown outcome");
        traced.pty.wait_for_text("17 Kowalski");
    };
    traced.press_all(Scope::Settle, settle, stay);
    traced.end();
}
