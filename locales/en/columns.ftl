### The columns of an imported table

## Columns that are left out: these words, a colon, and their headings
columns-asked = left out
columns-row-numbers = left out, row numbers
columns-no-field = left out, the API has no such field
columns-in-parts = left out, repeats other columns
columns-labels = left out, not about the customer
columns-reason = left out, added by kartoteka
columns-no-heading = left out, no heading
columns-blank = left out, empty
# $number (Number) - a column's number
columns-number = column { NUMBER($number, useGrouping: 0) }

## Columns that hold too much
# $heading (String) - a column's heading
columns-names-together = "{ $heading }" holds the name and the surname in one cell: split it into two columns, or send it all as the surname with --map "{ $heading }=surname".
# $heading (String) - a column's heading
columns-customer-together = "{ $heading }" may hold a surname, a full name or a company: split it into columns, or choose a field with --map "{ $heading }=surname" or --map "{ $heading }=job".
# $heading (String) - a column's heading
columns-address-together = "{ $heading }" holds a whole address in one cell: split it into columns, or, if it is the street with its number, use --map "{ $heading }=address.street".
# $heading (String) - a column's heading
columns-contacts-together = "{ $heading }" may hold phones, e-mail addresses or both: split it into columns, or choose a field with --map "{ $heading }=phone_number" or --map "{ $heading }=email".
# $heading (String) - a column's heading
columns-or-leave-out = To leave it out: --map "{ $heading }="

## Rows
columns-several-values = several values in one cell ( ::: ), but this field takes one; keep one
columns-heading-again = this is the heading again, not a customer
columns-totals = this looks like a row of totals, not a customer
columns-joined = a whole row in one cell: a different separator, or quotes around the whole row?
# $date (String)
columns-day-first = birthdate read as { $date }, day before month; write it in this form

## A saved mapping
map-file-head =
    Where kartoteka import puts the columns of a table: use it with --map-file.
    Heading = field; "" leaves a column out; lines that start with # are ignored.
# $path (String) - the file
# $why (String) - the system's words
map-file-unreadable = { $path }: the saved mapping cannot be read: { $why }
# $path (String) - the file
# $line (Number) - a line of it
# $why (String) - what is wrong
map-file-wrong = { $path }, line { NUMBER($line, useGrouping: 0) }: { $why }
# $key (String) - the value
map-file-key = unknown name: { $key }; a saved mapping has one table, [columns]
map-file-not-a-field = expected a field in quotes; "" leaves the column out
# $field (String) - what should be a field
map-file-no-field = the API has no field { $field }
# $field (String) - what should be a field
# $nearest (String) - the likely one
map-file-no-field-like = the API has no field { $field }; did you mean { $nearest }?
# $field (String) - what should be a field
# $candidates (String) - fields, with commas between them
map-file-ambiguous = "{ $field }" may mean { $candidates }; write one of these
# $path (String) - the file
map-file-of-another = { $path }: this table has none of its columns; it was saved for another table
# $headings (String) - headings, with commas between them
map-file-missing = not in this table: { $headings }
# $path (String) - the file
map-file-exists = { $path }: the file exists and has other content; nothing was sent; remove it, or save under another name
# $path (String) - the file
# $why (String) - the system's words
map-file-unwritable = { $path }: the mapping cannot be saved: { $why }
