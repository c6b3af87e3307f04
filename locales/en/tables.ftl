### Reading a table: its character set, its quotes, its lines

tables-counts = lines: { NUMBER($lines, useGrouping: 0) }, rows: { NUMBER($rows, useGrouping: 0) }
tables-quotes-backslash = quotes behind a backslash
tables-quotes-none = quotes are text
# $words (String)
tables-words = words: { $words }
tables-quoting = bad quoting on line { NUMBER($line, useGrouping: 0) }: quotes must enclose the whole cell, and quotes inside must be doubled
tables-before-quoting = may belong to the cell with bad quoting on line { NUMBER($line, useGrouping: 0) }; correct that line first
tables-cut = a line break before line { NUMBER($line, useGrouping: 0) } may have cut a row in two; put the text in quotes, or add the missing separators
tables-too-long = longer than 1 MB; no customer is
tables-undecodable = a character cannot be read, or was lost in another program; correct it
# $before (String)
tables-doubly-encoded = decoded wrongly by another program; should it be "{ $before }"?
tables-unclosed = the quote on line { NUMBER($line, useGrouping: 0) } is never closed; nothing was sent; correct that line
# $line (Number)
tables-long-cell = the quote on line { NUMBER($line, useGrouping: 0) } is never closed, or its cell has more than 1 MB; nothing was sent; correct that line
# $line (Number)
tables-heading-quoting = the heading has bad quoting on line { NUMBER($line, useGrouping: 0) }; nothing was sent; correct it
# $quoting (String)
tables-try-quote = --quote { $quoting } reads the whole table without a fault
tables-heading-too-long = the heading is longer than 1 MB; is this a table in text?
# $marked (String)
tables-marked = the byte order mark says { $marked }; leave out --encoding, or use that
# $charset (String)
# $lines (String)
tables-not-in-charset = not in { $charset }: bytes without a character on { $lines }; use another --encoding
# $candidates (String)
tables-charsets = the encoding is not certain; nothing was sent; choose one with --encoding: { $candidates }
tables-charset-question = the encoding is not certain. In which line are the words right?
# $last (Number) - the highest number
tables-charset-number = Type 1 to { NUMBER($last, useGrouping: 0) }, or Enter to stop; nothing is sent yet:
# $charset (String)
# $lines (String)
tables-lost = characters that are not { $charset }, or were lost in another program, on { $lines }: these rows cannot be sent
# $lines (String)
tables-faults = bad quoting on { $lines }: these rows cannot be sent
# $lines (String)
tables-line-breaks = a cell with line breaks may be several customers: { $lines }
tables-line-breaks-ask = Look there in the file: is each of these cells about one customer? y or n:
tables-line-breaks-stop = nothing was sent; correct the quotes, or add --accept-line-breaks if the line breaks are meant
# $lines (String)
# $count (Number) - how many
tables-line-list = { $count ->
    [one] line { $lines }
   *[other] lines { $lines }
}
# $lines (String)
tables-line-list-more = lines { $lines } and { NUMBER($more, useGrouping: 0) } more
