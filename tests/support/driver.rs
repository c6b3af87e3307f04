//! Drives the program without a terminal: real store in a temporary home, a fixed clock, answers when the test says
//! so. Keys go through the program's own key names, bindings, update, effects and a redraw.

mod answers;
mod recorder;
mod team;
mod tenant;
mod theme;

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use kartoteka::app::{ExportPlace, Message, Model, Settings};
use kartoteka::audit::AuditTarget;
use kartoteka::customer::{
    ApiResponse, CustomerValues, FoundCustomer, LookupFailure, LookupKey, Outcome, RuleContext, StoredDetail,
};
use kartoteka::i18n::{Language, Locale};
use kartoteka::keymap::{Key, Keymap};
use kartoteka::options::{FormOptions, ProfileBadge, Theme, WhenAway};
use kartoteka::runtime::session::{Session, SessionEnd, SessionOptions};
use kartoteka::runtime::workers::{FinishedSend, SearchQuery, WorkerEvent};
use kartoteka::store::Search;
use kartoteka::store::handle::StoreOptions;
use kartoteka::view::{self, Painter};
use ratatui::{backend::TestBackend, buffer::Buffer};
use std::fmt::Write as _;
use std::rc::Rc;
use std::time::Duration;
use tempfile::TempDir;

pub use recorder::Recorder;
pub use team::colleague;
pub use tenant::{tenant, tenant_with_form};

/// What a driver starts with.
pub struct Setup {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The language.
    pub language: Language,
    /// The tenant's configuration.
    pub rule_context: RuleContext,
    /// ASCII characters only.
    pub ascii: bool,
    /// The CRM's certificate is not verified.
    pub insecure: bool,
    /// The mark of the profile.
    pub badge: Option<ProfileBadge>,
    /// The CRM is asked for the customer before a card is sent.
    pub check_duplicates: bool,
    /// What happens while the team's store is away, where there is a team.
    pub team: Option<WhenAway>,
    /// The file of the audit feed in the home, where outcomes are reported.
    pub audit_file: Option<&'static str>,
    /// How the form works with the operator.
    pub form_options: FormOptions,
    /// The profile.
    pub profile: &'static str,
    /// Where the profile sends to.
    pub url: &'static str,
    /// What every key means.
    pub keymap: Keymap,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            size: (120, 40),
            language: Language::En,
            rule_context: RuleContext::on(civil::date(2026, 11, 24)),
            ascii: false,
            insecure: false,
            badge: None,
            check_duplicates: false,
            team: None,
            audit_file: None,
            form_options: FormOptions::default(),
            profile: "main",
            url: "https://acme.thulium.com/api/customers",
            keymap: Keymap::default(),
        }
    }
}

/// The program, its home, and what it asked for.
pub struct Driver {
    home: Rc<TempDir>,
    setup: Setup,
    session: Session<Recorder>,
    painter: Painter<TestBackend>,
    now: Timestamp,
    /// The requests that went out, oldest first: attempt and payload.
    pub sent: Vec<(String, String)>,
    /// The questions to the CRM, oldest first: number and what was searched for.
    pub asked: Vec<(u64, Vec<LookupKey>)>,
    /// How many of them the CRM has answered.
    answered: usize,
    /// The customers that the CRM was asked for, oldest first: number and id.
    pub fetched: Vec<(u64, String)>,
    /// The searches of a long history, oldest first.
    pub searched: Vec<(Search, SearchQuery)>,
    /// Whether the program asked to stop waiting for the answer.
    pub stopped: bool,
    /// What was put on the clipboard.
    pub copied: Vec<String>,
    /// Whether the program has ended.
    pub left: bool,
    last_end: Option<SessionEnd>,
}

impl Driver {
    pub fn new() -> Self {
        Self::with(Setup::default())
    }

    pub fn sized(columns: u16, rows: u16) -> Self {
        Self::with(Setup {
            size: (columns, rows),
            ..Setup::default()
        })
    }

    pub fn with(setup: Setup) -> Self {
        // A name with a dot before it would be hidden.
        let home = tempfile::Builder::new().prefix("kartoteka").tempdir();
        Self::in_home(home.unwrap(), setup)
    }

    /// The program in a home where things lie about already; its data directory is `data` in it.
    pub fn in_home(home: TempDir, setup: Setup) -> Self {
        Self::at(Rc::new(home), setup)
    }

    fn at(home: Rc<TempDir>, setup: Setup) -> Self {
        let now: Timestamp = "2026-11-24T14:02:00Z".parse().unwrap();
        let settings = Settings {
            profile: setup.profile.into(),
            profiles: vec!["main".into(), "test".into()],
            url: setup.url.into(),
            host: "acme.thulium.com".into(),
            user: "api_user".into(),
            accept_language: "en".into(),
            timeout: Duration::from_secs(30),
            theme: Theme::Default,
            ascii: setup.ascii,
            zone: TimeZone::UTC,
            insecure: setup.insecure,
            badge: setup.badge.clone(),
            check_duplicates: setup.check_duplicates,
            team: setup.team,
            keymap: setup.keymap.clone(),
            form_options: setup.form_options.clone(),
            export_place: ExportPlace::default(),
            rescue_dir: None,
        };
        let options = SessionOptions {
            settings,
            rule_context: setup.rule_context.clone(),
            locale: Locale::new(setup.language),
            store: StoreOptions {
                dir: home.path().join("data"),
                detail: StoredDetail::Full,
                days: 90,
                audit: setup
                    .audit_file
                    .map(|file| AuditTarget::File(home.path().join(file))),
            },
            warnings: Vec::new(),
        };
        let session = Session::start(options, Recorder::default(), now);
        let painter = Painter::new(TestBackend::new(setup.size.0, setup.size.1)).unwrap();
        let mut driver = Self {
            home,
            setup,
            session,
            painter,
            now,
            sent: Vec::new(),
            asked: Vec::new(),
            answered: 0,
            fetched: Vec::new(),
            searched: Vec::new(),
            stopped: false,
            copied: Vec::new(),
            left: false,
            last_end: None,
        };
        driver.draw();
        driver
    }

    /// Presses keys: `Kowalski<Tab>Jan<F8><Enter>`; `<lt>` types the character.
    #[track_caller]
    pub fn keys(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(first) = rest.chars().next() {
            let (name, after) = match rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
                Some(("lt", after)) => ("<", after),
                Some(found) => found,
                None => rest.split_at(first.len_utf8()),
            };
            let key: Key = name.parse().unwrap_or_else(|()| panic!("{name} is no key"));
            self.tell(Message::Key(key));
            rest = after;
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Message::Paste(text.to_owned()));
        self
    }

    /// Gives the program a message, does what it asks for, and draws.
    pub fn tell(&mut self, message: Message) {
        self.session.update(message, self.now);
        self.settle_down();
    }

    /// Lets the CRM answer the request that is under way.
    #[track_caller]
    pub fn answer(&mut self, outcome: Outcome) -> &mut Self {
        let (attempt, _) = self.sent.last().expect("nothing was sent").clone();
        let ended = WorkerEvent::SendEnded(FinishedSend {
            attempt,
            outcome,
            took: Duration::from_millis(214),
        });
        self.session.take_worker_event(ended, self.now);
        self.now += SignedDuration::from_mins(1);
        self.settle_down();
        self
    }

    #[track_caller]
    pub fn created(&mut self, id: &str) -> &mut Self {
        let answer = ApiResponse {
            status: 200,
            body: format!("{{ \"customer_id\": \"{id}\" }}"),
            ..ApiResponse::default()
        };
        self.answer(Outcome::Created {
            customer_id: id.to_owned(),
            answer,
        })
    }

    /// Lets the CRM answer the last question for one customer.
    #[track_caller]
    pub fn shows_customer(&mut self, found: Result<Option<FoundCustomer>, LookupFailure>) -> &mut Self {
        let (question, _) = self.fetched.last().expect("nobody was asked for");
        self.tell(Message::CustomerFetched(*question, found));
        self
    }

    /// Lets seconds pass on the screen, one by one.
    pub fn wait(&mut self, seconds: u64) -> &mut Self {
        for _ in 0..seconds {
            if self.session.model.is_counting() {
                self.tell(Message::Tick(Duration::from_secs(1)));
            }
        }
        self
    }

    /// It is a minute later.
    pub fn wait_a_minute(&mut self) -> &mut Self {
        self.now += SignedDuration::from_mins(1);
        self
    }

    /// The directory that the program may use.
    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// The session, for another front than the screen; what comes of it is taken over by [`settle_down`](Self::settle_down).
    pub fn session(&mut self) -> (&mut Session<Recorder>, Timestamp) {
        (&mut self.session, self.now)
    }

    /// Takes over what the session asked for, saves, and draws.
    pub fn settle_down(&mut self) {
        let asked = self.session.workers.take();
        self.sent.extend(asked.sent);
        self.asked.extend(asked.asked);
        self.fetched.extend(asked.fetched);
        self.searched.extend(asked.searched);
        self.stopped |= asked.stopped;
        self.copied.extend(self.session.take_clipboard());
        let end = self.session.end();
        // A test may go on with a program that has ended.
        self.left |= end.is_some() && end != self.last_end;
        self.last_end = end;
        if self.session.is_unsaved() {
            // Where it fails, the screen says so.
            let _ = self.session.save(self.now);
        }
        self.draw();
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.painter.backend_mut().resize(columns, rows);
        self.tell(Message::Resized(columns, rows));
        self
    }

    /// Ends the program as a crash does, and starts it again in the same home.
    pub fn restart(self) -> Self {
        let Self {
            home, setup, session, ..
        } = self;
        drop(session);
        Self::at(home, setup)
    }

    /// A second program in the same home, which this one lives beside.
    pub fn beside(&self, setup: Setup) -> Self {
        Self::at(Rc::clone(&self.home), setup)
    }

    fn draw(&mut self) {
        let model = &self.session.model;
        let drawn = self.painter.draw(|frame| view::draw(model, frame)).unwrap();
        self.session.drawn(drawn);
    }

    pub fn model(&self) -> &Model {
        &self.session.model
    }

    pub fn buffer(&self) -> &Buffer {
        self.painter.backend().buffer()
    }

    /// Where the cursor is, and whether it is seen.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let backend = self.painter.backend();
        backend
            .cursor_visible()
            .then(|| (backend.cursor_position().x, backend.cursor_position().y))
    }

    /// The screen as text, a line a row.
    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                }
                skip = unicode_width::UnicodeWidthStr::width(symbol)
                    .max(skip)
                    .saturating_sub(1);
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }

    /// The screen with the cursor's place, for snapshots.
    pub fn snapshot(&self) -> String {
        let cursor = self
            .cursor()
            .map_or_else(|| "none".to_owned(), |(x, y)| format!("column {x}, row {y}"));
        format!("{}cursor: {cursor}\n", self.screen())
    }

    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        assert!(
            self.screen().contains(text),
            "not on the screen: {text:?}\n{}",
            self.screen()
        );
        self
    }

    #[track_caller]
    pub fn hides(&mut self, text: &str) -> &mut Self {
        assert!(
            !self.screen().contains(text),
            "still on the screen: {text:?}\n{}",
            self.screen()
        );
        self
    }
}

/// A customer that a search finds.
pub fn found(customer_id: &str, values: &serde_json::Value) -> FoundCustomer {
    FoundCustomer {
        customer_id: customer_id.to_owned(),
        values: CustomerValues::read(values),
    }
}
