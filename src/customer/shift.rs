//! The shift of an operator: what they have typed and sent since it began. Nothing in it is about a customer.

use super::SubmissionState;
use jiff::Timestamp;

/// Keys that were pressed and are not in the store yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypedKeys {
    /// How many.
    pub count: u32,
    /// When the first of them was pressed.
    pub since: Option<Timestamp>,
}

impl TypedKeys {
    /// Adds keys that are pressed now.
    pub fn add(&mut self, count: u32, now: Timestamp) {
        if count > 0 {
            self.count = self.count.saturating_add(count);
            self.since.get_or_insert(now);
        }
    }
}

/// A shift: the counters, and what the journal has since it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// When the first key was pressed.
    pub began_at: Timestamp,
    /// How many keys were pressed.
    pub keys: u32,
    /// How many cards were begun.
    pub cards: u32,
    /// How many records of customers the journal has, by their state.
    pub customers: Vec<(SubmissionState, usize)>,
    /// How many companies were created.
    pub companies: usize,
    /// The ids of the customers that were created.
    pub total: ControlTotal,
}

/// What is compared with the list of the CRM: a customer who is missing or too many changes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ControlTotal {
    /// How many ids.
    pub count: usize,
    /// The sum of those that are numbers.
    pub sum: u128,
    /// How many are no numbers.
    pub others: usize,
}

impl ControlTotal {
    /// Adds an id.
    pub fn add(&mut self, id: &str) {
        self.count += 1;
        match id.parse::<u64>() {
            Ok(number) => self.sum += u128::from(number),
            Err(_) => self.others += 1,
        }
    }
}

impl Shift {
    /// How many records of customers have this state.
    #[must_use]
    pub fn count(&self, state: SubmissionState) -> usize {
        let found = self.customers.iter().find(|(other, _)| *other == state);
        found.map_or(0, |(_, count)| *count)
    }

    /// So many a shift of this length are so many an hour; none in the first minute, which says nothing yet.
    #[must_use]
    pub fn an_hour(&self, count: u32, now: Timestamp) -> Option<f64> {
        let seconds = now.duration_since(self.began_at).as_secs_f64();
        (seconds >= 60.0).then(|| f64::from(count) * 3600.0 / seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift() -> Shift {
        Shift {
            began_at: Timestamp::UNIX_EPOCH,
            keys: 0,
            cards: 0,
            customers: vec![(SubmissionState::Created, 2)],
            companies: 0,
            total: ControlTotal::default(),
        }
    }

    #[test]
    fn a_control_total_has_every_id_and_sums_those_that_are_numbers() {
        let mut total = ControlTotal::default();
        for id in [
            "324",
            "18446744073709551615",
            "18446744073709551615",
            "A-7",
            "007",
        ] {
            total.add(id);
        }
        let sum = 2 * u128::from(u64::MAX) + 331;
        assert_eq!((total.count, total.sum, total.others), (5, sum, 1));
    }

    #[test]
    fn nothing_is_said_of_an_hour_before_a_minute_has_passed_or_where_the_clock_went_back() {
        for (second, expected) in [
            (0, None),
            (59, None),
            (60, Some(6000.0)),
            (1800, Some(200.0)),
            (-5, None),
        ] {
            let now = Timestamp::from_second(second).unwrap();
            assert_eq!(shift().an_hour(100, now), expected, "{second}");
        }
    }

    #[test]
    fn a_state_without_records_is_none() {
        assert_eq!(shift().count(SubmissionState::Created), 2);
        assert_eq!(shift().count(SubmissionState::Rejected), 0);
    }

    #[test]
    fn keys_have_the_time_of_the_first_one() {
        let (first, later) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
        let mut typed = TypedKeys::default();
        typed.add(0, later);
        assert_eq!(typed, TypedKeys::default());
        typed.add(1, first);
        typed.add(6, later);
        assert_eq!((typed.count, typed.since), (7, Some(first)));
    }
}
