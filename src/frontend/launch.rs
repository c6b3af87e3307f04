//! Opens the form: puts the parts of the program together, and takes them apart however it ends.

use super::lines;
use super::screen::ScreenFrontEnd;
use crate::app::Settings;
use crate::crm::{Client, Credentials, TlsOptions};
use crate::customer::RuleContext;
use crate::endpoint::CrmAddress;
use crate::i18n::{Language, Locale};
use crate::keymap::Keymap;
use crate::options::{FormOptions, ProfileBadge, Theme};
use crate::runtime::Error;
use crate::runtime::engine::{Engine, Event};
use crate::runtime::saving;
use crate::runtime::session::Session;
use crate::store::handle::{StoreHandle, StoreOptions};
use crate::tty::backend::FrameWriter;
use crate::tty::input::{self, PendingInput, TerminalEvent};
use crate::tty::output::Output;
use crate::tty::screen::ScreenGuard;
use crate::{store, tty};
use jiff::{ZonedDateTime, tz::TimeZone};
use ratatui::Terminal;
use secrecy::SecretString;
use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

/// How long what was read may take to get to the loop, at the end.
const IN_HAND: Duration = Duration::from_millis(100);

/// How the program meets the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontEnd {
    /// On the whole screen.
    Screen {
        /// Use colours at all.
        color: bool,
        /// Listen to the mouse.
        mouse: bool,
    },
    /// On plain lines.
    Lines,
}

/// Everything that the form needs to start.
#[derive(Debug)]
pub struct Launch {
    /// Where the store is, and what it keeps.
    pub keeping: StoreOptions,
    /// The profile's name.
    pub profile_name: String,
    /// The names of all profiles.
    pub profiles: Vec<String>,
    /// The tenant's address, without `/api/customers`.
    pub base_url: String,
    /// The API user.
    pub user: String,
    /// The API user's password.
    pub password: SecretString,
    /// The value of `Accept-Language`.
    pub accept_language: String,
    /// How long each step of a send may take: finding the host, connecting, sending, answering.
    pub timeout: Duration,
    /// Which certificates are trusted.
    pub tls: TlsOptions,
    /// The mark of the profile.
    pub mark: Option<ProfileBadge>,
    /// Ask the CRM for the customer before a card is sent.
    pub check_duplicates: bool,
    /// How the form works with the operator.
    pub habits: FormOptions,
    /// The language of the screen.
    pub language: Language,
    /// The colours.
    pub theme: Theme,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// What every key means.
    pub keymap: Keymap,
    /// How the operator is met.
    pub front: FrontEnd,
    /// What the operator must know from the start.
    pub warnings: Vec<String>,
    /// What the rules get from outside.
    pub facts: RuleContext,
}

/// Opens the form and runs it until the operator leaves or the terminal is gone.
///
/// # Errors
/// If the address cannot be used, the terminal fails, or what was typed could not be saved to the end. The draft is
/// saved in any case in which it can be, and written to a file where the store cannot keep it.
///
/// Returns the profile that the operator switches to, if they leave for that.
pub fn run(launch: Launch) -> Result<Option<String>, Error> {
    let target = CrmAddress::new(&launch.base_url).map_err(Error::Target)?;
    let now = ZonedDateTime::now();
    let settings = settings(&launch, &target, now.time_zone().clone());
    let locale = Locale::new(launch.language);
    let shelf = StoreHandle::new(launch.keeping);
    let mut session = Session::start(settings, launch.facts, locale, shelf, now.timestamp());
    session.model.warn(launch.warnings);
    let credentials = Credentials {
        user: launch.user,
        password: launch.password,
    };
    let client = Client::new(target, credentials, &launch.accept_language, launch.timeout);
    let client = client.with_tls(launch.tls);

    let (sender, events) = mpsc::channel();
    let engine = Engine::new(session, client, sender.clone());
    let written = sender.clone();
    let output = Output::of_stdout(move || {
        // Nobody listens any more when the program has ended.
        let _ = written.send(Event::Written);
    })?;
    match launch.front {
        FrontEnd::Screen { color, mouse } => {
            let screen = ScreenGuard::enter(&output, mouse)?;
            on_screen(engine, sender, &events, output, color, screen)
        }
        FrontEnd::Lines => on_lines(engine, sender, &events, output).map(|()| None),
    }
}

fn on_screen(
    mut engine: Engine,
    sender: Sender<Event>,
    events: &Receiver<Event>,
    output: Output,
    color: bool,
    screen: ScreenGuard,
) -> Result<Option<String>, Error> {
    engine.session.search_apart();
    let clock = output.clock();
    let terminal = Terminal::new(FrameWriter::new(output, color)?)?;
    let mut program = ScreenFrontEnd::new(engine, terminal);
    let in_hand = PendingInput::default();
    input::spawn(clock, in_hand.clone(), report_to(sender))?;
    let ended = to_the_end(
        &mut program,
        |program| program.run(events),
        |program| {
            in_hand.wait(IN_HAND);
            program.close(events)
        },
    );
    drop(screen);
    ended?;
    Ok(program.into_next_profile())
}

fn on_lines(
    engine: Engine,
    sender: Sender<Event>,
    events: &Receiver<Event>,
    output: Output,
) -> Result<(), Error> {
    let clock = output.clock();
    let mut program = lines::LineFrontEnd::new(engine, output, io::stdin().is_terminal());
    let in_hand = PendingInput::default();
    let lines = sender.clone();
    tty::lines::spawn(clock, in_hand.clone(), move |read| {
        lines.send(Event::Read(read)).is_ok()
    })?;
    input::spawn_signals(report_to(sender))?;
    to_the_end(
        &mut program,
        |program| program.run(events),
        |program| {
            in_hand.wait(IN_HAND);
            program.close(events)
        },
    )
}

/// Puts what the terminal reports into the loop's queue.
fn report_to(sender: Sender<Event>) -> impl Fn(TerminalEvent, Instant) -> bool + Send + Clone {
    move |input, at| {
        if matches!(input, TerminalEvent::HangUp | TerminalEvent::Terminate) {
            // The loop may wait for another program that has the store locked.
            store::hurry();
        }
        sender.send(Event::Input(input, at)).is_ok()
    }
}

/// Runs a program and closes it by all means.
fn to_the_end<P>(
    program: &mut P,
    run: impl FnOnce(&mut P) -> Result<(), Error>,
    close: impl FnOnce(&mut P) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut closed = Ok(());
    let ended = saving(program, run, |program| closed = close(program));
    closed.and(ended)
}

fn settings(launch: &Launch, target: &CrmAddress, zone: TimeZone) -> Settings {
    Settings {
        profile: launch.profile_name.clone(),
        profiles: launch.profiles.clone(),
        url: target.customers_url(),
        host: target.host().to_owned(),
        user: launch.user.clone(),
        accept_language: launch.accept_language.clone(),
        timeout: launch.timeout,
        theme: launch.theme,
        ascii: launch.ascii,
        zone,
        insecure: launch.tls.is_insecure(),
        mark: launch.mark.clone(),
        check_duplicates: launch.check_duplicates,
        keymap: launch.keymap.clone(),
        habits: FormOptions {
            // On lines the next question is asked when it is known what became of the last card.
            fill_while_sending: launch.habits.fill_while_sending && launch.front != FrontEnd::Lines,
            ..launch.habits.clone()
        },
    }
}
