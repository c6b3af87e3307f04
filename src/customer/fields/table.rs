//! The rows of the table.

use super::Columns::{Fixed, Open};
use super::Field;
use super::FieldKind::{Choice, Flag, Line, Lines, Number, Pairs, Rows};
use crate::customer::field_id::Section::{
    Address, Contact, Custom, Identity, InvoiceAddress, MailAddress, Work,
};
use crate::customer::{identity_key, rules};
use crate::i18n::Texts;

/// Every field of `POST /api/customers`, in the order in which the payload has them.
#[rustfmt::skip] // A table is read by its columns.
pub static FIELDS: &[Field] = &[
    Field::new("name", Line, (Identity, 2), Texts::field_name).sample("Jan").name(),
    Field::new("surname", Line, (Identity, 1), Texts::field_surname).sample("Kowalski").name().required(),
    Field::new("email", Rows, (Contact, 1), Texts::field_email).rule(rules::EMAIL).key(identity_key::EMAIL).sample("jan@kowalski.pl"),
    Field::new("phone_number", Rows, (Contact, 2), Texts::field_phone_number).columns(Fixed(16)).rule(rules::PHONE).key(identity_key::PHONE).sample("333 444 555"),
    Field::new("company_id", Number, (Work, 3), Texts::field_company_id).columns(Fixed(10)).rule(rules::POSITIVE_NUMBER).sample("17"),
    Field::new("type", Choice, (Work, 4), Texts::field_type).columns(Open(12)).rule(rules::CHOICE).sample("Klient").shared(),
    Field::new("group", Choice, (Work, 5), Texts::field_group).columns(Open(12)).rule(rules::CHOICE).sample("VIP").shared(),
    Field::new("identifier", Line, (Identity, 7), Texts::field_identifier).columns(Open(12)).rule(rules::IDENTIFIER).key(identity_key::IDENTIFIER).sample("K-2026/17"),
    Field::new("gender", Choice, (Identity, 5), Texts::field_gender).columns(Open(8)).rule(rules::CHOICE).sample("M"),
    Field::new("homepage", Line, (Contact, 3), Texts::field_homepage).rule(rules::HOMEPAGE).sample("kowalski.pl"),
    Field::new("birthdate", Line, (Identity, 4), Texts::field_birthdate).columns(Fixed(10)).rule(rules::BIRTHDATE).sample("14.05.1944"),
    Field::new("nip", Line, (Identity, 6), Texts::field_nip).columns(Fixed(13)).rule(rules::NIP).whole(rules::nip::is_whole).key(identity_key::NIP).sample("123-456-32-18"),
    Field::new("note", Lines, (Work, 8), Texts::field_note).sample("Dzwonić po 16.\nProsi o fakturę."),
    Field::new("pesel", Line, (Identity, 3), Texts::field_pesel).columns(Fixed(11)).rule(rules::PESEL).whole(rules::pesel::is_whole).key(identity_key::PESEL).sample("44051401359"),
    Field::new("job", Line, (Work, 1), Texts::field_job).sample("Żółta Łódź sp. z o.o.").shared(),
    Field::new("job_title", Line, (Work, 2), Texts::field_job_title).sample("Kierownik"),
    Field::new("account_manager", Choice, (Work, 6), Texts::field_account_manager).columns(Open(16)).rule(rules::CHOICE).sample("anna.nowak"),
    Field::new("custom_fields", Pairs, (Custom, 1), Texts::field_custom_fields).sample("wartość pola"),
    Field::new("fill_read_only_custom_fields", Flag, (Custom, 2), Texts::field_fill_read_only_custom_fields).columns(Open(15)).rule(rules::FLAG).sample("true"),
    Field::new("vip", Flag, (Work, 7), Texts::field_vip).columns(Open(15)).rule(rules::FLAG).sample("true"),
    Field::new("address.street", Line, (Address, 1), Texts::field_street).sample("Długa").shared(),
    Field::new("address.building", Line, (Address, 2), Texts::field_building).columns(Fixed(6)).sample("12a"),
    Field::new("address.flat", Line, (Address, 3), Texts::field_flat).columns(Fixed(5)).sample("7"),
    Field::new("address.postcode", Line, (Address, 4), Texts::field_postcode).columns(Fixed(8)).rule(rules::POSTCODE).whole(rules::postcode::is_whole).sample("00-950").shared(),
    Field::new("address.city", Line, (Address, 5), Texts::field_city).columns(Open(14)).sample("Łódź").shared(),
    Field::new("address.country", Line, (Address, 6), Texts::field_country).columns(Open(10)).sample("Polska"),
    Field::new("invoice_address.street", Line, (InvoiceAddress, 1), Texts::field_street).sample("Długa").shared(),
    Field::new("invoice_address.building", Line, (InvoiceAddress, 2), Texts::field_building).columns(Fixed(6)).sample("12a"),
    Field::new("invoice_address.flat", Line, (InvoiceAddress, 3), Texts::field_flat).columns(Fixed(5)).sample("7"),
    Field::new("invoice_address.postcode", Line, (InvoiceAddress, 4), Texts::field_postcode).columns(Fixed(8)).rule(rules::POSTCODE).whole(rules::postcode::is_whole).sample("00950").shared(),
    Field::new("invoice_address.city", Line, (InvoiceAddress, 5), Texts::field_city).columns(Open(14)).sample("Łódź").shared(),
    Field::new("invoice_address.country", Line, (InvoiceAddress, 6), Texts::field_country).columns(Open(10)).sample("Polska"),
    Field::new("mail_drop_address.street", Line, (MailAddress, 1), Texts::field_street).sample("Hauptstraße").shared(),
    Field::new("mail_drop_address.building", Line, (MailAddress, 2), Texts::field_building).columns(Fixed(6)).sample("1"),
    Field::new("mail_drop_address.flat", Line, (MailAddress, 3), Texts::field_flat).columns(Fixed(5)).sample("7"),
    Field::new("mail_drop_address.postcode", Line, (MailAddress, 4), Texts::field_postcode).columns(Fixed(8)).rule(rules::POSTCODE).whole(rules::postcode::is_whole).sample("10115").shared(),
    Field::new("mail_drop_address.city", Line, (MailAddress, 5), Texts::field_city).columns(Open(14)).sample("Berlin").shared(),
    Field::new("mail_drop_address.country", Line, (MailAddress, 6), Texts::field_country).columns(Open(10)).sample("Niemcy"),
];
