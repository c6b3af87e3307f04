//! What is refused: each message names the file, the line, the key and what is allowed, in one line without secrets.

use super::{File, SECRET, Told as _, profile};
use Source::{Main, Url, User, Whole};
use kartoteka::config;
use kartoteka::i18n::{Language, Locale};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

/// A file with a mistake.
#[derive(Clone, Copy)]
enum Source {
    /// The whole file.
    Whole(&'static str),
    /// Lines after those of a good profile, so from line 4.
    Main(&'static str),
    /// A good profile with another URL, which is on line 2.
    Url(&'static str),
    /// A good profile with another user, who is on line 3.
    User(&'static str),
}

impl Source {
    fn text(self) -> String {
        match self {
            Whole(text) => text.to_owned(),
            Main(lines) => profile(lines),
            Url(url) => profile("").replace("https://x.thulium.com", url),
            User(user) => profile("").replace("api_user", user),
        }
    }
}

/// A name, a file, the line (0: none) and the key (empty: none) that the message names, and words that it has.
type Row = (&'static str, Source, usize, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const PROFILES: &[Row] = &[
    ("no URL", Whole("[profiles.main]\nuser = 'u'"), 1, "profiles.main", &["base_url"]),
    ("no user", Whole("\n[profiles.main]\nbase_url = 'https://x'"), 2, "profiles.main", &["user"]),
    ("an empty URL", Url(""), 2, "profiles.main.base_url", &["empty"]),
    ("http", Url("http://x.thulium.com"), 2, "profiles.main.base_url", &["https://", "127.0.0.1"]),
    ("almost loopback", Url("http://127.0.0.1.evil.com"), 2, "profiles.main.base_url", &["https://"]),
    ("another scheme", Url("ftp://x"), 2, "profiles.main.base_url", &["https://"]),
    ("no scheme", Url("x.thulium.com"), 2, "profiles.main.base_url", &["https://"]),
    ("no host", Url("https:///api"), 2, "profiles.main.base_url", &["no host"]),
    ("a space", Url("https://x y"), 2, "profiles.main.base_url", &["spaces"]),
    ("a query", Url("https://x?y"), 2, "profiles.main.base_url", &["?"]),
    ("a dot", Url("https://x/."), 2, "profiles.main.base_url", &[". or ..", "https://"]),
    ("two dots", Url("https://x/y/../z"), 2, "profiles.main.base_url", &[". or ..", "https://"]),
    ("escaped dots", Url("https://x/y/%2E%2e"), 2, "profiles.main.base_url", &[". or ..", "https://"]),
    ("twice escaped dots", Url("https://x/%252e"), 2, "profiles.main.base_url", &[". or ..", "https://"]),
    ("https://x/api", Url("https://x/api"), 2, "profiles.main.base_url", &["write base_url = \"https://x\""]),
    ("https://x/api/", Url("https://x/api/"), 2, "profiles.main.base_url", &["write base_url = \"https://x\""]),
    ("https://x/API", Url("https://x/API"), 2, "profiles.main.base_url", &["write base_url = \"https://x\""]),
    ("https://x//api//", Url("https://x//api//"), 2, "profiles.main.base_url", &["write base_url = \"https://x\""]),
    ("https://x/api/customers", Url("https://x/api/customers"), 2, "profiles.main.base_url", &["write base_url = \"https://x\""]),
    ("https://x/api/customers/", Url("https://x/api/customers/"), 2, "profiles.main.base_url", &["write base_url = \"https://x\""]),
    ("https://x/Api/Customers", Url("https://x/Api/Customers"), 2, "profiles.main.base_url", &["write base_url = \"https://x\""]),
    ("https://x/api/customers/324", Url("https://x/api/customers/324"), 2, "profiles.main.base_url", &["write base_url = \"https://x\""]),
    ("https://x:8443/crm/api", Url("https://x:8443/crm/api"), 2, "profiles.main.base_url", &["write base_url = \"https://x:8443/crm\""]),
    ("http://127.0.0.1:8080/api/customers", Url("http://127.0.0.1:8080/api/customers"), 2, "profiles.main.base_url", &["write base_url = \"http://127.0.0.1:8080\""]),
    ("http://[::1]/api", Url("http://[::1]/api"), 2, "profiles.main.base_url", &["write base_url = \"http://[::1]\""]),
    ("a password in the URL", Url("https://u:hunter2@x"), 2, "profiles.main.base_url", &["password"]),
    ("an empty user", User(" "), 3, "profiles.main.user", &["empty"]),
    ("user and password", User("api:hunter2"), 3, "profiles.main.user", &["colon"]),
    ("no time", Main("timeout_seconds = 0"), 4, "profiles.main.timeout_seconds", &["1 to 600"]),
    ("too long", Main("timeout_seconds = 601"), 4, "profiles.main.timeout_seconds", &["1 to 600"]),
    ("a text", Main("timeout_seconds = '30'"), 4, "profiles.main.timeout_seconds", &["whole number"]),
    ("a second header", Main("accept_language = \"pl\\r\\nX: y\""), 4, "profiles.main.accept_language", &["\"pl\""]),
    ("no certificates", Main("ca_file = ' '"), 4, "profiles.main.ca_file", &["PEM file"]),
    ("neither yes nor no", Main("insecure = 'no'"), 4, "profiles.main.insecure", &["a boolean"]),
    ("a number", Main("check_duplicates = 1"), 4, "profiles.main.check_duplicates", &["a boolean"]),
    ("two ways to trust", Main("insecure = true\nca_file = 'ca.pem'"), 4, "profiles.main.insecure", &["ca_file", "keep one"]),
    ("an unknown key", Main("timeout = 3"), 4, "profiles.main", &["`timeout`", "`timeout_seconds`"]),
];

#[rustfmt::skip]
const PASSWORDS: &[Row] = &[
    ("no such key", Main("password = 'hunter2'"), 4, "profiles.main", &["`password_command`", "`password_env`"]),
    ("no name", Main("password_env = 'hunter2!'"), 4, "profiles.main.password_env", &["name of an environment variable"]),
    ("no quotation marks", Main("password_command = hunter2"), 4, "password_command", &["quoted"]),
    ("an open quotation mark", Main("password_command = 'hunter2"), 4, "password_command", &["`'`"]),
    ("a number and more", Main("password_env = 12hunter2"), 4, "password_env", &[]),
    ("a list", Main("password_command = ['hunter2']"), 4, "profiles.main.password_command", &["a string"]),
    ("the wrong key", Main("timeout_seconds = 'hunter2'"), 4, "profiles.main.timeout_seconds", &["number"]),
    ("a line of its own", Main("hunter2=="), 4, "", &[]),
    ("a table's place", Whole("[profiles]\nmain = 'hunter2'"), 2, "profiles.main", &["a table"]),
    ("twice", Main("password_env = 'A'\npassword_env = 'hunter2'"), 5, "password_env", &["duplicate key"]),
    ("an empty command", Main("password_command = ' '"), 4, "profiles.main.password_command", &["shell command"]),
    ("two sources", Main("password_command = 'echo hunter2'\n\npassword_env = 'A'"), 6, "profiles.main.password_env", &["keep one"]),
    ("two sources, a quoted name",
        Whole("[profiles.'a b']\nbase_url = 'https://x'\nuser = 'u'\npassword_env = 'A'\npassword_command = 'c'"),
        4, "profiles.a b.password_env", &["keep one"]),
];

#[rustfmt::skip]
const LISTS: &[Row] = &[
    ("no TOML", Whole("theme = 'mono'\n[profiles.main\n"), 2, "", &["`]`"]),
    ("an unknown table", Whole("\n[archive]\nkeep_days = 9"), 2, "", &["`archive`", "`history`", "`choices`"]),
    ("no days", Whole("[history]\nkeep_days = 0"), 2, "history.keep_days", &["whole number of days", "1 to 36500"]),
    ("more than a century", Whole("[history]\nkeep_days = 36501"), 2, "history.keep_days", &["1 to 36500"]),
    ("half a day", Whole("[history]\nkeep_days = 0.5"), 2, "history.keep_days", &["whole number of days"]),
    ("neither full nor masked", Whole("[history]\n\nstore = 'none'"), 3, "history.store", &["`full`", "`masked`"]),
    ("an unknown key of the history", Whole("[history]\nkeep = 9"), 2, "history", &["`keep`", "`keep_days`"]),
    ("an unknown language", Whole("language = 'de'"), 1, "language", &["`en`", "`pl`"]),
    ("an unknown theme", Whole("\ntheme = 'dusk'"), 2, "theme", &["`default`", "`dark`", "`light`", "`high-contrast`", "`mono`"]),
    ("no profile", Whole("# a\ndefault_profile = 'b'"), 2, "default_profile", &["\"b\"", "[profiles.NAME]"]),
    ("another profile",
        Whole("default_profile = 'b'\n[profiles.main]\nbase_url = 'https://x'\nuser = 'u'"),
        1, "default_profile", &["\"b\"", "main"]),
    ("no choice field", Whole("[choices]\nname = []"), 2, "choices", &["`name`", "`type`, `group`, `gender`, `account_manager`"]),
    ("a choice of texts", Whole("[choices]\ntype = ['a']"), 2, "choices.type", &["a table"]),
    ("no list", Whole("[choices]\ntype = 'a'"), 2, "choices.type", &["a list"]),
    ("no value", Whole("[choices]\ntype = [{ label = 'a' }]"), 2, "choices.type", &["`value`"]),
    ("a third sex", Whole("[choices]\ngender = [{ value = 'a', sex = 'm' }]"), 2, "choices.gender.sex", &["`female`", "`male`"]),
    ("a blank value", Whole("[choices]\ntype = [{ value = 'a' }]\ngroup = [{ value = ' ' }]"), 3, "choices.group", &["blank"]),
    ("a nameless field", Whole("\n[[custom_fields]]\nlabel = 'a'"), 2, "custom_fields", &["`name`"]),
    ("a blank name", Whole("[[custom_fields]]\nname = ''"), 2, "custom_fields.name", &["blank"]),
    ("a name with a space", Whole("[[custom_fields]]\nname = 'a '"), 2, "custom_fields.name", &["space"]),
    ("a name twice",
        Whole("[[custom_fields]]\nname = 'a'\n[[custom_fields]]\nlabel = 'x'\nname = 'a'"),
        5, "custom_fields.name", &["duplicate name \"a\""]),
    ("a name twice, inline",
        Whole("custom_fields = [{ name = 'a' }, { name = 'a' }]"), 1, "custom_fields.name", &["duplicate name"]),
];

#[rustfmt::skip]
const KEYS: &[Row] = &[
    ("no action", Whole("[keys]\n\nnext-feld = ['F5']"), 3, "keys.next-feld", &["did you mean next-field?"]),
    ("nothing like an action", Whole("[keys]\nqqqq = ['F5']"), 2, "keys.qqqq", &["kartoteka keys"]),
    ("no action of the place", Whole("[keys.history]\nhold = ['F5']"), 2, "keys.history.hold", &["no such action here"]),
    ("no action of the shift", Whole("[keys.shift]\nopen = ['F5']"), 2, "keys.shift.open", &["no such action here"]),
    ("a key of the shift", Whole("[keys.shift]\nend-shift = ['c']"), 2, "keys.shift.end-shift", &["c in shift", "copy"]),
    ("no place", Whole("[keys.histroy]\nopen = ['F5']"), 1, "keys.histroy", &["history", "menu"]),
    ("an action as a place", Whole("[keys.undo]\nopen = ['F5']"), 1, "keys.undo", &["undo = [\"F8\"]"]),
    ("a place as an action", Whole("[keys]\nmenu = ['x']"), 2, "keys.menu", &["[keys.menu]"]),
    ("no key", Whole("[keys.form]\nhelp = ['F1']\nundo = ['Strg+Z']"), 3, "keys.form.undo", &["\"Strg+Z\" is not a key", "Ctrl+X"]),
    ("no such function key", Whole("[keys.form]\nundo = ['F99']"), 2, "keys.form.undo", &["\"F99\" is not a key"]),
    ("Tab's other name", Whole("[keys.form]\nundo = ['Ctrl+I']"), 2, "keys.form.undo", &["Ctrl+I is the same as Tab"]),
    ("flow control", Whole("[keys.form]\nundo = ['Ctrl+S']"), 2, "keys.form.undo", &["Ctrl+S stops"]),
    ("the key that never is one", Whole("[keys.form]\nundo = ['Ctrl+C']"), 2, "keys.form.undo", &["Ctrl+C"]),
    ("a key of no terminal", Whole("[keys.form]\nundo = ['Ctrl+1']"), 2, "keys.form.undo", &["no terminal"]),
    ("a key that types", Whole("[keys.form]\nundo = ['z']"), 2, "keys.form.undo", &["z types"]),
    ("a key that edits", Whole("[keys]\nundo = 'Backspace'"), 2, "keys.undo", &["Backspace types or edits"]),
    ("a letter where a list narrows", Whole("[keys.choosing]\ntake = ['x']"), 2, "keys.choosing.take", &["x types"]),
    ("a letter everywhere", Whole("[keys]\ncopy = ['y']"), 2, "keys.copy", &["[keys.history]"]),
    ("a key of another action", Whole("[keys.form]\nundo = ['F3']"), 2, "keys.form.undo", &["F3 in form", "history"]),
    ("two new ones",
        Whole("[keys.form]\nundo = ['F5']\nredo = ['F5']"), 2, "keys.form.undo", &["F5 in form already belongs to redo"]),
    ("in one scope of several", Whole("[keys]\nsettle = ['F8']"), 2, "keys.settle", &["F8 in pager", "review"]),
    ("a letter of the menu", Whole("[keys.menu]\nundo = ['q']"), 2, "keys.menu.undo", &["q in menu", "quit"]),
    ("more than a letter", Whole("[keys.menu]\nundo = ['F5']"), 2, "keys.menu.undo", &["single letter"]),
    ("sections without keys", Whole("[keys.menu]\nsection = ['1']"), 2, "keys.menu.section", &["7 letters"]),
    ("no way to the menu", Whole("[keys]\nleader = []"), 2, "keys.leader", &["keep at least one"]),
    ("no way back", Whole("[keys.review]\nback = []"), 2, "keys.review.back", &["keep at least one"]),
    ("no way at all", Whole("[keys.menu]\nundo = []"), 2, "keys.menu.undo", &["keep at least one"]),
    ("two leaders", Whole("[keys.history]\nleader = ['F12']"), 2, "keys.history.leader", &["[keys] itself"]),
    ("a yes by accident", Whole("[keys.question]\nyes = ['y']"), 2, "keys.question.yes", &["capital letter"]),
    ("a dotted name", Whole("[keys]\nhelp = ['F1']\nform.undo = ['F3']"), 3, "keys.form.undo", &["F3 in form"]),
    ("a table inline", Whole("[keys]\nhelp = ['F1']\nform = { undo = ['F3'] }"), 3, "keys.form.undo", &["F3 in form"]),
    ("a number", Whole("[keys]\nundo = 5"), 2, "keys.undo", &["a list of keys"]),
];

#[rustfmt::skip]
const FORMS: &[Row] = &[
    ("an unknown key", Main("form.fields = []"), 4, "profiles.main.form", &["`fields`", "`sections`", "`required`"]),
    ("a form as a list", Main("form = []"), 4, "profiles.main.form", &["a table"]),
    ("a section as a list", Whole("team = []"), 1, "team", &["a table"]),
    ("a profile as a list", Whole("[profiles]\nmain = ['https://x.pl', 'u']"), 2, "profiles.main", &["a table"]),
    ("a field as a list", Whole("custom_fields = [['kampania']]"), 1, "custom_fields", &["a table"]),
    ("a choice as a list", Whole("[choices]\ntype = [['a', 'b']]"), 2, "choices.type", &["a table"]),
    ("sections as lists", Main("form.sections = [{ fields = ['surname'] }, [['email']]]"), 4, "profiles.main.form.sections", &["a table"]),
    ("a form without a table", Main("form = 1"), 4, "profiles.main.form", &["a table"]),
    ("no field of a section", Main("form.sections = [\n{ title = 'A', fields = ['surname'] },\n{ title = 'B', fields = [\n'name',\n'adres.city'] }]"),
        8, "profiles.main.form.sections.fields", &["`adres.city`", "`address.city`"]),
    ("a field in two sections", Main("form.sections = [{ title = 'A', fields = ['surname'] },\n{ title = 'B', fields = ['surname'] }]"),
        5, "profiles.main.form.sections.fields", &["`surname`", "twice"]),
    ("no title", Main("[[profiles.main.form.sections]]\ntitle = ' '\nfields = ['surname']"), 5, "profiles.main.form.sections.title", &["blank"]),
    ("a title that rings", Main("[[profiles.main.form.sections]]\ntitle = \"A\\u0007\"\nfields = ['surname']"),
        5, "profiles.main.form.sections.title", &["hidden"]),
    ("no fields", Main("[[profiles.main.form.sections]]\ntitle = 'A'\nfields = []"), 6, "profiles.main.form.sections.fields", &["at least one"]),
    ("a title missing", Main("[[profiles.main.form.sections]]\nfields = ['surname']"), 4, "profiles.main.form.sections", &["`title`"]),
    ("nothing like a field", Main("form.required = ['qqqq']"), 4, "profiles.main.form.required", &["`qqqq`", "`surname`", "`mail_drop_address.country`"]),
    ("the end of a path", Main("form.required = ['country']"), 4, "profiles.main.form.required", &["`address.country`"]),
    ("no custom field", Main("form.required = ['custom_fields.kampanie']\n[[custom_fields]]\nname = 'kampania'"),
        4, "profiles.main.form.required", &["`custom_fields.kampania`"]),
    ("required twice", Main("form.required = [\n'name',\n'name']"), 6, "profiles.main.form.required", &["twice"]),
    ("any custom field", Main("form.required = ['custom_fields']"), 4, "profiles.main.form.required", &["custom_fields.NAME"]),
    ("a note typed twice", Main("form.verify = ['pesel', 'note']"), 4, "profiles.main.form.verify", &["`note`", "twice"]),
    ("a nameless label", Main("form.labels.surname = ''"), 4, "profiles.main.form.labels.surname", &["blank"]),
    ("a label of no field", Main("[profiles.main.form.labels]\nname = 'A'\nsurnme = 'B'"), 6, "profiles.main.form.labels.surnme", &["`surname`"]),
    ("a path without quotes", Main("form.labels.address.country = 'Kraj'"), 4, "profiles.main.form.labels.address", &["a string"]),
    ("no characters", Main("form.max_length.surname = 0"), 4, "profiles.main.form.max_length.surname", &["1 to 10000"]),
    ("a length in words", Main("form.max_length.surname = 'ten'"), 4, "profiles.main.form.max_length.surname", &["wrong kind"]),
    ("a default of whom", Main("[profiles.main.form.defaults]\npesel = '44051401359'"), 5, "profiles.main.form.defaults.pesel", &["`pesel`", "every card"]),
    ("a default that is wrong", Main("[profiles.main.form.defaults]\n'address.country' = 'Polska'\ncompany_id = 'x'"),
        6, "profiles.main.form.defaults.company_id", &["a whole number"]),
    ("a default of no list", Main("form.defaults.type = 'A'\n[choices]\ntype = [{ value = 'Klient' }]"),
        4, "profiles.main.form.defaults.type", &["`A`", "`Klient`"]),
    ("a default that is too long", Main("form.max_length.job = 3\nform.defaults.job = 'abcd'"), 5, "profiles.main.form.defaults.job", &["max. 3"]),
    ("a blank default", Main("form.defaults.job = ''"), 4, "profiles.main.form.defaults.job", &["blank"]),
    ("two defaults", Main("form.defaults.job = ['a', 'b']"), 4, "profiles.main.form.defaults.job", &["one value"]),
    ("a default of a table", Main("form.defaults.job = { a = 1 }"), 4, "profiles.main.form.defaults.job", &["true or false"]),
    ("a template of no field", Main("[profiles.main.templates.Dom]\n'address.city' = 'Łódź'\ncity = 'Łódź'"),
        6, "profiles.main.templates.Dom.city", &["`address.city`"]),
    ("a template with a wrong value", Main("[profiles.main.templates.Dom]\nemail = ['a@b.pl', 'ab.pl']"),
        5, "profiles.main.templates.Dom.email", &["invalid e-mail"]),
    ("a nameless template", Main("[profiles.main.templates.'']\nname = 'A'"), 4, "profiles.main.templates.", &["blank"]),
];

#[track_caller]
fn assert_refused(rows: &[Row]) {
    for &(name, source, line, key, words) in rows {
        let file = File::new(source.text());
        let error = file.load().unwrap_err();
        let message = error.words();
        assert_eq!(error.line().unwrap_or_default(), line, "{name}: {message}");
        assert_eq!(error.key().unwrap_or_default(), key, "{name}: {message}");
        assert!(!message.contains('\n'), "{name}: {message}");
        assert!(!message.contains(SECRET), "{name}: {message}");
        let shown_line = format!(", line {line}: ");
        let shown_line = if line == 0 { ": " } else { &shown_line };
        let place = [file.path.to_str().unwrap(), shown_line, key];
        for word in place.iter().chain(words) {
            assert!(message.contains(word), "{name}: {word:?} is not in: {message}");
        }
        let polish = error.told(&Locale::new(Language::Pl));
        assert!(polish.contains(key) && !polish.contains('\n'), "{name}: {polish}");
        assert!(!polish.contains(SECRET), "{name}: {polish}");
    }
}

#[test]
fn profiles_that_cannot_be_meant() {
    assert_refused(PROFILES);
}

#[test]
fn mistakes_about_passwords_show_none() {
    assert_refused(PASSWORDS);
}

#[test]
fn lists_and_names_that_cannot_be_meant() {
    assert_refused(LISTS);
}

#[test]
fn forms_that_cannot_be_meant() {
    assert_refused(FORMS);
}

#[test]
fn keys_that_cannot_be_meant() {
    assert_refused(KEYS);
}

#[test]
fn what_is_no_text_file_is_refused() {
    let latin2 = File::new(b"theme = \"mono\"\n# za\xbf\xf3\xb3\xe6\n".as_slice());
    let error = latin2.load().unwrap_err();
    assert_eq!(error.line(), Some(2));
    assert!(error.words().contains("UTF-8"), "{error:?}");

    let dir = tempfile::tempdir().unwrap();
    let error = config::load(Some(dir.path())).unwrap_err().words();
    assert!(error.contains("a directory"), "{error}");
    let error = config::load(Some("/dev/null".as_ref())).unwrap_err().words();
    assert!(error.contains("not a file"), "{error}");

    let absent = dir.path().join("sub/absent.toml");
    let error = config::load(Some(&absent)).unwrap_err().words();
    assert!(
        error.contains("no such file") && error.contains("absent.toml"),
        "{error}"
    );
    assert!(!dir.path().join("sub").exists());

    // The superuser may read everything, and then there is no error to see.
    let unreadable = File::new("");
    fs::set_permissions(&unreadable.path, Permissions::from_mode(0o000)).unwrap();
    if fs::read(&unreadable.path).is_err() {
        let error = config::load(Some(&unreadable.path)).unwrap_err().words();
        assert!(error.contains("cannot be read"), "{error}");
    }
}
