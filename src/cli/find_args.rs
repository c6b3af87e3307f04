//! The options that open the form with a search: for a program that knows who calls.

use crate::customer::{Problem, RuleContext, SearchTerm, TermShape};
use crate::i18n::{Language, Locale};
use clap::Args;
use jiff::civil::Date;
use std::fmt;

/// The customer to find when the form opens; at most one of these.
#[derive(Debug, Clone, Default, Args)]
#[group(multiple = false)]
pub struct FindArgs {
    /// Open the form with the search for the customer who has this phone
    #[arg(long, value_name = "PHONE", value_parser = phone)]
    pub phone: Option<SearchTerm>,
    /// Open the form with the search for the customer who has this e-mail
    #[arg(long, value_name = "EMAIL", value_parser = email)]
    pub email: Option<SearchTerm>,
    /// Open the form with the search for the customer who has this NIP
    #[arg(long, value_name = "NIP", value_parser = nip)]
    pub nip: Option<SearchTerm>,
    /// Open the form with the search for the customer who has this identifier
    #[arg(long, value_name = "IDENTIFIER", value_parser = identifier)]
    pub identifier: Option<SearchTerm>,
}

impl FindArgs {
    /// The names of the options.
    pub const NAMES: [&str; 4] = ["--phone", "--email", "--nip", "--identifier"];

    /// What to search for; none where nothing is asked for.
    #[must_use]
    pub fn term(&self) -> Option<&SearchTerm> {
        let options = [&self.phone, &self.email, &self.nip, &self.identifier];
        options.into_iter().flatten().next()
    }
}

fn phone(text: &str) -> Result<SearchTerm, FindValueError> {
    term(text, TermShape::Phone)
}

fn email(text: &str) -> Result<SearchTerm, FindValueError> {
    term(text, TermShape::Email)
}

fn nip(text: &str) -> Result<SearchTerm, FindValueError> {
    term(text, TermShape::Nip)
}

fn identifier(text: &str) -> Result<SearchTerm, FindValueError> {
    term(text, TermShape::Identifier)
}

/// The value of an option. A blank one is refused, too: the CRM takes it for every customer who has none.
fn term(text: &str, shape: TermShape) -> Result<SearchTerm, FindValueError> {
    // No rule of these fields asks for the day.
    let term = SearchTerm::read(text, Some(shape), &RuleContext::on(Date::ZERO));
    let term = term.ok_or(FindValueError(None))?;
    match (term.problem(), term.key()) {
        (Some(problem), _) => Err(FindValueError(Some(problem.clone()))),
        (None, None) => Err(FindValueError(None)),
        (None, Some(_)) => Ok(term),
    }
}

/// A value that nobody can be found by: what is wrong with it, or that it is blank.
#[derive(Debug)]
pub(super) struct FindValueError(Option<Problem>);

impl FindValueError {
    /// What is wrong, in words.
    pub(super) fn words(&self, locale: &Locale) -> String {
        match &self.0 {
            Some(problem) => locale.problem(problem),
            None => locale.texts().line_blank(),
        }
    }
}

impl fmt::Display for FindValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(&Locale::new(Language::En)))
    }
}

impl std::error::Error for FindValueError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::Parser as _;

    #[test]
    fn one_value_is_searched_for() {
        for (line, shape) in [
            ("--phone 601234567", TermShape::Phone),
            ("--phone=+48601234567", TermShape::Phone),
            ("--email jan@kowalski.pl --plain", TermShape::Email),
            ("--nip 1234563218", TermShape::Nip),
            ("--identifier 601234567", TermShape::Identifier),
        ] {
            let words = std::iter::once("kartoteka").chain(line.split(' '));
            let cli = Cli::try_parse_from(words).unwrap();
            assert_eq!(cli.find.term().unwrap().shape, shape, "{line}");
        }
        for line in [
            "--phone 1 --nip 1234563218",
            "--phone 601234567 --email a@b.pl",
            "--phone abc",
            "--phone=",
            "--identifier= ",
            "--email jan@",
            "--nip 1234563217",
            "check --phone 601234567",
        ] {
            let words = std::iter::once("kartoteka").chain(line.split(' '));
            assert!(Cli::try_parse_from(words).is_err(), "{line}");
        }
    }
}
