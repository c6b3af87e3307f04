//! The names of the fields and of the form's own sections. What a field is stands in [`FIELDS`](super::FIELDS).

use crate::i18n::{Locale, Texts};

/// The place of a field in [`FIELDS`](super::FIELDS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub(super) u8);

impl FieldId {
    /// The row's number in the table.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Who the customer is.
    Identity,
    /// How to reach the customer.
    Contact,
    /// Work, and the place that the customer has in the CRM.
    Work,
    /// The main address.
    Address,
    /// The address for invoices.
    InvoiceAddress,
    /// The address for letters.
    MailAddress,
    /// The tenant's own fields.
    Custom,
}

impl Section {
    /// All sections, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Identity,
        Self::Contact,
        Self::Work,
        Self::Address,
        Self::InvoiceAddress,
        Self::MailAddress,
        Self::Custom,
    ];

    /// The section's title where there is little room.
    #[must_use]
    pub fn short_title(self, locale: &Locale) -> String {
        let text: fn(&Texts) -> String = match self {
            Self::Identity => Texts::section_identity_short,
            Self::InvoiceAddress => Texts::section_invoice_address_short,
            Self::MailAddress => Texts::section_mail_address_short,
            Self::Custom => Texts::section_custom_short,
            Self::Contact | Self::Work | Self::Address => return self.title(locale),
        };
        locale.text(text)
    }

    /// The section's title.
    #[must_use]
    pub fn title(self, locale: &Locale) -> String {
        let text: fn(&Texts) -> String = match self {
            Self::Identity => Texts::section_identity,
            Self::Contact => Texts::section_contact,
            Self::Work => Texts::section_work,
            Self::Address => Texts::section_address,
            Self::InvoiceAddress => Texts::section_invoice_address,
            Self::MailAddress => Texts::section_mail_address,
            Self::Custom => Texts::section_custom,
        };
        locale.text(text)
    }
}
