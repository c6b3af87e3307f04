//! What is announced on request.

use super::blocks::read_out;
use crate::app::form::{filled_in, problem_block};
use crate::app::lines::{COMMANDS, CommandMeaning, CommandPlace, LineCommand, MARK, Topic, action_label};
use crate::app::pages::PageContext;
use crate::customer::request;
use crate::keymap::{Action, Scope};
use crate::text::visible;

pub fn lines(context: PageContext, topic: &Topic) -> Vec<String> {
    let model = context.model;
    let texts = model.locale.texts();
    match topic {
        Topic::Help => help(context),
        Topic::Filled => read_out(context, &filled_in(context)),
        Topic::YesOrNo => vec![texts.plain_values_of_flag()],
        Topic::Problems => {
            let problems = model.form.problems().iter();
            let problems = problems.map(|(slot, problem)| problem_block(context, *slot, problem));
            let problems = read_out(context, &problems.collect::<Vec<_>>());
            if problems.is_empty() {
                vec![texts.notice_no_problems()]
            } else {
                problems
            }
        }
        Topic::Request(form) => request_lines(context, *form),
        Topic::Unknown(word) => {
            vec![texts.plain_unknown_command(
                format!("{MARK}{}", visible(word)),
                way(context, CommandMeaning::Help),
            )]
        }
        Topic::Which(alternatives) => {
            let rows = (1..).zip(alternatives);
            let rows = rows.map(|(number, one)| format!("{number}: {}", visible(&one.words)));
            std::iter::once(texts.plain_which()).chain(rows).collect()
        }
        Topic::Nothing => Vec::new(),
        Topic::LastId => vec![last_id(context)],
        Topic::NoProposal => vec![texts.plain_no_proposal()],
        Topic::Usage(command) => vec![texts.plain_usage(command.usage(&model.locale))],
        Topic::NotHere => vec![texts.plain_not_here()],
        Topic::NoPlace(text) => vec![texts.plain_no_place(visible(text))],
        Topic::NoRow(0) => vec![texts.plain_no_rows()],
        Topic::NoRow(rows) => vec![texts.plain_no_row(*rows)],
        Topic::Rows(rows) => {
            let rows = rows
                .iter()
                .map(|(number, words)| format!("{number}: {}", visible(words)));
            std::iter::once(texts.plain_which()).chain(rows).collect()
        }
        Topic::NotInList => vec![texts.notice_not_in_list()],
        Topic::NobodyKnown => vec![texts.plain_nobody_known()],
        Topic::NoMore => vec![texts.plain_no_more()],
        Topic::NothingToSettle => vec![texts.plain_nothing_to_settle()],
        Topic::WholeWord => vec![texts.plain_whole_word()],
        Topic::NotUnderstood => vec![texts.plain_not_understood(way(context, CommandMeaning::Help))],
    }
}

/// The customer who was dealt with last: the id before the name, so that it is heard first.
fn last_id(context: PageContext) -> String {
    let model = context.model;
    match &model.last_customer {
        Some((who, id)) => {
            let who = model.locale.who(who);
            context.texts().plain_last_id(visible(id), visible(&who))
        }
        None => context.texts().plain_no_last_id(),
    }
}

fn name(context: PageContext, command: &LineCommand) -> String {
    format!("{MARK}{}", command.name(context.model.locale.language()))
}

/// How a command is typed that does this; empty where none does.
pub fn way(context: PageContext, does: CommandMeaning) -> String {
    let row = COMMANDS.iter().find(|row| row.does == does);
    row.map(|row| name(context, row)).unwrap_or_default()
}

/// The commands that belong to the place, and those that hold everywhere; in the form, how to answer as well.
fn help(context: PageContext) -> Vec<String> {
    let model = context.model;
    let locale = &model.locale;
    let texts = locale.texts();
    let page = model.page();
    let here = page.scope();
    let mut lines = if here == Scope::Form {
        vec![texts.plain_help()]
    } else {
        answers(context)
    };
    let offered = |row: &&LineCommand| {
        here == Scope::Form || row.does.action().is_none_or(|action| page.offers(model, action))
    };
    let own = |row: &&LineCommand| row.place == CommandPlace::In(here) && offered(row);
    let shared = |row: &&LineCommand| !matches!(row.place, CommandPlace::In(_)) && row.place.holds(here);
    let rows = COMMANDS.iter().filter(own).chain(COMMANDS.iter().filter(shared));
    lines.extend(rows.map(|row| format!("{}: {}.", row.usage(locale), row.label_in(locale, here))));
    if !matches!(here, Scope::Form | Scope::Question | Scope::Prompt) {
        lines.push(texts.plain_help_elsewhere());
    }
    lines
}

/// What can be answered where the program asks for anything but a field, and what each answer does.
fn answers(context: PageContext) -> Vec<String> {
    let model = context.model;
    let page = model.page();
    let texts = context.texts();
    let label = |action| action_label(&model.locale, page.scope(), action);
    let back = label(Action::Back);
    let key = model
        .settings
        .keymap
        .way_to(&model.locale, Scope::Question, Action::Yes);
    let mut lines = Vec::new();
    if page.scope() == Scope::Question {
        lines.extend(read_out(context, &page.blocks(context)));
        lines.push(texts.plain_help_question(key));
        return lines;
    }
    if let Some(action) = page.row_action(model) {
        lines.push(texts.plain_help_number(label(action)));
    }
    if let Some(action) = page.yes_action() {
        lines.push(texts.plain_help_yes(key, label(action), back));
        return lines;
    }
    if page.editor(model).is_some() && page.row_action(model).is_none() {
        lines.push(texts.plain_help_text());
    }
    lines.push(texts.plain_help_enter(label(page.empty_line_action())));
    lines
}

fn request_lines(context: PageContext, form: request::RequestFormat) -> Vec<String> {
    let model = context.model;
    let size = model.form.payload().text().len();
    let title = format!("{}, POST {}, {size} B.", form.name(), model.settings.url);
    let text = model.request_in(form);
    let body = text.lines().map(|line| visible(line).into_owned());
    std::iter::once(title).chain(body).collect()
}
