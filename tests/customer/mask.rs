//! Masking of whatever may stand on a card and in a payload.

use super::*;
use kartoteka::customer::{CustomerValues, Payload, mask};

proptest! {
    #[test]
    fn a_masked_card_keeps_its_rows_and_all_other_fields(card in any_card()) {
        let mut masked = card.clone();
        mask::card(&mut masked);
        let personal: Vec<FieldId> = mask::personal().collect();
        for field in FieldId::all() {
            prop_assert_eq!(masked.rows(field), card.rows(field));
            for row in (0..card.rows(field)).filter(|_| !personal.contains(&field)) {
                prop_assert_eq!(masked.get(Slot::row(field, row)), card.get(Slot::row(field, row)));
            }
        }
        let mut again = masked.clone();
        mask::card(&mut again);
        prop_assert_eq!(again, masked);
    }

    #[test]
    fn a_masked_payload_is_json_of_the_same_layout(card in any_card()) {
        let payload = Payload::of(&card, &context());
        let masked = mask::payload(payload.text());
        prop_assert_eq!(masked.lines().count(), payload.text().lines().count());
        let [before, after] = [payload.text(), &masked]
            .map(|text| CustomerValues::read(&serde_json::from_str(text).unwrap()));
        let personal: Vec<FieldId> = mask::personal().collect();
        for field in FieldId::all() {
            let expected: Vec<String> = before.of(field).iter().map(|value| {
                if personal.contains(&field) { mask::value(value) } else { value.clone() }
            }).collect();
            prop_assert_eq!(after.of(field), expected);
        }
        prop_assert_eq!(mask::payload(&masked), masked);
    }

    #[test]
    fn whatever_is_masked_is_json(text in any::<String>(), json in "[\\[\\]{}\",:\\\\ a1u]{0,12}") {
        for text in [&text, &json, &format!("{{\"pesel\":{json}}}"), &format!("{{\"pesel\":\"{json}\"}}")] {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&mask::payload(text)).is_ok(), "{text}");
        }
    }
}
