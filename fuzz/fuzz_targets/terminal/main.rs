//! Decodes what a terminal sends: in packets as at once, and without losing a byte. Then gives the keys to the form, whose
//! CRM and store say what the input says: nothing is drawn that a terminal would obey, what is sent is what the card says,
//! and what is typed comes back.

#![no_main]

mod form;

use form::Form;
use kartoteka::i18n::posix::TerminalCharset;
use kartoteka::tty::decode::{InputDecoder, InputEvent, InputToken};
use libfuzzer_sys::fuzz_target;

const LOCALES: [&str; 3] = ["pl_PL.UTF-8", "pl_PL.ISO-8859-2", "pl_PL.CP1250"];
/// More keys than this find nothing that fewer do not.
const KEYS: usize = 400;

fuzz_target!(|input: (u8, u8, u8, &[u8])| {
    let (locale, size, setup, bytes) = input;
    let locale = LOCALES[usize::from(locale) % LOCALES.len()];
    let charset = TerminalCharset::of_locale_name(locale).expect("a known character set");
    let presses = decoded(bytes, usize::from(size).max(1), charset);
    let mut form = Form::new(setup);
    for press in presses.into_iter().take(KEYS) {
        form.hear(press.event);
        if form.left {
            break;
        }
    }
    form.comes_back();
});

fn decoded(bytes: &[u8], size: usize, charset: TerminalCharset) -> Vec<InputToken> {
    let mut whole = (InputDecoder::new(charset), Vec::new());
    whole.0.feed(bytes);
    whole.0.drain(&mut whole.1);
    let mut pieces = (InputDecoder::new(charset), Vec::new());
    for packet in bytes.chunks(size) {
        pieces.0.feed(packet);
        pieces.0.drain(&mut pieces.1);
    }
    assert_eq!(whole.1, pieces.1, "packets do not matter");
    whole.0.flush(&mut whole.1);
    let pasted = whole
        .1
        .iter()
        .any(|press| matches!(press.event, InputEvent::Paste(_)));
    let sent: usize = whole.1.iter().map(|press| press.sent.len()).sum();
    // Of a paste the decoder keeps the marks alone, and it waits for its end.
    assert!(pasted || sent == bytes.len() || bytes.windows(6).any(|mark| mark == b"\x1b[200~"));
    whole.1
}
