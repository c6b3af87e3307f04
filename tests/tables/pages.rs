//! The code pages of our own, byte by byte, against what Python's codecs say (`bytes([b]).decode("cp852")`).

use super::support::charsets::decoded;

const PAGES: [(&str, &str); 2] = [
    ("cp852", include_str!("pages/cp852.txt")),
    ("mac_latin2", include_str!("pages/mac_latin2.txt")),
];

#[test]
fn every_byte_of_the_old_pages_stands_for_what_others_read() {
    for (name, page) in PAGES {
        let mut count = 0;
        for line in page.lines() {
            let (byte, character) = line.split_once(' ').unwrap();
            let byte = u8::from_str_radix(byte, 16).unwrap();
            let character = u32::from_str_radix(character, 16).unwrap();
            let expected = char::from_u32(character).unwrap().to_string();
            assert_eq!(decoded(&[byte], name), expected, "{name} {byte:02X}");
            count += 1;
        }
        assert_eq!(count, 128, "{name}");
        let ascii: Vec<u8> = (0..0x80).collect();
        assert_eq!(decoded(&ascii, name).as_bytes(), ascii, "{name}");
    }
}
