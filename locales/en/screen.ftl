## What the keys do
key-next-field = next field
key-previous-field = previous field
key-next-section = next section
key-previous-section = previous section
key-section = jump to a section
key-review = send
key-send = send it
key-take-existing = this is the customer
key-show-customer = show the customer
key-send-anyway = send anyway
key-next-error = next error
key-choose = choose a value
key-complete = take the value in brackets
key-clear-field = clear the field
key-clear-to-end = clear to the end, advance
key-add-row = add a row
key-remove-row = remove an empty row
key-duplicate = as on the last card, advance
key-hold = hold for the next cards
key-same-address = same as another address
key-undo = undo
key-redo = redo
key-clear-card = empty the card
key-history = history
key-preview = preview
key-next-form = JSON, curl, HTTPie, PHP, HTTP
key-copy = copy
key-copy-id = copy the id
key-copy-last-id = copy the last customer_id
key-filter = filter
key-open = open
key-card-from = new card from it
key-help = help
key-profile = go on with another profile
key-redraw = redraw the screen
key-quit = quit, the draft is kept
key-leader = menu
key-back = back
key-up = line up
key-down = line down
key-take = take it and advance
key-page-up = page up
key-page-down = page down
key-park = park this card, begin another
key-drafts = list of drafts
key-export = write the card to a file
key-stop-waiting = stop waiting
key-settle = settle it
key-accept = this one
key-send-again = not there: send again
key-type-id = type the id
key-not-created = not there
key-look-again = look again
key-later = later
key-candidate-up = customer above
key-candidate-down = customer below
key-delete = delete
key-yes = yes
key-no = no
key-confirm = done

## Titles
title-sections = Sections
title-form = Form
title-preview = Preview
title-history = History
title-help = Help
# $key (String) - a key
title-menu = Menu: press a key, { $key } closes
title-review = Review before sending
title-profiles = Go on with the profile
# $who (String) - surname and name
title-readback = Created: { $who }
# $who (String) - surname and name
title-readback-existing = Existing customer: { $who }
# $id (String) - the customer_id
# $key (String) - a key
readback-copy = customer_id { $id } · { $key } copies it
title-sending = Sending
title-record = Record
title-outcome = Outcome
title-settle = Settle an unknown outcome
title-drafts = Drafts
# $letter (String) - a letter
capital-letter = capital { $letter }
# $yes (String) - a key
# $no (String) - a key
title-question = Really? Yes is { $yes }, no is { $no }
title-export = Write the card to this file
title-id = The customer's id in the CRM
scope-form = In the form
scope-choosing = In a list of values
scope-review = In the review
scope-history = In the history
scope-pager = In texts that scroll
scope-sending = While sending
scope-settle = While settling an unknown outcome
scope-drafts = In the list of drafts
scope-question = At a question
scope-prompt = Where a file or an id is typed
# $next (String) - a key
help-typing = Letters type; Left, Right, Home, End, Backspace and Delete edit. In the note Enter makes a new line and { $next } leaves. Space switches a yes/no field.

## The status line
draft-saved = draft saved
# $why (String) - what failed
# $key (String) - a key
draft-failed = NOT SAVED ({ $key } writes it to a file): { $why }
# $count (Number) - how many attempts
# $key (String) - a key
count-unsettled = { $count ->
    [one] 1 unknown outcome ({ $key })
   *[other] { $count } unknown outcomes ({ $key })
}
# $why (String) - what the CRM said
refused = refused by the CRM: { $why }
# $id (String) - the customer_id
# $who (String) - surname and name
last-created = last: { $id } { $who }
# $count (Number) - how many drafts
# $key (String) - a key
count-drafts = { $count ->
    [one] 1 more draft ({ $key })
   *[other] { $count } more drafts ({ $key })
}
# $who (String) - surname and name
# $id (String) - the customer_id
# $dot (String) - what stands between
notice-created = Created: customer_id { $id } { $dot } { $who }
# $who (String) - surname and name
# $id (String) - the customer_id
# $dot (String) - what stands between
# $key (String) - a key
notice-existing = Existing customer { $id } { $dot } { $who }: id copied, not sent. Undo: { $key }
notice-taken-back = The card is back, and its record is deleted.
# $key (String) - a key
notice-how-to-leave = To leave press { $key }. The draft is kept.
# $count (Number) - how many errors
notice-errors = { $count ->
    [one] Not sent: one error must be put right first.
   *[other] Not sent: { $count } errors must be put right first.
}
notice-no-problems = Nothing is wrong.
# $id (String) - the customer_id
notice-copied-id = Copied to the clipboard: { $id }
notice-copied = Copied to the clipboard.
notice-nothing-to-copy = There is no id to copy.
notice-one-row-only = This field has one row only.
# $key (String) - a key
notice-not-empty = Nothing was pasted: a whole customer goes into an empty card. { $key } puts this one aside.
# $error (String) - where, what, and what to do
notice-not-a-customer = Nothing was pasted. { $error }
notice-no-choices = This field takes any text.
notice-not-in-list = That is none of the values.
choosing-find = Find:
choosing-nothing = None of the values fits.
notice-restored = Your draft is back.
# $count (Number) - how many attempts
# $key (String) - a key
notice-interrupted = { $count ->
    [one] The last send was cut short: the customer may exist. Look it up before you send again ({ $key }).
   *[other] { $count } sends were cut short: the customers may exist. Look them up ({ $key }).
}
# $process (String) - process id
# $since (String) - time
notice-another-session = Another session has a card open (process { $process }, since { $since }). Yours is a new one.
# $path (String) - file
notice-repaired = Others could read { $path }. They no longer can.
# $now (String) - date
# $seen (String) - date
notice-clock = Check the clock: { $now }, last use { $seen }. Nothing is deleted today.
# $now (String) - date
notice-clock-impossible = The clock shows { $now }, which cannot be right: check it.
# $charset (String) - a character set
notice-not-text = A letter was lost: it is not { $charset }. Set the terminal to { $charset }, or LANG to what it uses.
# $key (String) - a key
notice-still-sending = The last card is still on its way: its answer first. { $key } stops waiting.
# $key (String) - a key
notice-parked = The card is parked. { $key } lists the drafts.
notice-draft-changed = This draft has changed meanwhile: look at it before you delete it.
notice-no-other-profile = The settings have no other profile.
notice-nothing-typed = Nothing is typed yet.
notice-nothing-to-undo = There is nothing to undo or redo.
# $key (String) - a key
notice-cleared = The card is empty. { $key } brings it back.
notice-no-last-card = No card has been sent yet.
notice-not-held = This field is another one on every card.
notice-held = Held: the next cards begin with this value.
notice-held-no-more = Not held any more.
notice-no-other-address = Go to an address first; the ones to copy from must not be empty.
# $profile (String) - profile
notice-other-profile = This card was typed for the profile { $profile }. Look where it goes before you send it.
# $path (String) - file
notice-exported = Written to { $path }
notice-still-looking = The CRM is being asked for this customer: wait a moment, 3 s at most.
notice-still-searching = Still searching: wait for the entries.
notice-still-reading = The history is locked by another program: wait a moment, 5 s at most.
notice-settle-first = This customer may exist already: settle that first.
notice-created-meanwhile = A customer who may be this one was created meanwhile: look, then decide.
notice-records-lost = Records are lost: read the warning, then decide.
notice-settled-meanwhile = Another session has settled it meanwhile: see the history.
# $process (String) - process id
# $since (String) - time
notice-draft-elsewhere = This draft is open in another session (process { $process }, since { $since }): end that one first.
# $profile (String) - profile
# $url (String) - URL
notice-sent-elsewhere = Start with the profile { $profile } to look it up or send it again: it was sent to { $url }
# $write (String) - a key
# $leave (String) - a key
notice-not-kept = { $write } writes the card to a file, { $leave } leaves all the same: what you typed cannot be saved.
notice-not-an-id = That is no id: no spaces, at most 64 characters, not 0.
notice-on-its-way = This customer is on the way already, from another session: wait for its end.
# $id (String) - the customer_id
settled-as = Settled: created with customer_id { $id }
settled-not-created = Settled: not created
settled-by-hand = (settled by hand)
# $key (String) - a key
enter-settles = { $key } settles it
# $count (Number) - how many rows
# $grouped (String) - the same, as people write it
history-count = { $count ->
    [one] one entry
   *[other] { $grouped } entries
}
# $count (Number) - how many lines
more-lines = { $count ->
    [one] one more line below
   *[other] { $count } more lines below
}
history-empty = Nothing has been sent yet.
history-nothing-found = Nothing matches the filter.
list-unreadable = It cannot be read at the moment.
# $words (String) - what was typed
history-filter = filter: { $words }
history-searching = searching ...
# $width (Number) - columns
# $height (Number) - rows
too-small = Kartoteka needs 60x16; this is { $width }x{ $height }.
flag-unset = (not set)
filled-from-pesel = from the PESEL
# Where the certificate of the CRM is not verified
insecure = INSECURE
insecure-in-full = INSECURE: the CRM's certificate is not verified. Anybody on the way can read the customer and the password.

## Drafts
drafts-empty = There is no draft.
draft-nameless = (no name yet)
draft-own = on the screen
draft-parked = parked
draft-left = left by a session that is gone
# $process (String) - process id
# $since (String) - time
draft-other = in another session ({ $process }, { $since })

## Questions
# $who (String) - surname and name
ask-delete = Delete the draft of { $who }? What was typed into it is gone then.
# $key (String) - a key
ask-clear-card = Empty the card? Undo ({ $key }) brings it back.
# $who (String) - surname and name
ask-fill = Fill the card in with the customer that was pasted: { $who }?
ask-stop-waiting = Stop waiting for the answer? If the card has left already, the customer may exist, and you will be asked to settle that.
# $id (String) - the customer_id
ask-created = Is it surely this one? The record becomes created with customer_id { $id }.
ask-not-created = Is the customer surely not in the CRM? The record becomes not created, and the card can be sent again.
ask-send-again = Nobody was found. Send the same card again, as a new attempt?
ask-send-again-unsure = It could not be looked up everywhere. If the customer exists all the same, there will be two. Send it again?
ask-send-again-found = Somebody was found. If that is this customer, there will be two. Send it again?

## Review, sending and outcomes
review-target = To
review-user = User
review-payload = Payload
review-errors = Must be put right
review-warnings = Please look again
# $key (String) - a key
review-ready = Nothing is wrong. { $key } sends.
# $key (String) - a key
review-with-warnings = { $key } sends it all the same.
# $key (String) - a key
review-not-ready = It cannot be sent yet: { $key } goes to the first error.
review-known = Possible duplicates
# $number (Number) - which
# $count (Number) - of how many
review-place = { $number } of { $count }; Up and Down choose another
# $choices (String) - keys and what they do
review-decide = Not sent yet: this may be an existing customer. { $choices }.
review-by-hand = No identifier, NIP, e-mail or phone: if the outcome is unknown, you can only look for this customer by hand.
review-shown = The customer and the card
review-card = card
review-there = customer
# $id (String) - customer_id
review-not-there = The CRM has no customer { $id } (HTTP 404).
review-asking = Getting the customer from the CRM ...
# $key (String) - a key
review-settle-first = It cannot be sent yet: { $key } settles what became of the last attempt.
review-on-its-way = It cannot be sent: the same customer is on the way at this moment.
review-looking = The CRM is being asked for this customer ...
review-reading = Another program has the history locked. Waiting for it ...
# $key (String) - a key
review-unchecked = It could not be checked whether the customer is there. { $key } sends it all the same.
# $loss (String) - what is lost
review-lost = { $loss }. If this customer is one of them, nobody notices: look in the CRM. Once you have sent, this is not asked again.
# $when (String) - time
# $who (String) - surname and name
precedent-unsettled = { $when } { $who }, nobody knows yet what became of it
# $when (String) - time
# $who (String) - surname and name
precedent-sending = { $when } { $who }: on the way, from another session
# $what (String) - a field and its value
same-key = the same { $what }
same-card = the very same card
same-name = the same name
# $who (String) - customer_id, surname and name
# $evidence (String) - what speaks for it
duplicate = { $who }, { $evidence }
# $when (String) - time
# $same (String) - what is the same
evidence-created = sent from here { $when }: { $same }
# $when (String) - time
# $same (String) - what is the same
evidence-existing = noted here { $when } as an existing customer: { $same }
# $when (String) - a moment
# $same (String) - what it has in common
evidence-deleted = known here since { $when }, record deleted: { $same }
# $when (String) - time
# $same (String) - what is the same
evidence-unknown = sent from here { $when }, outcome unknown: { $same }
# $when (String) - time
# $same (String) - what is the same
evidence-sending = being sent from another session since { $when }: { $same }
# $same (String) - what it was found by
evidence-in-crm = in the CRM: found by { $same }
# $same (String) - what it was found by
evidence-unlike = in the CRM, NOT the same: found by { $same }, has another
# $labels (String) - fields
lookup-nobody = The CRM has nobody with the same { $labels }.
lookup-not-permitted = The API user may not search the CRM for customers.
# $labels (String) - fields
lookup-too-slow = The CRM took too long to search by { $labels }.
# $labels (String) - fields
# $why (String) - failure
lookup-failed = The CRM could not be searched by { $labels }: { $why }
# $count (Number) - how many at the most
lookup-more = A search shows { $count } customers at the most: there may be more.
# $seconds (Number) - since the send began
# $timeout (Number) - for each step
sending-since = { $seconds } s; each step may take { $timeout } s.
sending-next = What you type waits for the next card.
sending-next-begun = What you type goes into the next card.
# $seconds (Number) - since the send began
# $who (String) - surname and name
# $key (String) - a key
news-on-its-way = { $who } is on the way: { $seconds } s. { $key } stops waiting.
# $way (String) - the keys that lead there
# $who (String) - surname and name
news-rejected = { $who } was refused: { $way } leads to the card
# $way (String) - the keys that lead there
# $who (String) - surname and name
news-not-sent = { $who } was not sent: { $way } leads to the card
# $way (String) - the keys that lead there
# $who (String) - surname and name
news-unknown = { $who }: nobody knows yet whether it was created: { $way } settles it
state-sending = sending
state-created = created
state-rejected = rejected
state-not-sent = not sent
state-unknown = unknown
state-not-created = not created
state-existing = existing customer
outcome-rejected = The CRM refused the customer. Nothing was created.
outcome-later = The CRM is busy. Nothing was created, and the same card is safe to send again.
# $seconds (Number) - seconds
wait-seconds = The CRM asks to wait { $seconds } s more.
wait-is-over = The time that the CRM asked for is over.
outcome-not-sent = Nothing was sent. Not a byte of the card has left.
outcome-rejected-again = The CRM refused it this time. If it says that the customer is there already, the first attempt has created it.
outcome-unknown = The customer may or may not have been created. Press s to settle it before it is sent again.
outcome-kept = All that you typed is still in the form.
# $key (String) - a key
outcome-kept-for-f8 = All that you typed is still in the form. { $key } looks it over and sends it again.
# $history (String) - a key
# $card (String) - a key
outcome-in-history = This was not the card in the form. It is in the history ({ $history }), where { $card } makes a card of it.

## Settling an unknown outcome
settle-what = Was the customer created? Compare, then decide.
# $profile (String) - profile
settle-elsewhere = It was sent with the profile { $profile }. Start with that one to look it up in its CRM; or look there yourself.
settle-nothing-to-search = The card has nothing that the CRM can be searched by. Look in the CRM's panel, then decide.
settle-looking = Looking in the CRM ...
# $by (String) - what was searched for
settle-looked = Looked in the CRM for { $by }.
settle-nobody = Nobody was found.
settle-panel = Look in the CRM's panel, then decide.
# $seconds (Number) - seconds
settle-again-in = Looking again in { $seconds } s.
# $number (Number) - which
# $count (Number) - of how many
settle-place = { $number } of { $count }; Up and Down show the others
settle-l = l looks again.
# $id (String) - customer_id
# $who (String) - surname and name
# $by (String) - what was found by
settle-candidate = { $id } { $who }, found by { $by }
settle-sent = sent
settle-in-crm = in the CRM
label-settled = Settled
label-resends = Repeats
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
failure-record-lost = the database was damaged, and its record is lost
# $address (String) - host and port
# $why (String) - how the connection failed
failure-proxy = through the proxy { $address }: { $why }
# $variable (String) - such as ALL_PROXY
failure-proxy-unusable = { $variable } is not an http:// or https:// proxy: correct it, or list the host in NO_PROXY
# $detail (String) - the store's words
failure-journal = it could not be written to the send journal first: { $detail }

## What is wrong with a value
reason-required = required
reason-email-syntax = invalid e-mail
# $character (String) - the character
reason-phone-character = { $character } is not allowed
reason-phone-length = 9 digits, or + and 8-15
# $count (Number) - how many digits stand behind +48
reason-phone-polish-length = +48 and 9 digits, has { $count }
reason-phone-zero = no 0 at the start
reason-phone-extension = put ext. in Note
reason-phone-same-digits = the same digit 9 times?
# $count (Number) - how many digits
reason-pesel-length = 11 digits, has { $count }
# $character (String) - the character
reason-pesel-character = only digits, not { $character }
reason-pesel-date = no such date of birth
reason-pesel-zero-lost = 0 missing at the start
reason-pesel-checksum = wrong check digit
# $count (Number) - how many digits
reason-nip-length = 10 digits, has { $count }
reason-nip-checksum = wrong check digit
reason-nip-foreign = a foreign NIP?
reason-nip-shape = not a NIP or VAT number
reason-date-syntax = e.g. 1990-02-01, 1.2.1990
reason-date-impossible = no such day
reason-date-future = in the future
reason-date-before-1900 = before 1900
reason-date-serial = a day number, not a date
reason-postcode-shape = Polish postcodes: NN-NNN
reason-postcode-zero-lost = NN-NNN; is a 0 lost?
# $scheme (String) - the scheme found
reason-url-scheme = http or https, not { $scheme }
reason-url-syntax = not a web address
reason-not-positive-number = a whole number from 1
reason-not-a-flag = yes, no or empty
reason-not-a-choice = not in the list
reason-custom-field-name-missing = a value needs a name
reason-custom-field-value-missing = no value: not sent
reason-custom-field-name-twice = this name is given twice
reason-custom-field-read-only = read-only in the CRM
# $date (String) - the date in the PESEL
reason-birthdate-unlike-pesel = the PESEL says { $date }
reason-gender-unlike-pesel-female = the PESEL says: a woman
reason-gender-unlike-pesel-male = the PESEL says: a man
reason-city-missing = city missing
# $found (String) - the error
reason-spreadsheet-error = { $found } is a spreadsheet error
# $found (String) - what stands there
reason-placeholder = “{ $found }”: leave it empty?
reason-number-shortened = digits lost in a spreadsheet
reason-formula-mark = remove ' or = at the start
# $end (String) - the end of the number
reason-number-decimal = remove { $end } at the end
# $character (String) - the character's number, U+200B
# $place (Number) - its place in the value, from 1
reason-hidden = remove hidden { $character } at { $place }
reason-letters-lost = a letter was lost
# $words (String) - what the CRM said
reason-refused = CRM: { $words }

## Trying keys out
# $key (String) - a key
keys-intro = Press any key to see what the terminal sends and what that does. { $key } twice leaves, and prints a [keys] section for your settings.
keys-sent = sent
keys-key = key
keys-meaning = does
# $key (String) - a key
keys-once-more = { $key } once more leaves.
keys-paste = paste
keys-pasted = puts text in, and runs nothing
keys-unknown = is no key, and does nothing
keys-types = types
keys-edits = edits
keys-reserved = nothing: it cannot be given an action
keys-free = nothing yet: it is free
# $path (String) - file
keys-paste-into = Put what you change of this into { $path }
# $keys (String) - names of keys
keys-tried = Tried, and free: { $keys }
