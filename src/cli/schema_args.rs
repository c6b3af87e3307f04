//! The options of `kartoteka schema`.

use clap::{Args, ValueEnum};

/// The options of `kartoteka schema`.
#[derive(Debug, Clone, Args)]
pub struct SchemaArgs {
    /// What the schema is of
    #[arg(value_name = "SUBJECT", value_enum)]
    pub subject: SchemaSubject,
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaSubject {
    /// The document of a customer.
    #[value(help = "a customer in JSON, with the custom fields of the profile")]
    Customer,
    /// The settings file.
    #[value(help = "the settings file")]
    Config,
    /// What commands print for other programs.
    #[value(help = "what the commands print in JSON")]
    Output,
}
