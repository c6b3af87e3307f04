//! One record of the history, whole.

use super::history::{HistoryPage, card_of};
use super::outcome::{label_id, label_who, outcome_details};
use super::text::text_act;
use super::{Page, PageBehaviour, PageContext, Tab};
use crate::app::Effect;
use crate::app::blocks::Block;
use crate::app::model::Model;
use crate::app::update::{copy_id, enter};
use crate::customer::{Outcome, Settlement, Submission, SubmissionState};
use crate::keymap::Action;

/// How a colleague has settled the attempt, if in another way than somebody here.
fn settled_in_team(context: PageContext, record: &Submission) -> Option<Block> {
    let (theirs, by) = record.settled_in_team.as_ref()?;
    let (state, id) = match theirs {
        Settlement::Created(id) => (SubmissionState::Created, id.as_str()),
        Settlement::NotCreated => (SubmissionState::NotCreated, ""),
    };
    let what = format!("{} {id}", context.model.locale.state(state));
    let label = context.texts().label_settled_in_team();
    Some(Block::entry(label, context.dotted(by, what.trim_end())))
}

/// A record, which leads back to the history.
#[derive(Debug)]
pub struct RecordPage {
    /// The record.
    pub record: Box<Submission>,
}

impl PageBehaviour for RecordPage {
    fn offers(&self, _model: &Model, action: Action) -> bool {
        !matches!(
            action,
            Action::NextForm | Action::Settle | Action::Review | Action::Filter
        )
    }

    fn tab(&self) -> Tab {
        Tab::History
    }

    fn title(&self, context: PageContext) -> String {
        context.texts().title_record()
    }

    fn blocks(&self, context: PageContext) -> Vec<Block> {
        let record = &self.record;
        let texts = context.texts();
        let sent = &record.sent;
        let state = context.model.locale.state(record.state);
        let mut blocks = vec![
            Block::entry(
                label_who(context, sent.resource()),
                context.model.locale.who(&sent.who),
            ),
            Block::entry(texts.label_sent_at(), context.moment(record.sent_at)),
            Block::entry(texts.label_state(), &state),
            Block::entry(texts.label_profile(), context.dotted(&sent.profile, &sent.user)),
            Block::entry(texts.review_target(), &sent.url),
        ];
        if record.state != SubmissionState::Existing {
            blocks.push(Block::entry(texts.label_attempt(), &sent.attempt));
        }
        if let Some(duration) = record.duration {
            let seconds = context.model.locale.decimal(duration.as_secs_f64(), 3);
            blocks.push(Block::entry(texts.label_duration(), format!("{seconds} s")));
        }
        if let (Some(id), None | Some(Outcome::Unknown { .. })) = (&record.customer_id, &record.outcome) {
            blocks.push(Block::entry(label_id(context, sent.resource()), id));
        }
        if let Some(settled) = record.settled_at {
            let id = record.customer_id.as_deref().unwrap_or_default();
            let what = format!("{state} {id}");
            let when = context.moment(settled);
            blocks.push(Block::entry(
                texts.label_settled(),
                context.dotted(when, what.trim_end()),
            ));
        }
        blocks.extend(settled_in_team(context, record));
        if let Some(before) = &sent.resends {
            blocks.push(Block::entry(texts.label_resends(), before));
        }
        if let Some(outcome) = &record.outcome {
            blocks.extend(outcome_details(context, sent.resource(), outcome));
        }
        blocks.push(Block::Document(texts.label_payload(), sent.payload.clone()));
        blocks
    }

    fn act(model: &mut Model, action: Action) -> Vec<Effect> {
        let Page::Record(page) = model.page() else {
            return Vec::new();
        };
        match action {
            Action::Back => {
                enter(model, HistoryPage::default());
                Vec::new()
            }
            Action::Copy => {
                let id = page.record.customer_id.clone();
                copy_id(model, id)
            }
            Action::CardFrom => {
                let sent = page.record.sent.clone();
                card_of(model, sent)
            }
            action => text_act(model, action),
        }
    }

    fn subject(&self, _model: &Model) -> String {
        self.record.sent.attempt.clone()
    }
}
