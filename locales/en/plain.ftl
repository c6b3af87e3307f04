## The linear front (--plain): what is read out. Terse, and no decoration.
# $profile (String) - profile
# $user (String) - API user
# $host (String) - host of the CRM
plain-hello = Kartoteka, profile { $profile }, { $user } at { $host }.
# $help (String) - command
plain-how = Enter keeps a value and goes on. { $help } lists the commands.
plain-kept = The draft is kept.
plain-bye = There is no draft to keep.
# $title (String) - section
# $number (Number) - which
# $count (Number) - of how many
plain-section = Section { $number } of { $count }, { $title }.
plain-required = required
plain-yes-or-no = yes or no
plain-lines = lines, a single dot ends them
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
plain-held = held
plain-empty = empty
# $words (String) - what is wrong
plain-error = Error: { $words }.
# $words (String) - what is wrong
plain-warning = Warning: { $words }.
# $way (String) - command
plain-last-field = That was the last field. { $way } looks the card over and sends it.
# $id (String) - the customer_id
# $who (String) - surname and name
plain-created = Created: customer_id { $id }, { $who }.
# $way (String) - command
plain-sending = Sending. { $way } stops waiting.
# $seconds (Number) - seconds
plain-sending-since = { $seconds } seconds, no answer yet.
plain-unknown = Nobody knows whether the customer was created. It must be settled before it is sent again.
plain-settle-first = It cannot be sent yet: nobody knows what became of the last attempt.
plain-unchecked = It could not be checked whether the customer is there.
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
plain-draft-own = open now
# $first (Number) - row
# $last (Number) - row
# $total (Number) - rows
plain-history = History, { $first } to { $last } of { $total }.
# $number (Number) - which line
plain-ask-line = Line { $number }
plain-ask-back = Enter goes back
plain-ask-settle = Settle it now? Yes or no
plain-ask-send = Send it? Yes or no
plain-ask-yes = Yes or no
# $commands (String) - commands
plain-ask-deciding = A number shows the customer, { $commands }, or Enter to go back
# $commands (String) - commands
plain-ask-settling = The number of the customer, { $commands }, or Enter for later
# $commands (String) - commands
plain-ask-list = A number, { $commands }, or Enter to go back
# $commands (String) - commands
plain-ask-record = { $commands } makes a new card of it, Enter goes back
# $path (String) - file
plain-ask-file = File, Enter takes { $path }
# $word (String) - what was typed
# $help (String) - command
plain-unknown-command = There is no command { $word } here. { $help } lists them. A value that begins with a slash has it twice.
# $names (String) - commands or fields
plain-several = Which of these: { $names }?
# $usage (String) - the command with what it needs
plain-usage = Type { $usage }.
plain-not-here = That is for the card. Go back first.
# $text (String) - what was typed
plain-no-place = No field or section is called { $text }.
plain-no-row = There is no such number.
plain-no-more = There are no more.
plain-nothing-to-settle = Nothing is to be settled.
plain-whole-word = Answer with the whole word, yes or no.
# $help (String) - command
plain-not-understood = Type a number or a command. { $help } lists them.
plain-too-early = Not taken: it was typed before the question. Answer now.
plain-not-heard = Not heard: something is under way.
# $charset (String) - a character set
plain-not-text = Not taken: that line is not { $charset } text. Set the terminal to { $charset }, or LANG to what it uses.
plain-too-long = Not taken: that line is longer than 1 MB.
plain-help-elsewhere = The commands of the card hold here, too, but for those that change it.
plain-help = Each question names a field. Type its value, or Enter to keep what stands there. Several e-mails or phones: put commas between them. A value that begins with a slash has it twice. A command may be cut short.

## What the commands do and need
does-help = tell the commands
does-go = go to a field or a section
does-list = tell what is filled in
does-values = tell the values of this field
does-problems = tell what is wrong
does-settle = settle the newest unknown outcome
does-more = tell more
argument-field = FIELD or SECTION
argument-maybe-field = [FIELD]
argument-form = [JSON, curl, HTTPie, PHP or HTTP]
argument-words = [WORDS]
argument-file = [FILE]
argument-number = NUMBER
argument-id = ID
