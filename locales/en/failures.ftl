## The store
# $path (String) - a file or directory
# $why (String) - the reason
store-io = cannot use { $path }: { $why }; check that it is yours, or choose another data directory
# $path (String) - a file or directory
store-symlink = { $path } is a symbolic link; remove it, or replace it with its target
# $path (String) - a file or directory
store-hard-link = { $path } has a second name (a hard link); remove one of the two
# $path (String) - a file or directory
# $found (Number) - a number
# $known (Number) - a number
store-newer = Kartoteka was updated: leave and come back with the new version; { $path } has format { NUMBER($found, useGrouping: 0) }, and this program supports formats up to { NUMBER($known, useGrouping: 0) }
# $path (String) - a file or directory
store-gone = the database was moved or deleted; put it back or restart the program; until then nothing is saved: { $path }
# $path (String) - a file or directory
store-corrupt = the database is damaged or not a database; move it away but keep it, or restore a backup: { $path }
# $path (String) - a file or directory
store-full = the disk is full; free some space, then try again: { $path }
# $path (String) - a file or directory
store-disk = the disk failed or its quota is used up; free some space or check the disk, then try again: { $path }
# $path (String) - a file or directory
store-read-only = the database cannot be written; check the permissions of the file and of its directory: { $path }
# $path (String) - a file or directory
store-busy = the database is locked; wait, or end the program that has it locked, then try again: { $path }
# $path (String) - a file or directory
# $why (String) - the reason
store-sql = the database { $path } failed: { $why }; keep the file and report this
# $why (String) - the reason
store-random = the system provides no random numbers: { $why }; check that /dev/urandom can be read
# $when (String) - time
# $why (String) - the reason
# $path (String) - a file or directory
store-draft = the draft of { $when } cannot be read: { $why }; it is kept in { $path }, table drafts; continue without it
store-held-by-somebody = another program has this draft open; continue there, or end that program first
# $process (Number) - process id
# $when (String) - time
store-held = another program (process { NUMBER($process, useGrouping: 0) }, since { $when }) has this draft open; continue there, or end that program first
store-no-draft = this draft no longer exists; it may have been sent; see the history
# $attempt (String) - an attempt
store-attempt-exists = the journal already has attempt { $attempt }; nothing was written; see the history
# $attempt (String) - an attempt
store-ended = the journal has no attempt { $attempt } in flight; nothing was written; see the history
# $who (String) - surname and name
# $when (String) - time
store-sending = { $who } has been in flight since { $when }; wait for the outcome
# $who (String) - surname and name
# $when (String) - time
store-unsettled = the outcome for { $who }, sent { $when }, is unknown; settle it in the history first
# $attempt (String) - an attempt
# $who (String) - surname and name
store-created-meanwhile = attempt { $attempt } has just created { $who }; check whether it is the same customer, then send again
store-row-taken = this row of the table has already been sent; another import may be running; see the history
# $attempt (String) - an attempt
# $state (String) - a state
store-not-unknown = the outcome of attempt { $attempt } is not unknown, but { $state }; nothing was written; see the history
# $attempt (String) - an attempt
store-no-attempt = the journal has no attempt { $attempt }; nothing was written; see the history
# $why (String) - the system's reason
audit-failure = outcomes wait for the audit feed; tell your administrator: { $why }
log-rebuilt = kartoteka.keys was damaged and has been rebuilt from the database
# $path (String) - a file
# $why (String) - the system's reason
log-unusable = cannot use kartoteka.keys; check it; until then only the database prevents duplicates: { $path }: { $why }
# $count (Number) - how many
log-recovered = the database has lost records; customers still known from kartoteka.keys: { $count }
# $count (Number) - how many
# $unknown (Number) - how many of them have an unknown outcome
log-recovered-unknown = the database has lost records; settle { $unknown } unknown outcomes in the history; customers still known from kartoteka.keys: { $count }
# $records (Number) - how many
# $since (String) - a day
loss-records = { $records ->
    [one] the record of a customer sent on { $since } is lost in kartoteka.db and kartoteka.keys
   *[other] the records of { $records } customers, sent since { $since }, are lost in kartoteka.db and kartoteka.keys
}
# $since (String) - a day
loss-since = records of customers sent since { $since } may be lost in kartoteka.db and kartoteka.keys
loss-unknown = records of customers who were sent may be lost in kartoteka.db and kartoteka.keys
# $loss (String) - what is lost
store-records-lost = { $loss }; such a customer could be sent twice; check in the CRM, or restore both files from a backup; --accept-warnings, or Enter in the review, accepts the loss once
# $attempt (String) - an attempt
# $id (String) - customer_id
journal-id-unrecorded = the journal could not record that attempt { $attempt } created customer_id { $id }
# $who (String) - surname and name
# $why (String) - the reason
# $path (String) - a file or directory
card-written = the card of { $who } could not be saved: { $why }; it was written to { $path }
# $who (String) - surname and name
# $why (String) - the reason
# $lost (String) - what became of the card
card-lost = the card of { $who } could not be saved: { $why }; it is lost: { $lost }

## A card written to a file
# $path (String) - a file or directory
export-exists = { $path } already exists: choose another name
# $path (String) - a file or directory
# $why (String) - the reason
export-failed = cannot write { $path }: { $why }; choose another name
export-nameless = the file needs a name
# $name (String) - a name that begins with a dot
export-hidden = { $name } is hidden: choose a path without a name that begins with a dot
# $path (String) - the directory
export-not-a-name = type a name alone, without a slash: the file goes to { $path }
export-off = the administrator has named no directory for files: cards are not written to files here

## Files
not-a-file = not a regular file

## Certificates
# $path (String) - a file or directory
# $why (String) - the reason
tls-unreadable = { $path }: the certificates in it cannot be read: { $why }
# $path (String) - a file or directory
tls-not-a-file = { $path }: not a file: name a PEM file of certificates
# $path (String) - a file or directory
tls-too-large = { $path }: larger than 1 MB: name a PEM file of certificates
# $path (String) - a file or directory
tls-no-certificate = { $path }: no certificate found: name a PEM file that contains -----BEGIN CERTIFICATE-----
# $path (String) - a file or directory
# $number (Number) - which one, from 1
tls-damaged = { $path }: certificate { NUMBER($number, useGrouping: 0) } is damaged: export it again as PEM

## The CRM's address
target-empty = must not be empty: write https://your-system-name.thulium.com
target-spaces = must not contain spaces or control characters
target-user-info = must not contain a user or a password: they have settings of their own
target-dot-segments = must not contain . or .. as a segment of the path: write https://your-system-name.thulium.com
target-query-or-fragment = must not contain ?, # or \: write https://your-system-name.thulium.com
target-no-host = has no host: write https://your-system-name.thulium.com
target-plain-http = must start with https://; http:// is for loopback only (127.0.0.1, [::1], localhost)
target-scheme = must start with https://
target-not-a-url = not a URL: write it as https://your-system-name.thulium.com

## The password
# $key (String) - a key
# $why (String) - the reason
secret-shell = { $key } cannot be run: { $why }
# $key (String) - a key
# $code (Number) - exit code
secret-exit-code = { $key } ended with exit code { NUMBER($code, useGrouping: 0) }
# $key (String) - a key
# $code (Number) - exit code
# $why (String) - the reason
secret-exit-code-with-stderr = { $key } ended with exit code { NUMBER($code, useGrouping: 0) }: { $why }
# $key (String) - a key
secret-signal = { $key } was ended by a signal
# $key (String) - a key
# $why (String) - the reason
secret-signal-with-stderr = { $key } was ended by a signal: { $why }
# $key (String) - a key
# $seconds (Number) - the limit
secret-timed-out = { $key } took longer than { NUMBER($seconds, useGrouping: 0) } s and was ended; try it in a shell
# $key (String) - a key
# $seconds (Number) - the limit
secret-timed-out-setting = { $key } took longer than { NUMBER($seconds, useGrouping: 0) } s and was ended; try it in a shell, or raise password_timeout_seconds
# $key (String) - a key
secret-too-long = { $key } printed more than 64 KB: it must print the secret on its first line and little else
# $key (String) - a key
secret-silent = { $key } printed no password on its first line
# $key (String) - a key
secret-none = { $key } gives no secret on its first line
# $key (String) - a key
secret-not-utf8 = what { $key } gives is not UTF-8
secret-not-set = the environment variable that password_env names is not set
secret-no-terminal = no terminal to ask for the password: set password_command or password_env
secret-not-typed = no password was typed
# $why (String) - the reason
secret-prompt = cannot ask for the password: { $why }
# $user (String) - API user
# $host (String) - host of the CRM
password-of = Password of { $user } at { $host }:

## Which profile
profile-none = no profile is configured
# $name (String) - a name
# $names (String) - names, with commas between them
profile-unknown = no profile { $name }: choose { $names }
# $names (String) - names, with commas between them
profile-ambiguous = which profile? Set --profile or default_profile to one of { $names }
# $name (String) - a name
# $why (String) - the reason
profile-failed = profile { $name }: { $why }
# $path (String) - a file or directory
profile-missing-add = no profile is configured: run `kartoteka config init`, or add one to { $path } (sample below), or try `kartoteka demo`, which needs none
# $path (String) - a file or directory
profile-missing-write = no profile is configured: run `kartoteka config init`, or write { $path } (sample below), or try `kartoteka demo`, which needs none
profile-missing-check = no profile is configured: run `kartoteka config init`

## The sandbox
# $address (String) - an address
sandbox-not-loopback = --listen { $address }: the sandbox holds personal data and uses plain HTTP, so it listens on loopback only: use 127.0.0.1:PORT or [::1]:PORT
sandbox-user = --user: use a name without colons or control characters
sandbox-password = --password: use one without control characters
# $address (String) - an address
# $why (String) - the reason
sandbox-listen = the sandbox cannot listen on { $address }: { $why }
# $path (String) - a file or directory
# $why (String) - the reason
sandbox-file = the sandbox cannot open { $path }: { $why }
# $path (String) - a file or directory
sandbox-foreign-file = { $path } is not a sandbox database: name another file
# $path (String) - a file or directory
# $why (String) - the reason
sandbox-database = the sandbox cannot use { $path }: { $why }
# $why (String) - the reason
sandbox-memory = the sandbox cannot use its in-memory database: { $why }
# $url (String) - an address
# $user (String) - API user
sandbox-serves = The CRM listens at { $url } for the user { $user }. Ctrl+C stops it.
sandbox-example = Add a customer from another terminal:

## What a command needs, and has not got
start-form = the form
start-keys = the key tester
# $page (String) - what is opened
# $stream (String) - stdin or stdout
start-no-terminal = { $page } needs a terminal, and { $stream } is not one: run it without pipes or redirection; over SSH, use ssh -t
# $page (String) - what is opened
start-dumb-terminal = { $page } cannot be drawn on a dumb terminal: use another one, or set TERM (TERM=xterm fits almost all)
# $charset (String) - a character set
start-charset = the locale asks for { $charset }, which is not supported: set the terminal to UTF-8 and run it with LC_ALL=C.UTF-8 or LC_ALL=pl_PL.UTF-8
# $message (String) - what is wrong
start-or-plain = { $message }; or use --plain, which works line by line
# $name (String) - a variable of the environment
start-not-text = { $name }: not UTF-8 text
start-update = converting the records of an older version; with many records this takes minutes
# $path (String) - the log file
# $why (String) - the system's reason
log-file-failed = cannot write the log file { $path }: { $why }
start-no-home = no home directory: choose the data directory with --data-dir DIR
# $path (String) - a file or directory
# $why (String) - the reason
start-no-data-dir = cannot make the data directory { $path }: { $why }
# $variable (String) - a variable
start-not-a-flag = { $variable }: must be true or false

## Restricted mode
# $option (String) - an option or argument
restricted-option = { $option }: not allowed in restricted mode: the system settings say where files are
# $command (String) - a command
restricted-command = kartoteka { $command }: not allowed in restricted mode
# $id (String) - the user's number
restricted-no-user = the user database has no home directory for user { $id }: restricted mode cannot start
# $why (String) - the reason
restricted-not-started = restricted mode cannot start: { $why }

# $why (String) - the reason
terminal-failed = the terminal failed: { $why }
# $why (String) - the reason
terminal-failed-kept = the terminal failed: { $why }; the draft is kept
# $why (String) - the reason
stdout-failed = cannot write to stdout: { $why }
# $name (String) - a name
# $names (String) - names, with commas between them
man-no-command = no command { $name }, expected one of { $names }
# $count (Number) - how many
purge-deleted = { $count } deleted
# $count (Number) - how many
purge-forgotten = { $count } forgotten: these customers can be created again
# $count (Number) - how many
purge-kept = { $count } with an unknown outcome kept: settle them in the form (F3) or with kartoteka settle
# $count (Number) - how many
purge-undated = { $count } kept because of an unreadable time
# $now (String) - date
# $seen (String) - date
purge-clock = the clock shows { $now }, but the history was last used on { $seen }: nothing was deleted; set the clock, or add --trust-clock if it is right
# $now (String) - date
purge-clock-impossible = the clock shows { $now }, which cannot be right: nothing was deleted; set the clock

## Exit codes
exit-done = done
exit-usage = invalid command line or settings; nothing was sent
exit-invalid = the customer has errors or warnings; nothing was sent
exit-rejected = the CRM rejected the customer and gave a reason
exit-not-sent = not sent: the customer never reached the CRM
exit-unknown = outcome unknown: the customer may have been created; settle it before you send again

## The settings
# $line (Number) - the line, from 1
config-line = line { NUMBER($line, useGrouping: 0) }
# $url (String) - the URL without the path of the API
config-with-api = the program adds /api/customers itself: write base_url = "{ $url }"
config-no-home = no home directory: name the settings file with --config FILE
config-no-such-file = no such file
# $why (String) - the reason
config-unreadable = cannot be read: { $why }
config-not-utf8 = not UTF-8: save the file in UTF-8
config-directory = this is a directory: name a TOML file
config-not-a-file = this is not a file: name a TOML file
config-too-large = larger than 1 MB: name a TOML file
# $detail (String) - the words of the system or a library
config-syntax = { $detail }
config-twice = duplicate key: keep one of the two
# $name (String) - a name
# $names (String) - names, with commas between them
config-unknown = unknown name `{ $name }`, expected one of { $names }
# $key (String) - a key
config-missing = `{ $key }` is missing
# $expected (String) - what may be there
config-kind = a value of the wrong kind, expected { $expected }
config-kind-unknown = a value of the wrong kind
kind-text = a string in quotes
kind-flag = a boolean: true or false
kind-table = a table
kind-list = a list
# $name (String) - a name
config-no-profile-yet = no profile { $name }: write [profiles.NAME]
# $name (String) - a name
# $names (String) - names, with commas between them
config-no-profile = no profile { $name }, expected { $names }
config-two-passwords = password_command is also set: keep one of the two
config-two-teams = team.file is also set: a team has one store, so keep one of the two
config-two-team-secrets = secret_file is also set: keep one of the two
config-no-team-secret = the team needs its secret: set secret_file or secret_command
config-team-place = this must not be empty
# $path (String) - a file
# $why (String) - the system's reason
secret-file = { $path }: { $why }
# $path (String) - a file or a directory
secret-unsafe = not used, because others than you and root can change { $path }: check its owner, and run chmod go-w { $path }
# $path (String) - a file
secret-exposed = not used, because everybody can read { $path }: run chmod o-r { $path }
config-two-audits = the audit feed has another target already: keep one of file, syslog and journald
config-two-trusts = ca_file is also set and would be ignored: keep one of the two
config-blank-choice = a value must not be blank: an empty field is not sent
config-blank-name = must not be blank: it is the name in the CRM
config-spaced-name = must not start or end with a space
# $name (String) - a name
config-name-twice = duplicate name { $name }
config-not-whole = must also be set: no profile has it
# $place (String) - the file and the line
config-locked = locked by { $place }: only the administrator can change it
# $path (String) - the file of the system's settings
config-system-only = only the system settings can set this: see { $path }
config-lock-in-lock = a locked setting is locked already: remove this table
config-restricted = not allowed in restricted mode: only the system settings can name paths, commands and variables

## What a value of the settings may be
rule-user-empty = must not be empty: it is the API user created in the CRM's panel
rule-user-colon = must not contain a colon; the password has settings of its own
rule-user-control = must not contain control characters
rule-command = must be a shell command that prints the password
rule-variable = must be the name of an environment variable (letters, digits and _), not the password itself
# $least (Number) - the least
# $most (Number) - the most
rule-seconds = must be a whole number of seconds from { NUMBER($least, useGrouping: 0) } to { NUMBER($most, useGrouping: 0) }
# $least (Number) - the least
# $most (Number) - the most
rule-days = must be a whole number of days from { NUMBER($least, useGrouping: 0) } to { NUMBER($most, useGrouping: 0) }
rule-file = must be the path of a file
rule-ca-file = must be the path of a PEM file of certificates
rule-accept-language = must be like "pl" or "pl, en;q=0.5"
rule-mark = must be a word of at most 20 columns, such as "PRODUCTION"
rule-keys = expected a list of keys such as ["F8", "Ctrl+G"], or a table of actions and their keys

## A form that cannot be as a profile asks
# $name (String) - what is written
# $names (String) - the fields that may be meant
config-no-field = no field is called `{ $name }`, expected one of { $names }
# $name (String) - a field
config-field-twice = `{ $name }` is there twice
config-no-fields = a section needs at least one field
config-no-title = must not be blank or have hidden characters
# $name (String) - a field
config-not-verifiable = `{ $name }` cannot be typed twice: only one line of text or digits can
config-own-custom-fields = `custom_fields` stands for any number of fields: name one of them, as in "custom_fields.NAME"
# $name (String) - a field
config-identifies = `{ $name }` says who the customer is: no value of it fits every card
config-one-row = this field has one value
rule-field-value = expected a value: a string, a whole number, true or false, or a list of strings
# $least (Number) - the least
# $most (Number) - the most
rule-length = must be a whole number of characters from { NUMBER($least, useGrouping: 0) } to { NUMBER($most, useGrouping: 0) }

## Keys that cannot be as the settings ask
# $name (String) - a name
binding-not-a-key = { $name } is not a key: write F8, Ctrl+X, Shift+Tab, PgDn
# $name (String) - a name
binding-not-a-letter = { $name } is not a single letter, digit or sign, which the menu needs
binding-leader = the leader key is the same everywhere: set it in [keys] itself
# $name (String) - a name
binding-place = this is a context: set its actions in [keys.{ $name }]
# $name (String) - a name
binding-action = this is an action: set its keys as { $name } = ["F8"] in [keys]
# $names (String) - names, with commas between them
binding-no-place = no such context, expected one of { $names }
# $nearest (String) - the most similar name
binding-no-action-like = no such action here: did you mean { $nearest }?
binding-no-action = no such action here: kartoteka keys lists them all
# $letters (Number) - how many letters
binding-letters = needs at least { NUMBER($letters, useGrouping: 0) } letters and at most 9, one for each section
# $action (String) - an action
binding-no-way = no other key leads to { $action }: keep at least one
# $key (String) - a key
binding-typed = { $key } types or edits there: use F5, Ctrl+G or the like, or set the key in one context, such as [keys.history]
# $key (String) - a key
binding-yes = { $key } could confirm by accident while you type: use a capital letter, or a key with Ctrl
# $key (String) - a key
# $place (String) - a place of keys
# $other (String) - another action
# $action (String) - an action
binding-taken = { $key } in { $place } already belongs to { $other }: use another key for { $action }, or change { $other } as well
# $key (String) - a key
unreliable-back-tab = { $key } arrives as Shift+Tab
# $key (String) - a key
unreliable-esc-twice = { $key } arrives as Esc twice
# $key (String) - a key
unreliable-backspace = { $key } arrives as Backspace on some terminals
# $key (String) - a key
unreliable-shifted = { $key } is written as the character it types
# $key (String) - a key
unreliable-sequence = { $key } starts the sequence of another key
# $key (String) - a key
unreliable-esc-and-key = { $key } arrives as Esc and another key
# $key (String) - a key
# $other (String) - another action
unreliable-same = { $key } is the same as { $other }
# $key (String) - a key
unreliable-leaving = { $key } shows how to quit and cannot be assigned
# $key (String) - a key
unreliable-flow = { $key } stops and starts the output on many lines
# $key (String) - a key
unreliable-kills = { $key } stops or kills programs
# $key (String) - a key
# $name (String) - a name
unreliable-belongs = { $key } belongs to { $name }
# $key (String) - a key
unreliable-never = no terminal sends { $key }

## Writing a profile into the settings
write-dead-link = it is a link to a missing file
write-link = it is a link
write-missing = there is no such file; `kartoteka config init` creates one
write-edited = it was edited by hand
# $name (String) - a profile
write-no-profile = it has no profile { $name }
write-invalid = it contains an error

## Who can change the settings
# $path (String) - file or directory
unsafe-owner = not used, because { $path } belongs to another user, who could change which command is run: the owner must be you or root
# $path (String) - file or directory
unsafe-not-root = not used, because { $path } does not belong to root: run chown root { $path }
# $path (String) - file or directory
unsafe-group = not used, because a group can change { $path }, and with it which command is run: run chmod g-w { $path }
# $path (String) - file or directory
unsafe-others = not used, because everybody can change { $path }, and with it which command is run: run chmod o-w { $path }
# $message (String) - a warning
start-warning = warning: { $message }
# $path (String) - directory
other-store = customers were also sent to this CRM from { $path }: use one --data-dir, or set history.report_other_stores = false
# $path (String) - file
exposed-config = other users can read { $path }: run chmod 600 { $path }

## Paths
path-empty = a path is missing
path-no-home = no home directory: write the whole path
path-other-home = only a shell expands another user's ~: write the whole path, such as /home/anna/kartoteka
path-variable = only a shell expands variables: write the whole path, or ~/ for your home directory
# $why (String) - the system's reason
path-no-current-dir = the current directory cannot be used ({ $why }): write the whole path

# $place (String) - a team's store
# $why (String) - the reason
team-away = the team's store cannot be reached: { $why }; check the network and the server, then try again: { $place }
# $place (String) - a team's store
team-busy = the team's store is locked; wait a moment and try again: { $place }
# $place (String) - a team's store
# $why (String) - the reason
team-denied = the team's store refused this user: { $why }; check the user, the password and its rights: { $place }
# $place (String) - a team's store
# $why (String) - the reason
team-database = the team's store failed: { $why }; keep it and report this: { $place }
# $path (String) - a file or directory
# $why (String) - the reason
team-io = cannot use { $path } for the team's store: { $why }; its directory must exist with mode 2770 and belong to the team's group
# $path (String) - a file or directory
team-link = { $path } is a link, or has a second name; the team's store needs a file of its own
# $path (String) - a file or directory
# $found (String) - a mode in octal digits
# $wanted (String) - a mode in octal digits
team-mode = { $path } has mode { $found }, but the team's store needs { $wanted }: open to the group, closed to others; run chmod { $wanted } on it
# $path (String) - a file or directory
team-group = { $path } does not belong to the group of its directory; correct it with chgrp
# $path (String) - a file or directory
team-network-files = { $path } is on a network file system, where locks are not safe; use a local disk, or PostgreSQL for many hosts
# $path (String) - a file or directory
team-gone = the team's store was moved, deleted or replaced; put it back, or restart the program: { $path }
# $place (String) - a team's store
team-foreign = this database is no team's store; name another one: { $place }
# $place (String) - a team's store
# $found (Number) - a number
# $known (Number) - a number
team-newer = the team's store has format { NUMBER($found, useGrouping: 0) }, but this program supports formats up to { NUMBER($known, useGrouping: 0) }; use a newer version: { $place }
# $place (String) - a team's store
team-wrong-secret = the team's store was made with another secret; use the secret of the team: { $place }
# $least (Number) - a number
team-short-secret = the team's secret needs at least { $least } bytes; make one with: openssl rand -hex 32
# $why (String) - the reason
team-url-unreadable = the address of the team's store cannot be read: { $why }; write it as postgresql://user@host/database
team-url-incomplete = the address of the team's store needs one host, a user and a database; write it as postgresql://user@host/database
team-url-password = the address of the team's store must not contain a password; set password_command or password_env in [team]
team-url-root-certificate = the address of the team's store must not contain sslrootcert; name the file in ca_file of [team]
# $path (String) - a file of certificates
# $why (String) - the reason
team-certificates = { $path }: the certificates for the team's store cannot be used: { $why }; name a PEM file that contains -----BEGIN CERTIFICATE-----
team-url-plaintext = the team's store is on another host, so the connection needs TLS; remove sslmode from the address, or set it to verify-full
team-no-postgres = this program was built without PostgreSQL; use a build with it, or a file for the team's store
# $member (String) - a login name and a host
# $shared (String) - what the two have in common
# $since (String) - a moment
team-in-flight = { $member } is sending a customer like this one since { $since }: { $shared }
# $attempt (String) - an attempt's id
# $member (String) - a login name and a host
# $shared (String) - what the two have in common
# $since (String) - a moment
team-unknown = { $member } sent a customer like this one on { $since } ({ $shared }), and the outcome is unknown; look in the CRM, then settle it: kartoteka settle { $attempt }
# $id (String) - the id of a customer
# $member (String) - a login name and a host
# $shared (String) - what the two have in common
# $since (String) - a moment
team-created = { $member } created customer { $id } on { $since }: { $shared }
# $id (String) - the id of a customer
# $member (String) - a login name and a host
# $shared (String) - what the two have in common
# $since (String) - a moment
team-existing = { $member } recorded customer { $id } as an existing one on { $since }: { $shared }
# $why (String) - the reason
team-failed = [team]: { $why }
team-not-without = --without-team needs when_away = "ask" in [team]
# $attempt (String) - the id of an attempt
# $by (String) - a login name and a host
# $id (String) - the id of a customer
team-settled-created = attempt { $attempt } was settled by { $by }: created, customer { $id }
# $attempt (String) - the id of an attempt
# $by (String) - a login name and a host
team-settled-not-created = attempt { $attempt } was settled by { $by }: not created
# $attempt (String) - the id of an attempt
# $by (String) - a login name and a host
# $id (String) - the id of a customer
team-conflict-created = attempt { $attempt } was settled in another way by { $by }: created, customer { $id }; check the CRM
# $attempt (String) - the id of an attempt
# $by (String) - a login name and a host
team-conflict-not-created = attempt { $attempt } was settled in another way by { $by }: not created; check the CRM for a second customer
# $attempt (String) - the id of an attempt
# $by (String) - a login name and a host
# $id (String) - the id of a customer
team-doubled = the customer of attempt { $attempt }, sent without the team, is in the CRM twice: { $by } has { $id }; merge the two in the CRM
# $attempt (String) - the id of an attempt
team-no-attempt = the team's store has no attempt { $attempt }
