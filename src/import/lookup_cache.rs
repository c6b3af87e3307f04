//! What the CRM has answered in this import: a value is asked for once, until the import creates a customer who has it.

use crate::customer::{FoundCustomer, Lookup, LookupKey};
use std::collections::HashMap;
use std::slice;

/// How much is kept at most: an answer counts one, and each customer in it as much as several. A value that comes again does so
/// soon, if the table is sorted in any way, and an import of any length must not need more memory.
const MOST: usize = 4096;
/// What a customer in an answer counts.
const CUSTOMER: usize = 8;

/// The answers of the CRM, by field and value: who has it.
#[derive(Default)]
pub(super) struct LookupCache {
    answers: HashMap<(&'static str, String), Vec<FoundCustomer>>,
    /// What the answers count.
    kept: usize,
}

impl LookupCache {
    /// The answer for a value, if it was asked for.
    pub(super) fn answer(&self, key: &LookupKey) -> Option<Lookup> {
        let kept = self.answers.get(&of(key))?;
        Some(Lookup {
            by: key.clone(),
            result: Ok(kept.clone()),
        })
    }

    /// Keeps answers. A failure is none: the value is asked for again.
    pub(super) fn keep(&mut self, lookups: &[Lookup]) {
        for lookup in lookups {
            let Ok(found) = &lookup.result else { continue };
            self.forget(slice::from_ref(&lookup.by));
            if self.kept + count(found) > MOST {
                self.answers.clear();
                self.kept = 0;
            }
            self.kept += count(found);
            self.answers.insert(of(&lookup.by), found.clone());
        }
    }

    /// Forgets the answers for the values of a customer who may have been created.
    pub(super) fn forget(&mut self, keys: &[LookupKey]) {
        for key in keys {
            if let Some(found) = self.answers.remove(&of(key)) {
                self.kept -= count(&found);
            }
        }
    }
}

/// What an answer counts.
fn count(found: &[FoundCustomer]) -> usize {
    1 + CUSTOMER * found.len()
}

fn of(key: &LookupKey) -> (&'static str, String) {
    (key.field.field().path, key.normal())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{CustomerValues, FieldId, LookupFailure};

    fn key(value: &str) -> LookupKey {
        LookupKey {
            field: FieldId::of("phone_number").unwrap(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn an_answer_is_kept_until_a_customer_with_the_value_is_created() {
        let mut cache = LookupCache::default();
        let answered = |value: &str, result| Lookup {
            by: key(value),
            result,
        };
        cache.keep(&[
            answered("333 444 555", Ok(Vec::new())),
            answered("600100200", Err(LookupFailure::TimedOut)),
        ]);
        let found = cache.answer(&key("333444555")).unwrap();
        assert_eq!((found.by, found.result), (key("333444555"), Ok(Vec::new())));
        assert!(cache.answer(&key("600100200")).is_none());
        cache.forget(&[key("+48333444555")]);
        assert!(cache.answer(&key("333 444 555")).is_none());
        for number in 0..2 * MOST {
            cache.keep(&[answered(&format!("{:09}", 500_000_000 + number), Ok(Vec::new()))]);
        }
        assert!((1..=MOST).contains(&cache.kept) && cache.kept == cache.answers.len());
        let found = |number: usize| FoundCustomer {
            customer_id: number.to_string(),
            values: CustomerValues::default(),
        };
        for number in 0..MOST {
            let customers = (0..number % 5).map(found).collect();
            cache.keep(&[answered(&format!("{:09}", 700_000_000 + number), Ok(customers))]);
            assert!(cache.kept <= MOST);
        }
        let counted: usize = cache.answers.values().map(|found| count(found)).sum();
        assert_eq!(cache.kept, counted);
    }
}
