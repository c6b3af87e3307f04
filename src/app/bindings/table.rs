//! The rows of the table.

use super::Scope::{Drafts, Form, History, Pager, Prompt, Question, Review, Sending, Settle};
use super::{Action, Binding, LEADER, Scope};
use crate::locale::Texts;

const fn row(
    scope: Scope,
    action: Action,
    keys: &'static [&'static str],
    leader: &'static [char],
    label: fn(&Texts) -> String,
) -> Binding {
    Binding {
        action,
        scope,
        keys,
        leader,
        hint: false,
        label,
    }
}

/// A row that the hint bar names, too.
const fn hint(
    scope: Scope,
    action: Action,
    keys: &'static [&'static str],
    leader: &'static [char],
    label: fn(&Texts) -> String,
) -> Binding {
    let mut binding = row(scope, action, keys, leader, label);
    binding.hint = true;
    binding
}

const SECTIONS: &[char] = &['1', '2', '3', '4', '5', '6', '7'];

/// Every key of the program, besides the ones that type and move within a field.
#[rustfmt::skip] // A table is read by its columns.
pub static BINDINGS: &[Binding] = &[
    row(Form, Action::NextField, &["Tab", "Enter", "Down"], &['n'], Texts::key_next_field),
    row(Form, Action::PreviousField, &["Shift+Tab", "Up"], &['b'], Texts::key_previous_field),
    row(Form, Action::NextSection, &["PgDn"], &['>'], Texts::key_next_section),
    row(Form, Action::PreviousSection, &["PgUp"], &['<'], Texts::key_previous_section),
    row(Form, Action::Section(0), &[], SECTIONS, Texts::key_section),
    hint(Form, Action::Review, &["F8"], &['s'], Texts::key_review),
    hint(Form, Action::NextError, &["Ctrl+E", "F2"], &['e'], Texts::key_next_error),
    row(Form, Action::Choose, &["Ctrl+F", "F4"], &['l'], Texts::key_choose),
    row(Form, Action::ClearField, &["Ctrl+U"], &['u'], Texts::key_clear_field),
    row(Form, Action::ClearToEnd, &["Ctrl+K"], &['k'], Texts::key_clear_to_end),
    hint(Form, Action::AddRow, &["Insert"], &['+', '='], Texts::key_add_row),
    row(Form, Action::RemoveRow, &["Delete"], &['-'], Texts::key_remove_row),
    row(Form, Action::Duplicate, &["Ctrl+D", "F9"], &['d'], Texts::key_duplicate),
    row(Form, Action::Hold, &["Ctrl+Y", "F7"], &['t'], Texts::key_hold),
    row(Form, Action::SameAddress, &["F6"], &['a'], Texts::key_same_address),
    row(Form, Action::Undo, &[], &['z'], Texts::key_undo),
    row(Form, Action::Redo, &[], &['y'], Texts::key_redo),
    row(Form, Action::ClearCard, &[], &['E'], Texts::key_clear_card),
    hint(Form, Action::History, &["F3"], &['h'], Texts::key_history),
    row(Form, Action::Preview, &[], &['v'], Texts::key_preview),
    row(Form, Action::NextForm, &[], &['p'], Texts::key_next_form),
    row(Form, Action::Copy, &[], &['c'], Texts::key_copy),
    row(Form, Action::CopyId, &[], &['i'], Texts::key_copy_last_id),
    row(Form, Action::Park, &[], &['w'], Texts::key_park),
    row(Form, Action::Drafts, &[], &['o'], Texts::key_drafts),
    row(Form, Action::Export, &[], &['x'], Texts::key_export),
    hint(Form, Action::Help, &["F1"], &['?'], Texts::key_help),
    row(Form, Action::Redraw, &["Ctrl+L"], &['r'], Texts::key_redraw),
    row(Form, Action::Quit, &[], &['q'], Texts::key_quit),
    hint(Form, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(Form, Action::Back, &["Esc"], &[], Texts::key_back),
    hint(Review, Action::Send, &["Enter"], &[], Texts::key_send),
    hint(Review, Action::Back, &["Esc"], &[], Texts::key_back),
    row(Review, Action::Up, &["Up"], &[], Texts::key_up),
    row(Review, Action::Down, &["Down"], &[], Texts::key_down),
    row(Review, Action::PageUp, &["PgUp"], &[], Texts::key_page_up),
    hint(Review, Action::PageDown, &["PgDn", "Space"], &[], Texts::key_page_down),
    row(Review, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(Review, Action::Help, &["F1"], &[], Texts::key_help),
    hint(Sending, Action::StopWaiting, &["Esc"], &[], Texts::key_stop_waiting),
    hint(Settle, Action::Accept, &["Enter"], &[], Texts::key_accept),
    hint(Settle, Action::SendAgain, &["n"], &[], Texts::key_send_again),
    hint(Settle, Action::Back, &["Esc"], &[], Texts::key_later),
    hint(Settle, Action::TypeId, &["i"], &[], Texts::key_type_id),
    hint(Settle, Action::NotCreated, &["x"], &[], Texts::key_not_created),
    hint(Settle, Action::LookAgain, &["l"], &[], Texts::key_look_again),
    row(Settle, Action::Up, &["Up", "k"], &[], Texts::key_candidate_up),
    row(Settle, Action::Down, &["Down", "j"], &[], Texts::key_candidate_down),
    row(Settle, Action::PageUp, &["PgUp"], &[], Texts::key_page_up),
    row(Settle, Action::PageDown, &["PgDn", "Space"], &[], Texts::key_page_down),
    row(Settle, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(Settle, Action::Help, &["F1"], &[], Texts::key_help),
    hint(Drafts, Action::Open, &["Enter"], &[], Texts::key_open),
    hint(Drafts, Action::Delete, &["Delete", "x"], &[], Texts::key_delete),
    hint(Drafts, Action::Back, &["Esc"], &[], Texts::key_back),
    row(Drafts, Action::Up, &["Up", "k"], &[], Texts::key_up),
    row(Drafts, Action::Down, &["Down", "j"], &[], Texts::key_down),
    row(Drafts, Action::PageUp, &["PgUp"], &[], Texts::key_page_up),
    row(Drafts, Action::PageDown, &["PgDn", "Space"], &[], Texts::key_page_down),
    row(Drafts, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(Drafts, Action::Help, &["F1"], &[], Texts::key_help),
    row(History, Action::Up, &["Up", "k"], &[], Texts::key_up),
    row(History, Action::Down, &["Down", "j"], &[], Texts::key_down),
    row(History, Action::PageUp, &["PgUp"], &[], Texts::key_page_up),
    row(History, Action::PageDown, &["PgDn", "Space"], &[], Texts::key_page_down),
    hint(History, Action::Open, &["Enter"], &[], Texts::key_open),
    hint(History, Action::Filter, &["/"], &[], Texts::key_filter),
    hint(History, Action::Copy, &["c"], &[], Texts::key_copy_id),
    hint(History, Action::CardFrom, &["d"], &[], Texts::key_card_from),
    hint(History, Action::Back, &["Esc", "F3"], &[], Texts::key_back),
    row(History, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(History, Action::Help, &["F1"], &[], Texts::key_help),
    row(Pager, Action::Up, &["Up", "k"], &[], Texts::key_up),
    row(Pager, Action::Down, &["Down", "j"], &[], Texts::key_down),
    row(Pager, Action::PageUp, &["PgUp"], &[], Texts::key_page_up),
    hint(Pager, Action::Settle, &["s"], &[], Texts::key_settle),
    hint(Pager, Action::Review, &["F8"], &[], Texts::key_review),
    hint(Pager, Action::PageDown, &["PgDn", "Space"], &[], Texts::key_page_down),
    hint(Pager, Action::NextForm, &["p", "Tab"], &[], Texts::key_next_form),
    hint(Pager, Action::Copy, &["c"], &[], Texts::key_copy),
    hint(Pager, Action::CardFrom, &["d"], &[], Texts::key_card_from),
    hint(Pager, Action::Back, &["Esc", "Enter"], &[], Texts::key_back),
    row(Pager, Action::Help, &["F1"], &[], Texts::key_help),
    row(Pager, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(Pager, Action::History, &["F3"], &[], Texts::key_history),
    hint(Question, Action::Yes, &["Y", "T"], &[], Texts::key_yes),
    hint(Question, Action::Back, &["n", "Esc"], &[], Texts::key_no),
    hint(Prompt, Action::Yes, &["Enter"], &[], Texts::key_confirm),
    hint(Prompt, Action::Back, &["Esc"], &[], Texts::key_back),
];
