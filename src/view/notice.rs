//! The words of the line that stays until the next key.

use crate::app::blocks::Role;
use crate::app::model::FoldedPane;
use crate::app::notice::{ArrangeNotice, CompanyNotice, ShownFields, TeamNotice, TemplateNotice, ViewNotice};
use crate::app::pages::{PageContext, decision_words};
use crate::app::{BackgroundResult, InFlight, Notice};
use crate::customer::{Outcome, Process, ReadError, Settlement, SubmissionState, TeamRecord};
use crate::keymap::{Action, Scope};
use crate::text::{layout, visible};

/// The card on its way.
pub fn in_flight(context: PageContext, in_flight: &InFlight) -> (String, Role) {
    let texts = context.model.locale.texts();
    let stops = context.way_to(Scope::Form, Action::Back);
    (
        texts.background_sending(&in_flight.who, in_flight.since.as_secs(), stops),
        Role::Plain,
    )
}

/// What became of the card that was on its way, and the keys that lead to it.
pub fn background_result(context: PageContext, result: &BackgroundResult) -> (String, Role) {
    let texts = context.model.locale.texts();
    let who = &result.who;
    let unknown = matches!(result.outcome, Outcome::Unknown { .. });
    let place = if result.draft.is_some() && !unknown {
        Action::Drafts
    } else {
        Action::History
    };
    let way = context.way_to(Scope::Form, place);
    match &result.outcome {
        Outcome::Created { customer_id, .. } => {
            (texts.notice_created(customer_id, context.dot(), who), Role::Good)
        }
        Outcome::Rejected { .. } => (texts.background_rejected(who, way), Role::Error),
        Outcome::NotSent { .. } => (texts.background_not_sent(who, way), Role::Error),
        Outcome::Unknown { .. } => (texts.background_unknown(who, way), Role::Error),
    }
}

/// How to leave, and why.
fn leaving(context: PageContext, notice: &Notice) -> String {
    let key = context.way_to(Scope::Form, Action::Quit);
    match notice {
        Notice::Updated => context.texts().notice_updated(key),
        _ => context.texts().notice_how_to_leave(key),
    }
}

/// What a notice says, and how.
pub fn words(context: PageContext, notice: &Notice) -> (String, Role) {
    let (texts, form) = (context.texts(), |action| context.way_to(Scope::Form, action));
    match notice {
        Notice::Created(who, id) => (texts.notice_created(id, context.dot(), who), Role::Good),
        Notice::Company(notice) => company(context, notice),
        Notice::Existing(who, id) => (existing(context, who, id), Role::Good),
        Notice::TakenBack => (texts.notice_taken_back(), Role::Good),
        Notice::Decide => (decision_words(context), Role::Warning),
        Notice::HowToLeave | Notice::Updated => (leaving(context, notice), Role::Warning),
        Notice::Errors(count) => (texts.notice_errors(*count), Role::Error),
        Notice::LastField => (texts.notice_last_field(form(Action::Review)), Role::Plain),
        Notice::NotPasted => (texts.notice_not_pasted(), Role::Warning),
        Notice::View(notice) => (view(context, notice), Role::Plain),
        Notice::NothingEmpty => (texts.notice_nothing_empty(), Role::Warning),
        Notice::NoProblems => (texts.notice_no_problems(), Role::Good),
        Notice::CopiedId(id) => (texts.notice_copied_id(id), Role::Good),
        Notice::Copied => (texts.notice_copied(), Role::Good),
        Notice::NothingToCopy => (texts.notice_nothing_to_copy(), Role::Warning),
        Notice::OneRowOnly => (texts.notice_one_row_only(), Role::Warning),
        Notice::NotInList => (texts.notice_not_in_list(), Role::Warning),
        Notice::NoChoices => (texts.notice_no_choices(), Role::Warning),
        Notice::Interrupted(count) => (interrupted(context, *count), Role::Error),
        Notice::Restored => (texts.notice_restored(), Role::Good),
        Notice::AnotherSession(process) => (another_session(context, process), Role::Warning),
        Notice::Warning(words) => (layout::capitalized(words), Role::Warning),
        Notice::NotText(charset) => (texts.notice_not_text(*charset), Role::Error),
        Notice::Parked => (texts.notice_parked(form(Action::Drafts)), Role::Good),
        Notice::Arrange(notice) => (arrange(context, *notice), Role::Warning),
        Notice::NoOtherProfile => (texts.notice_no_other_profile(), Role::Warning),
        Notice::StillSending => (texts.notice_still_sending(form(Action::Back)), Role::Warning),
        Notice::NotEmpty => (texts.notice_not_empty(form(Action::Park)), Role::Warning),
        Notice::NotACustomer(why) => (not_a_customer(context, why), Role::Error),
        Notice::NothingTyped => (texts.notice_nothing_typed(), Role::Warning),
        Notice::OtherProfile(profile) => (texts.notice_other_profile(profile), Role::Warning),
        Notice::Exported(path) => (texts.notice_exported(path), Role::Good),
        Notice::StillLooking => (texts.notice_still_looking(), Role::Warning),
        Notice::StillSearching => (texts.notice_still_searching(), Role::Warning),
        Notice::StillReading => (texts.notice_still_reading(), Role::Warning),
        Notice::Team(notice) => team(context, notice),
        Notice::SentByAnotherSession => (texts.notice_sent_by_another_session(), Role::Warning),
        Notice::SettleFirst => (texts.notice_settle_first(), Role::Warning),
        Notice::SentElsewhere(profile, url) => (texts.notice_sent_elsewhere(profile, url), Role::Warning),
        Notice::CreatedMeanwhile => (texts.notice_created_meanwhile(), Role::Warning),
        Notice::RecordsLost => (texts.notice_records_lost(), Role::Warning),
        Notice::SettledMeanwhile => (texts.notice_settled_meanwhile(), Role::Warning),
        Notice::DraftChanged => (texts.notice_draft_changed(), Role::Warning),
        Notice::DraftElsewhere(process) => (draft_elsewhere(context, process), Role::Warning),
        Notice::NothingToUndo => (texts.notice_nothing_to_undo(), Role::Warning),
        Notice::Cleared => (texts.notice_cleared(form(Action::Undo)), Role::Good),
        Notice::NoLastCard => (texts.notice_no_last_card(), Role::Warning),
        Notice::NotHeld => (texts.notice_not_held(), Role::Warning),
        Notice::Held(held) => (held_words(context, *held), Role::Good),
        Notice::Template(result) => template(context, result),
        Notice::Fields(shown) => fields(context, *shown),
        Notice::NoOtherAddress => (texts.notice_no_other_address(), Role::Warning),
        Notice::NotSaved(why) => (texts.draft_failed(form(Action::Export), why), Role::Error),
        Notice::NotKept => (not_kept(context), Role::Error),
        Notice::NotAnId => (texts.notice_not_an_id(), Role::Warning),
        Notice::Settled(settlement) => (settled(context, settlement), Role::Good),
        Notice::Store(why) | Notice::NotExported(why) => (why.clone(), Role::Error),
    }
}

fn team(context: PageContext, notice: &TeamNotice) -> (String, Role) {
    let texts = context.texts();
    match notice {
        TeamNotice::AskedAgain(at) => (texts.notice_team_asked_again(context.moment(*at)), Role::Plain),
        TeamNotice::StillAsking => (texts.notice_still_asking_team(), Role::Warning),
        TeamNotice::Held(record) => (held_in_team(context, record), Role::Error),
        TeamNotice::Away => (texts.notice_team_away(), Role::Warning),
    }
}

fn held_in_team(context: PageContext, record: &TeamRecord) -> String {
    let (texts, member) = (context.texts(), &record.member);
    match record.state {
        SubmissionState::Sending => texts.notice_held_sending(member),
        SubmissionState::Existing | SubmissionState::Created => {
            let id = visible(record.customer_id.as_deref().unwrap_or("-"));
            texts.notice_held_existing(id, member, context.time(record.since))
        }
        _ => texts.notice_held_unknown(member),
    }
}

fn not_kept(context: PageContext) -> String {
    let form = |action| context.way_to(Scope::Form, action);
    context
        .texts()
        .notice_not_kept(form(Action::Export), form(Action::Quit))
}

fn company(context: PageContext, notice: &CompanyNotice) -> (String, Role) {
    let (texts, dot) = (context.texts(), context.dot());
    match notice {
        CompanyNotice::Taken(name, id) => (texts.notice_company_taken(id, dot, name), Role::Good),
        CompanyNotice::Added(name, id) => (texts.notice_company_added(id, dot, name), Role::Good),
        CompanyNotice::Settled(id) => (texts.settled_as_company(id), Role::Good),
        CompanyNotice::NipDropped => (texts.company_nip_dropped(), Role::Warning),
    }
}

fn template(context: PageContext, result: &TemplateNotice) -> (String, Role) {
    let texts = context.texts();
    let way = context.way_to(Scope::Form, Action::Undo);
    match result {
        TemplateNotice::None => (texts.notice_no_templates(), Role::Warning),
        TemplateNotice::Put(name) => (texts.notice_template_put(name, way), Role::Good),
        TemplateNotice::Nothing(name) => (texts.notice_template_nothing(name), Role::Warning),
    }
}

fn fields(context: PageContext, shown: ShownFields) -> (String, Role) {
    let texts = context.model.locale.texts();
    let way = context.way_to(Scope::Form, Action::ShowAllFields);
    match shown {
        ShownFields::All => (texts.notice_all_fields(way), Role::Good),
        ShownFields::Own => (texts.notice_own_fields(way), Role::Good),
        ShownFields::NoOthers => (texts.notice_no_other_fields(), Role::Warning),
    }
}

fn held_words(context: PageContext, held: bool) -> String {
    let texts = context.texts();
    if held {
        texts.notice_held()
    } else {
        texts.notice_held_no_more()
    }
}

fn settled(context: PageContext, settlement: &Settlement) -> String {
    let texts = context.model.locale.texts();
    match settlement {
        Settlement::Created(id) => texts.settled_as(id),
        Settlement::NotCreated => texts.settled_not_created(),
    }
}

fn draft_elsewhere(context: PageContext, process: &Process) -> String {
    let texts = context.model.locale.texts();
    texts.notice_draft_elsewhere(process.id.to_string(), context.time(process.since))
}

/// What a key did that changed nothing on the card.
fn arrange(context: PageContext, notice: ArrangeNotice) -> String {
    let texts = context.model.locale.texts();
    match notice {
        ArrangeNotice::AlwaysInForm => texts.notice_always_in_form(),
        ArrangeNotice::NoDefault => texts.notice_no_default(),
    }
}

fn view(context: PageContext, notice: &ViewNotice) -> String {
    let texts = context.model.locale.texts();
    let form = |action| context.way_to(Scope::Form, action);
    match notice {
        ViewNotice::NoEffect(key) => texts.notice_no_effect(key.to_string(), form(Action::Leader)),
        ViewNotice::NoMenu | ViewNotice::NoMenuLetter => texts.notice_no_menu(form(Action::Leader)),
        ViewNotice::AlwaysSaved => texts.notice_always_saved(form(Action::Review)),
        ViewNotice::NothingToLeave => texts.notice_nothing_to_leave(form(Action::Quit)),
        ViewNotice::ExtraDigit => texts.notice_extra_digit(form(Action::ClearField)),
        ViewNotice::ShiftEnded => texts.notice_shift_ended(),
        ViewNotice::Folded(FoldedPane::None) => texts.notice_none_folded(),
        ViewNotice::Folded(FoldedPane::Preview) => texts.notice_preview_folded(form(Action::FoldPane)),
        ViewNotice::Folded(FoldedPane::History) => texts.notice_history_folded(form(Action::FoldPane)),
        ViewNotice::PreviewForm(name) => texts.notice_preview_form(*name, form(Action::Preview)),
    }
}

fn existing(context: PageContext, who: &str, id: &str) -> String {
    let texts = context.model.locale.texts();
    let way = context.way_to(Scope::Form, Action::Undo);
    texts.notice_existing(id, context.dot(), who, way)
}

fn interrupted(context: PageContext, count: usize) -> String {
    let way = context.way_to(Scope::Form, Action::History);
    context.model.locale.texts().notice_interrupted(count, way)
}

fn another_session(context: PageContext, process: &Process) -> String {
    let texts = context.model.locale.texts();
    texts.notice_another_session(process.id.to_string(), context.time(process.since))
}

fn not_a_customer(context: PageContext, why: &ReadError) -> String {
    let locale = &context.model.locale;
    locale.texts().notice_not_a_customer(locale.read_error(why))
}
