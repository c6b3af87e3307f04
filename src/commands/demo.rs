//! `kartoteka demo`: the form on an embedded CRM. Of the settings it takes the looks and the keys only.

use super::CommandError;
use super::setup::{self, Setup};
use crate::app::Settings;
use crate::cli::GlobalArgs;
use crate::config::Profile;
use crate::crm::{Client, Credentials};
use crate::customer::SearchTerm;
use crate::customer::{Choice, CustomField, RuleContext, Sex};
use crate::endpoint::CrmAddress;
use crate::frontend;
use crate::runtime::ProgramOptions;
use crate::runtime::session::SessionOptions;
use crate::sandbox::{self, Sandbox};
use jiff::ZonedDateTime;
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

const USER: &str = "api_user";
const PASSWORD: &str = "api_pass";
/// Assigned to nothing, and below the ports that systems hand out.
const PORT: u16 = 8437;
/// How many demos can run at once at that port, each at an address of its own: `127.0.0.1`, `127.0.0.2` and so on.
const ADDRESSES: u8 = 32;

pub(super) fn run(global: &GlobalArgs, find: Option<&SearchTerm>) -> Result<(), CommandError> {
    let setup = Setup::of_screen(global)?;
    setup.need_terminal()?;
    setup::leave_no_core();
    let data_dir = setup::data_dir(global)?.join("demo");
    setup::make_private(&data_dir)?;
    // It serves for as long as this value lives.
    let crm = crm(&data_dir)?;
    let base_url = crm.base_url();
    let address = CrmAddress::new(&base_url)
        .map_err(|error| CommandError::usage(setup.locale().target_error(error)))?;
    let profile = Profile {
        check_duplicates: true,
        ..Profile::new(base_url, USER.to_owned())
    };
    let settings = Settings {
        profiles: Vec::new(),
        team: None,
        ..setup.form_settings("demo", &profile, &address)
    };
    let credentials = Credentials {
        user: profile.user,
        password: SecretString::from(PASSWORD),
    };
    let options = ProgramOptions {
        find: find.cloned(),
        team: None,
        client: Client::new(address, credentials, &settings.accept_language, settings.timeout),
        session: SessionOptions {
            settings,
            rule_context: RuleContext {
                choices: choices(),
                custom_fields: custom_fields(),
                ..RuleContext::on(ZonedDateTime::now().date())
            },
            locale: setup.locale(),
            store: setup.store_options(data_dir),
            warnings: setup.dangers(),
        },
        form_writer: {
            let words = setup.locale().texts().demo_no_settings();
            Box::new(move |_| Err(words.clone()))
        },
    };
    frontend::run(options, setup.interface())?;
    Ok(())
}

/// The CRM, whose customers stay in the demo's directory. Its port is the same at every start, so that an attempt of the last
/// time is known as one at the same CRM, and can be looked up there. Beside another demo it has another address, all of which are
/// this machine; where there is none, the system chooses a port.
fn crm(data_dir: &Path) -> Result<Sandbox, CommandError> {
    let start = |address: Ipv4Addr, port| {
        Sandbox::start(sandbox::SandboxOptions {
            listen: SocketAddr::from((address, port)),
            user: USER.to_owned(),
            password: PASSWORD.to_owned(),
            db: Some(data_dir.join("crm.db")),
        })
    };
    for last in 1..=ADDRESSES {
        match start(Ipv4Addr::new(127, 0, 0, last), PORT) {
            Err(sandbox::Error::Listen { .. }) => {}
            started => return Ok(started?),
        }
    }
    Ok(start(Ipv4Addr::LOCALHOST, 0)?)
}

/// Values such as a tenant has, so that the demo shows how lists work.
fn choices() -> BTreeMap<String, Vec<Choice>> {
    let gender = vec![
        choice("K", Some("Kobieta"), Some(Sex::Female)),
        choice("M", Some("Mężczyzna"), Some(Sex::Male)),
    ];
    let kind = vec![choice("Klient", None, None), choice("Partner", None, None)];
    let group = vec![choice("Standard", None, None), choice("VIP", None, None)];
    let choices = [("gender", gender), ("type", kind), ("group", group)];
    choices.map(|(path, values)| (path.to_owned(), values)).into()
}

fn choice(value: &str, label: Option<&str>, sex: Option<Sex>) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.map(str::to_owned),
        sex,
    }
}

fn custom_fields() -> Vec<CustomField> {
    vec![CustomField {
        name: "kampania".to_owned(),
        label: Some("Kampania".to_owned()),
        ..CustomField::default()
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{FieldId, FieldKind};

    #[test]
    fn the_demo_has_values_for_choice_fields_only_and_takes_the_samples() {
        for (path, values) in choices() {
            let field = FieldId::of(&path).unwrap().field();
            assert_eq!(field.kind, FieldKind::Choice, "{path}");
            assert!(values.iter().any(|choice| choice.value == field.sample), "{path}");
        }
    }
}
