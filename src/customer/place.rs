//! What addresses with one postcode have in common: the values that the form proposes for them.

use super::rules::postcode;
use super::{Card, FieldId, Slot};
use crate::text::composed;

const POSTCODE: &str = "postcode";
const COUNTRY: &str = "country";

/// The group of the values that a field has on cards with the postcode of this one (`city 90-001`), beside its
/// [own](super::Field::suggestion_group); none outside addresses, and where there is no postcode.
#[must_use]
pub fn place_group(card: &Card, field: FieldId) -> Option<String> {
    let group = field.field().suggestion_group()?;
    let (parent, key) = field.field().parent_and_key();
    let part = |wanted| {
        let same = |id: &FieldId| id.field().parent_and_key() == (parent, wanted);
        FieldId::all().find(same).map(|id| card.get(Slot::of(id)).trim())
    };
    let postcode = part(POSTCODE).filter(|typed| parent.is_some() && key != POSTCODE && !typed.is_empty())?;
    let postcode = postcode::normalized(postcode, part(COUNTRY).unwrap_or_default());
    Some(format!("{group} {}", composed(&postcode)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_its_postcode_however_that_is_written() {
        let rows = [
            ("address.city", "00950", "", Some("city 00-950")),
            ("address.street", " 00-950 ", "Polska", Some("street 00-950")),
            ("address.city", "10115", "Niemcy", Some("city 10115")),
            ("address.city", "", "", None),
            ("address.postcode", "00-950", "", None),
            ("invoice_address.city", "00-950", "", None),
            ("address.building", "00-950", "", None),
            ("job", "00-950", "", None),
        ];
        for (path, postcode, country, expected) in rows {
            let mut card = Card::default();
            card.set(Slot::of(FieldId::named("address.postcode")), postcode);
            card.set(Slot::of(FieldId::named("address.country")), country);
            let group = place_group(&card, FieldId::of(path).unwrap());
            assert_eq!(group.as_deref(), expected, "{path} {postcode}");
        }
    }
}
