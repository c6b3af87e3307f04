//! The address of a CRM: what it must be, what it leads to, and when two addresses are one CRM.

mod address;
mod comparable;
mod resource;

pub use address::{BaseUrlError, CrmAddress};
pub use comparable::comparable;
pub use resource::Resource;
