//! `kartoteka preview`: the request that a customer would be sent with.

use super::CommandError;
use super::output::{print, print_error};
use super::setup::Setup;
use crate::cli::{Exit, GlobalArgs, PreviewArgs};
use crate::customer::Payload;
use crate::customer::request::{RequestFormat, RequestTarget, USER_AGENT, render};
use crate::submit::DocumentSource;

pub(super) fn run(global: &GlobalArgs, args: &PreviewArgs) -> Result<Exit, CommandError> {
    let setup = Setup::new(global)?;
    let (locale, context) = (setup.locale(), setup.rule_context(global)?);
    let document = DocumentSource::open(&args.file)?.document(&context, &locale)?;
    if let Some(card) = &document.card {
        let payload = Payload::of(card, &context);
        let request = match args.form {
            // It is the same wherever it is sent.
            RequestFormat::Json => payload.text().to_owned(),
            form => request(global, &setup, form, payload.text())?,
        };
        print(&(request + "\n"))?;
    }
    print_error(&document.lines(&locale));
    Ok(if document.is_valid() {
        Exit::Done
    } else {
        Exit::Invalid
    })
}

fn request(
    global: &GlobalArgs,
    setup: &Setup,
    form: RequestFormat,
    payload: &str,
) -> Result<String, CommandError> {
    if global.profile.is_none() && setup.loaded.config.profiles.is_empty() {
        print_error(&format!("{}\n", setup.locale().texts().preview_placeholder()));
        let target = RequestTarget::of_samples(setup.language.code());
        return Ok(render(form, &target, payload));
    }
    let (_, profile) = setup.profile(global)?;
    let target = RequestTarget {
        url: &setup.address(global)?.customers_url(),
        user: &profile.user,
        accept_language: &setup.accept_language(profile),
        user_agent: USER_AGENT,
    };
    Ok(render(form, &target, payload))
}
