## What the keys do
key-next-field = next field
key-previous-field = previous field
key-next-section = next section
key-previous-section = previous section
key-section = jump to a section
key-review = send
key-send = send it
key-take-existing = this is the customer
key-take-existing-company = this is the company
key-show-customer = show the customer
key-ask-again = ask again
key-send-anyway = send anyway
key-next-error = next error
key-next-empty = next empty field
key-go-to = go to a field by name
key-take-first = the card's
key-take-second = the one typed now
key-type-again = neither, again
key-choose = choose or look up
key-complete = accept the suggestion
key-clear-field = clear the field
key-clear-to-end = clear to the end, next field
key-add-row = add a row
key-remove-row = remove an empty row
key-duplicate = same as last card, next field
key-hold = keep for the next cards
key-same-address = copy another address
key-templates = fill in from a template
key-show-all-fields = show all fields, or fewer
key-undo = undo
key-redo = redo
key-clear-card = clear the card
key-history = history
key-find = find a customer
key-find-again = find another customer
key-next-caller = park card, next caller
key-search-open = search, open
key-search-as = search as another field
key-card-with = new card with this
key-card-household = new card, same household
key-preview = preview
key-next-form = request as curl, PHP, Java
key-fold-pane = fold a pane: preview, history
key-copy = copy
key-copy-id = copy the id
key-copy-last-id = copy the last customer_id
key-filter = filter
key-open = open
key-card-from = new card from this
key-help = help
key-profile = switch profile
key-redraw = redraw the screen
key-quit = quit, keep the draft
key-leader = menu
key-back = back
key-up = line up
key-down = line down
key-take = choose, next field
key-take-company = choose
key-add-company = add a company
key-find-company = find the company
key-page-up = page up
key-page-down = page down
key-park = park this card, start another
key-drafts = list of drafts
key-shift = your shift
key-end-shift = end the shift
key-export = write the card to a file
key-stop-waiting = stop waiting
key-settle = settle
key-settle-for-colleague = settle for a colleague
key-accept = this one
key-send-again = not there: send again
key-type-id = type the id
key-not-created = not there
key-look-again = search again
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
menu-fields = next, previous field
menu-sections = next, previous section
menu-rows = add a row, remove an empty one
menu-undo = undo, redo
title-review = Review before sending
title-companies = Find the company
title-company = Add a company
title-company-review = Company: review before sending
title-company-id = The company's id in the CRM
title-templates = Templates
title-profiles = Switch profile
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
title-shift = Your shift
title-find = Find a customer
# $id (String) - the customer_id
# $who (String) - surname and name
title-customer = Customer { $id } { $who }
# $letter (String) - a letter
capital-letter = { $letter }
# $yes (String) - a key
# $no (String) - a key
title-question = Are you sure? { $yes }: yes, { $no }: no
title-export = Write the card to this file
# $path (String) - the directory
title-export-in = Write the card to a file in { $path }
title-id = The customer's id in the CRM
scope-form = In the form
scope-find = Where a customer is searched for
scope-customer = Where a customer is shown
scope-choosing = In a list of values
scope-review = In the review
scope-companies = Where a company is looked for
scope-company = In the form of a company
scope-company-review = In the review of a company
scope-verify = Where two values differ
scope-history = In the history
scope-pager = In texts that scroll
scope-sending = While sending
scope-settle = While settling an unknown outcome
scope-drafts = In the list of drafts
scope-shift = On the page of the shift
scope-question = At a question
scope-prompt = Where a file or an id is typed
# $next (String) - a key
help-typing = Letters type text; Left, Right, Home, End, Backspace and Delete edit it. In the note Enter starts a new line and { $next } leaves. Space switches a yes/no field.

## The status line
draft-saved = draft saved
draft-handed-over = KARTOTEKA WAS UPDATED: leave and come back
# $why (String) - what failed
# $key (String) - a key
draft-failed = NOT SAVED ({ $key } writes it to a file): { $why }
# $count (Number) - how many attempts
# $key (String) - a key
count-unsettled = { $count ->
    [one] 1 unknown outcome ({ $key })
   *[other] { $count } unknown outcomes ({ $key })
}
# $why (String) - the CRM's words
card-rejected = rejected by the CRM: { $why }
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
# $dot (String) - a separator
notice-created = Created: customer_id { $id } { $dot } { $who }
# $who (String) - surname and name
# $id (String) - the customer_id
# $dot (String) - a separator
# $key (String) - a key
notice-existing = Existing customer { $id } { $dot } { $who }: id copied, not sent. Undo: { $key }
notice-taken-back = The card is back; its record is deleted.
# $key (String) - a key
notice-how-to-leave = To quit, press { $key }. The draft is kept.
# $count (Number) - how many errors
notice-errors = { $count ->
    [one] Not sent: fix one error first.
   *[other] Not sent: fix { $count } errors first.
}
notice-no-problems = No problems found.
# $id (String) - the customer_id
notice-copied-id = Copied to the clipboard: { $id }
notice-copied = Copied to the clipboard.
notice-shift-ended = Shift ended. Your next key begins the next one.
notice-nothing-to-copy = There is no id to copy.
notice-one-row-only = This field has only one row.
# $key (String) - a key
notice-not-empty = Nothing pasted: a whole customer needs an empty card. { $key } parks this one.
# $error (String) - where, what, and what to do
notice-not-a-customer = Nothing pasted. { $error }
notice-no-choices = This field takes any text.
# $key (String) - a key
notice-last-field = The last field. { $key }: review.
notice-nothing-empty = No other field is empty.
# $key (String) - a key
# $menu (String) - a key
notice-no-effect = { $key } does nothing here. { $menu } opens the menu.
# $menu (String) - the key of the menu
notice-no-menu = There is no menu here: nothing was typed. Go back for { $menu }.
# $key (String) - a key
notice-always-saved = Every change is saved already. { $key } sends the card.
# $key (String) - a key
notice-extra-digit = One digit too many: it was left out. { $key } clears this field.
# $key (String) - a key
notice-nothing-to-leave = This is the form already. { $key } quits and keeps the draft.
# $key (String) - a key
notice-preview-folded = The preview is folded. { $key } folds the history instead.
# $key (String) - a key
notice-history-folded = The history is folded. { $key } unfolds it.
notice-none-folded = All panes are shown.
# $form (String) - JSON, curl, …
# $key (String) - a key
notice-preview-form = Preview as { $form }. { $key } shows all of it.
hint-list = list
hint-yes-no = yes/no
hint-company = find the company
hint-customer = show the customer
hint-find = find
title-go-to = Go to a field
# $number (Number) - which value
# $total (Number) - of so many
title-verify = Type again: { $number } of { $total }
verify-again = Type it once more from the source: the paper or the caller, not the screen.
# $label (String) - of the field
verify-prompt = { $label } once more, from the source
verify-differs = The card has another value. Which one does the source have?
# $value (String) - what is on the card
verify-first = { $value } (on the card)
# $value (String) - what was typed again
verify-second = { $value } (typed now)
verify-third = neither: type it once more
notice-not-pasted = Type it: a value that is pasted is not checked.
notice-not-in-list = Not in the list.
choosing-find = Find:
choosing-nothing = No match.
notice-restored = Draft restored.
# $key (String) - a key
notice-updated = Kartoteka was updated: leave ({ $key }) and come back. Your card is kept; nothing is sent until then.
# $path (String) - a file
notice-handover-unreadable = A card of an older version cannot be read; keep the file and report it: { $path }
# $count (Number) - how many attempts
# $key (String) - a key
notice-interrupted = { $count ->
    [one] The last send was interrupted; the customer or company may exist. Check before you send again ({ $key }).
   *[other] { $count } sends were interrupted; the customers or companies may exist. Check them ({ $key }).
}
# $process (String) - process id
# $since (String) - time
notice-another-session = Another session has a card open (process { $process }, since { $since }). This one has its own.
# $path (String) - file
notice-repaired = Fixed: other users could read { $path }.
# $now (String) - date
# $seen (String) - date
notice-clock = Check the clock: { $now }, last use { $seen }. Nothing is deleted today.
# $now (String) - date
notice-clock-impossible = Check the clock: it shows { $now }, which cannot be right.
# $charset (String) - a character set
notice-not-text = A character was lost: it is not { $charset }. Set the terminal to { $charset } or change LANG.
# $key (String) - a key
notice-still-sending = The last card is still being sent. { $key } stops waiting.
# $key (String) - a key
notice-parked = Card parked. { $key } lists the drafts.
notice-draft-changed = This draft has changed: check it before you delete it.
notice-no-other-profile = There is no other profile.
notice-nothing-typed = Nothing has been typed yet.
notice-nothing-to-undo = Nothing to undo or redo.
# $key (String) - a key
notice-cleared = Card cleared. { $key } brings it back.
notice-no-last-card = No card has been sent yet.
# $key (String) - the keys of the action
notice-all-fields = All fields are shown. { $key }: fewer.
# $key (String) - the keys of the action
notice-own-fields = Empty fields of no section are hidden. { $key }: all.
notice-no-other-fields = All fields are shown already.
# $name (String) - the name of a template
# $key (String) - the keys of undo
notice-template-put = { $name }: filled in. { $key }: undo.
# $name (String) - the name of a template
notice-template-nothing = { $name }: the card has all of it already.
notice-no-templates = The settings of this profile have no templates.
notice-not-held = This value can't be kept for the next cards.
notice-held = Kept for the next cards.
notice-held-no-more = No longer kept.
notice-no-other-address = Go to an address first; the address to copy must not be empty.
# $profile (String) - profile
notice-other-profile = This card was typed for profile { $profile }. Check where it goes before you send it.
# $path (String) - file
notice-exported = Written to { $path }
notice-still-looking = Searching the CRM: wait up to 3 s.
notice-still-asking-team = Asking the team's store: wait for the answer.
# $member (String) - a login name and a host
notice-held-sending = Not sent: { $member } is sending the same right now.
# $member (String) - a login name and a host
notice-held-unknown = Not sent: { $member } has sent the same, and the outcome is unknown.
# $id (String) - customer_id
# $member (String) - a login name and a host
# $when (String) - a time or a date
notice-held-existing = Not sent: in the CRM already, customer_id { $id } ({ $member }, { $when }).
# $when (String) - a day and a time
notice-team-asked-again = The team's store was asked again: { $when }.
notice-team-away = Not sent: the team's store is away.
# $member (String) - a login name and a host
# $id (String) - customer_id
notice-team-settled-created = An outcome of yours was settled by { $member }: created, customer_id { $id }
# $member (String) - a login name and a host
notice-team-settled-not-created = An outcome of yours was settled by { $member }: not created
# $member (String) - a login name and a host
# $id (String) - customer_id
notice-team-doubled = A customer that you sent without the team's store is in the CRM twice: { $member } has customer_id { $id }
notice-still-searching = Still searching: wait for the entries.
notice-still-reading = Another program has locked the history: wait up to 5 s.
notice-settle-first = This customer may already exist: settle that first.
notice-created-meanwhile = A possible duplicate has just been created: check it, then decide.
notice-records-lost = Records have been lost: read the warning, then decide.
notice-settled-meanwhile = Another session has already settled it: see the history.
# $process (String) - process id
# $since (String) - time
notice-draft-elsewhere = This draft is open in another session (process { $process }, since { $since }): close it there first.
# $profile (String) - profile
# $url (String) - URL
notice-sent-elsewhere = Start with profile { $profile } to search or send again: it was sent to { $url }
# $write (String) - a key
# $leave (String) - a key
notice-not-kept = { $write } writes the card to a file, { $leave } quits anyway: the card cannot be saved.
notice-not-an-id = Not an id: no spaces, at most 64 characters, not 0.
notice-sent-by-another-session = Another session is sending this customer or company: wait for the result.
# $id (String) - the customer_id
settled-as = Settled: created with customer_id { $id }
settled-not-created = Settled: not created
settled-by-hand = (settled by hand)
time-unreadable = time unreadable
who-not-kept = name not kept
# $who (String) - the company's name
who-company = company { $who }
# $key (String) - a key
enter-settles = { $key } to settle
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
list-unreadable = Cannot be read at the moment.
# $words (String) - what was typed
history-filter = filter: { $words }
history-searching = searching ...
# $width (Number) - columns
# $height (Number) - rows
too-small = Kartoteka needs 60x16; this is { $width }x{ $height }.
flag-unset = (not set)
filled-by-default = default
filled-from-pesel = from the PESEL
# $id (String) - the customer_id
# $who (String) - surname and name
remark-in-crm = in CRM: { $id } { $who }
# $count (Number) - how many customers have the value
remark-several-in-crm = in CRM: { $count ->
    [one] one customer
   *[other] { $count } customers
}
# $count (Number) - as many as a search shows
remark-many-in-crm = in CRM: { $count } customers or more
remark-no-answer = CRM: no answer
remark-not-permitted = CRM: search not allowed
# Where the certificate of the CRM is not verified
insecure = INSECURE
insecure-in-full = INSECURE: the CRM's certificate is not verified. Others on the network can read the customer and the password.

## Drafts
drafts-empty = There are no drafts.
draft-nameless = (no name yet)
draft-own = on the screen
draft-parked = parked
draft-left = left by a session that has ended
# $process (String) - process id
# $since (String) - time
draft-other = in another session ({ $process }, { $since })

## Questions
# $who (String) - surname and name
ask-delete = Delete the draft of { $who }? It cannot be restored.
ask-end-shift = End the shift? Its counts are gone then; copy them first if you need them.
# $key (String) - a key
ask-clear-card = Clear the card? Undo ({ $key }) brings it back.
# $fields (String) - the labels of fields
# $template (String) - the name of a template
ask-overwrite = Overwrite { $fields } with the template { $template } too?
# $who (String) - surname and name
ask-fill = Fill in the card with the pasted customer, { $who }?
ask-stop-waiting = Stop waiting? If the card has already been sent, the customer may exist, and you will have to settle the outcome.
# $id (String) - the customer_id
ask-created = Is this the customer? The record becomes created, customer_id { $id }.
ask-not-created = Record it as not created? Only if the customer is not in the CRM. The card can then be sent again.
# $member (String) - a login name and a host
# $id (String) - the customer_id
ask-created-for = Is this the customer? The outcome of { $member } becomes created, customer_id { $id }.
# $member (String) - a login name and a host
ask-not-created-for = Record it as not created for { $member }? Only if the customer is not in the CRM. Your card can then be sent.
ask-send-again = No match was found. Send the same card again, as a new attempt?
ask-send-again-unsure = The search was incomplete. If the customer exists, there will be two. Send again?
ask-send-again-found = A match was found. If it is this customer, there will be two. Send again?
ask-send-again-without-team = The team's store is away, so a colleague may be sending the same. Send again without it?

## Review, sending and outcomes
review-target = To
review-user = User
review-payload = Payload
review-errors = Fix these first
review-warnings = Check these
# $key (String) - a key
review-ready = Ready. { $key } sends.
# $key (String) - a key
review-with-warnings = { $key } sends anyway.
# $key (String) - a key
review-not-ready = Not ready to send: { $key } goes to the first error.
review-duplicates = Possible duplicates
# $number (Number) - which
# $count (Number) - of how many
review-place = { $number } of { $count }; Up and Down choose another
# $choices (String) - keys and what they do
review-decide = Not sent yet: the customer may already exist. { $choices }.
review-by-hand = No identifier, NIP, e-mail or phone: if the outcome is unknown, you can only search for this customer by hand.
review-shown = Customer and card
review-card = card
review-there = customer
# $id (String) - customer_id
review-not-there = The CRM has no customer { $id } (HTTP 404).
review-asking = Getting the customer from the CRM ...
# $key (String) - a key
review-settle-first = Not ready to send: { $key } settles the last attempt, whose outcome is unknown.
review-in-flight = Cannot be sent: the same customer is being sent right now.
review-looking = Searching the CRM ...
review-reading = Another program has locked the history. Waiting ...
review-team-asking = Asking the team's store ...
# $member (String) - a login name and a host
review-team-sending = Cannot be sent: { $member } is sending it right now.
# $member (String) - a login name and a host
# $key (String) - a key
review-team-unknown = Cannot be sent: { $member } must settle the outcome first. { $key } settles it for them.
review-team-refused = Not ready to send: the team's store must answer first.
# $key (String) - a key
review-team-again = { $key } asks again.
# $choices (String) - keys and what they do
review-team-decide = Not sent yet: without the team's store, nobody can see whether a colleague is sending the same. { $choices }.
# $key (String) - a key
review-unchecked = Duplicates could not be checked. { $key } sends anyway.
# $loss (String) - what is lost
review-lost = { $loss }. This customer may be one of them, and the program cannot know: check in the CRM. After the send you are not asked again.
# $when (String) - time
# $who (String) - surname and name
prior-unknown = { $when } { $who }: outcome unknown
# $when (String) - time
# $who (String) - surname and name
prior-sending = { $when } { $who }: being sent by another session
# $member (String) - a login name and a host
# $when (String) - time
# $same (String) - what is the same
team-record-sending = { $member } has been sending this since { $when }: { $same }
# $member (String) - a login name and a host
# $when (String) - time
# $same (String) - what is the same
team-record-unknown = { $member } sent this { $when }, outcome unknown: { $same }
# $what (String) - a field and its value
same-key = the same { $what }
same-card = identical card
same-name = the same name
# $who (String) - customer_id, surname and name
# $evidence (String) - what speaks for it
duplicate = { $who }, { $evidence }
# $when (String) - time
# $same (String) - what is the same
evidence-created = sent from here { $when }: { $same }
# $when (String) - time
# $same (String) - what is the same
evidence-existing = recorded here { $when } as an existing customer: { $same }
# $when (String) - a moment
# $same (String) - what it has in common
evidence-deleted = known here since { $when }, record deleted: { $same }
# $when (String) - time
# $same (String) - what is the same
evidence-unknown = sent from here { $when }, outcome unknown: { $same }
# $when (String) - time
# $same (String) - what is the same
evidence-sending = being sent by another session since { $when }: { $same }
# $member (String) - a login name and a host
# $when (String) - time
# $same (String) - what is the same
evidence-team-created = created by { $member } { $when }: { $same }
# $member (String) - a login name and a host
# $when (String) - time
# $same (String) - what is the same
evidence-team-existing = recorded by { $member } { $when } as an existing customer: { $same }
# $member (String) - a login name and a host
# $when (String) - time
# $same (String) - what is the same
evidence-team-sending = being sent by { $member } since { $when }: { $same }
# $member (String) - a login name and a host
# $when (String) - time
# $same (String) - what is the same
evidence-team-unknown = sent by { $member } { $when }, outcome unknown: { $same }
# $same (String) - what it was found by
evidence-in-crm = in the CRM: found by { $same }
# $same (String) - what it was found by
evidence-unlike = in the CRM, NOT the same: found by { $same }, has a different one
# $labels (String) - fields
lookup-no-match = No match in the CRM by { $labels }.
lookup-not-permitted = The API user is not allowed to search for customers.
# $labels (String) - fields
lookup-timed-out = The CRM took too long to search by { $labels }.
# $labels (String) - fields
# $why (String) - failure
lookup-failed = The CRM search by { $labels } failed: { $why }
# $count (Number) - how many at the most
lookup-more = A search returns at most { $count } customers: there may be more.
# $seconds (Number) - since the send began
# $timeout (Number) - for each step
sending-since = { $seconds } s; each step may take up to { $timeout } s.
sending-claiming = Claiming it in the team's store ...
sending-next = What you type is kept for the next card.
sending-next-begun = What you type goes into the next card.
# $seconds (Number) - since the send began
# $who (String) - surname and name
# $key (String) - a key
background-sending = Sending { $who }: { $seconds } s. { $key } stops waiting.
# $way (String) - the keys that lead there
# $who (String) - surname and name
background-rejected = { $who } was rejected: { $way } leads to the card
# $way (String) - the keys that lead there
# $who (String) - surname and name
background-not-sent = { $who } was not sent: { $way } leads to the card
# $way (String) - the keys that lead there
# $who (String) - surname and name
background-unknown = { $who }: outcome unknown; may or may not have been created. { $way } settles it
state-sending = sending
state-created = created
state-rejected = rejected
state-not-sent = not sent
state-unknown = unknown
state-not-created = not created
state-existing = existing customer
outcome-rejected = The CRM rejected the customer. Nothing was created.
outcome-later = The CRM is busy. Nothing was created; the card can safely be sent again.
# $seconds (Number) - seconds
wait-seconds = The CRM asks you to wait { $seconds } s more.
wait-is-over = The wait that the CRM asked for is over.
outcome-not-sent = Nothing left this computer.
outcome-rejected-again = The CRM rejected it this time. If it reports that the customer exists, the first attempt created it.
# $key (String)
outcome-unknown = The customer may or may not have been created. Press { $key } to settle it before you send again.
outcome-kept = Everything you typed is still in the form.
# $key (String) - a key
outcome-kept-for-f8 = Everything you typed is still in the form. { $key } reviews it and sends it again.
# $history (String) - a key
# $card (String) - a key
outcome-in-history = This was not the card in the form. It is in the history ({ $history }); { $card } there makes a new card from it.

## Finding a customer
find-line = Find
find-name = name
# $key (String) - a key
find-what = Type a phone, e-mail, NIP, PESEL, identifier or name. { $key } goes back.
# $count (Number) - how many customers
# $label (String) - a field
find-found = { $count ->
    [one] One found by { $label }.
   *[other] { $count } found by { $label }.
}
# $label (String) - a field
find-asking = Searching the CRM by { $label } ...
# $label (String) - a field
find-asking-opens = Searching the CRM by { $label }; the customer opens when found ...
find-in-crm = in the CRM
find-unlike = in the CRM with another value
# $when (String) - time
find-sent = sent from here { $when }
# $when (String) - time
find-recorded = recorded here { $when }
# $when (String) - time
find-unknown = sent from here { $when }, outcome unknown
# $when (String) - time
find-sending = being sent since { $when }
# $label (String) - a field
# $problem (String) - what is wrong
find-near-miss = As { $label }: { $problem }
# $label (String) - a field
find-nobody = Nobody found by { $label }: not in the CRM, not sent from here.
# $label (String) - a field
find-not-sent = Nobody with this { $label } was sent from here.
# $label (String) - a field
find-no-search = The CRM cannot be searched by { $label }.
# $key (String) - a key
find-enter-asks = { $key } searches the CRM.
# $key (String) - a key
find-enter-begins = { $key } begins a new card with it.
# $key (String) - a key
# $card (String) - a key
find-again = { $key } searches again, { $card } begins a new card with it.

## Settling an unknown outcome
settle-what = Was the customer created? Compare, then decide.
# $profile (String) - profile
settle-elsewhere = It was sent with profile { $profile }. Start with that profile to search its CRM, or check there yourself.
settle-nothing-to-search = The card has nothing to search the CRM by. Check in the CRM's panel, then decide.
settle-looking = Searching the CRM ...
# $by (String) - what was searched for
settle-looked = Searched the CRM for { $by }.
settle-no-match = No match found.
# $what (String) - a value that was not searched for
# $member (String) - a login name and a host
settle-unsearched = The CRM cannot be searched for { $what }, which is all that is known of what { $member } sent. Check in the CRM's panel, too.
settle-telling-team = Settling it in the team's store ...
settle-panel = Check in the CRM's panel, then decide.
# $seconds (Number) - seconds
settle-again-in = Next search in { $seconds } s.
# $number (Number) - which
# $count (Number) - of how many
settle-place = { $number } of { $count }; Up and Down show the others
# $key (String)
settle-look-again = { $key } searches again.
# $id (String) - customer_id
# $who (String) - surname and name
# $by (String) - what was found by
settle-candidate = { $id } { $who }, found by { $by }
settle-sent = sent
settle-in-crm = in the CRM
label-settled = Settled
label-settled-in-team = In the team
label-resends = Retry of
label-sent-at = When
label-sent-from-here = Sent from here
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

## Companies
# $words (String) - a company
# $label (String) - a field
company-unlike = { $words }: NOT the same { $label }
company-find = NIP or name:
company-row-add = Add a company
company-by-name = Type a NIP, e-mail, phone or number. A name finds only companies added or chosen here.
# $key (String) - a key
company-enter-asks = { $key } searches the CRM.
# $by (String) - what was searched for
company-nobody = Not in the CRM: { $by }.
# $id (String) - company_id
company-no-such-id = The CRM has no company { $id }.
company-nip-dropped = This CRM does not keep the NIP of new companies: not found by NIP proves nothing.
company-not-permitted = This API user has no access to companies. The number can be typed by hand.
# $why (String) - failure
company-failed = Not known whether the CRM has it: { $why }. The number can be typed by hand.
company-duplicates = Companies that may be this one
# $choices (String) - keys and what they do
company-decide = Not sent yet: the company may already exist. { $choices }.
company-in-flight = Cannot be sent: the same company is being sent right now.
label-company = Company
label-company-name = Name
label-company-id = company_id
# $name (String) - the company's name
# $id (String) - the company_id
# $dot (String) - a separator
notice-company-taken = Company { $id } { $dot } { $name }
# $name (String) - the company's name
# $id (String) - the company_id
# $dot (String) - a separator
notice-company-added = Company added: company_id { $id } { $dot } { $name }
outcome-company-rejected = The CRM rejected the company. Nothing was created.
# $key (String)
outcome-company-unknown = The company may or may not have been created. { $key } settles it.
# $key (String)
outcome-company-kept = Everything you typed is kept. { $key } goes back to the company.
settle-what-company = Was the company created? Compare, then decide.
settle-no-company = No such company found.
# $id (String) - the company_id
ask-created-company = Is this the company? The record becomes created, company_id { $id }.
ask-not-created-company = Record it as not created? Only if the company is not in the CRM. It can then be sent again.
# $member (String) - a login name and a host
# $id (String) - the company_id
ask-created-company-for = Is this the company? The outcome of { $member } becomes created, company_id { $id }.
# $member (String) - a login name and a host
ask-not-created-company-for = Record it as not created for { $member }? Only if the company is not in the CRM. Your company can then be sent.
ask-send-again-company = It may exist already. If it is there, there will be two. Send the company again?
ask-stop-waiting-company = Stop waiting? If the company has already been sent, it may exist, and you will have to settle the outcome.
# $id (String) - the company_id
settled-as-company = Settled: created with company_id { $id }

## Why a request was not sent, or its outcome is unknown
failure-connection-refused = the host refused the connection
failure-host-not-found = the host name was not found
# $detail (String) - the library's words
failure-connection = the connection failed: { $detail }
# $detail (String) - the library's words
failure-tls = no secure connection (TLS): { $detail }
# $seconds (Number) - how long it waited
failure-timed-out = timed out after { $seconds } s
failure-cut = the connection was lost before the answer was complete
# $status (Number) - the HTTP status
failure-server = the CRM failed with status { $status }
failure-no-customer-id = the answer has no customer_id
failure-no-company-id = the answer has no company_id
# $detail (String) - the library's words
failure-unreadable = the answer cannot be read: { $detail }
failure-cancelled = waiting was stopped
failure-interrupted = the program ended while it waited for the answer
failure-record-lost = the database was damaged and the record was lost
# $address (String) - host and port
# $why (String) - how the connection failed
failure-proxy = through the proxy { $address }: { $why }
# $variable (String) - such as ALL_PROXY
failure-proxy-unusable = { $variable } is not an http:// or https:// proxy: fix it, or list the host in NO_PROXY
# $detail (String) - the store's words
failure-journal = the send journal could not be written: { $detail }

## What is wrong with a value
reason-required = required
reason-email-syntax = invalid e-mail
# $character (String) - the character
reason-phone-character = { $character } is not allowed
reason-phone-length = 9 digits, or + and 8–15
# $count (Number) - how many digits stand behind +48
reason-phone-polish-length = +48 needs 9 digits, has { $count }
reason-phone-zero = no 0 at the start
reason-phone-extension = put ext. in Note
reason-phone-same-digits = the same digit 9 times?
# $count (Number) - how many digits
reason-pesel-length = needs 11 digits, has { $count }
# $character (String) - the character
reason-pesel-character = only digits, not { $character }
reason-pesel-date = no such date of birth
reason-pesel-zero-lost = leading 0 missing
reason-pesel-checksum = wrong check digit
# $count (Number) - how many digits
reason-nip-length = needs 10 digits, has { $count }
reason-nip-checksum = wrong check digit
reason-nip-foreign = foreign VAT number?
reason-nip-shape = not a NIP or VAT number
reason-date-syntax = e.g. 1990-02-01, 1.2.1990
reason-date-impossible = no such day
reason-date-future = is in the future
reason-date-before-1900 = before 1900
reason-date-serial = a day number, not a date
reason-postcode-shape = Polish postcodes: NN-NNN
reason-postcode-zero-lost = NN-NNN; leading 0 lost?
# $scheme (String) - the scheme found
reason-url-scheme = http or https, not { $scheme }
reason-url-syntax = not a web address
reason-not-positive-number = a whole number from 1
reason-not-a-flag = yes, no or empty
reason-not-a-choice = not in the list
reason-custom-field-name-missing = a value needs a name
reason-custom-field-value-missing = no value: not sent
reason-custom-field-name-twice = duplicate name
reason-custom-field-read-only = read-only in the CRM
# $date (String) - the date in the PESEL
reason-birthdate-unlike-pesel = PESEL has { $date }
reason-gender-unlike-pesel-female = PESEL is a woman's
reason-gender-unlike-pesel-male = PESEL is a man's
# $length (Number) - how many characters it has
# $most (Number) - the most that it may have
reason-value-too-long = { $length } characters, max. { $most }
reason-city-missing = city missing
# $found (String) - the error
reason-spreadsheet-error = { $found } is a spreadsheet error
# $found (String) - the value
reason-placeholder = “{ $found }”: leave it empty?
reason-number-shortened = digits lost in a spreadsheet
reason-formula-mark = remove ' or = at the start
# $end (String) - the end of the number
reason-number-decimal = remove { $end } at the end
# $character (String) - the character's number, U+200B
# $place (Number) - its place in the value, from 1
reason-hidden = remove hidden { $character } at { $place }
reason-letters-lost = a letter was lost
# $words (String) - the CRM's words
reason-refused = CRM: { $words }

## Trying keys out
# $key (String) - a key
keys-intro = Press any key to see what the terminal sends and what the key does. Press { $key } twice to leave and print a [keys] section for your settings.
keys-sent = sent
keys-key = key
keys-meaning = does
# $key (String) - a key
keys-once-more = Press { $key } again to leave.
keys-paste = paste
keys-pasted = inserts text, runs nothing
keys-unknown = not a key, does nothing
# The choices of PuTTY under "Terminal, Keyboard".
keys-sco = F3 or PgUp in SCO mode: choose Xterm R6
keys-types = types
keys-edits = edits
keys-reserved = nothing: no action can be assigned
keys-free = nothing yet: free
# $path (String) - file
keys-paste-into = Put what you change into { $path }
# $keys (String) - names of keys
keys-tried = Tried and free: { $keys }

## Arranging the form
key-arrange = arrange the form
key-toggle-field = show or hide
key-move-up = up
key-move-down = down
key-toggle-required = required
key-edit-default = default
key-arranged = settings
key-write-settings = write to the settings file
scope-arrange = Where the form is arranged
scope-arranged-block = In the settings of the arranged form
title-arrange = Arrange the form
arrange-hidden = not in the form
arrange-required = required
arrange-lines = Settings
notice-no-default = This field says who the customer is: it has no default.
notice-always-in-form = The API requires this field.
# $value (String) - a value
arrange-begins-with = default: { $value }
# $label (String) - a field
arrange-default-of = New cards begin with this in { $label }:
# $profile (String) - a profile
arrange-block = These lines give the profile { $profile } this form. Written to the settings file, they hold at once; a file that was edited by hand is left alone.
demo-no-settings = The demo has no settings file.

## The shift
shift-none = No shift has begun.
shift-since = Since
shift-cards = Cards begun
shift-created = Created
shift-rejected = Rejected
shift-not-sent = Not sent
shift-unknown = Unknown
shift-existing = Existing
shift-not-created = Not created
shift-sending = Being sent
shift-companies = Companies
shift-cards-an-hour = Cards an hour
shift-keys = Keys
shift-keys-an-hour = Keys an hour
shift-total = Control total
# $count (String) - a count
# $sum (String) - the sum of the ids
shift-count-and-sum = { $count } created, sum { $sum }
# $count (String) - a count
shift-no-numbers = { $count } not a number
shift-total-use = Control total: how many customers were created in this shift, and the sum of their customer_ids. Compare it with the CRM's list.
shift-rule = A shift begins with the first key after you end the last one, or after the first start of a day.
