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
