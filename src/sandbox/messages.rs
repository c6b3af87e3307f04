//! The messages of the sandbox: one table of code, English and Polish.

use std::fmt::Display;

/// A language in which the sandbox answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReplyLanguage {
    /// Also where the client asks for one that the sandbox does not speak.
    English,
    Polish,
}

impl ReplyLanguage {
    /// The language that an `Accept-Language` header prefers; of two equal ones, the first.
    pub(super) fn preferred(header: &str) -> Self {
        let mut best = (Self::English, 0.0);
        for range in header.split(',') {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let primary = tag.trim().split('-').next().unwrap_or_default();
            let language = match primary.to_ascii_lowercase().as_str() {
                "pl" => Self::Polish,
                "en" | "*" => Self::English,
                _ => continue,
            };
            let weight = quality(parameters);
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }
}

/// The weight among a range's parameters: 1 where none is given, 0 where it cannot be read.
fn quality(parameters: &str) -> f32 {
    let mut parameters = parameters.split(';').map(str::trim);
    let weight = parameters.find_map(|parameter| parameter.strip_prefix("q="));
    weight.map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0))
}

/// One row of the table. `{name}` in a text stands for the argument of that name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MessageText {
    code: u32,
    english: &'static str,
    polish: &'static str,
}

impl MessageText {
    /// The number of the error.
    pub(super) fn code(&self) -> u32 {
        self.code
    }

    /// The text in a language, with the names of its arguments.
    pub(super) fn template(&self, language: ReplyLanguage) -> &'static str {
        match language {
            ReplyLanguage::English => self.english,
            ReplyLanguage::Polish => self.polish,
        }
    }
}

macro_rules! table {
    ($($name:ident $code:literal $english:literal $polish:literal)*) => {
        $(pub(super) static $name: MessageText = MessageText { code: $code, english: $english, polish: $polish };)*
        /// All of them.
        pub(super) static ALL: &[&MessageText] = &[$(&$name),*];
    };
}

// 1104xx are about the request, 1111xx about the customer in it. 111111 is the vendor's own number.
table! {
    MALFORMED 110_390
        "The request is not valid HTTP/1.1: {part}."
        "To nie jest poprawne żądanie HTTP/1.1: {part}."
    HEAD_TOO_LONG 110_391
        "The head of the request is longer than {limit} bytes, or has more than {headers} headers."
        "Nagłówki żądania mają więcej niż {limit} bajtów lub jest ich więcej niż {headers}."
    HEAD_TIMED_OUT 110_392
        "The head of the request did not arrive in time."
        "Nagłówki żądania nie dotarły w wyznaczonym czasie."
    WRONG_EXPECTATION 110_393
        "The header Expect can only be 100-continue."
        "Nagłówek Expect może mieć tylko wartość 100-continue."
    WRONG_CODING 110_394
        "The header Transfer-Encoding can only be chunked."
        "Nagłówek Transfer-Encoding może mieć tylko wartość chunked."
    OTHER_HOST 110_395
        "The header Host names another machine; use localhost or 127.0.0.1."
        "Nagłówek Host wskazuje inny komputer; użyj localhost lub 127.0.0.1."
    NO_CREDENTIALS 110_400
        "Authentication is required: send the API user and its password by HTTP Basic."
        "Wymagane jest uwierzytelnienie: podaj użytkownika API i hasło (HTTP Basic)."
    WRONG_CREDENTIALS 110_401
        "Wrong API user or password."
        "Nieprawidłowy użytkownik API lub hasło."
    NO_SUCH_PATH 110_404
        "There is nothing at {path}. Use POST /api/customers, GET /api/customers?email=… or GET /api/customers/324."
        "Pod adresem {path} nic nie ma. Użyj POST /api/customers, GET /api/customers?email=… lub GET /api/customers/324."
    WRONG_METHOD 110_405
        "Method {method} is not supported here; use {allowed}."
        "Metoda {method} nie jest tu obsługiwana; użyj {allowed}."
    BODY_TIMED_OUT 110_408
        "The body of the request did not arrive in time."
        "Treść żądania nie dotarła w wyznaczonym czasie."
    BODY_CUT 110_409
        "The body of the request could not be read to its end."
        "Nie udało się odczytać całej treści żądania."
    NO_SUCH_CUSTOMER 110_410
        "There is no customer with the id {id}."
        "Nie ma klienta o identyfikatorze {id}."
    NO_SUCH_COMPANY 110_411
        "There is no company with the id {id}."
        "Nie ma firmy o identyfikatorze {id}."
    BODY_TOO_LARGE 110_413
        "The body of the request is larger than {limit} bytes."
        "Treść żądania jest większa niż {limit} bajtów."
    WRONG_MEDIA_TYPE 110_415
        "The body must be JSON: send the header Content-Type: application/json."
        "Treść żądania musi być w formacie JSON: wyślij nagłówek Content-Type: application/json."
    WRONG_ENCODING 110_416
        "The body must not be compressed: leave the header Content-Encoding out."
        "Treść żądania nie może być skompresowana: pomiń nagłówek Content-Encoding."
    NOT_JSON 110_420
        "The body is not valid JSON: line {line}, column {column}."
        "Treść żądania nie jest poprawnym dokumentem JSON: wiersz {line}, kolumna {column}."
    NOT_UTF8 110_421
        "The body is not valid UTF-8: byte {byte}."
        "Treść żądania nie jest poprawnym tekstem UTF-8: bajt {byte}."
    NOT_AN_OBJECT 110_422
        "The body must be a JSON object."
        "Treść żądania musi być obiektem JSON."
    UNKNOWN_PARAMETER 110_431
        "Unknown parameter \"{name}\"; known are {keys}, limit and offset."
        "Nieznany parametr „{name}”; znane to: {keys}, limit i offset."
    BLANK_PARAMETER 110_432
        "Parameter {name} is blank."
        "Parametr {name} jest pusty."
    WRONG_QUERY 110_433
        "The query must be percent-encoded UTF-8; this part is not: {part}"
        "Zapytanie musi być zapisane w UTF-8 z kodowaniem procentowym; ten fragment nie jest: {part}"
    WRONG_LIMIT 110_434
        "Parameter limit must be a whole number from 1 to {highest}."
        "Parametr limit musi być liczbą całkowitą od 1 do {highest}."
    WRONG_OFFSET 110_435
        "Parameter offset must be a whole number, 0 or more."
        "Parametr offset musi być liczbą całkowitą, równą co najmniej 0."
    DATABASE 110_500
        "The sandbox could not use its database: {reason}"
        "Nie udało się skorzystać z bazy danych piaskownicy: {reason}"

    REQUIRED 111_101
        "Field {field} is required."
        "Pole {field} jest wymagane."
    UNKNOWN_FIELD 111_102
        "Unknown field \"{field}\"; the nearest known one is \"{nearest}\"."
        "Nieznane pole „{field}”; najbliższe znane to „{nearest}”."
    NOT_TEXT 111_103
        "Field {field} must be a string."
        "Pole {field} musi być tekstem."
    NOT_ROWS 111_104
        "Field {field} must be a string or an array of strings."
        "Pole {field} musi być tekstem lub listą tekstów."
    NOT_INTEGER 111_105
        "Field {field} must be a whole number."
        "Pole {field} musi być liczbą całkowitą."
    NOT_FLAG 111_106
        "Field {field} must be true or false."
        "Pole {field} musi mieć wartość true lub false."
    NOT_STRINGS 111_107
        "Field {field} must be an object whose values are strings."
        "Pole {field} musi być obiektem, którego wartości są tekstami."
    NAMELESS 111_108
        "Every name in field {field} must have at least one character that is not blank."
        "Każda nazwa w polu {field} musi mieć co najmniej jeden znak inny niż odstęp."
    FURTHER 111_109
        "Further errors, not listed: {count}."
        "Pozostałe błędy, niewymienione: {count}."
    PHONE 111_111
        "Wrong format of phone number."
        "Nieprawidłowy format numeru telefonu."
    EMAIL 111_112
        "Wrong format of e-mail address."
        "Nieprawidłowy format adresu e-mail."
    PESEL 111_113
        "Wrong PESEL number."
        "Nieprawidłowy numer PESEL."
    NIP 111_114
        "Wrong tax number (NIP)."
        "Nieprawidłowy numer NIP."
    DATE 111_115
        "Wrong date in field {field}."
        "Nieprawidłowa data w polu {field}."
    POSTCODE 111_116
        "Wrong postcode in field {field}."
        "Nieprawidłowy kod pocztowy w polu {field}."
    HOMEPAGE 111_117
        "Wrong web address in field {field}."
        "Nieprawidłowy adres strony internetowej w polu {field}."
    NOT_POSITIVE 111_118
        "Field {field} must be a whole number greater than 0."
        "Pole {field} musi być liczbą całkowitą większą od 0."
    WRONG_VALUE 111_119
        "Wrong value in field {field}."
        "Nieprawidłowa wartość w polu {field}."
}

/// One error of an answer, not yet in a language.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FieldError {
    text: &'static MessageText,
    arguments: Vec<(&'static str, String)>,
}

impl FieldError {
    pub(super) fn new(text: &'static MessageText) -> Self {
        Self {
            text,
            arguments: Vec::new(),
        }
    }

    /// Gives an argument its value. What a client wrote is shortened, so that no answer outgrows its request.
    pub(super) fn with(mut self, name: &'static str, value: impl Display) -> Self {
        const LONGEST: usize = 100;
        let mut value = value.to_string();
        if let Some((end, _)) = value.char_indices().nth(LONGEST) {
            value.truncate(end);
            value.push('…');
        }
        self.arguments.push((name, value));
        self
    }

    /// The number of the error.
    pub(super) fn code(&self) -> u32 {
        self.text.code
    }

    /// The message. The arguments are put in in one pass, so that braces in them stay what they are.
    pub(super) fn message(&self, language: ReplyLanguage) -> String {
        let mut rest = self.text.template(language);
        let mut message = String::new();
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            message.push_str(before);
            let argument = self.arguments.iter().find(|(known, _)| *known == name);
            message.push_str(argument.map_or("", |(_, value)| value));
            rest = after;
        }
        message.push_str(rest);
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        let pieces = text.split('{').skip(1);
        pieces.map(|piece| piece.split_once('}').unwrap().0).collect()
    }

    #[test]
    fn every_row_has_its_own_code_and_the_same_arguments_in_both_languages() {
        let codes: BTreeSet<u32> = ALL.iter().map(|text| text.code).collect();
        assert_eq!(codes.len(), ALL.len());
        for text in ALL {
            assert_eq!(placeholders(text.english), placeholders(text.polish), "{text:?}");
            assert_ne!(text.english, text.polish);
        }
    }

    #[test]
    fn braces_in_an_argument_are_no_placeholders() {
        let complaint = FieldError::new(&UNKNOWN_FIELD)
            .with("field", "{nearest}")
            .with("nearest", "name");
        let expected = "Unknown field \"{nearest}\"; the nearest known one is \"name\".";
        assert_eq!(complaint.message(ReplyLanguage::English), expected);
    }

    #[test]
    fn a_long_argument_is_shortened_between_characters() {
        let complaint = FieldError::new(&REQUIRED).with("field", "ż".repeat(5000));
        let expected = format!("Pole {}… jest wymagane.", "ż".repeat(100));
        assert_eq!(complaint.message(ReplyLanguage::Polish), expected);
    }

    #[test]
    fn the_preferred_language() {
        let cases = [
            ("nothing", "", ReplyLanguage::English),
            ("Polish", "pl", ReplyLanguage::Polish),
            ("Polish of Poland, in capitals", "PL-pl", ReplyLanguage::Polish),
            ("Polish first", "pl,en", ReplyLanguage::Polish),
            (
                "Polish second by weight",
                "pl;q=0.5, en;q=0.9",
                ReplyLanguage::English,
            ),
            (
                "Polish first by weight",
                "en;q=0.5, pl;q=0.9",
                ReplyLanguage::Polish,
            ),
            (
                "Polish after one not spoken",
                "de, pl;q=0.3",
                ReplyLanguage::Polish,
            ),
            ("Polish refused", "pl;q=0", ReplyLanguage::English),
            ("anything first", "*, pl;q=0.5", ReplyLanguage::English),
            ("a longer word", "plx", ReplyLanguage::English),
            ("junk", ";;q=,,pl;q=x", ReplyLanguage::English),
        ];
        for (name, header, language) in cases {
            assert_eq!(ReplyLanguage::preferred(header), language, "{name}");
        }
    }
}
