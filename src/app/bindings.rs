//! The one table of keys. Dispatch, the hint bar, the leader menu, the help and the documentation iterate over it.

use super::keys::Key;
use crate::locale::{Locale, Texts};

/// The key of the leader menu.
pub const LEADER: &str = "Ctrl+X";

/// What an operator can mean by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// To the next field.
    NextField,
    /// To the field before.
    PreviousField,
    /// To the next section.
    NextSection,
    /// To the section before.
    PreviousSection,
    /// To the section of this number, from 0.
    Section(u8),
    /// Look at the card once more before it is sent.
    Review,
    /// Send the card that is being reviewed.
    Send,
    /// To the next field that has a problem.
    NextError,
    /// The next of the field's values.
    Choose,
    /// Empty the field.
    ClearField,
    /// Drop what stands right of the cursor and advance.
    ClearToEnd,
    /// Another row of the field.
    AddRow,
    /// Take the empty row away.
    RemoveRow,
    /// To the history.
    History,
    /// To the preview.
    Preview,
    /// The preview in its next form.
    NextForm,
    /// Copy what the preview shows, or the id.
    Copy,
    /// Filter the history.
    Filter,
    /// Open the record.
    Open,
    /// A new card from the record.
    CardFrom,
    /// The help.
    Help,
    /// Draw everything again.
    Redraw,
    /// Leave; the draft is kept.
    Quit,
    /// The leader menu.
    Leader,
    /// One level back.
    Back,
    /// A line up.
    Up,
    /// A line down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

impl Action {
    /// Whether it changes the card.
    #[must_use]
    pub fn edits(self) -> bool {
        matches!(
            self,
            Self::Choose | Self::ClearField | Self::ClearToEnd | Self::AddRow | Self::RemoveRow
        )
    }
}

/// Where a binding holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In the form.
    Form,
    /// In the review of a card.
    Review,
    /// In the history.
    History,
    /// In a record of the history, the preview, the help and every other text that scrolls.
    Pager,
}

/// One row of [`BINDINGS`].
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Where the keys hold. The leader's key holds wherever the leader menu opens.
    pub scope: Scope,
    /// The keys, as [`Key`] reads them.
    pub keys: &'static [&'static str],
    /// The keys behind Ctrl+X, one character each.
    pub leader: &'static [char],
    /// Whether the hint bar names it.
    pub hint: bool,
    pub(crate) label: fn(&Texts) -> String,
}

impl Binding {
    /// The keys behind the leader: `n`, `1-7`, `+ =`.
    #[must_use]
    pub fn leader_keys(&self) -> String {
        match (self.action, self.leader) {
            (Action::Section(_), [first, .., last]) => format!("{first}-{last}"),
            (_, keys) => keys.iter().map(char::to_string).collect::<Vec<_>>().join(" "),
        }
    }

    /// The way through the leader menu: `Ctrl+X n`; empty where there is none.
    #[must_use]
    pub fn leader_label(&self) -> String {
        if self.leader.is_empty() {
            String::new()
        } else {
            format!("{LEADER} {}", self.leader_keys())
        }
    }

    /// What it does, in a few words.
    #[must_use]
    pub fn label(&self, locale: &Locale) -> String {
        locale.text(self.label)
    }
}

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

const fn hinted(mut binding: Binding) -> Binding {
    binding.hint = true;
    binding
}

use Scope::{Form, History, Pager, Review};

/// Every key of the program, besides the ones that type and move within a field.
pub static BINDINGS: &[Binding] = &[
    row(
        Form,
        Action::NextField,
        &["Tab", "Enter", "Down"],
        &['n'],
        Texts::key_next_field,
    ),
    row(
        Form,
        Action::PreviousField,
        &["Shift+Tab", "Up"],
        &['b'],
        Texts::key_previous_field,
    ),
    row(
        Form,
        Action::NextSection,
        &["PgDn"],
        &['>'],
        Texts::key_next_section,
    ),
    row(
        Form,
        Action::PreviousSection,
        &["PgUp"],
        &['<'],
        Texts::key_previous_section,
    ),
    row(
        Form,
        Action::Section(0),
        &[],
        &['1', '2', '3', '4', '5', '6', '7'],
        Texts::key_section,
    ),
    hinted(row(Form, Action::Review, &["F8"], &['s'], Texts::key_review)),
    hinted(row(
        Form,
        Action::NextError,
        &["Ctrl+E", "F2"],
        &['e'],
        Texts::key_next_error,
    )),
    row(Form, Action::Choose, &["Ctrl+F", "F4"], &['l'], Texts::key_choose),
    row(
        Form,
        Action::ClearField,
        &["Ctrl+U"],
        &['u'],
        Texts::key_clear_field,
    ),
    row(
        Form,
        Action::ClearToEnd,
        &["Ctrl+K"],
        &['k'],
        Texts::key_clear_to_end,
    ),
    hinted(row(
        Form,
        Action::AddRow,
        &["Insert"],
        &['+', '='],
        Texts::key_add_row,
    )),
    row(
        Form,
        Action::RemoveRow,
        &["Delete"],
        &['-'],
        Texts::key_remove_row,
    ),
    hinted(row(Form, Action::History, &["F3"], &['h'], Texts::key_history)),
    row(Form, Action::Preview, &[], &['v'], Texts::key_preview),
    row(Form, Action::NextForm, &[], &['p'], Texts::key_next_form),
    row(Form, Action::Copy, &[], &['c'], Texts::key_copy),
    hinted(row(Form, Action::Help, &["F1"], &['?'], Texts::key_help)),
    row(Form, Action::Redraw, &["Ctrl+L"], &['r'], Texts::key_redraw),
    row(Form, Action::Quit, &[], &['q'], Texts::key_quit),
    hinted(row(Form, Action::Leader, &[LEADER], &[], Texts::key_leader)),
    row(Form, Action::Back, &["Esc"], &[], Texts::key_back),
    hinted(row(Review, Action::Send, &["Enter"], &[], Texts::key_send)),
    hinted(row(Review, Action::Back, &["Esc"], &[], Texts::key_back)),
    row(Review, Action::Up, &["Up"], &[], Texts::key_up),
    row(Review, Action::Down, &["Down"], &[], Texts::key_down),
    row(Review, Action::PageUp, &["PgUp"], &[], Texts::key_page_up),
    hinted(row(
        Review,
        Action::PageDown,
        &["PgDn", "Space"],
        &[],
        Texts::key_page_down,
    )),
    row(Review, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(Review, Action::Help, &["F1"], &[], Texts::key_help),
    row(History, Action::Up, &["Up", "k"], &[], Texts::key_up),
    row(History, Action::Down, &["Down", "j"], &[], Texts::key_down),
    row(History, Action::PageUp, &["PgUp"], &[], Texts::key_page_up),
    row(
        History,
        Action::PageDown,
        &["PgDn", "Space"],
        &[],
        Texts::key_page_down,
    ),
    hinted(row(History, Action::Open, &["Enter"], &[], Texts::key_open)),
    hinted(row(History, Action::Filter, &["/"], &[], Texts::key_filter)),
    hinted(row(History, Action::Copy, &["c"], &[], Texts::key_copy_id)),
    hinted(row(History, Action::CardFrom, &["d"], &[], Texts::key_card_from)),
    hinted(row(History, Action::Back, &["Esc", "F3"], &[], Texts::key_back)),
    row(History, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(History, Action::Help, &["F1"], &[], Texts::key_help),
    row(Pager, Action::Up, &["Up", "k"], &[], Texts::key_up),
    row(Pager, Action::Down, &["Down", "j"], &[], Texts::key_down),
    row(Pager, Action::PageUp, &["PgUp"], &[], Texts::key_page_up),
    hinted(row(
        Pager,
        Action::PageDown,
        &["PgDn", "Space"],
        &[],
        Texts::key_page_down,
    )),
    hinted(row(
        Pager,
        Action::NextForm,
        &["p", "Tab"],
        &[],
        Texts::key_next_form,
    )),
    hinted(row(Pager, Action::Copy, &["c"], &[], Texts::key_copy)),
    hinted(row(Pager, Action::CardFrom, &["d"], &[], Texts::key_card_from)),
    hinted(row(
        Pager,
        Action::Back,
        &["Esc", "Enter", "F1"],
        &[],
        Texts::key_back,
    )),
    row(Pager, Action::Leader, &[LEADER], &[], Texts::key_leader),
    row(Pager, Action::History, &["F3"], &[], Texts::key_history),
];

/// What a key means in a scope.
#[must_use]
pub fn action(scope: Scope, key: Key) -> Option<Action> {
    let rows = BINDINGS.iter().filter(|row| row.scope == scope);
    rows.into_iter()
        .find(|row| row.keys.iter().any(|known| known.parse() == Ok(key)))
        .map(|row| row.action)
}

/// What a key means behind the leader.
#[must_use]
pub fn leader(key: Key) -> Option<Action> {
    let typed = key.typed()?;
    let (row, place) = BINDINGS.iter().find_map(|row| {
        row.leader
            .iter()
            .position(|known| *known == typed)
            .map(|place| (row, place))
    })?;
    Some(match row.action {
        Action::Section(first) => Action::Section(first + u8::try_from(place).unwrap_or(0)),
        action => action,
    })
}
