//! The rows of the table of commands.

use super::CommandMeaning::{
    Accept, Act, Card, Export, Filled, Find, Go, Help, History, Known, LastId, More, Problems, Request,
    Settle, Type, Values,
};
use super::CommandPlace::{Elsewhere, Everywhere, In};
use super::{CommandMeaning, CommandPlace, LineCommand};
use crate::i18n::Texts;
use crate::keymap::Scope::{Drafts, Form, Pager, Review, Sending, Settle as Settling};
use crate::keymap::{Action, Scope};

const fn row(
    place: CommandPlace,
    names: [&'static str; 2],
    does: CommandMeaning,
    argument: Option<fn(&Texts) -> String>,
) -> LineCommand {
    LineCommand {
        place,
        names,
        does,
        argument,
    }
}

/// Every command of the linear front.
#[rustfmt::skip] // A table is read by its columns.
pub static COMMANDS: &[LineCommand] = &[
    row(Everywhere, ["help", "pomoc"], Help, None),
    row(In(Form), ["back", "wstecz"], Act(Action::PreviousField), None),
    row(In(Form), ["section", "sekcja"], Act(Action::NextSection), None),
    row(In(Form), ["go", "idź"], Go, Some(Texts::argument_field)),
    row(In(Form), ["error", "błąd"], Act(Action::NextError), None),
    row(In(Form), ["clear", "wyczyść"], Act(Action::ClearField), None),
    row(In(Form), ["values", "wartości"], Values, None),
    row(In(Form), ["show", "pokaż"], Known, Some(Texts::argument_maybe_field)),
    row(In(Form), ["add", "dodaj"], Act(Action::AddRow), Some(Texts::argument_maybe_field)),
    row(In(Form), ["remove", "usuń"], Act(Action::RemoveRow), None),
    row(In(Form), ["accept", "przyjmij"], Accept, None),
    row(In(Form), ["last", "ostatnia"], Act(Action::Duplicate), None),
    row(In(Form), ["hold", "trzymaj"], Act(Action::Hold), None),
    row(In(Form), ["same", "adres"], Act(Action::SameAddress), None),
    row(In(Form), ["templates", "szablony"], Act(Action::Templates), None),
    row(In(Form), ["all-fields", "wszystkie-pola"], Act(Action::ShowAllFields), None),
    row(In(Form), ["undo", "cofnij"], Act(Action::Undo), None),
    row(In(Form), ["redo", "ponów"], Act(Action::Redo), None),
    row(In(Form), ["empty", "opróżnij"], Act(Action::ClearCard), None),
    row(In(Form), ["list", "lista"], Filled, None),
    row(In(Form), ["problems", "problemy"], Problems, None),
    row(In(Form), ["preview", "podgląd"], Request, Some(Texts::argument_form)),
    row(In(Form), ["send", "wyślij"], Act(Action::Review), None),
    row(In(Form), ["settle", "wyjaśnij"], Settle, None),
    row(In(Form), ["id", "id"], LastId, None),
    row(In(Form), ["history", "historia"], History, Some(Texts::argument_words)),
    row(In(Form), ["find", "znajdź"], Find, Some(Texts::argument_caller)),
    row(In(Form), ["next-caller", "następny-klient"], Act(Action::NextCaller), None),
    row(In(Form), ["park", "odłóż"], Act(Action::Park), None),
    row(In(Form), ["drafts", "szkice"], Act(Action::Drafts), None),
    row(In(Form), ["shift", "zmiana"], Act(Action::Shift), None),
    row(In(Form), ["profile", "profil"], Act(Action::Profile), None),
    row(In(Form), ["export", "plik"], Export, Some(Texts::argument_file)),
    row(In(Scope::Companies), ["add-company", "dodaj-firmę"], Act(Action::AddCompany), None),
    row(In(Scope::Company), ["send", "wyślij"], Act(Action::Review), None),
    row(In(Scope::CompanyReview), ["this", "to"], Act(Action::TakeExisting), Some(Texts::argument_number)),
    row(In(Scope::CompanyReview), ["send-anyway", "wyślij-mimo-to"], Act(Action::SendAnyway), None),
    row(In(Scope::CompanyReview), ["settle", "wyjaśnij"], Act(Action::Settle), None),
    row(In(Review), ["this", "to"], Act(Action::TakeExisting), Some(Texts::argument_number)),
    row(In(Review), ["show", "pokaż"], Act(Action::ShowCustomer), Some(Texts::argument_number)),
    row(In(Review), ["send-anyway", "wyślij-mimo-to"], Act(Action::SendAnyway), None),
    row(In(Review), ["settle", "wyjaśnij"], Act(Action::Settle), None),
    row(In(Sending), ["stop", "przerwij"], Act(Action::StopWaiting), None),
    row(In(Settling), ["this", "to"], Act(Action::Accept), Some(Texts::argument_number)),
    row(In(Settling), ["id", "id"], Type(Action::TypeId), Some(Texts::argument_id)),
    row(In(Settling), ["resend", "ponownie"], Act(Action::SendAgain), None),
    row(In(Settling), ["absent", "brak"], Act(Action::NotCreated), None),
    row(In(Settling), ["look", "szukaj"], Act(Action::LookAgain), None),
    row(In(Drafts), ["open", "otwórz"], Act(Action::Open), Some(Texts::argument_number)),
    row(In(Drafts), ["delete", "skasuj"], Act(Action::Delete), Some(Texts::argument_number)),
    row(In(Scope::Shift), ["end", "zakończ"], Act(Action::EndShift), None),
    row(In(Scope::History), ["open", "otwórz"], Act(Action::Open), Some(Texts::argument_number)),
    row(In(Scope::History), ["more", "dalej"], More, None),
    row(In(Scope::History), ["card", "karta"], Card, Some(Texts::argument_number)),
    row(In(Pager), ["card", "karta"], Act(Action::CardFrom), None),
    row(In(Scope::Find), ["card", "karta"], Act(Action::CardFrom), None),
    row(In(Scope::Customer), ["card", "karta"], Act(Action::CardFrom), None),
    row(In(Scope::Arrange), ["up", "wyżej"], Act(Action::MoveUp), Some(Texts::argument_number)),
    row(In(Scope::Arrange), ["down", "niżej"], Act(Action::MoveDown), Some(Texts::argument_number)),
    row(In(Scope::Arrange), ["required", "wymagane"], Act(Action::ToggleRequired), Some(Texts::argument_number)),
    row(In(Scope::Arrange), ["default", "domyślnie"], Act(Action::EditDefault), Some(Texts::argument_number)),
    row(In(Scope::Arrange), ["settings", "ustawienia"], Act(Action::Open), None),
    row(In(Scope::ArrangedBlock), ["write", "zapisz"], Act(Action::WriteSettings), None),
    row(Elsewhere, ["back", "wstecz"], Act(Action::Back), None),
    row(Everywhere, ["quit", "koniec"], Act(Action::Quit), None),
];
