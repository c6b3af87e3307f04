### Reading a table: its character set, its quotes, its lines

tables-counts = lines: { NUMBER($lines, useGrouping: 0) }, rows: { NUMBER($rows, useGrouping: 0) }
tables-quotes-backslash = quotes escaped by a backslash
tables-quotes-none = quotes are plain text
# $words (String)
tables-words = words: { $words }
tables-quoting = bad quoting on line { NUMBER($line, useGrouping: 0) }: quotes must enclose the whole cell, and quotes inside must be doubled
tables-before-quoting = may belong to the cell with bad quoting on line { NUMBER($line, useGrouping: 0) }; fix that line first
tables-cut = a line break before line { NUMBER($line, useGrouping: 0) } may have cut a row in two; put the text in quotes, or add the missing separators
tables-too-long = longer than 1 MB; not a customer
tables-outside-cards = outside of the cards: a card begins with BEGIN:VCARD and ends with END:VCARD
tables-card-not-closed = the card has no END:VCARD; export it again
tables-no-property = line { NUMBER($line, useGrouping: 0) } is not a vCard property; export the card again
# $line (Number) - the line of the file on which the first card begins
# $reason (String)
tables-no-card = no card can be read; the first one, on line { NUMBER($line, useGrouping: 0) }: { $reason }
# $encoding (String)
tables-vcard = vCard, { $encoding }
tables-cards = lines: { NUMBER($lines, useGrouping: 0) }, cards: { NUMBER($rows, useGrouping: 0) }
tables-undecodable = a character cannot be read, or another program lost it; fix it
# $before (String)
tables-doubly-encoded = decoded wrongly by another program; should it be "{ $before }"?
tables-unclosed = the quote on line { NUMBER($line, useGrouping: 0) } is never closed; nothing was sent; fix that line
# $line (Number)
tables-long-cell = the quote on line { NUMBER($line, useGrouping: 0) } is never closed, or its cell is larger than 1 MB; nothing was sent; fix that line
# $line (Number)
tables-heading-quoting = bad quoting in the heading, line { NUMBER($line, useGrouping: 0) }; nothing was sent; fix it
# $quoting (String)
tables-try-quote = --quote { $quoting } reads the whole table without errors
tables-heading-too-long = the heading is longer than 1 MB; is this a text table?
# $marked (String)
tables-marked = the byte order mark means { $marked }; leave out --encoding, or use that one
# $charset (String)
# $lines (String)
tables-not-in-charset = not in { $charset }: bytes without a character on { $lines }; use another --encoding
# $candidates (String)
tables-charsets = the encoding is not certain; nothing was sent; choose one with --encoding: { $candidates }
tables-charset-question = the encoding is not certain. On which line are the words right?
# $last (Number) - the highest number
tables-charset-number = Type 1 to { NUMBER($last, useGrouping: 0) }, or Enter to stop; nothing has been sent yet:
# $charset (String)
# $lines (String)
tables-lost = characters that are not { $charset }, or that another program lost, on { $lines }: these rows cannot be sent
# $lines (String)
tables-faults = bad quoting on { $lines }: these rows cannot be sent
# $lines (String)
tables-line-breaks = a cell with line breaks may be several customers: { $lines }
tables-line-breaks-ask = Check in the file: is each of these cells about one customer? y or n:
tables-line-breaks-stop = nothing was sent; fix the quotes, or add --accept-line-breaks if the line breaks are intended
# $lines (String)
# $count (Number) - how many
tables-line-list = { $count ->
    [one] line { $lines }
   *[other] lines { $lines }
}
# $lines (String)
tables-line-list-more = lines { $lines } and { NUMBER($more, useGrouping: 0) } more
