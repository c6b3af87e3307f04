//! What the CRM says of the values on the card, asked for in the background while the operator goes on typing: one question
//! for each value. Pure: the moment of an answer is given by the caller.
//!
//! An answer belongs to a value, not to a place of the card or to the last question: it is used wherever that value stands, and
//! nowhere else, whichever question it answers.

use crate::customer::{FoundCustomer, Lookup, LookupFailure, LookupKey};
use jiff::{SignedDuration, Timestamp};

/// The number of every question in the background: its answers are known by their values. No page asks under it.
pub const BACKGROUND_QUESTION: u64 = 0;

/// How old an answer may be that is used instead of a new question.
const FRESH: SignedDuration = SignedDuration::from_secs(10);

/// How old an answer is that is renewed while the operator types on, so that it is still fresh at the end of the card.
const RENEWED: SignedDuration = SignedDuration::from_secs(5);

/// What a search by one value came to.
pub type LookupResult = Result<Vec<FoundCustomer>, LookupFailure>;

/// What is known of one value.
#[derive(Debug)]
struct KnownValue {
    by: LookupKey,
    /// The CRM is being asked.
    asking: bool,
    /// Its last answer, and when that came.
    answer: Option<(Timestamp, LookupResult)>,
}

impl KnownValue {
    fn is_fresh(&self, now: Timestamp) -> bool {
        let is_answer = self.answer.as_ref().is_some_and(|(_, result)| result.is_ok());
        is_answer && self.is_younger(FRESH, now)
    }

    /// Whether the last answer, or the failure in its place, is at most so old.
    fn is_younger(&self, limit: SignedDuration, now: Timestamp) -> bool {
        self.answer.as_ref().is_some_and(|(at, _)| {
            let age = now.duration_since(*at);
            !age.is_negative() && age <= limit
        })
    }

    /// Whether somebody has the value.
    fn is_hit(&self) -> bool {
        matches!(&self.answer, Some((_, Ok(found))) if !found.is_empty())
    }
}

/// What is known of the values on the card.
#[derive(Debug, Default)]
pub struct Lookups {
    values: Vec<KnownValue>,
    /// The CRM does not let this user search: nothing more is asked in the background.
    forbidden: bool,
}

impl Lookups {
    /// The values that nobody has asked about yet, from now on being asked; none once the CRM has forbidden it.
    pub fn ask_about(&mut self, keys: Vec<LookupKey>) -> Vec<LookupKey> {
        let mut new: Vec<LookupKey> = Vec::new();
        for key in keys {
            if !self.forbidden && self.of(&key).is_none() {
                self.begin(std::slice::from_ref(&key));
                new.push(key);
            }
        }
        new
    }

    /// Those of these values that nobody had some seconds ago, or about which the CRM gave no answer then; from now on being asked
    /// about again.
    pub fn renew(&mut self, on_card: &[LookupKey], now: Timestamp) -> Vec<LookupKey> {
        let is_due = |key: &&LookupKey| {
            let known = self.of(key);
            known.is_some_and(|value| !value.asking && !value.is_hit() && !value.is_younger(RENEWED, now))
        };
        let due: Vec<LookupKey> = on_card.iter().filter(is_due).cloned().collect();
        if self.forbidden {
            return Vec::new();
        }
        self.begin(&due);
        due
    }

    /// Forgets every value but these, the ones on the card, and those that could be typed again before their answer is old.
    pub fn keep(&mut self, on_card: &[LookupKey], now: Timestamp) {
        self.values.retain(|value| {
            value.asking || value.is_fresh(now) || on_card.iter().any(|key| key.is_same(&value.by))
        });
    }

    /// Forgets every value: a card has gone out, and the CRM may answer otherwise now.
    pub fn forget(&mut self) {
        self.values.clear();
    }

    /// Notes that the CRM is being asked about these values.
    pub fn begin(&mut self, keys: &[LookupKey]) {
        for key in keys {
            match self.values.iter_mut().find(|value| value.by.is_same(key)) {
                Some(value) => value.asking = true,
                None => self.values.push(KnownValue {
                    by: key.clone(),
                    asking: true,
                    answer: None,
                }),
            }
        }
    }

    /// Takes what the CRM answered at this moment, about values that are not forgotten.
    pub fn take(&mut self, lookups: &[Lookup], now: Timestamp) {
        for lookup in lookups {
            self.forbidden |= lookup.result == Err(LookupFailure::NotPermitted);
            let known = self.values.iter_mut().find(|value| value.by.is_same(&lookup.by));
            if let Some(value) = known {
                value.asking = false;
                value.answer = Some((now, lookup.result.clone()));
            }
        }
    }

    /// Whether the CRM is being asked about a value.
    #[must_use]
    pub fn is_asking(&self, key: &LookupKey) -> bool {
        self.of(key).is_some_and(|value| value.asking)
    }

    /// The last answer about a value, however old it is.
    #[must_use]
    pub fn answer(&self, key: &LookupKey) -> Option<&LookupResult> {
        self.of(key)?.answer.as_ref().map(|(_, result)| result)
    }

    /// What the CRM has found by a value, if it has answered at most ten seconds before this moment. A failure is no answer,
    /// and neither is what came later than now, by a clock that was put back.
    #[must_use]
    pub fn fresh(&self, key: &LookupKey, now: Timestamp) -> Option<Lookup> {
        let value = self.of(key).filter(|value| value.is_fresh(now))?;
        value.answer.as_ref().map(|(_, result)| Lookup {
            by: key.clone(),
            result: result.clone(),
        })
    }

    fn of(&self, key: &LookupKey) -> Option<&KnownValue> {
        self.values.iter().find(|value| value.by.is_same(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{FailureReason, FieldId};

    fn phone(value: &str) -> LookupKey {
        LookupKey {
            field: FieldId::named("phone_number"),
            value: value.into(),
        }
    }

    fn answer(by: &LookupKey, result: LookupResult) -> [Lookup; 1] {
        let by = by.clone();
        [Lookup { by, result }]
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_value_is_asked_about_once_however_it_is_written() {
        let mut lookups = Lookups::default();
        let (one, same, other) = (phone("333444555"), phone("+48 333 444 555"), phone("600700800"));
        let asked = lookups.ask_about(vec![one.clone(), same.clone()]);
        assert_eq!(asked, std::slice::from_ref(&one));
        assert!(lookups.is_asking(&same) && lookups.answer(&same).is_none());
        lookups.take(&answer(&same, Ok(Vec::new())), at(0));
        assert!(!lookups.is_asking(&one) && lookups.answer(&one) == Some(&Ok(Vec::new())));
        assert_eq!(lookups.ask_about(vec![one, same, other.clone()]), [other]);
    }

    #[test]
    fn an_answer_belongs_to_its_value_alone_and_is_forgotten_with_it() {
        let mut lookups = Lookups::default();
        let (old, new) = (phone("333444555"), phone("333444556"));
        lookups.ask_about(vec![old.clone()]);
        // A digit is changed before the answer is there, and put back.
        lookups.keep(std::slice::from_ref(&new), at(0));
        lookups.take(&answer(&old, Ok(vec![FoundCustomer::default()])), at(0));
        assert!(lookups.answer(&new).is_none());
        lookups.keep(std::slice::from_ref(&new), at(10));
        assert_eq!(lookups.ask_about(vec![old.clone()]), []);
        lookups.keep(std::slice::from_ref(&old), at(11));
        assert!(lookups.answer(&old).is_some(), "old, and on the card");
        lookups.keep(&[], at(11));
        assert_eq!(lookups.ask_about(vec![old.clone()]).len(), 1);
        // A card goes out while the CRM is being asked: that answer is older than the customer.
        lookups.forget();
        lookups.take(&answer(&old, Ok(Vec::new())), at(12));
        assert_eq!(lookups.fresh(&old, at(12)), None);
    }

    #[test]
    fn an_answer_is_fresh_for_ten_seconds_and_a_failure_never() {
        let mut lookups = Lookups::default();
        let key = phone("333444555");
        lookups.begin(std::slice::from_ref(&key));
        assert_eq!(lookups.fresh(&key, at(0)), None);
        for (result, age, is_fresh) in [
            (Ok(Vec::new()), 0, true),
            (Ok(vec![FoundCustomer::default()]), 10, true),
            (Ok(Vec::new()), 11, false),
            (Ok(Vec::new()), -1, false),
            (Err(LookupFailure::TimedOut), 0, false),
            (Err(LookupFailure::Failed(FailureReason::Server(500))), 0, false),
        ] {
            lookups.take(&answer(&key, result.clone()), at(100));
            let fresh = lookups.fresh(&key, at(100 + age));
            assert_eq!(fresh.is_some(), is_fresh, "{result:?} after {age} s");
            assert_eq!(lookups.answer(&key), Some(&result));
        }
    }

    #[test]
    fn that_nobody_has_a_value_is_asked_again_before_it_is_old() {
        let keys = [phone("333444555")];
        for (result, age, is_due) in [
            (Ok(Vec::new()), 5, false),
            (Ok(Vec::new()), 6, true),
            (Ok(Vec::new()), -1, true),
            (Err(LookupFailure::TimedOut), 5, false),
            (Err(LookupFailure::TimedOut), 6, true),
            (Err(LookupFailure::NotPermitted), 6, false),
            (Ok(vec![FoundCustomer::default()]), 6, false),
        ] {
            let mut lookups = Lookups::default();
            assert_eq!(lookups.renew(&keys, at(0)), [], "nobody has asked about it");
            lookups.begin(&keys);
            assert_eq!(lookups.renew(&keys, at(0)), [], "it is being asked about");
            lookups.take(&answer(&keys[0], result.clone()), at(100));
            let due = lookups.renew(&keys, at(100 + age));
            assert_eq!(due.len(), usize::from(is_due), "{result:?} after {age} s");
            assert_eq!(lookups.answer(&keys[0]), Some(&result), "it holds until then");
            assert_eq!(lookups.renew(&keys, at(100 + age)), [], "once");
        }
    }

    #[test]
    fn once_it_is_forbidden_nothing_more_is_asked() {
        let mut lookups = Lookups::default();
        let key = phone("333444555");
        lookups.ask_about(vec![key.clone()]);
        lookups.take(&answer(&key, Err(LookupFailure::NotPermitted)), at(0));
        assert_eq!(lookups.ask_about(vec![phone("600700800")]), []);
    }
}
