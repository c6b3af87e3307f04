//! The rows of the table of commands.

use super::CommandMeaning::{
    Act, Card, Export, Filled, Go, Help, History, More, Problems, Request, Settle, Type, Values,
};
use super::{CommandMeaning, LineCommand};
use crate::i18n::Texts;
use crate::keymap::Scope::{Drafts, Form, Pager, Question, Review, Sending, Settle as Settling};
use crate::keymap::{Action, Scope};

const fn row(
    scope: Option<Scope>,
    names: [&'static str; 2],
    does: CommandMeaning,
    argument: Option<fn(&Texts) -> String>,
) -> LineCommand {
    LineCommand {
        scope,
        names,
        does,
        argument,
    }
}

/// Every command of the linear front.
#[rustfmt::skip] // A table is read by its columns.
pub static COMMANDS: &[LineCommand] = &[
    row(None, ["help", "pomoc"], Help, None),
    row(Some(Form), ["back", "wstecz"], Act(Action::PreviousField), None),
    row(Some(Form), ["section", "sekcja"], Act(Action::NextSection), None),
    row(Some(Form), ["go", "idź"], Go, Some(Texts::argument_field)),
    row(Some(Form), ["error", "błąd"], Act(Action::NextError), None),
    row(Some(Form), ["clear", "wyczyść"], Act(Action::ClearField), None),
    row(Some(Form), ["values", "wartości"], Values, None),
    row(Some(Form), ["add", "dodaj"], Act(Action::AddRow), Some(Texts::argument_maybe_field)),
    row(Some(Form), ["remove", "usuń"], Act(Action::RemoveRow), None),
    row(Some(Form), ["last", "ostatnia"], Act(Action::Duplicate), None),
    row(Some(Form), ["hold", "trzymaj"], Act(Action::Hold), None),
    row(Some(Form), ["same", "adres"], Act(Action::SameAddress), None),
    row(Some(Form), ["undo", "cofnij"], Act(Action::Undo), None),
    row(Some(Form), ["redo", "ponów"], Act(Action::Redo), None),
    row(Some(Form), ["empty", "opróżnij"], Act(Action::ClearCard), None),
    row(Some(Form), ["list", "lista"], Filled, None),
    row(Some(Form), ["problems", "problemy"], Problems, None),
    row(Some(Form), ["preview", "podgląd"], Request, Some(Texts::argument_form)),
    row(Some(Form), ["send", "wyślij"], Act(Action::Review), None),
    row(Some(Form), ["settle", "wyjaśnij"], Settle, None),
    row(Some(Form), ["history", "historia"], History, Some(Texts::argument_words)),
    row(Some(Form), ["park", "odłóż"], Act(Action::Park), None),
    row(Some(Form), ["drafts", "szkice"], Act(Action::Drafts), None),
    row(Some(Form), ["export", "plik"], Export, Some(Texts::argument_file)),
    row(Some(Scope::Companies), ["add-company", "dodaj-firmę"], Act(Action::AddCompany), None),
    row(Some(Scope::Companies), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Scope::Company), ["send", "wyślij"], Act(Action::Review), None),
    row(Some(Scope::Company), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Scope::CompanyReview), ["this", "to"], Act(Action::TakeExisting), Some(Texts::argument_number)),
    row(Some(Scope::CompanyReview), ["send-anyway", "wyślij-mimo-to"], Act(Action::SendAnyway), None),
    row(Some(Scope::CompanyReview), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Review), ["this", "to"], Act(Action::TakeExisting), Some(Texts::argument_number)),
    row(Some(Review), ["show", "pokaż"], Act(Action::ShowCustomer), Some(Texts::argument_number)),
    row(Some(Review), ["send-anyway", "wyślij-mimo-to"], Act(Action::SendAnyway), None),
    row(Some(Review), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Sending), ["stop", "przerwij"], Act(Action::StopWaiting), None),
    row(Some(Settling), ["this", "to"], Act(Action::Accept), Some(Texts::argument_number)),
    row(Some(Settling), ["id", "id"], Type(Action::TypeId), Some(Texts::argument_id)),
    row(Some(Settling), ["resend", "ponownie"], Act(Action::SendAgain), None),
    row(Some(Settling), ["absent", "brak"], Act(Action::NotCreated), None),
    row(Some(Settling), ["look", "szukaj"], Act(Action::LookAgain), None),
    row(Some(Settling), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Drafts), ["open", "otwórz"], Act(Action::Open), Some(Texts::argument_number)),
    row(Some(Drafts), ["delete", "skasuj"], Act(Action::Delete), Some(Texts::argument_number)),
    row(Some(Drafts), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Scope::History), ["open", "otwórz"], Act(Action::Open), Some(Texts::argument_number)),
    row(Some(Scope::History), ["more", "dalej"], More, None),
    row(Some(Scope::History), ["card", "karta"], Card, Some(Texts::argument_number)),
    row(Some(Scope::History), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Pager), ["card", "karta"], Act(Action::CardFrom), None),
    row(Some(Pager), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Question), ["back", "wstecz"], Act(Action::Back), None),
    row(Some(Scope::Prompt), ["back", "wstecz"], Act(Action::Back), None),
    row(None, ["quit", "koniec"], Act(Action::Quit), None),
];
