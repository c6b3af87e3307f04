//! Whether the bytes of a word are a word in some character set.

pub(super) const POLISH: &str = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ";

/// What a word is like.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum WordShape {
    /// It has a sign, or capital letters where there should be none.
    Bad,
    /// All its letters are Polish.
    Polish,
    /// It has letters of other languages.
    Foreign,
    /// There is no letter in it.
    Signs,
}

/// Whether a byte stands for a character that texts have.
pub(super) fn is_character(character: char) -> bool {
    !matches!(character, '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER)
}

/// What a word is like whose bytes from 0x80 stand for the characters of a page.
pub(super) fn judge(word: &[u8], page: &[char]) -> WordShape {
    let decoded = |byte: &u8| match byte {
        0x80.. => page[usize::from(byte - 0x80)],
        byte => char::from(*byte),
    };
    let (mut polish, mut foreign) = (false, false);
    for (index, byte) in word.iter().enumerate() {
        if byte.is_ascii() {
            continue;
        }
        let character = decoded(byte);
        let before = index.checked_sub(1).map(|index| decoded(&word[index]));
        let after = word.get(index + 1).map(decoded);
        if !character.is_alphabetic() {
            if is_odd_sign(character, before, after) {
                return WordShape::Bad;
            }
        } else if is_odd_case(character, before, after) {
            return WordShape::Bad;
        } else if POLISH.contains(character) {
            polish = true;
        } else {
            foreign = true;
        }
    }
    match (polish, foreign) {
        (_, true) => WordShape::Foreign,
        (true, false) => WordShape::Polish,
        (false, false) => WordShape::Signs,
    }
}

/// A capital letter behind a small one, a small one among capitals, or the second of two capitals before small ones.
fn is_odd_case(letter: char, before: Option<char>, after: Option<char>) -> bool {
    let is = |other: Option<char>, test: fn(char) -> bool| other.is_some_and(test);
    let is_upper = letter.is_uppercase();
    (is_upper && is(before, char::is_lowercase))
        || (is_upper && is(before, char::is_uppercase) && is(after, char::is_lowercase))
        || (letter.is_lowercase() && is(before, char::is_uppercase) && is(after, char::is_uppercase))
}

/// A sign in a place where no text has one.
fn is_odd_sign(sign: char, before: Option<char>, after: Option<char>) -> bool {
    let is_letter = |other: Option<char>| other.is_some_and(char::is_alphabetic);
    let (before, after) = (is_letter(before), is_letter(after));
    match sign {
        '\u{a0}' | '\u{ad}' | '’' => false,
        '„' | '‚' | '“' | '‘' | '«' | '»' | '”' | '§' | '…' | '–' | '—' | '•' | '®' | '™' | '°' => {
            before && after
        }
        '\u{2500}'..='\u{25ff}' => true,
        _ => before || after,
    }
}
