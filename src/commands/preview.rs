//! `kartoteka preview`: the request that a customer would be sent with.

use super::CommandError;
use super::document::Document;
use super::output::{print, tell};
use super::setup::Setup;
use crate::cli::{Exit, GlobalArgs, PreviewArgs};
use crate::customer::request::{RequestFormat, RequestTarget, USER_AGENT, render};
use crate::customer::{Payload, Severity};

pub(super) fn run(global: &GlobalArgs, options: &PreviewArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let (locale, facts) = (setup.locale(), setup.facts());
    let document = Document::read(&options.file, &facts, &locale)?;
    let valid = !document.has(Severity::Error);
    if let Some(card) = &document.card {
        let payload = Payload::of(card, &facts);
        let request = match options.form {
            // It is the same wherever it is sent.
            RequestFormat::Json => payload.text().to_owned(),
            form => request(global, &setup, form, payload.text())?,
        };
        print(&(request + "\n"))?;
    }
    tell(&document.lines(&locale));
    Ok(if valid { Exit::Done } else { Exit::Invalid })
}

fn request(
    global: &GlobalArgs,
    setup: &Setup,
    form: RequestFormat,
    payload: &str,
) -> Result<String, CommandError> {
    let (name, profile) = setup.profile(global)?;
    let target = crate::endpoint::CrmAddress::new(&profile.base_url);
    let target = target.map_err(|error| {
        let locale = setup.locale();
        CommandError::usage(locale.texts().profile_failed(name, locale.target_error(error)))
    })?;
    let target = RequestTarget {
        url: &target.customers_url(),
        user: &profile.user,
        accept_language: &setup.accept_language(profile),
        user_agent: USER_AGENT,
    };
    Ok(render(form, &target, payload))
}
