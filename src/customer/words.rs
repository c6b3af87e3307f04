//! The words for what is data elsewhere: problems, failures, states.

use crate::customer::{
    Duplicate, DuplicateEvidence, FailureReason, Field, LookupKey, MatchReason, Outcome, Problem, Reason,
    Sex, StoredTime, SubmissionState,
};
use crate::endpoint::Resource;
use crate::i18n::{Language, Locale};
use crate::text::{code_point, quoted, visible};
use jiff::Timestamp;
use std::borrow::Cow;

impl Locale {
    /// What is wrong with a value.
    ///
    /// ```
    /// use kartoteka::customer::{Problem, Reason, Severity};
    /// use kartoteka::i18n::{Language, Locale};
    ///
    /// let problem = Problem { severity: Severity::Error, reason: Reason::PeselLength(10) };
    /// assert_eq!(Locale::new(Language::En).problem(&problem), "needs 11 digits, has 10");
    /// assert_eq!(Locale::new(Language::Pl).problem(&problem), "11 cyfr, jest 10");
    /// ```
    #[must_use]
    pub fn problem(&self, problem: &Problem) -> String {
        let texts = self.texts();
        match &problem.reason {
            Reason::Required => texts.reason_required(),
            Reason::EmailSyntax => texts.reason_email_syntax(),
            Reason::PhoneCharacter(found) => texts.reason_phone_character(self.quoted(*found)),
            Reason::PhoneLength(_) => texts.reason_phone_length(),
            Reason::PhonePolishLength(count) => texts.reason_phone_polish_length(*count),
            Reason::PhoneZero => texts.reason_phone_zero(),
            Reason::PhoneExtension => texts.reason_phone_extension(),
            Reason::PhoneSameDigits => texts.reason_phone_same_digits(),
            Reason::PeselLength(count) => texts.reason_pesel_length(*count),
            Reason::PeselCharacter(found) => texts.reason_pesel_character(self.quoted(*found)),
            Reason::PeselDate => texts.reason_pesel_date(),
            Reason::PeselZeroLost => texts.reason_pesel_zero_lost(),
            Reason::PeselChecksum => texts.reason_pesel_checksum(),
            Reason::NipLength(count) => texts.reason_nip_length(*count),
            Reason::NipChecksum => texts.reason_nip_checksum(),
            Reason::NipForeign => texts.reason_nip_foreign(),
            Reason::NipShape => texts.reason_nip_shape(),
            Reason::DateSyntax => texts.reason_date_syntax(),
            Reason::DateImpossible => texts.reason_date_impossible(),
            Reason::DateFuture => texts.reason_date_future(),
            Reason::DateBefore1900 => texts.reason_date_before_1900(),
            Reason::DateSerial => texts.reason_date_serial(),
            Reason::PostcodeShape => texts.reason_postcode_shape(),
            Reason::PostcodeZeroLost => texts.reason_postcode_zero_lost(),
            Reason::UrlScheme(scheme) => texts.reason_url_scheme(visible(scheme)),
            Reason::UrlSyntax => texts.reason_url_syntax(),
            Reason::NotPositiveNumber => texts.reason_not_positive_number(),
            Reason::NotAFlag => texts.reason_not_a_flag(),
            Reason::NotAChoice => texts.reason_not_a_choice(),
            Reason::CustomFieldNameMissing => texts.reason_custom_field_name_missing(),
            Reason::CustomFieldValueMissing => texts.reason_custom_field_value_missing(),
            Reason::CustomFieldNameTwice => texts.reason_custom_field_name_twice(),
            Reason::CustomFieldReadOnly => texts.reason_custom_field_read_only(),
            Reason::BirthdateUnlikePesel(date) => texts.reason_birthdate_unlike_pesel(date.to_string()),
            Reason::GenderUnlikePesel(Sex::Female) => texts.reason_gender_unlike_pesel_female(),
            Reason::GenderUnlikePesel(Sex::Male) => texts.reason_gender_unlike_pesel_male(),
            Reason::ValueTooLong { length, most } => texts.reason_value_too_long(*length, *most),
            Reason::CityMissing => texts.reason_city_missing(),
            Reason::SpreadsheetError(found) => texts.reason_spreadsheet_error(visible(found)),
            Reason::Placeholder(found) => texts.reason_placeholder(visible(found)),
            Reason::NumberShortened => texts.reason_number_shortened(),
            Reason::FormulaMark => texts.reason_formula_mark(),
            Reason::NumberDecimal(end) => texts.reason_number_decimal(end),
            Reason::Hidden { character, place } => texts.reason_hidden(code_point(*character), *place),
            Reason::LettersLost => texts.reason_letters_lost(),
            Reason::Refused(words) => texts.reason_refused(visible(words)),
        }
    }

    /// Why a request was not sent, or its outcome is unknown. Safe to show.
    #[must_use]
    pub fn failure(&self, failure: &FailureReason) -> String {
        let texts = self.texts();
        match failure {
            FailureReason::ConnectionRefused => texts.failure_connection_refused(),
            FailureReason::HostNotFound => texts.failure_host_not_found(),
            FailureReason::Connection(detail) => texts.failure_connection(visible(detail)),
            FailureReason::Tls(detail) => texts.failure_tls(visible(detail)),
            FailureReason::TimedOut(seconds) => texts.failure_timed_out(*seconds),
            FailureReason::Cut => texts.failure_cut(),
            FailureReason::Server(status) => texts.failure_server(*status),
            FailureReason::NoCustomerId => texts.failure_no_customer_id(),
            FailureReason::NoCompanyId => texts.failure_no_company_id(),
            FailureReason::Unreadable(detail) => texts.failure_unreadable(visible(detail)),
            FailureReason::Interrupted => texts.failure_interrupted(),
            FailureReason::RecordLost => texts.failure_record_lost(),
            FailureReason::Cancelled => texts.failure_cancelled(),
            FailureReason::Journal(detail) => texts.failure_journal(visible(detail)),
            FailureReason::Team(detail) => visible(detail).into_owned(),
            FailureReason::ProxyUnusable(variable) => texts.failure_proxy_unusable(visible(variable)),
            FailureReason::Proxy { address, failure } => {
                texts.failure_proxy(visible(address), self.failure(failure))
            }
        }
    }

    /// Why an attempt did not create: the CRM's first words, or the failure; none of one that did. Safe to show.
    #[must_use]
    pub fn why(&self, outcome: &Outcome) -> Option<String> {
        match outcome {
            Outcome::Created { .. } => None,
            Outcome::Rejected { answer } => Some(answer.errors.first().map_or_else(
                || answer.status.to_string(),
                |error| visible(&error.message).into_owned(),
            )),
            Outcome::NotSent { failure } | Outcome::Unknown { failure, .. } => Some(self.failure(failure)),
        }
    }

    /// A value by which a customer is known, with its field, as in a sentence: `NIP 1234563218`, `phone 601234567`.
    #[must_use]
    pub fn known(&self, known: &LookupKey) -> String {
        format!("{} {}", self.label_in_sentence(known.field.field()), known.value)
    }

    /// The label of a field as in a sentence: `phone`, `NIP`.
    #[must_use]
    pub fn label_in_sentence(&self, field: &Field) -> String {
        let label = field.label(self);
        let mut letters = label.chars();
        match (letters.next(), letters.clone().next()) {
            (Some(first), Some(second)) if !second.is_uppercase() => {
                first.to_lowercase().chain(letters).collect()
            }
            _ => label,
        }
    }

    /// A character in quotes, safe to show; one that shows nothing by its number.
    pub(crate) fn quoted(&self, character: char) -> String {
        let english = quoted(character);
        match self.language() {
            Language::En => english,
            Language::Pl => english.replacen('“', "„", 1),
        }
    }

    /// What two cards have in common.
    #[must_use]
    pub fn likeness(&self, likeness: &MatchReason) -> String {
        let texts = self.texts();
        match likeness {
            MatchReason::Payload => texts.same_card(),
            MatchReason::Key(known) => texts.same_key(self.known(known)),
            MatchReason::Name => texts.same_name(),
        }
    }

    /// A moment of a record, which is written so where it can be read.
    #[must_use]
    pub fn stored_time(&self, at: StoredTime, write: impl FnOnce(Timestamp) -> String) -> String {
        at.get().map_or_else(|| self.texts().time_unreadable(), write)
    }

    /// A moment of a record to the minute, in the time zone of the system.
    #[must_use]
    pub fn stored_minute(&self, at: StoredTime) -> String {
        self.stored_time(at, |at| self.local_minute(at))
    }

    /// Whose record it is: the name, or words where the record has lost it. Not safe to show as it is.
    #[must_use]
    pub fn who<'a>(&self, who: &'a str) -> Cow<'a, str> {
        if who.is_empty() {
            self.texts().who_not_kept().into()
        } else {
            who.into()
        }
    }

    /// Whose record it is in a list of customers and companies. Not safe to show as it is.
    #[must_use]
    pub fn who_of<'a>(&self, resource: Resource, who: &'a str) -> Cow<'a, str> {
        let who = self.who(who);
        match resource {
            Resource::Customer => who,
            Resource::Company => self.texts().who_company(who).into(),
        }
    }

    /// Somebody who may be the customer on a card, with all that speaks for it: the moments in the words of `when`. Not safe
    /// to show as it is.
    #[must_use]
    pub fn duplicate(&self, duplicate: &Duplicate, when: impl Fn(StoredTime) -> String) -> String {
        let evidence = duplicate
            .evidence
            .iter()
            .map(|evidence| self.evidence(evidence, &when));
        let evidence = evidence.collect::<Vec<_>>().join("; ");
        let id = duplicate.customer_id.as_deref().unwrap_or_default();
        let who = format!("{id} {}", duplicate.who);
        match who.trim() {
            "" => evidence,
            who => self.texts().duplicate(who, evidence),
        }
    }

    fn evidence(&self, evidence: &DuplicateEvidence, when: impl Fn(StoredTime) -> String) -> String {
        let texts = self.texts();
        match evidence {
            DuplicateEvidence::Here(likeness, summary) => {
                let (when, same) = (when(summary.sent_at), self.likeness(likeness));
                match summary.state {
                    SubmissionState::Sending => texts.evidence_sending(when, same),
                    SubmissionState::Existing | SubmissionState::Created if summary.deleted => {
                        texts.evidence_deleted(when, same)
                    }
                    SubmissionState::Existing => texts.evidence_existing(when, same),
                    SubmissionState::Created => texts.evidence_created(when, same),
                    SubmissionState::Unknown
                    | SubmissionState::Rejected
                    | SubmissionState::NotSent
                    | SubmissionState::NotCreated => texts.evidence_unknown(when, same),
                }
            }
            DuplicateEvidence::InTeam(likeness, record) => {
                let (when, same) = (when(record.since.into()), self.likeness(likeness));
                match record.state {
                    SubmissionState::Sending => texts.evidence_team_sending(&record.member, when, same),
                    SubmissionState::Created => texts.evidence_team_created(&record.member, when, same),
                    SubmissionState::Existing => texts.evidence_team_existing(&record.member, when, same),
                    _ => texts.evidence_team_unknown(&record.member, when, same),
                }
            }
            DuplicateEvidence::InCrm { by, unlike } => {
                let by: Vec<String> = by.iter().map(|known| self.known(known)).collect();
                let by = by.join(", ");
                if *unlike {
                    texts.evidence_unlike(by)
                } else {
                    texts.evidence_in_crm(by)
                }
            }
        }
    }

    /// All states by their words.
    #[must_use]
    pub fn states(&self) -> Vec<(String, SubmissionState)> {
        SubmissionState::ALL
            .map(|state| (self.state(state), state))
            .into()
    }

    /// The state of an attempt, in a word.
    #[must_use]
    pub fn state(&self, state: SubmissionState) -> String {
        let texts = self.texts();
        match state {
            SubmissionState::Sending => texts.state_sending(),
            SubmissionState::Created => texts.state_created(),
            SubmissionState::Rejected => texts.state_rejected(),
            SubmissionState::NotSent => texts.state_not_sent(),
            SubmissionState::Unknown => texts.state_unknown(),
            SubmissionState::NotCreated => texts.state_not_created(),
            SubmissionState::Existing => texts.state_existing(),
        }
    }
}
