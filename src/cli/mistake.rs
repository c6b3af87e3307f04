//! What is wrong with a command line, in a line of the operator's language.

use super::AgeError;
use super::import::{AdjustmentError, EncodingError};
use crate::locale::{Language, Locale};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// Why the command line is not understood; none where the library tells it better: help, which is no mistake, and all of
/// it in English.
#[must_use]
pub fn told(error: &Error, locale: &Locale) -> Option<String> {
    if locale.language() == Language::En || !error.use_stderr() {
        return None;
    }
    let texts = locale.texts();
    let said = |kind| error.get(kind).map(words).unwrap_or_default();
    let (argument, nearest) = (said(ContextKind::InvalidArg), said(ContextKind::SuggestedArg));
    let what = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument if nearest.is_empty() => texts.line_unknown_argument(argument),
        ErrorKind::UnknownArgument => texts.line_unknown_argument_like(argument, nearest),
        ErrorKind::InvalidSubcommand => {
            let (command, nearest) = (
                said(ContextKind::InvalidSubcommand),
                said(ContextKind::SuggestedSubcommand),
            );
            if nearest.is_empty() {
                texts.line_unknown_command(command)
            } else {
                texts.line_unknown_command_like(command, nearest)
            }
        }
        ErrorKind::InvalidValue if said(ContextKind::InvalidValue).is_empty() => {
            texts.line_no_value(argument)
        }
        ErrorKind::InvalidValue => {
            let (value, values) = (said(ContextKind::InvalidValue), said(ContextKind::ValidValue));
            texts.line_value(argument, value, values)
        }
        ErrorKind::ValueValidation => {
            let what = texts.line_wrong_value(argument, said(ContextKind::InvalidValue));
            match error.source() {
                Some(source) if source.is::<AgeError>() => format!("{what}: {}", texts.line_age()),
                Some(source) if source.is::<AdjustmentError>() => format!("{what}: {}", texts.line_map()),
                Some(source) if source.is::<EncodingError>() => format!("{what}: {}", texts.line_encoding()),
                _ => what,
            }
        }
        ErrorKind::MissingRequiredArgument => texts.line_missing(argument),
        ErrorKind::ArgumentConflict => texts.line_conflict(argument, said(ContextKind::PriorArg)),
        ErrorKind::MissingSubcommand => texts.line_missing_command(said(ContextKind::ValidSubcommand)),
        ErrorKind::InvalidUtf8 => texts.line_not_utf8(),
        _ => texts.line_wrong(),
    };
    Some(format!("{what}; {}", texts.line_help()))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        ContextValue::StyledStr(words) => words.to_string(),
        _ => String::new(),
    }
}
