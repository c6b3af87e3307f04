## The linear front (--plain): what is read out. Terse, and no decoration.
# $profile (String) - profile
# $user (String) - API user
# $host (String) - host of the CRM
plain-greeting = Kartoteka, profile { $profile }, { $user } at { $host }.
# $help (String) - command
plain-how = Enter keeps a value and goes to the next field. { $help } lists the commands.
plain-kept = The draft is kept.
plain-farewell = There is no draft to keep.
# $title (String) - section
# $number (Number) - which
# $count (Number) - of how many
plain-section = Section { $number } of { $count }, { $title }.
plain-required = required
plain-yes-or-no = yes or no
plain-lines = several lines, a single dot ends them
# $count (Number) - how many values
plain-many-values = one of { $count }, /values lists them
# $values (String) - values
plain-one-of = one of { $values }
# $value (String) - what is typed
plain-now = now { $value }
# $count (Number) - how many lines
plain-count-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
plain-held = kept
plain-empty = empty
# $words (String) - what is wrong
plain-error = Error: { $words }.
# $words (String) - what is wrong
plain-warning = Warning: { $words }.
# $way (String) - command
plain-last-field = That was the last field. { $way } reviews the card and sends it.
# $id (String) - the customer_id
# $who (String) - surname and name
plain-created = Created: customer_id { $id }, { $who }.
# $way (String) - command
plain-sending = Sending. { $way } stops waiting.
# $seconds (Number) - seconds
plain-sending-since = { $seconds } seconds, no answer yet.
plain-unknown = It is not known whether the customer was created. Settle it before you send again.
plain-company-unknown = It is not known whether the company was created. Settle it before you send again.
plain-settle-first = Not ready to send: the outcome of the last attempt is unknown.
plain-unchecked = Duplicates could not be checked.
# $label (String) - field
# $value (String) - value
plain-equal = { $label }: the same, { $value }
# $label (String) - field
# $sent (String) - value
# $found (String) - value
plain-different = { $label }: different, sent { $sent }, in the CRM { $found }
# $label (String) - field
# $sent (String) - value
plain-only-sent = { $label }: sent { $sent }, not in the CRM
# $label (String) - field
# $found (String) - value
plain-only-found = { $label }: only in the CRM, { $found }
# $label (String) - field
# $card (String) - value
# $there (String) - value
plain-card-different = { $label }: different, card { $card }, customer { $there }
# $label (String) - field
# $card (String) - value
plain-only-card = { $label }: only on the card, { $card }
# $label (String) - field
# $there (String) - value
plain-only-there = { $label }: only the customer has { $there }
plain-draft-own = open here
# $first (Number) - row
# $last (Number) - row
# $total (Number) - rows
plain-history = History, { $first } to { $last } of { $total }.
# $number (Number) - which line
plain-ask-line = Line { $number }
plain-ask-back = Enter goes back
plain-ask-number = A number, or Enter to go back
plain-ask-settle = Settle it now? Yes or no
plain-ask-look-again = Ask again? Yes or no
plain-ask-send = Send it? Yes or no
plain-ask-yes = Yes or no
plain-ask-deciding = A number to see the customer, or Enter to go back
plain-ask-settling = The number of the customer, or Enter for later
plain-ask-company = NIP, e-mail, phone, number or name; the number of a row takes it, Enter goes back
plain-ask-later = A command, or Enter for later
# $commands (String) - commands
# $help (String) - command
plain-commands = Commands: { $commands }. { $help } explains them.
plain-ask-which = A number, or Enter for none of them
plain-ask-find = Phone, e-mail, NIP, PESEL, identifier or name; Enter goes back
plain-ask-found = The number of a row opens it, or type another value; Enter goes back
# $card (String) - command
plain-find-again = Type it again to search again. { $card } begins a new card with it.
# $card (String) - command
plain-find-begins = { $card } begins a new card with it.
# $path (String) - file
plain-ask-file = File, Enter takes { $path }
# $word (String) - what was typed
# $help (String) - command
plain-unknown-command = No command { $word } here. { $help } lists them. Start a value with two slashes if it begins with one.
# $usage (String) - the command with what it needs
plain-usage = Type { $usage }.
plain-not-here = That is for the card. Go back first.
# $text (String) - what was typed
plain-no-place = No field or section is called { $text }.
# $count (Number) - how many rows
plain-no-row = { $count ->
    [one] No such number: there is only 1.
   *[other] No such number: 1 to { $count }.
}
plain-no-rows = There is nothing to choose from.
plain-which = Which one?
plain-no-more = There are no more.
plain-nobody-known = No customer in the CRM is known for this card.
plain-nothing-to-settle = There is nothing to settle.
plain-whole-word = Answer with the whole word, yes or no.
# $help (String) - command
plain-not-understood = Type a number or a command. { $help } lists them.
plain-too-early = Not accepted: it was typed before the question. Answer now.
plain-busy = Not accepted: the program is busy.
# $charset (String) - a character set
plain-not-text = Not accepted: that line is not { $charset } text. Set the terminal to { $charset } or change LANG.
plain-too-long = Not accepted: that line is longer than 1 MB.
plain-help-elsewhere = The commands of the card also work here, except those that change it.
plain-help = Each question names a field. Type its value, or press Enter to keep the present one. Separate several e-mails or phones with commas. Start a value with two slashes if it begins with one. Commands can be shortened.

# $key (String) - a letter
plain-help-question = The whole word yes, or a capital { $key }, does it. The word no, or Enter, does not.
# $key (String) - a letter
# $does (String) - what an answer does
# $back (String) - what an answer does
plain-help-yes = The whole word yes, or a capital { $key }: { $does }. The word no, or Enter: { $back }.
# $does (String) - what an answer does
plain-help-number = A number: { $does }.
# $does (String) - what an answer does
plain-help-enter = Enter: { $does }.
plain-help-text = Type the text.
plain-values-of-flag = Type yes or no. /clear leaves it unset.
# $value (String) - value
# $way (String) - command
plain-proposed = proposed { $value }, { $way } takes it
# $label (String) - field
# $value (String) - value
# $way (String) - command
plain-proposal = { $label }: earlier cards have { $value }. { $way } takes it.
plain-no-proposal = Nothing is proposed.
# $id (String) - the customer_id
# $who (String) - surname and name
plain-last-id = customer_id { $id }, { $who }.
plain-no-last-id = There is no customer_id yet.
plain-script-profile = A script stays with its profile: start it with --profile.
plain-unchanged = Nothing has changed.
plain-empty-card = The card is empty.
# $who (String) - surname and name
plain-back-at-card = Back at the card, { $who }.
# $id (String) - the customer_id
# $who (String) - surname and name
# $undo (String) - command
plain-existing = Existing customer: customer_id { $id }, { $who }. The card was not sent. { $undo } takes that back.

## What the commands do and need
does-help = list the commands
does-last-id = print the last customer_id
does-go = go to a field or a section
does-list = list what is filled in
does-known = show the customer whom the CRM has with a value of the card
does-values = list the values of this field, to choose one
does-problems = list all problems
does-settle = settle the newest unknown outcome
does-more = show more
argument-field = FIELD or SECTION
argument-maybe-field = [FIELD]
argument-form = [JSON, curl, HTTPie, PHP, Java or HTTP]
argument-caller = [PHONE, E-MAIL, NIP, IDENTIFIER or NAME]
argument-words = [WORDS]
argument-file = [FILE]
argument-number = NUMBER
argument-id = ID
