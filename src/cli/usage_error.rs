//! What is wrong with a command line, in a line of the operator's language.

use super::find_args::FindValueError;
use super::history_args::AgeError;
use super::import_args::{AdjustmentError, EncodingError, SeparatorError};
use crate::i18n::Locale;
use crate::os::paths::PathError;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::net::AddrParseError;
use std::num::ParseIntError;

/// Why the command line is not understood; none where it asks for help or the version, which is no mistake.
#[must_use]
pub fn usage_error(error: &Error, locale: &Locale) -> Option<String> {
    if !error.use_stderr() {
        return None;
    }
    let texts = locale.texts();
    let detail = |kind| error.get(kind).map(words).unwrap_or_default();
    let (argument, nearest) = (detail(ContextKind::InvalidArg), detail(ContextKind::SuggestedArg));
    let what = match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => texts.line_unexpected_argument(argument),
        ErrorKind::UnknownArgument if nearest.is_empty() => texts.line_unknown_argument(argument),
        ErrorKind::UnknownArgument => texts.line_unknown_argument_like(argument, nearest),
        ErrorKind::InvalidSubcommand => {
            let (command, nearest) = (
                detail(ContextKind::InvalidSubcommand),
                detail(ContextKind::SuggestedSubcommand),
            );
            if nearest.is_empty() {
                texts.line_unknown_command(command)
            } else {
                texts.line_unknown_command_like(command, nearest)
            }
        }
        ErrorKind::InvalidValue if detail(ContextKind::InvalidValue).is_empty() => {
            texts.line_no_value(argument)
        }
        ErrorKind::InvalidValue => {
            let (value, values) = (detail(ContextKind::InvalidValue), detail(ContextKind::ValidValue));
            texts.line_value(argument, value, values)
        }
        ErrorKind::ValueValidation => {
            let what = texts.line_wrong_value(argument, detail(ContextKind::InvalidValue));
            let allowed = error.source().and_then(|source| allowed(source, locale));
            allowed.map_or(what.clone(), |allowed| format!("{what}: {allowed}"))
        }
        ErrorKind::TooManyValues => texts.line_no_value_wanted(argument),
        ErrorKind::MissingRequiredArgument => texts.line_missing(argument),
        ErrorKind::ArgumentConflict if detail(ContextKind::PriorArg) == argument => {
            texts.line_twice(argument)
        }
        ErrorKind::ArgumentConflict => texts.line_conflict(argument, detail(ContextKind::PriorArg)),
        ErrorKind::MissingSubcommand => texts.line_missing_command(detail(ContextKind::ValidSubcommand)),
        ErrorKind::InvalidUtf8 => texts.line_not_utf8(),
        _ => texts.line_wrong(),
    };
    Some(format!("{what}; {}", texts.line_help()))
}

/// What a value must be that its parser has refused, where the parser is one of ours or says nothing to a clerk.
fn allowed(source: &(dyn std::error::Error + 'static), locale: &Locale) -> Option<String> {
    let texts = locale.texts();
    if source.is::<AgeError>() {
        Some(texts.line_age())
    } else if source.is::<AdjustmentError>() {
        Some(texts.line_map())
    } else if source.is::<EncodingError>() {
        Some(texts.line_encoding())
    } else if source.is::<SeparatorError>() {
        Some(texts.line_separator())
    } else if let Some(error) = source.downcast_ref::<FindValueError>() {
        Some(error.words(locale))
    } else if let Some(error) = source.downcast_ref::<PathError>() {
        Some(locale.path_error(error))
    } else if source.is::<ParseIntError>() {
        Some(texts.line_number())
    } else if source.is::<AddrParseError>() {
        Some(texts.line_address())
    } else {
        None
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        ContextValue::StyledStr(words) => words.to_string(),
        _ => String::new(),
    }
}
