//! What a session finds in the store when it begins.

use crate::app::Notice;
use crate::customer::{Card, Draft};
use crate::i18n::Locale;
use crate::store::{Error, Store};
use crate::text::visible;

/// What the store has for a session that begins.
#[derive(Debug, Default)]
pub(super) struct StartState {
    pub draft: Option<Draft>,
    /// The card that was sent last.
    pub last_sent: Option<Card>,
    /// Messages for the operator, the most important last.
    pub notices: Vec<Notice>,
}

impl StartState {
    /// Looks at the store. A draft is taken over only for a profile: without one it stays where it is.
    pub fn of(store: &mut Store, profile: Option<&str>, locale: &Locale) -> Result<Self, Error> {
        let others = store.others()?;
        // One record that cannot be read keeps nobody from working.
        let last_sent = store.newest().ok().flatten().map(|record| record.sent.card);
        let mut notices = Vec::new();
        // Last of what may fail: a draft that is this session's must get onto its screen.
        let draft = loop {
            let Some(profile) = profile else { break None };
            match store.adopt_draft(profile) {
                Ok(draft) => break draft,
                // The store has put it aside, and offers the next one.
                Err(error @ Error::Draft { .. }) => {
                    notices.push(Notice::Store(locale.store_error(&error)));
                }
                Err(error) => return Err(error),
            }
        };
        if let Some(other) = others.first() {
            notices.push(Notice::AnotherSession(*other));
        }
        if let Some(path) = store.repaired().first() {
            let path = path.display().to_string();
            notices.push(Notice::Warning(locale.texts().notice_repaired(visible(&path))));
        }
        if let Some(loss) = store.loss()? {
            notices.push(Notice::Warning(locale.loss(&loss)));
        }
        let handovers = store.handovers();
        for (attempt, id) in &handovers.unrecorded {
            let words = locale.texts().journal_id_unrecorded(attempt, visible(id));
            notices.push(Notice::Warning(words));
        }
        for path in &handovers.unreadable {
            let path = path.display().to_string();
            notices.push(Notice::Warning(
                locale.texts().notice_handover_unreadable(visible(&path)),
            ));
        }
        for notice in store.take_log_notices() {
            notices.push(Notice::Warning(locale.log_notice(&notice)));
        }
        if let Some(doubt) = store.clock_doubt() {
            notices.push(Notice::Warning(locale.clock_doubt(&doubt)));
        }
        if store.interrupted() > 0 {
            notices.push(Notice::Interrupted(store.interrupted()));
        }
        Ok(Self {
            draft,
            last_sent,
            notices,
        })
    }
}
