## What the keys do
key-next-field = next field
key-previous-field = previous field
key-next-section = next section
key-previous-section = previous section
key-section = jump to a section
key-review = send
key-send = send it
key-next-error = next error
key-choose = choose a value
key-clear-field = clear the field
key-clear-to-end = clear to the end, advance
key-add-row = add a row
key-remove-row = remove an empty row
key-history = history
key-preview = preview
key-next-form = JSON, curl, HTTPie, PHP, HTTP
key-copy = copy
key-copy-id = copy the id
key-filter = filter
key-open = open
key-card-from = new card from it
key-help = help
key-redraw = redraw the screen
key-quit = quit, the draft is kept
key-leader = menu
key-back = back
key-up = line up
key-down = line down
key-page-up = page up
key-page-down = page down

## Titles
title-sections = Sections
title-form = Form
title-preview = Preview
title-history = History
title-help = Help
title-menu = Menu: press a key, Esc closes
title-review = Review before sending
title-sending = Sending
title-record = Record
title-outcome = Outcome
scope-form = In the form
scope-review = In the review
scope-history = In the history
scope-pager = In texts that scroll
help-typing = Letters type; Left, Right, Home, End, Backspace and Delete edit. In the note Enter makes a new line and Tab leaves. Space switches a yes/no field.

## The status line
draft-saved = draft saved
# $why (String) - what failed
draft-failed = DRAFT NOT SAVED: { $why }
# $who (String) - surname and name
# $id (String) - the customer_id
notice-created = Created: customer_id { $id } · { $who }
notice-how-to-leave = To leave press Ctrl+X, then q. The draft is kept.
# $count (Number) - how many errors
notice-errors = { $count ->
    [one] Not sent: one error must be put right first.
   *[other] Not sent: { $count } errors must be put right first.
}
notice-no-problems = Nothing is wrong.
notice-copied = Copied to the clipboard.
notice-nothing-to-copy = There is no id to copy.
notice-card-not-empty = A card is being filled in: send it or empty it first.
notice-one-row-only = This field has one row only.
notice-no-choices = This field takes any text.
notice-not-in-list = Not in the list. Empty the field to go through the values.
notice-restored = Your draft is back.
# $count (Number) - how many attempts
notice-interrupted = { $count ->
    [one] The last send was cut short: the customer may exist. Look it up before you send again (F3).
   *[other] { $count } sends were cut short: the customers may exist. Look them up (F3).
}
# $count (Number) - how many rows
history-count = { $count ->
    [one] one entry
   *[other] { $count } entries
}
# $count (Number) - how many lines
more-lines = { $count ->
    [one] one more line below
   *[other] { $count } more lines below
}
history-empty = Nothing has been sent yet.
history-nothing-found = Nothing matches the filter.
# $words (String) - what was typed
history-filter = filter: { $words }
# $width (Number) - columns
# $height (Number) - rows
too-small = Kartoteka needs 60x16; this is { $width }x{ $height }.
flag-unset = (not set)

## Review, sending and outcomes
review-target = To
review-user = User
review-payload = Payload
review-errors = Must be put right
review-warnings = Please look again
review-ready = Nothing is wrong. Enter sends.
review-with-warnings = Enter sends it all the same.
review-not-ready = It cannot be sent yet: Enter goes to the first error.
# $seconds (Number) - since the send began
# $timeout (Number) - at most
sending-since = { $seconds } s of { $timeout } s at most. The form is locked.
state-sending = sending
state-created = created
state-rejected = rejected
state-not-sent = not sent
state-unknown = unknown
state-not-created = not created
outcome-rejected = The CRM refused the customer. Nothing was created. Put it right, then press F8 again.
outcome-not-sent = Nothing was sent. The CRM has not seen this customer. Check the connection, then press F8 again.
outcome-unknown = The customer may or may not have been created. Look it up in the CRM before you send it again.
outcome-kept = All that you typed is still in the form.
label-sent-at = When
label-who = Customer
label-state = Outcome
label-customer-id = customer_id
label-reason = Reason
label-status = HTTP status
label-request-id = request_id
label-errors = Errors
label-location = Location
label-retry-after = Retry after
label-attempt = Attempt
label-profile = Profile
label-duration = Duration
label-payload = Payload
label-answer = Answer
# $seconds (Number) - seconds
in-seconds = { $seconds } s
# $code (String) - the vendor's number
error-code = (code { $code })

## Why a request was not sent, or its outcome is unknown
failure-connection-refused = the host refused the connection
failure-host-not-found = the host name has no address
# $detail (String) - the library's words
failure-connection = the connection failed: { $detail }
# $detail (String) - the library's words
failure-tls = no safe connection (TLS): { $detail }
# $seconds (Number) - how long it waited
failure-timed-out = timed out after { $seconds } s
failure-cut = the connection broke off before the answer was there
# $status (Number) - the HTTP status
failure-server = the CRM failed with status { $status }
failure-no-customer-id = the answer has no customer_id
# $detail (String) - the library's words
failure-unreadable = the answer cannot be read: { $detail }
failure-cancelled = the waiting was stopped
failure-interrupted = the program ended while it waited
# $detail (String) - the store's words
failure-journal = the send journal could not be written: { $detail }

## What is wrong with a value
reason-required = required
reason-email-syntax = not an e-mail address
# $character (String) - the character
reason-phone-character = no phone number has { $character }
# $count (Number) - how many digits
reason-phone-length = 9 digits or +8–15, has { $count }
# $count (Number) - how many digits
reason-pesel-length = 11 digits, has { $count }
# $character (String) - the character
reason-pesel-character = only digits, not { $character }
reason-pesel-date = its date does not exist
reason-pesel-checksum = check digit does not fit
# $count (Number) - how many digits
reason-nip-length = 10 digits, has { $count }
reason-nip-checksum = check digit does not fit
reason-nip-foreign = a foreign NIP?
reason-date-syntax = e.g. 1990-02-01, 1.2.1990
reason-date-impossible = there is no such day
reason-date-future = lies in the future
reason-postcode-shape = Polish postcodes: NN-NNN
# $scheme (String) - the scheme found
reason-url-scheme = http or https, not { $scheme }
reason-url-syntax = not a web address
reason-not-positive-number = a whole number from 1
reason-not-a-flag = true, false or nothing
reason-not-a-choice = not in the list (Ctrl+F)
reason-custom-field-name-missing = a value needs a name
reason-custom-field-value-missing = no value: not sent
reason-custom-field-name-twice = this name is given twice
reason-custom-field-read-only = read-only in the CRM
# $date (String) - the date in the PESEL
reason-birthdate-unlike-pesel = the PESEL says { $date }
reason-gender-unlike-pesel-female = the PESEL says: a woman
reason-gender-unlike-pesel-male = the PESEL says: a man
reason-city-missing = a street, and no city
