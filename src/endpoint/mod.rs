//! The address of a CRM: what it must be, and when two addresses are one CRM.

mod address;
mod comparable;

pub use address::{BaseUrlError, CrmAddress};
pub use comparable::comparable;
