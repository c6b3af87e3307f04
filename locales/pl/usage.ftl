## Words of the help
help-usage = Użycie:
help-options = OPCJE
help-commands = Polecenia
help-heading-options = Opcje
help-heading-arguments = Argumenty
help-every-command = Opcje każdego polecenia
help-default = domyślnie: { $value }
help-values = możliwe wartości: { $values }
help-exit-codes = Kody wyjścia:
help-environment = Każda opcja każdego polecenia i każde ustawienie mogą też pochodzić ze środowiska, jako KARTOTEKA_…: zobacz kartoteka config show i kartoteka man.

## What is wrong with the command line
line-unknown-argument = nie ma opcji { $argument }
line-unknown-argument-like = nie ma opcji { $argument }; czy chodzi o { $nearest }?
line-unknown-command = nie ma polecenia { $subcommand }
line-unknown-command-like = nie ma polecenia { $subcommand }; czy chodzi o { $nearest }?
line-value = { $argument } nie może mieć wartości { $value }; możliwe wartości: { $values }
line-no-value = { $argument } wymaga wartości
line-wrong-value = { $argument } nie może mieć wartości { $value }
line-missing = brakuje: { $names }
line-conflict = { $argument } nie może wystąpić razem z { $names }
line-missing-command = brakuje polecenia: { $values }
line-not-utf8 = wiersz poleceń nie jest tekstem w UTF-8
line-wrong = błędny wiersz poleceń
line-unexpected-argument = zbędny argument { $argument }
line-no-value-wanted = { $argument } nie przyjmuje wartości
line-twice = { $argument } może wystąpić tylko raz
line-number = wpisz liczbę całkowitą
line-address = wpisz go jako 127.0.0.1:8080
line-blank = jest puste
line-find-alone = --phone, --email, --nip i --identifier otwierają formularz: użyj ich bez polecenia; zob. kartoteka --help
line-age = wpisz go jako 30d, 8w albo 6mo
line-map = wpisz 'Nagłówek=address.city' albo 'Nagłówek=', aby pominąć kolumnę
line-encoding = użyj utf-8, utf-16le, windows-1250, iso-8859-2, cp852 albo x-mac-ce
line-separator = użyj jednego znaku, np. ; albo |, albo tab
line-help = zobacz kartoteka --help
