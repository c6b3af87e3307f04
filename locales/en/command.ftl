preview-placeholder = no profile: the address and the user are those of the API's own examples

## Why a JSON document is not a customer
# $line (Number) - the line, from 1
# $column (Number) - the column, from 1
read-place = line { NUMBER($line, useGrouping: 0) }, column { NUMBER($column, useGrouping: 0) }
# $column (Number) - the column, from 1
read-column = column { NUMBER($column, useGrouping: 0) }
read-empty = it is empty; a customer is a JSON object such as {"{"}"surname": "Kowalski"{"}"}
read-not-utf8 = not UTF-8 text; save the file in UTF-8
read-incomplete = the document ends too early; is part of it missing?
# $detail (String) - the parser's words
read-syntax = not JSON: { $detail }
read-trailing = more text follows the customer; put one customer in a document
read-unknown-field = the API has no such field
# $nearest (String) - the field with the most similar name
read-unknown-field-like = the API has no such field; did you mean { $nearest }?
# $parent (String) - the name of an object
read-dotted = write it inside the object { $parent }
read-duplicate = duplicate name; keep one of the two
# $expected (String) - what the API takes
# $found (String) - what is there
read-type = expected { $expected }, found { $found }
# $character (String) - a character, in quotes
read-character = this field cannot hold the character { $character }; remove it
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
document-right = no problems found
# $why (String) - the system's words
document-unreadable = cannot be read: { $why }; name a file with one customer in JSON, or - for standard input
document-too-long = larger than 1 MB; put one customer in a document
document-line-too-long = longer than 1 MB; put one customer on a line
# $values (String) - the values, with commas between them
document-not-a-choice = not one of the configured values: { $values }

## Sending on the command line
submit-errors = not sent: fix the errors, then send it again
submit-warnings = not sent: check the warnings; if all is right, send it with --accept-warnings
# $line (Number) - a line's number, from 1
submit-line = line { NUMBER($line, useGrouping: 0) }
# $id (String) - customer_id
submit-created = created, customer_id { $id }
submit-left = not sent: sending stopped before this line; send it again
submit-stopped = stopped; the lines after the last one shown were not sent
# $who (String) - surname and name
# $when (String) - time
submit-in-flight = not sent: another session has been sending { $who } since { $when }; wait for the outcome
# $who (String) - surname and name
# $when (String) - time
# $attempt (String) - an attempt
submit-unsettled = not sent: { $who }, sent { $when }, may have been created; check in the CRM, then record what you found: kartoteka settle { $attempt } --as ID, or --not-created
# $status (Number) - the HTTP status
# $why (String) - the CRM's words
submit-rejected = the CRM rejected the customer with status { NUMBER($status, useGrouping: 0) }: { $why }
submit-no-reason = no reason given
# $seconds (Number) - seconds
submit-wait = retry after { NUMBER($seconds, useGrouping: 0) } s
# $why (String) - the reason
submit-not-sent = not sent: { $why }; it never reached the CRM and can be sent again
# $why (String) - the reason
# $attempt (String) - an attempt
submit-unknown = outcome unknown: { $why }; the customer may have been created: check in the CRM, then record what you found: kartoteka settle { $attempt } --as ID, or --not-created
# $attempt (String) - an attempt
# $id (String) - customer_id
# $why (String) - the reason
submit-unwritten = the journal could not record the outcome of attempt { $attempt } (customer_id { $id }): { $why }

## The history on the command line
column-sent-at = sent
column-state = state
column-who = customer
column-why = reason
# $shown (Number) - how many are shown
# $total (Number) - how many there are
history-more = { NUMBER($shown, useGrouping: 0) } of { NUMBER($total, useGrouping: 0) }; --limit shows more
# $dir (String) - a directory
history-no-directory = { $dir }: no such directory, so nothing was sent from here; check --data-dir
settle-nothing = There are no unknown outcomes.
settle-team = Unknown outcomes of others in the team:
settle-how = Check each one in the CRM, then record what you found: kartoteka settle ATTEMPT --as ID, or --not-created
# $attempt (String) - an attempt
# $id (String) - customer_id
settle-as = { $attempt }: created, customer_id { $id }
# $attempt (String) - an attempt
settle-not-created = { $attempt }: not created; the customer can be sent again

## The status of the store on the command line
status-store = Store
# $path (String) - a directory
status-none = none in { $path }: nothing was typed or sent from here
status-format = Format
# $format (Number) - the number of a format
status-older = { NUMBER($format, useGrouping: 0) }, of an older version; the next start converts it
status-size = Size
status-sessions = Sessions
status-drafts = Drafts
# $what (String) - counts
# $when (String) - time
status-oldest = { $what }; the oldest { $when }
status-in-flight = In flight
status-unknown = Unknown outcomes
# $hour (String) - a count
# $day (String) - a count
# $older (String) - a count
status-ages = within an hour { $hour }, earlier today { $day }, older { $older }
status-customers = Customers today
status-companies = Companies today
status-unreported = Not in the audit feed yet
status-team = Others in the team
# $unknown (String) - a count
# $sending (String) - a count
status-team-open = unknown: { $unknown }, sending: { $sending }
status-team-silent = the team's store has not answered in time
status-settle = kartoteka settle --list lists the unknown outcomes

## The settings on the command line
source-default = default
source-file = file
source-system = system settings
source-locked = system settings, locked
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
init-ask-user = The API user, as created in the Thulium panel:
init-ask-password = The password: 1 a command prints it, 2 an environment variable holds it, 3 ask at each start:
init-one-of-three = 1, 2 or 3
init-ask-command = The command, such as pass show thulium:
init-ask-variable = The name of the variable:
init-ask-anyway = Write the profile anyway? y or n:
init-stopped = nothing was written
# $path (String) - a file
# $name (String) - a profile
init-written = { $path }: profile { $name } written
# $path (String) - a file
# $name (String) - a profile
init-exists = { $path } already has a profile { $name }; choose another name with --profile NAME, or edit it by hand
# $path (String) - a file
# $why (String) - the reason
init-by-hand = { $path } was not changed: { $why }; add the lines above by hand
# $path (String) - a file
fetch-written = { $path } was extended.
fetch-customers = Custom fields, types and groups (GET /api/customers)
fetch-agents = Account managers (GET /api/agents)
fetch-not-permitted = the API user is not allowed to read them
# $seconds (Number) - the limit
fetch-timed-out = no answer within { NUMBER($seconds, useGrouping: 0) } s
# $count (Number) - how many
fetch-seen = { $count ->
    [one] { NUMBER($count, useGrouping: 0) } customer was read.
   *[other] { NUMBER($count, useGrouping: 0) } customers were read.
}
fetch-nothing = The settings already have everything that was found.
fetch-choices-remark = Any value that is not in a list is refused, so add the values that are missing.
fetch-into-table = The file has a table [choices] already: add these lines to it.
connection-works = The CRM answers and accepts this user.
connection-not-permitted = The CRM accepts this user, but does not allow it to search for customers: duplicates cannot be looked up.
connection-wrong-password = The CRM does not accept this user: wrong user or password.
# $status (Number) - the HTTP status
connection-unexpected = The server answers with status { NUMBER($status, useGrouping: 0) }, but not as the Thulium API does: is the address right?
# $why (String) - the reason
connection-failed = The CRM could not be reached: { $why }

## Importing a table
# $encoding (String) - the name of an encoding
# $separator (String) - what separates the cells
import-table = { $encoding }, separator { $separator }
import-tab = tab
# $heading (String) - a column's heading
import-unknown-heading = the API has no field "{ $heading }"; choose one with --map "{ $heading }=FIELD", or leave the column out with --map "{ $heading }="
# $heading (String) - a column's heading
# $nearest (String) - the field with the most similar name
import-unknown-heading-like = the API has no field "{ $heading }"; did you mean { $nearest }? Choose a field with --map "{ $heading }=FIELD", or leave the column out with --map "{ $heading }="
# $heading (String) - a column's heading
# $candidates (String) - fields, with commas between them
import-ambiguous = "{ $heading }" may mean { $candidates }; choose one with --map "{ $heading }=FIELD"
# $heading (String) - a column's heading
# $other (String) - another one
# $field (String) - a field
import-twice = the columns "{ $other }" and "{ $heading }" both go into { $field }, which takes one value; leave one out with --map "{ $heading }="
# $heading (String) - a column's heading
import-no-such-column = --map: no column "{ $heading }"
# $field (String) - what should be a field
import-no-such-field = --map: the API has no field { $field }
# $field (String) - what should be a field
# $nearest (String) - the field with the most similar name
import-no-such-field-like = --map: the API has no field { $field }; did you mean { $nearest }?
import-no-columns = no column matches a field; does the first row hold the column names?
import-columns-unclear = nothing was sent: the columns are unclear; see kartoteka import --help
# $why (String) - the system's words
import-unreadable = cannot be read: { $why }
import-not-a-file = not a file that can be read more than once; save the table as a file
import-empty = it is empty; the first row must name the columns
import-binary = not a text table; save it as CSV
import-changed = the file changed while it was read; check it and start again
import-needs-yes = no terminal to ask at: add --yes to send, or --check to check only
import-stdin-needs-yes = standard input is the table, so you cannot be asked: add --yes to send, or --check to check only
import-pipe-too-long = larger than 1 GB; save the table as a file and import that
# $dir (String) - a directory
# $why (String) - the system's words
import-pipe-not-kept = the table cannot be kept in { $dir } during the import: { $why }; nothing was sent
import-no-rejected-file = To keep the rows that were not sent, use --rejected FILE.
# $line (Number) - the line of the file on which a row begins
import-line = line { NUMBER($line, useGrouping: 0) }
# $found (Number) - how many cells there are
# $expected (Number) - how many there should be
import-cells = { NUMBER($found, useGrouping: 0) } cells, but the first row has { NUMBER($expected, useGrouping: 0) }
# $column (Number) - a column's number
import-no-heading = text in column { NUMBER($column, useGrouping: 0) }, which has no heading
# $count (Number) - how many customers
# $url (String) - where to
# $user (String) - as whom
import-ask = { $count ->
    [one] Send { NUMBER($count, useGrouping: 0) } customer to { $url } as { $user }? y or n:
   *[other] Send { NUMBER($count, useGrouping: 0) } customers to { $url } as { $user }? y or n:
}
import-declined = nothing was sent
import-stopped = stopped; run it again to continue
import-tries = not sent: another program is sending the same customer, or the CRM keeps asking to retry later
# $created (Number) - how many were created
# $held (Number) - how many were not sent
import-so-far = created { NUMBER($created, useGrouping: 0) } · other { NUMBER($held, useGrouping: 0) }
# $seconds (Number) - seconds
import-waiting = waiting { NUMBER($seconds, useGrouping: 0) } s, as the CRM asks
import-created = created
import-created-earlier = created by an earlier import
# $id (String) - customer_id
# $differs (String) - what differs
import-created-otherwise = created by an earlier import as customer { $id }, with different content; fix the customer in the CRM: { $differs }
# $why (String) - the CRM's words
# $differs (String) - what differs
import-rejected-otherwise = { $why }; the row has different content now, --retry sends it: { $differs }
# $why (String) - why it is held back
# $differs (String) - what differs
import-sent-otherwise = { $why }; what was sent differs from the row: { $differs }
# $field (String) - a field
# $sent (String) - what was sent, in quotes
# $now (String) - what the row has now, in quotes
import-differs = { $field }: sent { $sent }, now { $now }
import-differs-nothing = empty
# $value (String) - a value
import-differs-value = "{ $value }"
# $field (String) - a field
import-differs-hidden = { $field }: may differ, its record is masked
# $count (Number) - how many rows
import-not-compared = { $count ->
    [one] The record of { NUMBER($count, useGrouping: 0) } created row is deleted; its content could not be compared.
   *[other] The records of { NUMBER($count, useGrouping: 0) } created rows are deleted; their content could not be compared.
}
import-with-other-content = created by an earlier import with different content: fix them in the CRM
import-in-form = opened in the form
import-invalid = to be fixed before they can be sent
import-rejected = rejected by the CRM
import-not-sent = not sent
import-unknown = outcome unknown: settle with kartoteka settle
import-blocked = blocked by an attempt with an unknown outcome
import-in-flight = being sent by another import
import-left = not reached: run it again to continue
import-may-be-sent = can be sent
# $path (String) - a file
import-see-rejected = What was not sent, and why: { $path }
# $path (String) - a file
import-foreign-file = { $path }: kartoteka did not write this file; move it away, because the rejected rows go there
# $path (String) - a file
# $why (String) - the system's words
import-unwritable = { $path }: the rejected rows cannot be written: { $why }
import-nothing-to-review = No row needs the form.
# $count (Number) - how many rows
import-parked = { $count ->
    [one] { NUMBER($count, useGrouping: 0) } row is now in the form
   *[other] { NUMBER($count, useGrouping: 0) } rows are now in the form: one open, the others in the list of drafts
}

schema-customer = Customer
schema-customer-more = The structure of a customer: names, types, and what must have a value. Whether the values are right, kartoteka check says.
schema-output = Output of Kartoteka
schema-output-more = What the commands print in JSON: one object a line, each described by its command.
