//! `kartoteka config init`: asks for a profile, tries it out without creating anything, and writes it down.

use crate::cli::{Exit, GlobalArgs};
use crate::commands::CommandError;
use crate::commands::output::{print, print_error, read_line};
use crate::commands::setup;
use crate::config::{self, Config, NewProfile, Profile, WriteError};
use crate::crm::{Client, ConnectionTest, Credentials};
use crate::endpoint::CrmAddress;
use crate::i18n::{Language, Locale};
use crate::text::visible;
use std::time::Duration;

/// How long the CRM may take to answer the try.
const TIMEOUT: Duration = Duration::from_secs(15);

/// What the profile is called where the command line says nothing.
const NAME: &str = "main";

pub(super) fn run(global: &GlobalArgs) -> Result<Exit, CommandError> {
    setup::leave_no_core();
    let path = super::path(global)?;
    let language = setup::language(global);
    let desk = Desk {
        locale: Locale::new(language),
        language,
    };
    let texts = desk.locale.texts();
    let shown = visible(&path.to_string_lossy()).into_owned();
    let name = global.profile.as_deref().unwrap_or(NAME).to_owned();
    let others = config::load(Some(&path)).map(|loaded| loaded.config);
    let others = others.unwrap_or_default();
    if others.profiles.contains_key(&name) {
        return Err(CommandError::usage(texts.init_exists(&shown, visible(&name))));
    }
    print_error(&format!("{}\n", texts.init_intro(visible(&name), &shown)));
    let new = desk.ask_profile(name)?;
    let profile = new.read();
    let profile = profile.map_err(|problem| CommandError::usage(desk.locale.settings_problem(&problem)))?;
    desk.try_out(&others, &profile)?;
    match new.write(&path) {
        Ok(()) => {
            let words = texts.init_written(&shown, visible(&new.name));
            print(&format!("{words}\n")).map(|()| Exit::Done)
        }
        Err(WriteError::Exists) => Err(CommandError::usage(texts.init_exists(&shown, visible(&new.name)))),
        Err(error) => {
            print(&new.block())?;
            let why = desk.locale.write_error(&error);
            Err(CommandError::usage(texts.init_by_hand(&shown, why)))
        }
    }
}

/// Where questions are asked and answered.
struct Desk {
    locale: Locale,
    language: Language,
}

impl Desk {
    /// Asks until an answer is good. The answer is asked for on stderr, so that stdout has the result alone.
    fn ask(
        &self,
        question: &str,
        check: impl Fn(&str) -> Result<String, String>,
    ) -> Result<String, CommandError> {
        loop {
            print_error(&format!("{question} "));
            let Some(line) = read_line() else {
                print_error("\n");
                return Err(CommandError::usage(self.locale.texts().init_stopped()));
            };
            match check(line.trim()) {
                Ok(answer) => return Ok(answer),
                Err(why) => print_error(&format!("  {}\n", visible(&why))),
            }
        }
    }

    fn ask_profile(&self, name: String) -> Result<NewProfile, CommandError> {
        let texts = self.locale.texts();
        let good = |key: &str, value: String| match NewProfile::problem(key, &value) {
            None => Ok(value),
            Some(problem) => Err(self.locale.settings_problem(&problem)),
        };
        let url = self.ask(&texts.init_ask_tenant(), |answer| {
            good("base_url", address(answer))
        })?;
        let user = self.ask(&texts.init_ask_user(), |answer| good("user", answer.to_owned()))?;
        let way = self.ask(&texts.init_ask_password(), |answer| match answer {
            "1" | "2" | "3" => Ok(answer.to_owned()),
            _ => Err(texts.init_one_of_three()),
        })?;
        let mut values = vec![("base_url", url), ("user", user)];
        let key = match way.as_str() {
            "1" => Some(("password_command", texts.init_ask_command())),
            "2" => Some(("password_env", texts.init_ask_variable())),
            _ => None,
        };
        if let Some((key, question)) = key {
            values.push((key, self.ask(&question, |answer| good(key, answer.to_owned()))?));
        }
        Ok(NewProfile { name, values })
    }

    /// Asks the CRM something that changes nothing there, and the operator whether a profile that does not work is
    /// written all the same.
    fn try_out(&self, others: &Config, profile: &Profile) -> Result<(), CommandError> {
        let texts = self.locale.texts();
        let (usable, words) = match self.trial(others, profile) {
            Ok(ConnectionTest::Works) => (true, texts.connection_works()),
            Ok(ConnectionTest::NotPermitted) => (true, texts.connection_not_permitted()),
            Ok(ConnectionTest::WrongPassword) => (false, texts.connection_wrong_password()),
            Ok(ConnectionTest::Unexpected(status)) => (false, texts.connection_unexpected(status)),
            Ok(ConnectionTest::Failed(failure)) => {
                (false, texts.connection_failed(self.locale.failure(&failure)))
            }
            Err(why) => (false, texts.connection_failed(visible(&why))),
        };
        print_error(&format!("{words}\n"));
        if usable {
            return Ok(());
        }
        let answer = self.ask(&texts.init_ask_anyway(), |answer| Ok(answer.to_lowercase()))?;
        if ["y", "yes", "t", "tak"].contains(&answer.as_str()) {
            return Ok(());
        }
        Err(CommandError::usage(texts.init_stopped()))
    }

    fn trial(&self, others: &Config, profile: &Profile) -> Result<ConnectionTest, String> {
        let target = CrmAddress::new(&profile.base_url).map_err(|error| self.locale.target_error(error))?;
        let password = others.password(profile, &self.locale);
        let credentials = Credentials {
            user: profile.user.clone(),
            password: password.map_err(|error| self.locale.secret_error(&error))?,
        };
        let client = Client::new(target, credentials, self.language.code(), profile.timeout());
        Ok(client.test_connection(TIMEOUT))
    }
}

/// The address of a tenant, of which the name of the system is enough.
fn address(answer: &str) -> String {
    let answer = answer.trim_end_matches('/');
    if answer.is_empty() || answer.contains("://") {
        answer.to_owned()
    } else if answer.contains('.') {
        format!("https://{answer}")
    } else {
        format!("https://{answer}.thulium.com")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_system_is_enough() {
        for (answer, url) in [
            ("firma", "https://firma.thulium.com"),
            ("firma.thulium.com/", "https://firma.thulium.com"),
            ("https://crm.firma.pl/panel/", "https://crm.firma.pl/panel"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("", ""),
        ] {
            assert_eq!(address(answer), url);
        }
    }
}
