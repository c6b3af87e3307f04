//! Who may be the customer on a card already: what this machine has sent or noted, what others in the team have sent, and what
//! the CRM has found. One customer is one entry, with all that speaks for it.

use super::{
    FoundCustomer, Lookup, LookupKey, MatchReason, PriorSubmissions, SubmissionSummary, TeamPriors,
    TeamRecord,
};

/// Somebody who may be the customer on the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The id in the CRM; none of an attempt whose outcome nobody knows.
    pub customer_id: Option<String>,
    /// Surname and name, as the CRM has them, or as they were typed here; empty where only the team knows of it.
    pub who: String,
    /// What speaks for it, what this machine knows first.
    pub evidence: Vec<DuplicateEvidence>,
    /// What the CRM's search has shown of the customer.
    pub found: Option<FoundCustomer>,
}

/// Why somebody may be the customer on the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DuplicateEvidence {
    /// A record of this machine, with what it has in common with the card.
    Here(MatchReason, Box<SubmissionSummary>),
    /// An attempt of somebody else in the team, with what it has in common with the card.
    InTeam(MatchReason, Box<TeamRecord>),
    /// The CRM's search found the customer by these values.
    InCrm {
        /// What was searched for.
        by: Vec<LookupKey>,
        /// The customer has other values: the CRM has not understood the question.
        unlike: bool,
    },
}

impl Duplicate {
    /// Somebody of whom nothing is known but one record of this machine.
    #[must_use]
    pub fn of_record(reason: &MatchReason, summary: &SubmissionSummary) -> Self {
        Self {
            customer_id: summary.customer_id.clone(),
            who: summary.who.clone(),
            evidence: vec![DuplicateEvidence::Here(reason.clone(), Box::new(summary.clone()))],
            found: None,
        }
    }

    /// Somebody of whom nothing is known but that somebody else in the team has sent them.
    #[must_use]
    pub fn of_team(reason: &MatchReason, record: &TeamRecord) -> Self {
        Self {
            customer_id: record.customer_id.clone(),
            who: String::new(),
            evidence: vec![DuplicateEvidence::InTeam(
                reason.clone(),
                Box::new(record.clone()),
            )],
            found: None,
        }
    }

    /// Whether it is likely, so that the operator must decide. Not so a customer whom the CRM shows although the values are
    /// other ones, nor one of whom the team knows only a value that several customers may share.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        let unlike = |evidence: &DuplicateEvidence| match evidence {
            DuplicateEvidence::InCrm { unlike, .. } => *unlike,
            DuplicateEvidence::InTeam(reason, _) => !reason.is_certain(),
            DuplicateEvidence::Here(..) => false,
        };
        !self.evidence.iter().all(unlike)
    }

    /// The attempt of somebody else in the team.
    #[must_use]
    pub fn team_record(&self) -> Option<&TeamRecord> {
        self.evidence.iter().find_map(|evidence| match evidence {
            DuplicateEvidence::InTeam(_, record) => Some(&**record),
            _ => None,
        })
    }

    /// The newest record of this machine.
    #[must_use]
    pub fn record(&self) -> Option<&SubmissionSummary> {
        let here = self.evidence.iter().filter_map(|evidence| match evidence {
            DuplicateEvidence::Here(_, summary) => Some(&**summary),
            DuplicateEvidence::InTeam(..) | DuplicateEvidence::InCrm { .. } => None,
        });
        here.max_by_key(|summary| summary.sent_at)
    }
}

/// Everybody who may be the customer, each once: attempts whose outcome nobody knows, then customers, the unlikely last.
#[must_use]
pub fn duplicates(priors: &PriorSubmissions, lookups: &[Lookup]) -> Vec<Duplicate> {
    duplicates_in_team(priors, &TeamPriors::default(), lookups)
}

/// As [`duplicates`], with those of the team.
#[must_use]
pub fn duplicates_in_team(
    priors: &PriorSubmissions,
    team: &TeamPriors,
    lookups: &[Lookup],
) -> Vec<Duplicate> {
    let mut found: Vec<Duplicate> = Vec::new();
    for (reason, summary) in priors.all() {
        add(&mut found, Duplicate::of_record(reason, summary));
    }
    for (reason, record) in &team.others {
        add(&mut found, Duplicate::of_team(reason, record));
    }
    for candidate in candidates(lookups) {
        let unlike = candidate.is_unlike(lookups);
        let SettleCandidate { found: customer, by } = candidate;
        let in_crm = Duplicate {
            customer_id: Some(customer.customer_id.clone()),
            who: customer.who(),
            evidence: vec![DuplicateEvidence::InCrm { by, unlike }],
            found: Some(customer),
        };
        add(&mut found, in_crm);
    }
    found.sort_by_key(|duplicate| !duplicate.is_likely());
    found
}

/// Adds somebody, or what else speaks for a customer who is among them already.
fn add(all: &mut Vec<Duplicate>, new: Duplicate) {
    let same = |known: &&mut Duplicate| new.customer_id.is_some() && known.customer_id == new.customer_id;
    let Some(known) = all.iter_mut().find(same) else {
        all.push(new);
        return;
    };
    known.evidence.extend(new.evidence);
    if known.who.is_empty() {
        known.who.clone_from(&new.who);
    }
    if let Some(found) = new.found {
        // The CRM knows the name as it is today.
        if !new.who.is_empty() {
            known.who = new.who;
        }
        known.found = Some(found);
    }
}

/// A customer who may be the one that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettleCandidate {
    /// The customer.
    pub found: FoundCustomer,
    /// What it was found by.
    pub by: Vec<LookupKey>,
}

impl SettleCandidate {
    /// Whether it has other values than those that it was found by, in every search: the CRM has not understood them.
    #[must_use]
    pub fn is_unlike(&self, lookups: &[Lookup]) -> bool {
        let unlike = |lookup: &&Lookup| self.by.contains(&lookup.by) && lookup.is_unlike(&self.found);
        lookups.iter().filter(unlike).count() == self.by.len()
    }
}

/// The customers that were found, each once, with everything that it was found by; in the order in which they were.
#[must_use]
pub fn candidates(lookups: &[Lookup]) -> Vec<SettleCandidate> {
    let mut candidates: Vec<SettleCandidate> = Vec::new();
    for lookup in lookups {
        for found in lookup.result.iter().flatten() {
            let same = |known: &&mut SettleCandidate| known.found.customer_id == found.customer_id;
            match candidates.iter_mut().find(same) {
                Some(candidate) => candidate.by.push(lookup.by.clone()),
                None => candidates.push(SettleCandidate {
                    found: found.clone(),
                    by: vec![lookup.by.clone()],
                }),
            }
        }
    }
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{CustomerValues, FieldId, SubmissionState};
    use crate::endpoint::Resource;
    use jiff::Timestamp;
    use serde_json::json;

    fn record(attempt: &str, state: SubmissionState, id: Option<&str>) -> (MatchReason, SubmissionSummary) {
        let summary = SubmissionSummary {
            attempt: attempt.into(),
            resource: Resource::Customer,
            sent_at: Timestamp::UNIX_EPOCH.into(),
            who: format!("typed {attempt}"),
            state,
            outcome: None,
            customer_id: id.map(str::to_owned),
            settled_at: None,
            deleted: false,
        };
        (MatchReason::Payload, summary)
    }

    fn lookup(path: &str, value: &str, customers: &[(&str, serde_json::Value)]) -> Lookup {
        let found = customers.iter().map(|(id, values)| FoundCustomer {
            customer_id: (*id).into(),
            values: CustomerValues::read(values),
        });
        Lookup {
            by: LookupKey {
                field: FieldId::named(path),
                value: value.into(),
            },
            result: Ok(found.collect()),
        }
    }

    #[test]
    fn one_customer_is_one_entry_wherever_it_was_found() {
        let priors = PriorSubmissions {
            unsettled: None,
            open: vec![
                record("unknown", SubmissionState::Unknown, None),
                record("sending", SubmissionState::Sending, None),
            ],
            created: vec![
                record("b", SubmissionState::Created, Some("324")),
                record("a", SubmissionState::Created, Some("17")),
            ],
            existing: vec![record("c", SubmissionState::Existing, Some("324"))],
            lost: None,
            drops_nips: false,
        };
        let nowak = json!({"surname": "Nowak", "email": "a@b.pl", "phone_number": "333444555"});
        let stranger = json!({"surname": "Obcy", "email": "x@y.pl"});
        let lookups = [
            lookup("email", "a@b.pl", &[("9", stranger), ("324", nowak.clone())]),
            lookup(
                "phone_number",
                "333444555",
                &[("324", nowak.clone()), ("8", nowak)],
            ),
        ];
        let all: Vec<(Option<String>, String, usize, bool)> = duplicates(&priors, &lookups)
            .into_iter()
            .map(|one| {
                let likely = one.is_likely();
                (one.customer_id, one.who, one.evidence.len(), likely)
            })
            .collect();
        let row = |id: Option<&str>, who: &str, evidence, likely| {
            (id.map(str::to_owned), who.to_owned(), evidence, likely)
        };
        let expected = [
            row(None, "typed unknown", 1, true),
            row(None, "typed sending", 1, true),
            row(Some("324"), "Nowak", 3, true),
            row(Some("17"), "typed a", 1, true),
            row(Some("8"), "Nowak", 1, true),
            row(Some("9"), "Obcy", 1, false),
        ];
        assert_eq!(all, expected);
    }
}
