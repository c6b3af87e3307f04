//! What the CRM answers when the test says so.

use super::Driver;
use kartoteka::customer::{FoundCustomer, Lookup, LookupFailure};
use kartoteka::runtime::workers::WorkerEvent;

impl Driver {
    /// Lets the CRM answer every question that is open, in their order: what each field's search finds; nobody where nothing is
    /// said.
    #[track_caller]
    pub fn finds(&mut self, found: &[(&str, Result<Vec<FoundCustomer>, LookupFailure>)]) -> &mut Self {
        let open = self.asked[self.answered..].to_vec();
        assert!(!open.is_empty(), "nothing was asked");
        self.answered = self.asked.len();
        for (question, known) in open {
            let lookups = known.into_iter().map(|by| {
                let result = found.iter().find(|(path, _)| by.field.field().path == *path);
                Lookup {
                    by,
                    result: result.map_or(Ok(Vec::new()), |(_, result)| result.clone()),
                }
            });
            let answer = WorkerEvent::LookedUp(question, lookups.collect());
            self.session.take_worker_event(answer, self.now);
        }
        self.settle_down();
        self
    }
}
