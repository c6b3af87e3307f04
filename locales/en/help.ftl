### Looked up by the names of commands, arguments and values: see src/cli/help.rs.

## What the commands do
help-kartoteka = 
    Add customers to a Thulium CRM at the keyboard.

    Without a command it opens the form. Nothing typed is lost, and no customer is created twice by the program's doing.
help-demo = Open the form on an embedded CRM, with data apart from yours
help-sandbox = Run the embedded CRM alone, until Ctrl+C
help-keys = Show what each key press sends and does, and write other keys down for the settings
help-check = Tell what is wrong with a customer in JSON; nothing is sent
help-preview = Show the request that a customer in JSON would be sent with
help-submit = Send a customer in JSON, and print the id that it gets
help-import = Send the customers of a table one at a time, and go on where that stopped
help-history = List what was sent from this machine, or delete old records
help-history-purge = 
    Delete old records for good

    A record whose outcome is unknown is never deleted: settle it first. The id of a customer and hashes of what identifies them are kept, so that nobody is created twice; --forget deletes these too.
help-settle = List attempts whose outcome is unknown, and settle them
help-config = Make, show and check the settings
help-config-init = 
    Ask for a profile, try its connection without creating anything, and write it down

    A file that is there keeps its text as it is: the profile is added behind it, or shown to be added by hand.
help-config-path = Print where the file of the settings is
help-config-show = Print the settings that are in force, and where each comes from; never a secret
help-config-check = Tell everything that is wrong with the settings
help-completions = Print a script that completes commands and options in a shell
help-man = Print the manual page, with all keys and exit codes
help-help = Print the help of a command

## What their arguments mean
help-arg-profile = Which profile of the settings to use
help-arg-config = The file of the settings, instead of kartoteka.toml in your configuration directory
help-arg-data-dir = Where drafts and history are kept
help-arg-lang = The language of the program; without it, that of the settings or of the system
help-arg-ascii = Draw with ASCII characters only, as in a locale without UTF-8
help-arg-plain = Ask and answer on plain lines, for screen readers, dumb terminals and scripts
help-arg-no-color = Use no colours, as the variable NO_COLOR does too
help-arg-help = Print help
help-arg-version = Print version
help-arg-sandbox-listen = Where to listen: a loopback address and a port, 0 for a free one
help-arg-sandbox-user = The API user that it lets in
help-arg-sandbox-password = The user's password
help-arg-sandbox-db = A file that keeps the customers; without it they end with the sandbox
help-arg-file = A file with one customer in JSON, or - for the standard input
help-arg-ndjson = Read many customers, one JSON object a line, and answer with a line each
help-arg-json = Answer with one JSON object in a line
help-arg-preview-form = How the request is written
help-arg-submit-accept-warnings = Send it although something asks for a second look
help-arg-import-file = A table in text: one customer a row, the columns' names in the first; - for the standard input
help-arg-import-check = Only tell what would become of each row
help-arg-import-review = Open the form with the rows that cannot be sent as they are, 50 at a time, as parked drafts; nothing is sent before you do
help-arg-import-adjustments = Where a column goes: its heading and a field, or nothing to leave it out; may be repeated
help-arg-import-map-file = Where the columns go, as saved with --save-map; --map counts more
help-arg-import-save-map = Save where the columns go, for the next table
help-arg-import-encoding = How the file is encoded, where that is not found out by itself: utf-8, windows-1250, iso-8859-2, cp852, x-mac-ce
help-arg-import-separator = What separates the cells, where that is not found out by itself: one character, or tab
help-arg-import-quote = What quotes mean in the whole table: doubled within quotes, behind a backslash there, or nothing
help-arg-import-accept-line-breaks = Send cells with line breaks although they may be several rows
help-arg-import-accept-warnings = Send rows although something about them asks for a second look
help-arg-import-retry = Send rows again that the CRM has rejected
help-arg-import-rejected = Where the rows go that were not sent, with the reason; without it, NAME.rejected.csv beside a file
help-arg-import-past-unknown = Go on past rows whose outcome is unknown, instead of stopping at the first
help-arg-import-per-minute = Send at most so many customers a minute
help-arg-import-yes = Send without asking
help-arg-import-json = Answer with one JSON object a row, and a summary as the last one
help-arg-history-format = How it is written
help-arg-history-limit = At most so many, the newest; without it, 50 in a table and all elsewhere
help-arg-history-purge-older-than = How old a record must be: 30d, 8w, 6mo; without it, the settings' keep_days
help-arg-history-purge-trust-clock = Delete even if the clock shows a day long after the last use
help-arg-history-purge-forget = Also delete the ids and hashes that keep these customers from being created again
help-arg-settle-attempt = The attempt, as the list names it
help-arg-settle-id = The customer is in the CRM, under this id
help-arg-settle-not-created = The customer is not in the CRM
help-arg-settle-list = List the attempts whose outcome is unknown, as it does without an attempt
help-arg-config-check-passwords = Get the passwords, too: runs each password_command, and shows nothing of them
help-arg-completions-shell = The shell
help-arg-man-command = The command whose page it is, if not that of the whole program

## Examples
examples-kartoteka = 
    Examples:
      kartoteka demo                 try it: nothing to set up, nothing leaves this machine
      kartoteka                      open the form
      kartoteka --profile test       open it on another CRM of your settings
      kartoteka --lang en --ascii    in English, without line-drawing characters
      kartoteka --plain              on plain lines, for screen readers and dumb terminals
      kartoteka check klient.json    what is wrong with a customer in JSON
      kartoteka submit klient.json   send it, and print its customer_id
      kartoteka import klienci.csv   send the customers of a table, one at a time
examples-sandbox = 
    Examples:
      kartoteka sandbox
      kartoteka sandbox --listen 127.0.0.1:9000 --db crm.db

    It speaks plain HTTP, so it listens on loopback only. Its password is for practice: never use a real one.
examples-check = 
    Examples:
      kartoteka check klient.json
      jq .klient dane.json | kartoteka check -
      kartoteka check klient.json --json | jq -r '.problems[].message'

    Exits with 0 where nothing is wrong or only warnings are there, and with 3 where the customer could not be sent.
examples-preview = 
    Examples:
      kartoteka preview klient.json              the very bytes that would be sent
      kartoteka preview klient.json --as curl    the request as a command line, with *** for the password

    Nothing is sent. What is wrong with the customer is told on stderr; with an error the exit code is 3.
examples-submit = 
    Examples:
      kartoteka submit klient.json
      jq .klient dane.json | kartoteka submit - --json
      kartoteka submit klient.json --accept-warnings
      jq -c '.klienci[]' dane.json | kartoteka submit - --ndjson    many, one a line

    It goes through the rules, the journal and the history of the form. On success the customer_id is printed. Where the outcome is unknown, the same customer cannot be sent again before somebody has settled it: see kartoteka settle --help. Nothing is ever sent again by itself.
examples-import = 
    Examples:
      kartoteka import klienci.csv --check     what would become of each row; nothing is sent
      kartoteka import klienci.csv             asks, and sends the rows one at a time
      kartoteka import klienci.csv --map 'Kod=address.postcode' --map 'Uwagi='
      kartoteka import klienci.csv --yes --per-minute 30 --json > wynik.jsonl
      kartoteka import klienci.csv --review    opens the form with the rows that were not sent
      zcat klienci.csv.gz | kartoteka import - --yes --rejected popraw.csv

    The first row names the columns: by the fields' names in the API (address.city, custom_fields.kampania) or by their labels in English or Polish. Comma, semicolon and tab, UTF-8 and Windows-1250 are told apart. Rows that are not sent go to klienci.rejected.csv, with the reason in the last column.

    Stop it at any time, and run it again to go on: a row is known by the content of the file and its number, and is never created twice. Where the outcome of a row is unknown, it stops: see kartoteka settle --help. The exit code is that of the worst row.
examples-history = 
    Examples:
      kartoteka history --limit 10
      kartoteka history --format csv > wyslane.csv
      kartoteka history --format json | jq -r 'select(.state == "created") | .customer_id'
      kartoteka history purge --older-than 30d
examples-history-purge = 
    Examples:
      kartoteka history purge                     what is older than keep_days in the settings
      kartoteka history purge --older-than 30d
      kartoteka history purge --older-than 1y --forget
examples-settle = 
    Examples:
      kartoteka settle --list
      kartoteka settle 4f1c… --as 324         the customer is in the CRM, under this id
      kartoteka settle 4f1c… --not-created    the customer is not there, and may be sent again

    Look the customer up in the CRM first. The form does that for you: open the attempt in the history (F3).
examples-config = 
    Examples:
      kartoteka config init                    asks, tries the connection, and writes a profile
      kartoteka --profile test config init     adds one more
      kartoteka config show                    what is in force, and where it comes from
      kartoteka config check --passwords       everything that is wrong, the ways to the passwords included
examples-completions = 
    Examples:
      kartoteka completions bash > ~/.local/share/bash-completion/completions/kartoteka
      kartoteka completions zsh > ~/.zfunc/_kartoteka
      kartoteka completions fish > ~/.config/fish/completions/kartoteka.fish
      kartoteka completions powershell >> $PROFILE
examples-man = 
    Examples:
      kartoteka man | man -l -
      kartoteka man submit > ~/.local/share/man/man1/kartoteka-submit.1

## What stands for a value
value-file = FILE
value-name = NAME
value-dir = DIR
value-language = LANGUAGE
value-shell = SHELL
value-command = COMMAND
value-form = FORM
value-format = FORMAT
value-n = N
value-age = AGE
value-address = ADDRESS
value-user = USER
value-password = PASSWORD
value-attempt = ATTEMPT
value-id = ID
value-heading-field = HEADING=FIELD
