### Looked up by the names of commands, arguments and values: see src/cli/help.rs.

## What the commands do
help-kartoteka = 
    Add customers to a Thulium CRM from the keyboard.

    Without a command it opens the form. Nothing typed is lost, and the program never creates a customer twice.
help-demo = Open the form with an embedded CRM and separate data
help-sandbox = Run the embedded CRM alone, until Ctrl+C
help-keys = Show what each key press sends and does, and print key bindings for the settings
help-check = List all problems of a customer in JSON; sends nothing
help-preview = Show the request for a customer in JSON; sends nothing
help-submit = Send a customer in JSON and print its id
help-import = Send the customers of a table; resumes where it stopped
help-history = List what was sent from this machine, or delete old records
help-history-purge = 
    Delete old records permanently

    A record with an unknown outcome is never deleted: settle it first. The customer's id and hashes of what identifies them are kept, so that nobody is created twice; --forget deletes these too.
help-settle = List unknown outcomes and settle them
help-status = Show drafts, unknown outcomes, what was sent today, and the team
help-config = Create, show and check the settings
help-config-init = 
    Ask for a profile, test the connection without creating anything, and write the profile

    An existing file keeps its text: the profile is added at the end, or printed for you to add by hand.
help-config-fetch = 
    Propose settings from what the tenant uses: custom fields, account managers, types and groups

    Reads up to 100 customers and the list of agents, and prints the lines for the settings file.
help-config-path = Print the paths of the settings files: yours, and below it the system's
help-config-show = Print the settings in use and where each comes from; never a password
help-config-check = List all problems in the settings
help-schema = Print a JSON Schema (2020-12) for editors and other programs
help-completions = Print a completion script for a shell
help-complete = List what may come next on a command line, for completion scripts
help-man = Print the manual page, with all keys and exit codes
help-help = Print the help of a command

## What their arguments mean
help-arg-profile = The profile to use
help-arg-config = The settings file, instead of kartoteka.toml in your configuration directory
help-arg-data-dir = Where drafts and history are kept
help-arg-log-file = Log what the program does to this file
help-arg-log-level = How much is logged; without it, info
help-arg-lang = The language of the program; by default from the settings or the system
help-arg-ascii = Draw with ASCII characters only, as in a locale without UTF-8
help-arg-phone = Open the form and find the customer with this phone
help-arg-email = Open the form and find the customer with this e-mail
help-arg-nip = Open the form and find the customer with this NIP
help-arg-identifier = Open the form and find the customer with this identifier
help-arg-plain = Work line by line, for screen readers, dumb terminals and scripts
help-arg-restricted = Choose no path, command or variable: only the system settings say where files are
help-arg-no-color = Use no colours, like the variable NO_COLOR
help-arg-help = Print help
help-arg-version = Print version
help-arg-sandbox-listen = Where to listen: a loopback address and a port, 0 for a free one
help-arg-sandbox-user = The API user that it accepts
help-arg-sandbox-password = The user's password
help-arg-sandbox-db = A file for the customers; without it they are lost when the sandbox ends
help-arg-file = A file with one customer in JSON, or - for standard input
help-arg-ndjson = Read many customers, one JSON object per line, and print one line for each
help-arg-json = Print one JSON object on one line
help-arg-preview-form = The form of the request
help-arg-submit-without-team = Send although the team's store is away
help-arg-submit-accept-warnings = Send in spite of warnings
help-arg-import-file = A text table (one customer per row, the column names in the first) or an address book (vCard); - for standard input
help-arg-import-check = Only show what would happen to each row
help-arg-import-review = Open the rows that cannot be sent as they are in the form, as parked drafts, 50 at a time; nothing is sent before you send it
help-arg-import-adjustments = Where a column goes: its heading and a field, or nothing to leave it out; can be repeated
help-arg-import-map-file = Read the mapping of columns saved with --save-map; --map takes precedence
help-arg-import-save-map = Save the mapping of columns for the next table
help-arg-import-encoding = The encoding of the file, if it is not detected: utf-8, windows-1250, iso-8859-2, cp852, x-mac-ce
help-arg-import-separator = The separator of the cells, if it is not detected: one character, or tab
help-arg-import-quote = How quotes are used in the whole table: doubled inside quotes, escaped by a backslash, or plain text
help-arg-import-accept-line-breaks = Send cells with line breaks, although they may be several rows
help-arg-import-without-team = Send although the team's store is away
help-arg-import-accept-warnings = Send rows in spite of warnings
help-arg-import-retry = Send the rows again that the CRM rejected
help-arg-import-rejected = Where to write the rows that were not sent, with the reason; by default NAME.rejected.csv beside the file
help-arg-import-past-unknown = Do not stop at the first row with an unknown outcome
help-arg-import-jobs = Have at most so many customers in flight at the same time
help-arg-import-per-minute = Send at most this many customers a minute
help-arg-import-yes = Send without asking
help-arg-import-json = Print one JSON object per row, and a summary as the last line
help-arg-history-format = The output format
help-arg-history-limit = Show at most this many, the newest; by default 50 in a table, otherwise all
help-arg-history-purge-older-than = The age of the records: 30d, 8w, 6mo; by default keep_days of the settings
help-arg-history-purge-trust-clock = Delete even if the clock is far ahead of the last use
help-arg-history-purge-forget = Also delete the ids and hashes that keep these customers from being created again
help-arg-settle-attempt = The attempt, as shown in the list
help-arg-settle-id = The customer is in the CRM, under this id
help-arg-settle-not-created = The customer is not in the CRM
help-arg-settle-list = List the attempts with an unknown outcome; the default without an attempt
help-arg-config-fetch-customer = Read the custom fields, type and group of this customer only
help-arg-config-fetch-write = Write the lines to the settings file if nobody has edited it by hand
help-arg-config-check-passwords = Get the passwords as well: runs each password_command and shows nothing of its output
help-arg-schema-subject = What the schema describes
help-arg-completions-shell = The shell
help-arg-complete-shell = The shell that asks
help-arg-complete-words = The words up to the cursor; of bash, the line up to the cursor and its last piece
help-arg-man-command = The command whose page to print; by default that of the whole program

## Examples
examples-kartoteka = 
    Examples:
      kartoteka demo                 try it: nothing to set up, nothing leaves this machine
      kartoteka                      open the form
      kartoteka --profile test       open it with another CRM of your settings
      kartoteka --lang en --ascii    in English, without line-drawing characters
      kartoteka --phone 601234567    open it with the search for a caller
      kartoteka --plain              line by line, for screen readers and dumb terminals
      kartoteka check klient.json    list the problems of a customer in JSON
      kartoteka submit klient.json   send it and print its customer_id
      kartoteka import klienci.csv   send the customers of a table
examples-sandbox = 
    Examples:
      kartoteka sandbox
      kartoteka sandbox --listen 127.0.0.1:9000 --db crm.db

    It uses plain HTTP, so it listens on loopback only. Its password is for practice: never use a real one.
examples-check = 
    Examples:
      kartoteka check klient.json
      jq .klient dane.json | kartoteka check -
      kartoteka check klient.json --json | jq -r '.problems[].message'

    Exits with 0 if there are no problems or only warnings, and with 3 if the customer could not be sent.
examples-preview = 
    Examples:
      kartoteka preview klient.json              the exact bytes that would be sent
      kartoteka preview klient.json --as curl    the request as a command line, with *** for the password
      kartoteka preview klient.json --as java >Example.java    a program for "java Example.java"

    Nothing is sent. Problems are printed on stderr; with an error the exit code is 3.
examples-submit = 
    Examples:
      kartoteka submit klient.json
      jq .klient dane.json | kartoteka submit - --json
      kartoteka submit klient.json --accept-warnings
      jq -c '.klienci[]' dane.json | kartoteka submit - --ndjson    many, one per line

    The rules, the journal and the history are those of the form. On success it prints the customer_id. If the outcome is unknown, the same customer cannot be sent again until you settle it: see kartoteka settle --help. The program never retries automatically.
examples-import = 
    Examples:
      kartoteka import klienci.csv --check     what would happen to each row; sends nothing
      kartoteka import klienci.csv             asks, then sends the rows
      kartoteka import klienci.csv --map 'Kod=address.postcode' --map 'Uwagi='
      kartoteka import klienci.csv --yes --per-minute 30 --json > wynik.jsonl
      kartoteka import klienci.csv --review    opens the form with the rows that were not sent
      zcat klienci.csv.gz | kartoteka import - --yes --rejected popraw.csv

    The first row names the columns: by the fields' names in the API (address.city, custom_fields.kampania) or by their labels in English or Polish. Comma, semicolon and tab, UTF-8 and Windows-1250 are detected. Rows that are not sent go to klienci.rejected.csv, with the reason in the last column.

    You can stop it at any time and run it again to continue: a row is recognised by the content of the file and its number, and is never created twice. It stops at a row with an unknown outcome: see kartoteka settle --help. The exit code is that of the worst row.
examples-history = 
    Examples:
      kartoteka history --limit 10
      kartoteka history --format csv > wyslane.csv
      kartoteka history --format json | jq -r 'select(.state == "created") | .customer_id'
      kartoteka history purge --older-than 30d
examples-history-purge = 
    Examples:
      kartoteka history purge                     records older than keep_days in the settings
      kartoteka history purge --older-than 30d
      kartoteka history purge --older-than 1y --forget
examples-status = 
    Examples:
      kartoteka status
      kartoteka status --json

    The exit code is 6 while an outcome is unknown. It changes nothing in the store.
examples-settle = 
    Examples:
      kartoteka settle --list
      kartoteka settle 4f1c… --as 324         the customer is in the CRM, under this id
      kartoteka settle 4f1c… --not-created    the customer is not there and can be sent again

    Search for the customer in the CRM first. The form does that for you: open the attempt in the history (F3).
examples-config = 
    Examples:
      kartoteka config init                    asks, tests the connection, and writes a profile
      kartoteka --profile test config init     adds another one
      kartoteka config show                    the settings in use, and where they come from
      kartoteka config fetch                   lines for the settings: custom fields, agents, types
      kartoteka config check --passwords       all problems, including the passwords
examples-schema = 
    Examples:
        kartoteka schema customer                what check and submit read, with the fields of the profile
        kartoteka schema config                  the settings file
        kartoteka schema output                  what check, submit, import and history print in JSON
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

## Placeholders of values
value-file = FILE
value-name = NAME
value-dir = DIR
value-language = LANGUAGE
value-level = LEVEL
value-shell = SHELL
value-word = WORD
value-command = COMMAND
value-form = FORM
value-format = FORMAT
value-n = N
value-subject = SUBJECT
value-age = AGE
value-phone = PHONE
value-email = EMAIL
value-nip = NIP
value-identifier = IDENTIFIER
value-address = ADDRESS
value-user = USER
value-password = PASSWORD
value-attempt = ATTEMPT
value-id = ID
value-heading-field = HEADING=FIELD
value-char = CHAR
value-how = HOW
