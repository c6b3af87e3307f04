//! Any text as settings: never a panic, never a word of it in the message where it could be a secret.

use super::{File, SECRET, Told as _, profile};
use proptest::prelude::*;

/// Text of all kinds, and text that nearly is what it should be.
fn source() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just("[profiles.main]".to_owned()),
        Just("[history]".to_owned()),
        Just("[[custom_fields]]".to_owned()),
        Just("[choices]".to_owned()),
        (
            "(base_url|user|ca_file|insecure|keep_days|store|timeout_seconds|name|gender|theme|x)",
            value()
        )
            .prop_map(|(key, value)| format!("{key} = {value}")),
    ];
    prop_oneof![
        2 => proptest::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n").into_bytes()),
        1 => any::<String>().prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 0..200),
    ]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<bool>().prop_map(|flag| flag.to_string()),
        any::<String>().prop_map(|text| format!("{text:?}")),
        Just("\"https://x.thulium.com\"".to_owned()),
        Just("[{ value = \"K\" }]".to_owned()),
        Just("[[[".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_is_read_or_refused_in_one_line(source in source()) {
        if let Err(error) = File::new(source).load() {
            let message = error.words();
            prop_assert!(!message.contains('\n') && !message.contains('\u{1b}'), "{message:?}");
        }
    }

    #[test]
    fn a_secret_in_any_place_is_in_no_message(key in "[a-z_]{1,16}", before in "[ -~]{0,20}") {
        for line in [
            format!("{key} = \"{before}{SECRET}\""),
            format!("password_command = [\"{SECRET}\", {key}]"),
            format!("{before}{SECRET}"),
            format!("user = \"{SECRET}:{key}\""),
        ] {
            if let Err(error) = File::new(profile(&line)).load() {
                prop_assert!(!error.words().contains(SECRET), "{line}: {error:?}");
            }
        }
    }
}
