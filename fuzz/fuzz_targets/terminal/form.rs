//! The form with a CRM and a store whose every text is hostile.

use jiff::civil::date;
use jiff::{Timestamp, tz::TimeZone};
use kartoteka::app::{
    CompanyEffect, Effect, ExportPlace, Message, Model, Order, Settings, TeamFailure, TeamMessage,
    TeamSettlement,
};
use kartoteka::customer::{
    ApiError, ApiResponse, Card, ControlTotal, CustomField, CustomerValues, Draft, DraftSummary,
    FailureReason, FoundCustomer, HistoryRows, Holder, KnownCompany, Lookup, LookupFailure, LookupKey,
    MatchReason, Outcome, Payload, PriorSubmissions, RuleContext, Settlement, Severity, Shift, Submission,
    SubmissionState, SubmissionSummary, TeamPriors, TeamRecord,
};
use kartoteka::endpoint::Resource;
use kartoteka::i18n::{Language, Locale};
use kartoteka::keymap::Keymap;
use kartoteka::options::{FormOptions, Theme, WhenAway};
use kartoteka::text::is_invisible;
use kartoteka::tty::decode::{InputEvent, Mouse};
use kartoteka::view::{self, Painter};
use ratatui::backend::TestBackend;
use serde_json::json;
use std::mem::discriminant;
use std::time::Duration;

/// What a terminal would obey, and what reorders the text around it.
const HOSTILE: &str = "\u{1b}]0;x\u{7}Zły\u{9b}2J\u{202e}\u{2028}\r\n";

/// The model, its screen, and what it asked for.
pub struct Form {
    model: Model,
    screen: Painter<TestBackend>,
    /// What the CRM and the store say next.
    turn: u8,
    /// A card that waits in the list of drafts.
    parked: Draft,
    /// Whether the program asked to end.
    pub left: bool,
}

impl Form {
    /// An empty form. The setup chooses language, characters, options of the form and how the CRM answers at first.
    pub fn new(setup: u8) -> Self {
        let is_set = |bit: u8| setup & (1 << bit) != 0;
        let language = if is_set(0) { Language::Pl } else { Language::En };
        let settings = Settings {
            profile: "main".into(),
            profiles: vec!["main".into(), "test".into()],
            url: "https://acme.thulium.com/api/customers".into(),
            host: "acme.thulium.com".into(),
            user: "api_user".into(),
            accept_language: "pl".into(),
            timeout: Duration::from_secs(30),
            theme: if is_set(1) { Theme::Mono } else { Theme::Default },
            ascii: is_set(2),
            zone: TimeZone::UTC,
            insecure: is_set(3),
            badge: None,
            check_duplicates: is_set(4),
            team: is_set(7).then_some(WhenAway::Ask),
            keymap: Keymap::default(),
            export_place: ExportPlace::default(),
            rescue_dir: None,
            form_options: FormOptions {
                fill_while_sending: is_set(5),
                ..FormOptions::default()
            },
        };
        let (columns, rows) = [(80, 24), (120, 40)][usize::from(is_set(6))];
        let mut context = RuleContext::on(date(2026, 11, 24));
        context.custom_fields = vec![CustomField {
            name: "kampania".into(),
            ..CustomField::default()
        }];
        let parked = Draft {
            profile: "main".into(),
            who: HOSTILE.into(),
            card: Card::new(&context),
            focus: HOSTILE.into(),
        };
        let mut form = Self {
            model: Model::new(settings, context, Locale::new(language), None),
            screen: Painter::new(TestBackend::new(columns, rows)).expect("a screen"),
            turn: setup,
            parked,
            left: false,
        };
        form.tell(Message::Resized(columns, rows));
        form
    }

    /// Takes what was decoded, as the program's loop does.
    pub fn hear(&mut self, heard: InputEvent) {
        let message = match heard {
            InputEvent::Key(key) => Some(Message::Key(key)),
            InputEvent::Paste(text) => Some(Message::Paste(text)),
            InputEvent::NotText => Some(Message::NotText("UTF-8")),
            InputEvent::Mouse(Mouse::Click(column, row)) => {
                self.model.frame.hit_areas.at(column, row).map(Message::GoTo)
            }
            // A second passes, so that what counts down does.
            InputEvent::Mouse(Mouse::Up | Mouse::Down) => Some(Message::Tick(Duration::from_secs(1))),
            InputEvent::Unknown => None,
        };
        let mode = discriminant(self.model.page());
        // Not every key, which would be slow; but the first look of everything.
        if let Some(message) = message {
            self.tell(message);
            if discriminant(self.model.page()) != mode {
                self.draw();
            }
        }
    }

    /// What is on the card is there when the program starts again; and the screen shows it to the end.
    pub fn comes_back(mut self) {
        self.draw();
        let Some(draft) = self.model.draft() else {
            return;
        };
        let written = serde_json::to_vec(&draft.card).expect("a card can be written");
        let card: Card = serde_json::from_slice(&written).expect("a card that was written");
        assert_eq!(card, draft.card);
        let model = &self.model;
        let again = Model::new(
            model.settings.clone(),
            model.rule_context.clone(),
            Locale::new(model.locale.language()),
            Some(Draft {
                card,
                ..draft.clone()
            }),
        );
        // What is nothing but blanks is no card.
        if let Some(again) = again.draft() {
            assert_eq!(again.card, draft.card);
        } else {
            assert!(draft.card.is_empty(&model.rule_context), "{:?}", draft.card);
        }
    }

    fn tell(&mut self, message: Message) {
        let mut messages = vec![message];
        while let Some(message) = messages.pop() {
            for effect in self.model.update(message) {
                messages.extend(self.done(effect));
            }
        }
    }

    /// What becomes of an effect.
    fn done(&mut self, effect: Effect) -> Vec<Message> {
        self.turn = self.turn.wrapping_add(1);
        let fails = self.turn % 8 == 7;
        let or_fails = |works: bool| if works { Ok(()) } else { Err(HOSTILE.to_owned()) };
        let message = match effect {
            Effect::SaveDraft => Message::DraftSaved(or_fails(!fails)),
            Effect::Send(order) | Effect::SendUnclaimed(order) => return self.sent(&order),
            Effect::FindInTeam(question) => {
                Message::Team(TeamMessage::Found(question.number, self.found_in_team()))
            }
            Effect::FindPriorSubmissions { .. } => Message::PriorSubmissionsFound(Ok(self.precedents())),
            Effect::LookUp { question, keys, .. } => Message::LookedUp(question, self.looked_up(keys)),
            Effect::FetchCustomer { question, .. } => Message::CustomerFetched(
                question,
                match self.turn % 3 {
                    0 => Ok(None),
                    1 => Ok(Some(found())),
                    _ => Err(LookupFailure::TimedOut),
                },
            ),
            Effect::KeepExisting(_, id) => Message::ExistingKept(id, or_fails(!fails).map(|()| "b2".into())),
            Effect::TakeBackExisting(..) => Message::ExistingTakenBack(or_fails(!fails)),
            Effect::Settle(_, settlement) => Message::Settled(settlement, or_fails(!fails)),
            Effect::SettleInTeam(attempt, settlement) => {
                let result = match self.turn % 4 {
                    0 => TeamSettlement::Away(HOSTILE.into()),
                    1 => TeamSettlement::Refused(HOSTILE.into()),
                    2 => TeamSettlement::Done(Some(HOSTILE.into())),
                    _ => TeamSettlement::Done(None),
                };
                Message::Team(TeamMessage::Settled(attempt, settlement, result))
            }
            Effect::Park => {
                self.parked = self.model.draft().unwrap_or_else(|| self.parked.clone());
                Message::Parked(or_fails(!fails).map(|()| None))
            }
            Effect::ListDrafts => Message::DraftsListed(Ok(drafts())),
            Effect::OpenDraft(_) => Message::DraftOpened(Ok(Box::new(self.parked.clone()))),
            Effect::DeleteDraft(..) => Message::DraftDeleted(Ok(!fails)),
            Effect::Export { path, .. } => Message::Exported(or_fails(!fails).map(|()| path)),
            Effect::LoadHistory { .. } => Message::HistoryLoaded(Ok((history(), 1))),
            Effect::LoadValueHistory(pool) => {
                Message::ValueHistoryLoaded(pool, Ok(vec!["Łódź".into(), HOSTILE.into()]))
            }
            Effect::LoadRecord(_) => Message::RecordLoaded(Ok(Some(Box::new(self.record())))),
            Effect::LoadShift => Message::ShiftLoaded(or_fails(!fails).map(|()| Some(shift()))),
            Effect::EndShift => Message::ShiftEnded(or_fails(!fails)),
            Effect::Copy(text) => {
                assert!(!text.is_empty(), "nothing is copied");
                return Vec::new();
            }
            Effect::FindRecords { .. } => Message::RecordsFound(Ok(SubmissionState::ALL.map(summary).into())),
            Effect::FindCompanies(_) => Message::CompaniesFound(Ok(vec![company()])),
            Effect::Company(CompanyEffect::LookUp { question, keys, .. }) => {
                Message::CompaniesLookedUp(question, self.looked_up(keys))
            }
            Effect::Company(CompanyEffect::Fetch { question, .. }) => {
                Message::CustomerFetched(question, if fails { Ok(None) } else { Ok(Some(found())) })
            }
            Effect::WriteForm(_) => Message::FormWritten(Err(HOSTILE.into())),
            Effect::Company(CompanyEffect::Note(_) | CompanyEffect::NoteKeptNip(_)) => return Vec::new(),
            Effect::AcceptLoss | Effect::StopWaiting | Effect::Redraw => return Vec::new(),
            Effect::Quit => {
                self.left = true;
                return Vec::new();
            }
        };
        vec![message]
    }

    /// What is sent is what the card says, and nothing stands against it.
    fn sent(&mut self, order: &Order) -> Vec<Message> {
        let context = &self.model.rule_context;
        assert_eq!(order.payload, Payload::of(&order.card, context).text());
        let problems = order.card.problems(context);
        let errors = problems
            .iter()
            .filter(|(_, problem)| problem.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{}", order.payload);
        if self.model.settings.team.is_some() && self.turn % 6 == 5 {
            let failure = TeamFailure {
                words: HOSTILE.into(),
                may_go_without: self.turn % 4 == 1,
            };
            return vec![Message::Team(TeamMessage::Unclaimed(
                order.resends.clone(),
                failure,
            ))];
        }
        let answered = Message::SendEnded {
            attempt: Some("a1".into()),
            outcome: self.outcome(),
            journal: if self.turn % 5 == 4 {
                Err(HOSTILE.into())
            } else {
                Ok(())
            },
        };
        // The last is heard first.
        vec![answered, Message::SendBegun]
    }

    fn outcome(&self) -> Outcome {
        match self.turn % 4 {
            0 => Outcome::Created {
                customer_id: "324".into(),
                answer: answer(),
            },
            1 => Outcome::Rejected { answer: answer() },
            2 => Outcome::NotSent {
                failure: FailureReason::Tls(HOSTILE.into()),
            },
            _ => Outcome::Unknown {
                failure: FailureReason::Unreadable(HOSTILE.into()),
                answer: Some(answer()),
            },
        }
    }

    fn precedents(&self) -> PriorSubmissions {
        let one = || vec![(MatchReason::Name, summary(SubmissionState::Created))];
        match self.turn % 4 {
            0 => PriorSubmissions::default(),
            1 => PriorSubmissions {
                unsettled: Some(summary(SubmissionState::Unknown)),
                ..PriorSubmissions::default()
            },
            2 => PriorSubmissions {
                created: one(),
                ..PriorSubmissions::default()
            },
            _ => PriorSubmissions {
                open: vec![(MatchReason::Payload, summary(SubmissionState::Sending))],
                existing: one(),
                ..PriorSubmissions::default()
            },
        }
    }

    fn found_in_team(&self) -> Result<TeamPriors, TeamFailure> {
        let record = |state: SubmissionState| {
            let record = TeamRecord {
                attempt: HOSTILE.into(),
                state,
                customer_id: (state == SubmissionState::Created).then(|| HOSTILE.into()),
                member: HOSTILE.into(),
                since: Timestamp::UNIX_EPOCH,
            };
            (MatchReason::Payload, record)
        };
        match self.turn % 5 {
            0 | 1 => Ok(TeamPriors::default()),
            2 => Ok(TeamPriors {
                unsettled: Some(record(SubmissionState::Unknown)),
                ..TeamPriors::default()
            }),
            3 => Ok(TeamPriors {
                others: vec![record(SubmissionState::Created), record(SubmissionState::Sending)],
                ..TeamPriors::default()
            }),
            _ => Err(TeamFailure {
                words: HOSTILE.into(),
                may_go_without: self.turn % 2 == 0,
            }),
        }
    }

    fn looked_up(&self, known: Vec<LookupKey>) -> Vec<Lookup> {
        let result = |number: usize| match (usize::from(self.turn) + number) % 3 {
            0 => Ok(Vec::new()),
            1 => Ok(vec![found()]),
            _ => Err(LookupFailure::NotPermitted),
        };
        let lookups = known.into_iter().enumerate();
        lookups
            .map(|(number, by)| Lookup {
                by,
                result: result(number),
            })
            .collect()
    }

    fn record(&self) -> Submission {
        let state = SubmissionState::ALL[usize::from(self.turn) % SubmissionState::ALL.len()];
        let card = self.model.form.card().clone();
        let payload = Payload::of(&card, &self.model.rule_context);
        Submission {
            sent: Order {
                attempt: "a1".into(),
                profile: HOSTILE.into(),
                url: HOSTILE.into(),
                user: HOSTILE.into(),
                who: HOSTILE.into(),
                payload: payload.text().to_owned(),
                payload_hash: payload.fingerprint(),
                card,
                resends: None,
                aware_of: None,
            },
            sent_at: Timestamp::UNIX_EPOCH.into(),
            state,
            outcome: (state != SubmissionState::Sending).then(|| self.outcome()),
            customer_id: Some(HOSTILE.into()),
            settled_at: None,
            settled_in_team: Some((Settlement::Created(HOSTILE.into()), HOSTILE.into())),
            duration: None,
        }
    }

    /// Draws the model: nothing in it is an order to the terminal.
    fn draw(&mut self) {
        let model = &self.model;
        let drawn = self
            .screen
            .draw(|frame| view::draw(model, frame))
            .expect("a screen");
        self.model.update(Message::Drawn(Box::new(drawn)));
        let buffer = self.screen.backend().buffer();
        for cell in &buffer.content {
            assert!(!cell.symbol().contains(is_invisible), "{:?}", cell.symbol());
        }
    }
}

fn answer() -> ApiResponse {
    ApiResponse {
        status: 422,
        errors: vec![ApiError {
            message: HOSTILE.into(),
            code: Some("surname".into()),
        }],
        request_id: Some(HOSTILE.into()),
        retry_after: Some(3),
        location: Some(HOSTILE.into()),
        body: HOSTILE.into(),
    }
}

fn found() -> FoundCustomer {
    FoundCustomer {
        customer_id: HOSTILE.into(),
        values: CustomerValues::read(&json!({ "surname": HOSTILE, "emails": [HOSTILE, "a@x.pl"] })),
    }
}

fn summary(state: SubmissionState) -> SubmissionSummary {
    SubmissionSummary {
        attempt: "a0".into(),
        resource: Resource::Customer,
        sent_at: Timestamp::UNIX_EPOCH.into(),
        who: HOSTILE.into(),
        state,
        outcome: None,
        customer_id: Some(HOSTILE.into()),
        settled_at: None,
        deleted: false,
    }
}

fn company() -> KnownCompany {
    KnownCompany {
        id: "28".into(),
        name: HOSTILE.into(),
        nip: HOSTILE.into(),
        place: HOSTILE.into(),
    }
}

fn history() -> HistoryRows {
    HistoryRows {
        rows: SubmissionState::ALL.map(summary).into(),
        total: SubmissionState::ALL.len(),
    }
}

fn drafts() -> Vec<DraftSummary> {
    [Holder::Parked, Holder::Gone]
        .map(|holder| DraftSummary {
            id: "d1".into(),
            profile: HOSTILE.into(),
            who: HOSTILE.into(),
            saved_at: Timestamp::UNIX_EPOCH,
            holder,
        })
        .into()
}

fn shift() -> Shift {
    Shift {
        began_at: Timestamp::UNIX_EPOCH,
        keys: u32::MAX,
        cards: 1,
        customers: SubmissionState::ALL.map(|state| (state, 2)).into(),
        companies: 3,
        total: ControlTotal {
            count: 2,
            sum: u128::MAX,
            others: 1,
        },
    }
}
