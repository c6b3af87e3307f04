//! Drives the program without a terminal: real store in a temporary home, a fixed clock, answers when the test says
//! so. Keys go through the program's own key names, bindings, update, effects and a redraw.

use jiff::{SignedDuration, Timestamp, civil, tz::TimeZone};
use kartoteka::app::{Key, Model, Msg, Settings, Theme};
use kartoteka::customer::{Answer, Choice, CustomField, Facts, Outcome, Sex};
use kartoteka::locale::{Language, Locale};
use kartoteka::store::Store;
use kartoteka::terminal::session::{Request, Session};
use kartoteka::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::fmt::Write as _;
use std::time::Duration;
use tempfile::TempDir;

/// What a driver starts with.
pub struct Setup {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The language.
    pub language: Language,
    /// The tenant's configuration.
    pub facts: Facts,
    /// ASCII characters only.
    pub ascii: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            size: (120, 40),
            language: Language::En,
            facts: Facts::on(civil::date(2026, 11, 24)),
            ascii: false,
        }
    }
}

/// A tenant with choices and custom fields of its own.
#[allow(dead_code, reason = "not every test binary uses it")]
pub fn tenant() -> Facts {
    let choice = |value: &str, label: &str, sex| Choice {
        value: value.into(),
        label: Some(label.into()),
        sex,
    };
    let mut facts = Facts::on(civil::date(2026, 11, 24));
    facts.choices.insert(
        "gender".into(),
        vec![
            choice("K", "Kobieta", Some(Sex::Female)),
            choice("M", "Mężczyzna", Some(Sex::Male)),
        ],
    );
    facts.custom_fields = vec![
        CustomField {
            name: "kampania".into(),
            label: Some("Kampania".into()),
            required: true,
            ..CustomField::default()
        },
        CustomField {
            name: "źródło kontaktu".into(),
            ..CustomField::default()
        },
    ];
    facts
}

/// The program, its home, and what it asked for.
pub struct Driver {
    home: TempDir,
    setup: Setup,
    session: Session,
    terminal: Terminal<TestBackend>,
    now: Timestamp,
    /// The requests that went out, oldest first: attempt and payload.
    pub sent: Vec<(String, String)>,
    /// What was put on the clipboard.
    pub copied: Vec<String>,
    /// Whether the program asked to end.
    pub left: bool,
}

#[allow(dead_code, reason = "not every test binary uses all of it")]
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
        Self::at(TempDir::new().unwrap(), setup)
    }

    fn at(home: TempDir, setup: Setup) -> Self {
        let now: Timestamp = "2026-11-24T14:02:00Z".parse().unwrap();
        let mut store = Store::open(home.path(), now).unwrap();
        let draft = store
            .adopt_draft("main")
            .unwrap()
            .map(|draft| (draft.card, draft.focus));
        let settings = Settings {
            profile: "main".into(),
            url: "https://acme.thulium.com/api/customers".into(),
            host: "acme.thulium.com".into(),
            user: "api_user".into(),
            accept_language: "en".into(),
            timeout: Duration::from_secs(30),
            theme: Theme::Default,
            ascii: setup.ascii,
            zone: TimeZone::UTC,
        };
        let model = Model::new(settings, setup.facts.clone(), Locale::new(setup.language), draft);
        let session = Session::new(model, store, now);
        let terminal = Terminal::new(TestBackend::new(setup.size.0, setup.size.1)).unwrap();
        let mut driver = Self {
            home,
            setup,
            session,
            terminal,
            now,
            sent: Vec::new(),
            copied: Vec::new(),
            left: false,
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
            let key: Key = name.parse().unwrap_or_else(|error| panic!("{error}"));
            self.tell(Msg::Key(key));
            rest = after;
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Msg::Paste(text.to_owned()));
        self
    }

    /// Gives the program a message, does what it asks for, and draws.
    pub fn tell(&mut self, message: Msg) {
        let requests = self.session.update(message, self.now);
        self.requested(requests);
    }

    /// Lets the CRM answer the request that is under way.
    #[track_caller]
    pub fn answer(&mut self, outcome: Outcome) -> &mut Self {
        let (attempt, _) = self.sent.last().expect("nothing was sent").clone();
        let requests = self
            .session
            .answered(&attempt, outcome, Duration::from_millis(214), self.now);
        self.now += SignedDuration::from_mins(1);
        self.requested(requests);
        self
    }

    #[track_caller]
    pub fn created(&mut self, id: &str) -> &mut Self {
        let answer = Answer {
            status: 200,
            body: format!("{{ \"customer_id\": \"{id}\" }}"),
            ..Answer::default()
        };
        self.answer(Outcome::Created {
            customer_id: id.to_owned(),
            answer,
        })
    }

    fn requested(&mut self, requests: Vec<Request>) {
        for request in requests {
            match request {
                Request::Send { attempt, payload } => self.sent.push((attempt, payload)),
                Request::Copy(text) => self.copied.push(text),
                Request::Redraw => {}
                Request::Quit => self.left = true,
            }
        }
        if self.session.is_unsaved() {
            self.session.save_draft(self.now).unwrap();
        }
        self.draw();
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.tell(Msg::Resized(columns, rows));
        self
    }

    /// Ends the program and starts it again in the same home.
    pub fn restart(self) -> Self {
        let Self {
            home, setup, session, ..
        } = self;
        drop(session);
        Self::at(home, setup)
    }

    fn draw(&mut self) {
        let model = &self.session.model;
        self.terminal.draw(|frame| view::draw(model, frame)).unwrap();
    }

    pub fn model(&self) -> &Model {
        &self.session.model
    }

    pub fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// Where the cursor is, and whether it is seen.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let backend = self.terminal.backend();
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
