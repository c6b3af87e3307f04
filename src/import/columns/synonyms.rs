//! What columns are called in the exports of address books, shops and accounting programs, and in tables made by hand.
//! Data only: the API's names and the labels of the form need no row here.
//!
//! A name is a list of words; case, marks and what is between the words make no difference, `e-mail` is one word, and
//! numbers are left out. Names of one row are separated by `|`.

/// Columns of a field, by the field's path.
pub(super) static FIELDS: &[(&str, &str)] = &[
    (
        "name",
        "imię | imiona | pierwsze imię | imię pierwsze | imię klienta | first name | firstname | given name | forename",
    ),
    (
        "surname",
        "nazwisko | nazwiska | nazwisko klienta | last name | lastname | family name | surname",
    ),
    (
        "email",
        "e-mail | mail | maile | e-maile | adres e-mail | adresy e-mail | adres mail | adres mailowy | adres poczty elektronicznej | \
         poczta elektroniczna | e-mail address | mail address | e-mail addresses | buyer e-mail",
    ),
    (
        "phone_number",
        "telefon | telefony | tel | nr telefonu | numer telefonu | numery telefonu | numery telefonów | nr tel | numer tel | \
         tel nr | telefon nr | telefon numer | phone | phones | phone number | phone no | telephone | telephone number | tel number | \
         kom | komórka | komórkowy | nr komórki | numer komórki | numer komórkowy | nr kom | nr komórkowy | gsm | mobile | \
         mobile number | mobile no | cell | cellphone | cell number | mobile phone",
    ),
    ("company_id", "id firmy | company id"),
    (
        "type",
        "typ | typ klienta | rodzaj klienta | customer type | client type",
    ),
    (
        "group",
        "grupa | grupa klienta | grupa klientów | customer group | client group",
    ),
    (
        "identifier",
        "identyfikator | identyfikator klienta | nr klienta | numer klienta | kod klienta | symbol klienta | symbol | \
         nr kontrahenta | numer kontrahenta | kod kontrahenta | symbol kontrahenta | customer number | customer no | \
         customer code | client number | client no | client code | external id",
    ),
    ("gender", "płeć | gender | sex"),
    (
        "homepage",
        "www | strona | strona www | strona internetowa | adres www | adres strony | adres strony www | adres internetowy | \
         strona sieci web | website | web site | web page | webpage | homepage | home page | url",
    ),
    (
        "birthdate",
        "data urodzenia | data ur | ur | urodziny | dzień urodzenia | birthday | birth date | birthdate | date of birth | dob",
    ),
    (
        "nip",
        "nip | nr nip | numer nip | nip ue | nip klienta | nip nabywcy | numer identyfikacji podatkowej | numer podatkowy | tax id | \
         tax number | vat id | vat number | vat no | vat ue | vat eu | tin",
    ),
    (
        "note",
        "notatka | notatki | notka | uwagi | uwaga | komentarz | komentarze | opis | dodatkowe informacje | informacje dodatkowe | \
         note | notes | comment | comments | remarks",
    ),
    ("pesel", "pesel | nr pesel | numer pesel"),
    (
        "job",
        "firma | nazwa firmy | firma nazwa | miejsce pracy | miejsce zatrudnienia | zakład pracy | pracodawca | organizacja | \
         company | company name | organization | organization name | organisation | organisation name | employer | workplace",
    ),
    (
        "job_title",
        "stanowisko | stanowisko pracy | funkcja | job title | position | organization title | organisation title",
    ),
    (
        "account_manager",
        "opiekun | opiekun klienta | opiekun handlowy | handlowiec | przedstawiciel handlowy | account manager | account owner",
    ),
    ("vip", "vip | klient vip"),
];

/// What may be beside the name of a phone or e-mail column without making it another one.
pub(super) static OF_CONTACTS: &str = "domowy domowa dom home prywatny prywatna private personal służbowy służbowa firmowy firmowa \
     firma company business work praca inny inna other główny główna main podstawowy podstawowa primary drugi druga dodatkowy \
     dodatkowa secondary alternatywny alternate additional stacjonarny landline komórkowy kom mobile cell kontaktowy kontakt \
     contact klienta customer do";

/// Parts of an address, by the last word of the field's path.
pub(super) static ADDRESS_PARTS: &[(&str, &str)] = &[
    (
        "street",
        "ulica | ul | nazwa ulicy | ulica i numer | ulica i nr | ulica nr | ulica numer | ulica i nr domu | ulica nr domu | \
         ulica i numer domu | ulica i numer budynku | ulica z numerem | street | street and number | street name | street line | address line | \
         ulica nr domu nr lokalu | ulica nr domu nr mieszkania | ulica numer domu lokalu | ulica dom lokal",
    ),
    (
        "building",
        "nr domu | numer domu | dom | budynek | nr budynku | numer budynku | nr posesji | building | building number | \
         house number | house no | street number | street no",
    ),
    (
        "flat",
        "nr mieszkania | numer mieszkania | mieszkanie | nr lokalu | numer lokalu | lokal | nr mieszk | flat | flat number | flat no | \
         apartment | apartment number | apartment no",
    ),
    (
        "postcode",
        "kod pocztowy | kod poczt | postcode | post code | postal code | zip | zip code | zipcode | postal zip code | zip postal code",
    ),
    ("city", "miasto | miejscowość | city | town | city town"),
    (
        "country",
        "kraj | państwo | kraj region | country | country region",
    ),
];

/// Parts of an address that the API has no field for.
pub(super) static OTHER_PARTS: &str = "województwo | powiat | gmina | region | state | province | \
     state province | county | po box | skrytka pocztowa | extended | extended address";

/// Which address of several: none of these words is the first one. The ones that the API has, and those of address books.
pub(super) static OWNERS: &[(AddressOwner, &str)] = &[
    (
        AddressOwner::Invoice,
        "faktury | faktura | faktur | fakturowy | rozliczeniowy | rozliczeniowa | płatnika | billing | invoice",
    ),
    (
        AddressOwner::Mail,
        "korespondencyjny | korespondencyjna | korespondencji | korespondencja | mailing | mail drop | correspondence",
    ),
    (
        AddressOwner::Home,
        "domowy | domowa | domu | dom | prywatny | prywatna | zamieszkania | home | private | personal | residential",
    ),
    (
        AddressOwner::Business,
        "służbowy | służbowa | firmowy | firmowa | firmy | firma | praca | business | work | company | office",
    ),
    (
        AddressOwner::Delivery,
        "dostawy | dostawa | wysyłki | wysyłka | wysyłkowy | delivery | shipping | shipment",
    ),
    (
        AddressOwner::Registered,
        "zameldowania | zameldowanie | siedziby | siedziba | rejestrowy | registered | head office",
    ),
    (
        AddressOwner::Other,
        "inny | inna | other | drugi | dodatkowy | alternate | second",
    ),
];

/// Whose address a column is about, as its heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AddressOwner {
    /// Nobody's in particular, or the first one by its name.
    First,
    /// That for invoices.
    Invoice,
    /// That for letters.
    Mail,
    /// The home.
    Home,
    /// The place of work.
    Business,
    /// Where goods go.
    Delivery,
    /// Where somebody is registered.
    Registered,
    /// Another one.
    Other,
}

/// Words of an address column that say nothing.
pub(super) static OF_ADDRESSES: &str = "adres adresu address adr do na dla for";

/// A whole address in one cell, or several parts of it.
pub(super) static WHOLE_ADDRESS: &str = "adres | adres klienta | pełny adres | adres pełny | cały adres | address | full address | \
     formatted | formatted address | address formatted | kod i miasto | kod miasto | kod i miejscowość | kod miejscowość | \
     kod pocztowy i miasto | kod pocztowy miasto | kod pocztowy i miejscowość | kod pocztowy miejscowość | \
     miasto i kod pocztowy | city and zip | zip and city";

/// First name and surname in one cell.
pub(super) static FULL_NAMES: &str = "imię i nazwisko | nazwisko i imię | imię nazwisko | nazwisko imię | imię i nazwisko klienta | \
     nazwisko i imię klienta | nazwisko imię klienta | imiona i nazwisko | nazwisko i imiona | full name | display name | name and surname | name surname | surname and name | \
     surname name | last name first name | first name last name |  first and last name | file as | \
     nazwa wyświetlana | wyświetlana nazwa | zapisz jako";

/// A customer in one cell, by whatever name.
pub(super) static CUSTOMERS: &str = "klient | kontrahent | odbiorca | nabywca | osoba | osoba kontaktowa | dane klienta | \
     nazwa klienta | nazwa kontrahenta | nazwa nabywcy | customer | client | contact | customer name | client name | \
     contact name | contact person | buyer | buyer name | kupujący";

/// Phones and e-mail addresses in one cell.
pub(super) static CONTACTS: &str = "kontakt | dane kontaktowe | telefon e-mail | e-mail telefon | telefon mail | mail telefon | \
     tel mail | tel e-mail | mail tel | e-mail tel | telefon i e-mail | e-mail i telefon | contact details | phone e-mail | e-mail phone | phone and e-mail";

/// Columns that may be about several fields, by the fields' paths.
pub(super) static UNCLEAR: &[(&[&str], &str)] = &[
    (
        &["surname", "job"],
        "nazwa | nazwa skrócona | nazwa pełna | pełna nazwa",
    ),
    (&["address.postcode", "identifier"], "kod | code"),
    (&["email", "address.city"], "poczta"),
    (&["job_title", "note"], "tytuł | title | salutation"),
    (&["identifier", "company_id"], "id"),
    (&["address.building", "phone_number"], "dom | home"),
    (&["job", "phone_number"], "praca | work"),
];

/// The number of the row, if its cells count; else the number of something.
pub(super) static COUNTERS: &str = "nr | numer | no | number | nr wiersza | row | row number | poz | pozycja";

/// The fields that a column of [`COUNTERS`] may be about where it does not count.
pub(super) static NUMBERED: &[&str] = &["identifier", "address.building"];

/// The number of the row.
pub(super) static ROW_NUMBERS: &str = "lp | l p | liczba porządkowa | numer porządkowy | nr porządkowy";

/// The last or the first word of a column that says of what kind the values of another one are.
pub(super) static KINDS: &str = "type label typ etykieta";

/// Columns of exports that say of what kind others are, or that are the exporting program's own.
pub(super) static LABELS: &str = "labels | group membership | photo | zdjęcie | e-mail type | e-mail display name | \
     typ e-mail | wyświetlana nazwa e-mail | nazwa wyświetlana e-mail | priority | priorytet | sensitivity | charakter | \
     internet free busy | directory server | serwer katalogowy | user certificate";

/// What the API has no field for.
pub(super) static NO_FIELD: &str = "middle name | additional name | drugie imię | imię drugie | name prefix | name suffix | \
     suffix | sufiks | nickname | pseudonim | ksywa | initials | inicjały | short name | maiden name | nazwisko rodowe | \
     nazwisko panieńskie | name yomi | yomi name | given name yomi | additional name yomi | family name yomi | \
     phonetic first name | phonetic middle name | phonetic last name | organization yomi name | organization symbol | \
     organization department | department | dział | fax | faks | fax number | numer faksu | business fax | home fax | other fax | \
     faks służbowy | faks domowy | inny faks | pager | pager number | telex | teleks | isdn | tty tdd phone | telefon tty tdd | \
     screen name | anniversary | rocznica | spouse | małżonek | współmałżonek | children | dzieci | \
     manager's name | nazwisko menedżera | assistant's name | nazwisko asystenta | hobby | office location | \
     private | prywatne | mileage | language | język | subject";
