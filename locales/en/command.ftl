## Why a JSON document is not a customer
# $line (Number) - the line, from 1
# $column (Number) - the column, from 1
read-place = line { NUMBER($line, useGrouping: 0) }, column { NUMBER($column, useGrouping: 0) }
read-empty = there is nothing in it; a customer is a JSON object such as {"{"}"surname": "Kowalski"{"}"}
read-not-utf8 = this is not text in UTF-8; save the file in UTF-8
read-incomplete = the document ends too early; is a part of it missing?
# $detail (String) - the parser's words
read-syntax = this is not JSON: { $detail }
read-trailing = more follows after the customer; put one customer in a document
read-unknown-field = the API has no such field
# $nearest (String) - the field with the most similar name
read-unknown-field-like = the API has no such field; did you mean { $nearest }?
# $parent (String) - the name of an object
read-dotted = write it inside the object { $parent }
read-duplicate = this name is there twice; keep one of the two
# $expected (String) - what the API takes
# $found (String) - what is there
read-type = expected { $expected }, found { $found }
# $character (String) - a character, in quotes
read-character = this field cannot hold the character { $character }; take it out
expected-customer = one customer, an object
expected-address = an object with the parts of the address
expected-pairs = an object of names and texts
expected-text = a text in quotes
expected-texts = a text in quotes, or a list of such texts
expected-number = a whole number
expected-flag = true or false, without quotes
json-null = null
json-flag = true or false
json-number = a number
json-text = a text in quotes
json-list = a list
json-object = an object

## A document on the command line
severity-error = error
severity-warning = warning
document-right = nothing is wrong
# $why (String) - the system's words
document-unreadable = it cannot be read: { $why }; name a file with one customer in JSON, or - for the standard input
document-too-long = longer than 1 MB; put one customer in a document
# $values (String) - the values, with commas between them
document-not-a-choice = not one of the configured values: { $values }

## Sending on the command line
submit-errors = not sent: put right what is wrong, and send it again
submit-warnings = not sent: look at the warnings; where all is right, send it with --accept-warnings
# $who (String) - surname and name
# $when (String) - time
submit-on-its-way = not sent: { $who } is on the way since { $when }, from another session; wait for what becomes of it
# $who (String) - surname and name
# $when (String) - time
# $attempt (String) - an attempt
submit-unsettled = not sent: { $who }, sent { $when }, may have been created; look in the CRM, and say what you found: kartoteka settle { $attempt } --as ID, or --not-created
# $status (Number) - the HTTP status
# $why (String) - the CRM's words
submit-rejected = the CRM rejected the customer with status { NUMBER($status, useGrouping: 0) }: { $why }
# $seconds (Number) - seconds
submit-wait = send it again after { NUMBER($seconds, useGrouping: 0) } s
# $why (String) - the reason
submit-not-sent = not sent: { $why }; it never reached the CRM, and can be sent again
# $why (String) - the reason
# $attempt (String) - an attempt
submit-unknown = the outcome is unknown: { $why }; the customer may have been created: look in the CRM, and say what you found: kartoteka settle { $attempt } --as ID, or --not-created
# $attempt (String) - an attempt
# $id (String) - customer_id
# $why (String) - the reason
submit-unwritten = the journal could not note what became of attempt { $attempt } (customer_id { $id }): { $why }

## The history on the command line
column-sent-at = sent
column-state = state
column-who = who
column-why = why
# $shown (Number) - how many are shown
# $total (Number) - how many there are
history-more = { NUMBER($shown, useGrouping: 0) } of { NUMBER($total, useGrouping: 0) }; --limit shows more
# $dir (String) - a directory
history-no-directory = { $dir }: there is no such directory, so nothing was sent from here; check --data-dir
settle-nothing = No outcome is unknown.
settle-how = Look each one up in the CRM, and say what you found: kartoteka settle ATTEMPT --as ID, or --not-created
# $attempt (String) - an attempt
# $id (String) - customer_id
settle-as = { $attempt }: created, customer_id { $id }
# $attempt (String) - an attempt
settle-not-created = { $attempt }: not created; the customer can be sent again

## The settings on the command line
source-default = default
source-file = file
# $name (String) - a variable
source-environment = environment: { $name }
# $name (String) - an option
source-command-line = command line: { $name }
source-proxy = proxy
setting-hidden = (set, not shown)
setting-unset = (not set)
# $name (String) - a profile
# $path (String) - a file
init-intro = This adds the profile { $name } to { $path }.
init-ask-tenant = The name of your Thulium system, or its whole address:
init-ask-user = The API user, as made in the Thulium panel:
init-ask-password = The password: 1 a command prints it, 2 an environment variable holds it, 3 it is asked for at each start:
init-one-of-three = 1, 2 or 3
init-ask-command = The command, such as pass show thulium:
init-ask-variable = The name of the variable:
init-ask-anyway = Write the profile all the same? y or n:
init-stopped = nothing was written
# $path (String) - a file
# $name (String) - a profile
init-written = { $path }: the profile { $name } is there
# $path (String) - a file
# $name (String) - a profile
init-exists = { $path } has a profile { $name } already; choose another name with --profile NAME, or change it by hand
# $path (String) - a file
# $why (String) - the reason
init-by-hand = { $path } was left as it is: { $why }; add the lines above by hand
try-works = The CRM answers, and lets this user in.
try-not-permitted = The CRM lets this user in, but not search for customers: duplicates cannot be looked up.
try-wrong-password = The CRM does not let this user in: the user or the password is wrong.
# $status (Number) - the HTTP status
try-unexpected = Something answers there with status { NUMBER($status, useGrouping: 0) }, but not as the Thulium API does: is the address right?
# $why (String) - the reason
try-failed = The CRM could not be asked: { $why }
