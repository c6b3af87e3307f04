//! What is announced on request.

use super::blocks::read_out;
use super::prompt;
use crate::app::form::{filled_in, problem_block};
use crate::app::lines::{COMMANDS, CommandMeaning, LineCommand, MARK, Topic};
use crate::app::pages::PageContext;
use crate::customer::request;
use crate::keymap::Scope;
use crate::text::visible;

pub fn lines(context: PageContext, topic: &Topic) -> Vec<String> {
    let model = context.model;
    let texts = model.locale.texts();
    let all = |commands: &[&LineCommand]| {
        let names = commands.iter().map(|command| name(context, command));
        names.collect::<Vec<_>>().join(", ")
    };
    match topic {
        Topic::Help => help(context),
        Topic::Filled => read_out(context, &filled_in(context)),
        Topic::Values => values(context),
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
        Topic::Several(commands) => vec![texts.plain_several(all(commands))],
        Topic::Usage(command) => vec![texts.plain_usage(command.usage(&model.locale))],
        Topic::NotHere => vec![texts.plain_not_here()],
        Topic::NoPlace(text) => vec![texts.plain_no_place(visible(text))],
        Topic::Places(slots) => {
            let named = slots.iter().map(|slot| {
                let section = slot.field.field().place.0.title(&model.locale);
                format!("{section} {}", visible(&model.label(*slot).text))
            });
            vec![texts.plain_several(named.collect::<Vec<_>>().join(", "))]
        }
        Topic::NoRow => vec![texts.plain_no_row()],
        Topic::NoMore => vec![texts.plain_no_more()],
        Topic::NothingToSettle => vec![texts.plain_nothing_to_settle()],
        Topic::WholeWord => vec![texts.plain_whole_word()],
        Topic::NotUnderstood => vec![texts.plain_not_understood(way(context, CommandMeaning::Help))],
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
    let here = model.page().scope();
    let mut lines = Vec::new();
    if here == Scope::Form {
        lines.push(texts.plain_help());
    }
    for scope in [Some(here), None] {
        let rows = COMMANDS.iter().filter(|row| row.scope == scope);
        lines.extend(rows.map(|row| format!("{}: {}.", row.usage(locale), row.label(locale))));
    }
    if !matches!(here, Scope::Form | Scope::Question | Scope::Prompt) {
        lines.push(texts.plain_help_elsewhere());
    }
    lines
}

fn values(context: PageContext) -> Vec<String> {
    let model = context.model;
    let choices = model.form.card().choices(model.form.focus(), &model.rule_context);
    if choices.is_empty() {
        return vec![model.locale.texts().notice_no_choices()];
    }
    choices.iter().map(prompt::choice).collect()
}

fn request_lines(context: PageContext, form: request::RequestFormat) -> Vec<String> {
    let model = context.model;
    let size = model.form.payload().text().len();
    let title = format!("{}, POST {}, {size} B.", form.name(), model.settings.url);
    let text = model.request_in(form);
    let body = text.lines().map(|line| visible(line).into_owned());
    std::iter::once(title).chain(body).collect()
}
