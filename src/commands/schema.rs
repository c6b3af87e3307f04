//! `kartoteka schema`: the structure of what the program reads, for editors and other programs.

use super::CommandError;
use super::output::print;
use super::output_schema::output_schema;
use super::setup::{self, Setup};
use crate::cli::{GlobalArgs, SchemaArgs, SchemaSubject};
use crate::config::settings_schema;
use crate::customer::customer_schema;
use crate::text::visible_json;

pub(super) fn run(global: &GlobalArgs, args: &SchemaArgs) -> Result<(), CommandError> {
    let schema = match args.subject {
        SchemaSubject::Customer => {
            let setup = Setup::new(global)?;
            customer_schema(&setup.rule_context(global)?, &setup.locale())
        }
        SchemaSubject::Config => settings_schema(),
        SchemaSubject::Output => output_schema(&setup::locale(global)),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(CommandError::usage)?;
    print(&(visible_json(&text) + "\n"))
}
