## Words of the help
help-usage = Usage:
help-options = OPTIONS
help-commands = Commands
help-heading-options = Options
help-heading-arguments = Arguments
help-every-command = Options of every command
# $value (String) - a value
help-default = default: { $value }
# $values (String) - values
help-values = possible values: { $values }
help-exit-codes = Exit codes:
help-environment = Every option of every command and every setting can also come from the environment, as KARTOTEKA_…: see kartoteka config show and kartoteka man.

## What is wrong with the command line
# $argument (String) - an argument
line-unknown-argument = no option { $argument }
# $argument (String) - an argument
# $nearest (String) - the most similar one
line-unknown-argument-like = no option { $argument }; did you mean { $nearest }?
# $subcommand (String) - a command
line-unknown-command = no command { $subcommand }
# $subcommand (String) - a command
# $nearest (String) - the most similar one
line-unknown-command-like = no command { $subcommand }; did you mean { $nearest }?
# $argument (String) - an argument
# $value (String) - a value
# $values (String) - values
line-value = { $argument } cannot be { $value }; possible values: { $values }
# $argument (String) - an argument
line-no-value = { $argument } needs a value
# $argument (String) - an argument
# $value (String) - a value
line-wrong-value = { $argument } cannot be { $value }
# $names (String) - names, with commas between them
line-missing = missing: { $names }
# $argument (String) - an argument
# $names (String) - names, with commas between them
line-conflict = { $argument } cannot be used together with { $names }
# $values (String) - values
line-missing-command = missing command: { $values }
line-not-utf8 = the command line is not UTF-8 text
line-wrong = invalid command line
# $argument (String) - an argument
line-unexpected-argument = unexpected argument { $argument }
# $argument (String) - an option
line-no-value-wanted = { $argument } takes no value
# $argument (String) - an option
line-twice = { $argument } can be given only once
line-number = use a whole number
line-address = write it as 127.0.0.1:8080
line-blank = it is empty
line-find-alone = --phone, --email, --nip and --identifier open the form: use them without a command; see kartoteka --help
line-age = write it as 30d, 8w or 6mo
line-map = write it as 'Heading=address.city', or 'Heading=' to leave the column out
line-encoding = use utf-8, utf-16le, windows-1250, iso-8859-2, cp852 or x-mac-ce
line-separator = use one character such as ; or |, or tab
line-help = see kartoteka --help
