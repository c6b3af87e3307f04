//! `kartoteka config fetch`: proposes settings from what the tenant uses. Writes them only where it is asked to.

use crate::cli::{Exit, GlobalArgs};
use crate::commands::CommandError;
use crate::commands::output::{print, print_error};
use crate::commands::setup::{self, Setup};
use crate::config::{Proposal, rewrite};
use crate::crm::{Agent, TenantSample};
use crate::customer::{Choice, LookupFailure};
use crate::i18n::Locale;
use crate::text::visible;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long each of the two questions may take.
const TIMEOUT: Duration = Duration::from_secs(15);

pub(super) fn run(global: &GlobalArgs, customer: Option<&str>, write: bool) -> Result<Exit, CommandError> {
    setup::leave_no_core();
    let setup = Setup::new(global)?;
    let client = setup.client(global)?;
    setup.warn_insecure(setup.profile(global)?.1);
    let locale = setup.locale();
    let texts = locale.texts();
    let customers = client.tenant_sample(customer, TIMEOUT);
    let agents = client.agents(TIMEOUT);
    report(&locale, customers.as_ref().err(), &texts.fetch_customers());
    report(&locale, agents.as_ref().err(), &texts.fetch_agents());
    let exit = exit(&customers, &agents);
    if let Ok(sample) = &customers {
        print_error(&format!("{}\n", texts.fetch_seen(sample.customers)));
    }
    let sample = customers.unwrap_or_default();
    let choices = choices(&sample, agents.unwrap_or_default());
    let proposal = Proposal::new(&setup.loaded.config, &sample.custom_fields, choices);
    if proposal.is_empty() {
        if exit == Exit::Done {
            print_error(&format!("{}\n", texts.fetch_nothing()));
        }
        return Ok(exit);
    }
    let block = proposal.block(&texts.fetch_choices_remark(), &texts.fetch_into_table());
    if !write {
        return print(&block).map(|()| exit);
    }
    let path = super::path(global)?;
    let shown = visible(&path.to_string_lossy()).into_owned();
    match rewrite(&path, |table| proposal.add_to(table)) {
        Ok(()) => print(&format!("{}\n", texts.fetch_written(shown))).map(|()| exit),
        Err(error) => {
            print(&block)?;
            Err(CommandError::usage(
                texts.init_by_hand(&shown, locale.write_error(&error)),
            ))
        }
    }
}

/// Says on stderr why the CRM does not show something.
fn report(locale: &Locale, failure: Option<&LookupFailure>, what: &str) {
    let texts = locale.texts();
    let why = match failure {
        None => return,
        Some(LookupFailure::NotPermitted) => texts.fetch_not_permitted(),
        Some(LookupFailure::TimedOut) => texts.fetch_timed_out(TIMEOUT.as_secs()),
        Some(LookupFailure::Failed(reason)) => locale.failure(reason),
    };
    print_error(&format!("{what}: {why}\n"));
}

/// Done where the CRM has answered anything.
fn exit(customers: &Result<TenantSample, LookupFailure>, agents: &Result<Vec<Agent>, LookupFailure>) -> Exit {
    match (customers, agents) {
        (Err(LookupFailure::NotPermitted), Err(_)) | (Err(_), Err(LookupFailure::NotPermitted)) => {
            Exit::Rejected
        }
        (Err(_), Err(_)) => Exit::NotSent,
        _ => Exit::Done,
    }
}

/// The values of choice fields, by the field's path.
fn choices(sample: &TenantSample, agents: Vec<Agent>) -> BTreeMap<String, Vec<Choice>> {
    let plain = |values: &[String]| {
        values
            .iter()
            .map(|value| choice(value.clone(), String::new()))
            .collect()
    };
    let managers = agents
        .into_iter()
        .map(|agent| choice(agent.login, agent.name))
        .collect();
    [
        ("account_manager", managers),
        ("type", plain(&sample.types)),
        ("group", plain(&sample.groups)),
    ]
    .map(|(path, values)| (path.to_owned(), values))
    .into()
}

fn choice(value: String, label: String) -> Choice {
    Choice {
        value,
        label: (!label.is_empty()).then_some(label),
        sex: None,
    }
}
