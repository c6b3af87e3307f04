//! The words of a company in a list, and of what a search for companies has brought.

use crate::app::blocks::{Block, Role, Sides};
use crate::app::pages::PageContext;
use crate::customer::{FailureReason, FieldId, KnownCompany, LOOKUP_TIMEOUT, Lookup, LookupFailure};

/// A company in a line: the id, the name, the NIP, the address.
pub(super) fn company_words(context: PageContext, company: &KnownCompany) -> String {
    let texts = context.texts();
    let nip = (!company.nip.is_empty()).then(|| format!("NIP {}", company.nip));
    let name = if company.name.trim().is_empty() {
        texts.who_not_kept()
    } else {
        company.name.clone()
    };
    let parts = [Some(name), nip, Some(company.place.clone())];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.fold(company.id.clone(), |words, part| context.dotted(words, part))
}

/// The label of a field of a company.
pub(super) fn company_label(context: PageContext, field: FieldId) -> String {
    if field == FieldId::named("name") {
        context.texts().label_company_name()
    } else {
        field.field().label(&context.model.locale)
    }
}

/// The label of a field where two customers or companies are compared.
#[must_use]
pub fn comparison_label(context: PageContext, sides: Sides, field: FieldId) -> String {
    match sides {
        Sides::CompanySentAndFound => company_label(context, field),
        Sides::SentAndFound | Sides::CardAndCustomer => field.field().label(&context.model.locale),
    }
}

/// Why nobody knows whether the CRM has a company, in words; none where it has answered.
pub(super) fn failed(context: PageContext, failure: &LookupFailure) -> Block {
    let texts = context.texts();
    let words = match failure {
        LookupFailure::NotPermitted | LookupFailure::Failed(FailureReason::Server(404)) => {
            texts.company_not_permitted()
        }
        LookupFailure::TimedOut => texts.company_failed(texts.failure_timed_out(LOOKUP_TIMEOUT.as_secs())),
        LookupFailure::Failed(failure) => texts.company_failed(context.model.locale.failure(failure)),
    };
    Block::Sentence(words, Role::Warning)
}

/// What was searched for: `NIP 1234563218`.
pub(super) fn searched(context: PageContext, lookups: &[Lookup]) -> String {
    let by = lookups
        .iter()
        .map(|lookup| context.model.locale.known(&lookup.by));
    by.collect::<Vec<_>>().join(", ")
}

/// That a search found nothing, and what that is worth where the CRM drops the NIPs of new companies.
pub(super) fn nobody(context: PageContext, lookups: &[Lookup], drops_nips: bool) -> Vec<Block> {
    let texts = context.texts();
    let words = texts.company_nobody(searched(context, lookups));
    let mut blocks = vec![Block::Sentence(words, Role::Dim)];
    let by_nip = lookups
        .iter()
        .any(|lookup| lookup.by.field == FieldId::named("nip"));
    if drops_nips && by_nip {
        blocks.push(Block::Sentence(texts.company_nip_dropped(), Role::Warning));
    }
    blocks
}
