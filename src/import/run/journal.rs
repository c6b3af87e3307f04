//! The journal of an import, with the connection to the CRM where rows are sent.

use crate::store::handle::StoreHandle;
use crate::submit::Submitter;
use std::io;

/// The journal, and the connection to the CRM where rows are sent.
pub(crate) enum ImportJournal {
    /// Rows are sent.
    Send(Box<Submitter>),
    /// Nothing is sent; none where nothing ever was.
    Read(Option<Box<StoreHandle>>),
}

impl ImportJournal {
    pub(super) fn store(&mut self) -> Option<&mut StoreHandle> {
        match self {
            Self::Send(submitter) => Some(&mut submitter.store),
            Self::Read(store) => store.as_deref_mut(),
        }
    }

    /// Why outcomes wait for the audit feed; none where none do.
    pub(super) fn audit_failure(&self) -> Option<&io::Error> {
        match self {
            Self::Send(submitter) => submitter.store.audit_failure(),
            Self::Read(store) => store.as_ref()?.audit_failure(),
        }
    }
}
