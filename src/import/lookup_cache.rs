//! What the CRM has answered in this import: a value is asked for once, until the import creates a customer who has it.

use crate::customer::{Lookup, LookupKey};
use std::collections::HashMap;

/// How many answers are kept. A value that comes again does so soon, if the table is sorted in any way, and an import of any
/// length must not need more memory.
const MOST: usize = 4096;

/// The answers of the CRM, by field and value.
#[derive(Default)]
pub(super) struct LookupCache(HashMap<(&'static str, String), Lookup>);

impl LookupCache {
    /// The answer for a value, if it was asked for.
    pub(super) fn answer(&self, key: &LookupKey) -> Option<Lookup> {
        let kept = self.0.get(&of(key))?;
        Some(Lookup {
            by: key.clone(),
            result: kept.result.clone(),
        })
    }

    /// Keeps answers. A failure is none: the value is asked for again.
    pub(super) fn keep(&mut self, lookups: &[Lookup]) {
        for lookup in lookups.iter().filter(|lookup| lookup.result.is_ok()) {
            if self.0.len() >= MOST {
                self.0.clear();
            }
            self.0.insert(of(&lookup.by), lookup.clone());
        }
    }

    /// Forgets the answers for the values of a customer who may have been created.
    pub(super) fn forget(&mut self, keys: &[LookupKey]) {
        for key in keys {
            self.0.remove(&of(key));
        }
    }
}

fn of(key: &LookupKey) -> (&'static str, String) {
    (key.field.field().path, key.normal())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::{FieldId, LookupFailure};

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
        assert!(cache.0.len() <= MOST);
    }
}
