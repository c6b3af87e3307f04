## The store
store-io = nie można użyć { $path }: { $why }; sprawdź, czy należy do Ciebie, albo wybierz inny katalog danych
store-symlink = { $path } jest dowiązaniem symbolicznym; usuń je albo umieść w tym miejscu to, na co wskazuje
store-hard-link = { $path } ma też inną nazwę (twarde dowiązanie); usuń jedną z nazw
store-newer = Kartotekę zaktualizowano: wyjdź i uruchom nową wersję; { $path } ma format { NUMBER($found, useGrouping: 0) }, a ten program zna formaty do { NUMBER($known, useGrouping: 0) }
store-gone = bazę przeniesiono lub usunięto; przywróć ją na miejsce albo uruchom program ponownie; do tego czasu nic nie jest zapisywane: { $path }
store-corrupt = baza jest uszkodzona albo to nie jest baza danych; przenieś plik, ale go zachowaj, albo przywróć kopię zapasową: { $path }
store-full = dysk jest pełny; zwolnij trochę miejsca i spróbuj ponownie: { $path }
store-disk = awaria dysku albo wyczerpany limit miejsca; zwolnij trochę miejsca lub sprawdź dysk i spróbuj ponownie: { $path }
store-read-only = nie można zapisywać w bazie; sprawdź uprawnienia do pliku i jego katalogu: { $path }
store-busy = baza jest zablokowana; poczekaj albo zakończ program, który ją blokuje, i spróbuj ponownie: { $path }
store-sql = błąd bazy danych { $path }: { $why }; zachowaj plik i zgłoś ten błąd
store-random = system nie daje liczb losowych: { $why }; sprawdź, czy da się czytać /dev/urandom
store-draft = nie da się odczytać szkicu z { $when }: { $why }; pozostał w { $path }, w tabeli drafts; pracuj dalej bez niego
store-held-by-somebody = ten szkic jest otwarty w innym programie; pracuj dalej w tamtym albo najpierw go zakończ
store-held = ten szkic jest otwarty w innym programie (proces { NUMBER($process, useGrouping: 0) }, od { $when }); pracuj dalej w tamtym albo najpierw go zakończ
store-no-draft = tego szkicu już nie ma; mógł zostać wysłany; sprawdź w historii
store-attempt-exists = dziennik ma już próbę { $attempt }; niczego nie zapisano; sprawdź w historii
store-ended = dziennik nie ma trwającej próby { $attempt }; niczego nie zapisano; sprawdź w historii
store-sending = { $who } jest wysyłany od { $when }; poczekaj na wynik
store-unsettled = nie wiadomo, czy klient { $who }, wysłany { $when }, został utworzony; najpierw wyjaśnij to w historii
store-created-meanwhile = próba { $attempt } właśnie utworzyła klienta { $who }; sprawdź, czy to ten sam, i wyślij ponownie
store-row-taken = ten wiersz tabeli już wysłano; być może działa inny import; sprawdź w historii
store-not-unknown = wynik próby { $attempt } nie jest nieznany, tylko: { $state }; niczego nie zapisano; sprawdź w historii
store-no-attempt = dziennik nie ma próby { $attempt }; niczego nie zapisano; sprawdź w historii
audit-failure = wyniki czekają na zapis zdarzeń; powiadom administratora: { $why }
log-rebuilt = plik kartoteka.keys był uszkodzony; odtworzono go z bazy danych
log-unusable = nie można użyć pliku kartoteka.keys; sprawdź go; do tego czasu przed duplikatami chroni tylko baza danych: { $path }: { $why }
log-recovered = baza straciła wpisy; klienci nadal znani z pliku kartoteka.keys: { $count }
log-recovered-unknown = baza straciła wpisy; wyjaśnij w historii nieznane wyniki: { $unknown }; klienci nadal znani z kartoteka.keys: { $count }
loss-records = { $records ->
    [one] wpis o kliencie wysłanym { $since } przepadł w kartoteka.db i kartoteka.keys
    [few] wpisy o { $records } klientach, wysłanych od { $since }, przepadły w kartoteka.db i kartoteka.keys
   *[other] wpisy o { $records } klientach, wysłanych od { $since }, przepadły w kartoteka.db i kartoteka.keys
}
loss-since = wpisy o klientach wysłanych od { $since } mogły przepaść w kartoteka.db i kartoteka.keys
loss-unknown = wpisy o wysłanych klientach mogły przepaść w kartoteka.db i kartoteka.keys
store-records-lost = { $loss }; takiego klienta można wysłać drugi raz; sprawdź w CRM albo przywróć oba pliki z kopii; --accept-warnings albo Enter przed wysłaniem jednorazowo akceptuje tę stratę
journal-id-unrecorded = w dzienniku nie zapisano, że próba { $attempt } utworzyła customer_id { $id }
card-written = nie udało się zapisać karty { $who }: { $why }; jest w pliku { $path }
card-lost = nie udało się zapisać karty { $who }: { $why }; karta przepadła: { $lost }

## A card written to a file
export-exists = { $path } już istnieje: podaj inną nazwę
export-failed = nie można zapisać { $path }: { $why }; podaj inną nazwę
export-nameless = plik musi mieć nazwę
export-hidden = { $name } to nazwa ukryta: wybierz ścieżkę bez nazw zaczynających się od kropki
export-not-a-name = podaj samą nazwę, bez ukośnika: plik trafi do { $path }
export-off = administrator nie wskazał katalogu na pliki: kart nie zapisuje się tu do plików

## Files
not-a-file = to nie jest zwykły plik

## Certificates
tls-unreadable = { $path }: nie da się odczytać certyfikatów: { $why }
tls-not-a-file = { $path }: to nie jest plik: podaj plik PEM z certyfikatami
tls-too-large = { $path }: ponad 1 MB: podaj plik PEM z certyfikatami
tls-no-certificate = { $path }: nie ma w nim certyfikatu: podaj plik PEM, który zawiera -----BEGIN CERTIFICATE-----
tls-damaged = { $path }: certyfikat nr { NUMBER($number, useGrouping: 0) } jest uszkodzony: wyeksportuj go jeszcze raz w formacie PEM

## The CRM's address
target-empty = nie może być puste: wpisz https://nazwa-systemu.thulium.com
target-spaces = nie może zawierać spacji ani znaków sterujących
target-user-info = nie może zawierać użytkownika ani hasła: mają własne ustawienia
target-dot-segments = nie może zawierać . ani .. jako części ścieżki: wpisz https://nazwa-systemu.thulium.com
target-query-or-fragment = nie może zawierać ?, # ani \: wpisz https://nazwa-systemu.thulium.com
target-no-host = nie ma nazwy serwera: wpisz https://nazwa-systemu.thulium.com
target-plain-http = musi zaczynać się od https://; http:// jest tylko dla tego komputera (127.0.0.1, [::1], localhost)
target-scheme = musi zaczynać się od https://
target-not-a-url = to nie jest adres URL: wpisz go jako https://nazwa-systemu.thulium.com

## The password
secret-shell = nie można uruchomić polecenia { $key }: { $why }
secret-exit-code = polecenie { $key } zakończyło się kodem { NUMBER($code, useGrouping: 0) }
secret-exit-code-with-stderr = polecenie { $key } zakończyło się kodem { NUMBER($code, useGrouping: 0) }: { $why }
secret-signal = polecenie { $key } zostało przerwane sygnałem
secret-signal-with-stderr = polecenie { $key } zostało przerwane sygnałem: { $why }
secret-timed-out = polecenie { $key } trwało dłużej niż { NUMBER($seconds, useGrouping: 0) } s i zostało przerwane; sprawdź je w powłoce
secret-timed-out-setting = polecenie { $key } trwało dłużej niż { NUMBER($seconds, useGrouping: 0) } s i zostało przerwane; sprawdź je w powłoce albo zwiększ password_timeout_seconds
secret-too-long = polecenie { $key } wypisało więcej niż 64 KB: sekret ma być w pierwszym wierszu, a poza nim niewiele
secret-silent = polecenie { $key } nie wypisało hasła w pierwszym wierszu
secret-none = { $key } nie daje sekretu w pierwszym wierszu
secret-not-utf8 = to, co daje { $key }, nie jest w UTF-8
secret-not-set = zmienna środowiskowa, którą wskazuje password_env, nie jest ustawiona
secret-no-terminal = nie ma terminala, na którym można zapytać o hasło: ustaw password_command albo password_env
secret-not-typed = nie wpisano hasła
secret-prompt = nie można zapytać o hasło: { $why }
password-of = Hasło użytkownika { $user } w { $host }:

## Which profile
profile-none = nie skonfigurowano żadnego profilu
profile-unknown = nie ma profilu { $name }: do wyboru są { $names }
profile-ambiguous = który profil? Podaj --profile albo ustaw default_profile na jeden z: { $names }
profile-failed = profil { $name }: { $why }
profile-missing-add = nie skonfigurowano żadnego profilu: uruchom `kartoteka config init` albo dopisz profil w { $path } (przykład poniżej), albo wypróbuj `kartoteka demo`, które go nie potrzebuje
profile-missing-write = nie skonfigurowano żadnego profilu: uruchom `kartoteka config init` albo utwórz { $path } z profilem (przykład poniżej), albo wypróbuj `kartoteka demo`, które go nie potrzebuje
profile-missing-check = nie skonfigurowano żadnego profilu: uruchom `kartoteka config init`

## The sandbox
sandbox-not-loopback = --listen { $address }: piaskownica przechowuje dane osobowe i używa zwykłego HTTP, więc nasłuchuje tylko na tym komputerze: podaj 127.0.0.1:PORT albo [::1]:PORT
sandbox-user = --user: podaj nazwę bez dwukropka i znaków sterujących
sandbox-password = --password: podaj hasło bez znaków sterujących
sandbox-listen = piaskownica nie może nasłuchiwać na { $address }: { $why }
sandbox-file = piaskownica nie może otworzyć { $path }: { $why }
sandbox-foreign-file = { $path } nie jest bazą danych piaskownicy: podaj inny plik
sandbox-database = piaskownica nie może korzystać z { $path }: { $why }
sandbox-memory = piaskownica nie może korzystać ze swojej bazy danych w pamięci: { $why }
sandbox-serves = CRM działa pod adresem { $url } dla użytkownika { $user }. Ctrl+C go zatrzymuje.
sandbox-example = Dodaj klienta z innego terminala:

## What a command needs, and has not got
start-form = Formularz
start-keys = Tester klawiszy
start-no-terminal = { $page } wymaga terminala, a { $stream } nim nie jest: uruchom program bez potoków i przekierowań, a przez SSH z ssh -t
start-dumb-terminal = { $page } nie da się narysować na tak prostym terminalu: użyj innego albo ustaw TERM (TERM=xterm pasuje prawie zawsze)
start-charset = ustawienia regionalne wymagają { $charset }, a liter nie da się na to przekodować: ustaw w terminalu UTF-8 i uruchom program z LC_ALL=pl_PL.UTF-8 albo LC_ALL=C.UTF-8
start-or-plain = { $message }; albo użyj --plain, aby pracować wiersz po wierszu
start-not-text = { $name }: to nie jest tekst w UTF-8
start-update = konwersja wpisów ze starszej wersji; przy wielu wpisach potrwa kilka minut
log-file-failed = nie można zapisać dziennika { $path }: { $why }
start-no-home = brak katalogu domowego: podaj katalog danych przez --data-dir KATALOG
start-no-data-dir = nie można utworzyć katalogu danych { $path }: { $why }
start-not-a-flag = { $variable }: dozwolone wartości to true i false

restricted-option = { $option }: niedozwolone w trybie ograniczonym: gdzie są pliki, mówią ustawienia systemowe
restricted-command = kartoteka { $command }: niedozwolone w trybie ograniczonym
restricted-no-user = baza użytkowników nie podaje katalogu domowego użytkownika { $id }: tryb ograniczony nie może wystartować
restricted-not-started = tryb ograniczony nie może wystartować: { $why }

terminal-failed = awaria terminala: { $why }
terminal-failed-kept = awaria terminala: { $why }; szkic pozostał zapisany
stdout-failed = nie można pisać na standardowe wyjście: { $why }
man-no-command = nie ma polecenia { $name }; dostępne: { $names }
purge-deleted = Usunięto: { $count }
purge-forgotten = Zapomniano: { $count }; tych klientów można utworzyć ponownie
purge-kept = Zachowano wpisy o nieznanym wyniku: { $count }; wyjaśnij je w formularzu (F3) albo przez kartoteka settle
purge-undated = Zachowano wpisy o nieczytelnym czasie: { $count }
purge-clock = zegar pokazuje { $now }, a historii używano ostatnio { $seen }: niczego nie usunięto; ustaw zegar albo, jeśli jest dobry, dodaj --trust-clock
purge-clock-impossible = zegar pokazuje { $now }, a to niemożliwe: niczego nie usunięto; ustaw zegar

## Exit codes
exit-done = wykonano
exit-usage = błąd w wierszu poleceń lub w ustawieniach; niczego nie wysłano
exit-invalid = klient ma błędy lub ostrzeżenia; niczego nie wysłano
exit-rejected = CRM odrzucił klienta i podał powód
exit-not-sent = nie wysłano: klient nie dotarł do CRM
exit-unknown = nieznany wynik: klient mógł zostać utworzony; wyjaśnij to przed ponownym wysłaniem

## The settings
config-line = wiersz { NUMBER($line, useGrouping: 0) }
config-with-api = program sam dodaje /api/customers: wpisz base_url = "{ $url }"
config-no-home = brak katalogu domowego: wskaż plik ustawień przez --config PLIK
config-no-such-file = nie ma takiego pliku
config-unreadable = nie da się odczytać: { $why }
config-not-utf8 = to nie jest UTF-8: zapisz plik w UTF-8
config-directory = to jest katalog: podaj plik TOML
config-not-a-file = to nie jest plik: podaj plik TOML
config-too-large = ponad 1 MB: podaj plik TOML
config-syntax = to nie jest poprawny TOML: { $detail }
config-twice = ten klucz występuje dwa razy: zostaw jeden
config-unknown = nieznana nazwa `{ $name }`; dozwolone: { $names }
config-missing = brakuje `{ $key }`
config-kind = wartość niewłaściwego rodzaju; oczekiwano: { $expected }
config-kind-unknown = wartość niewłaściwego rodzaju
kind-text = tekst w cudzysłowie
kind-flag = true albo false
kind-table = tabela
kind-list = lista
config-no-profile-yet = nie ma profilu { $name }: dopisz [profiles.NAZWA]
config-no-profile = nie ma profilu { $name }; do wyboru są: { $names }
config-two-passwords = jest też password_command: zostaw jedno z dwojga
config-two-teams = jest też team.file, a zespół ma jedną bazę: zostaw jedno z dwojga
config-two-team-secrets = jest też secret_file: zostaw jedno z dwojga
config-no-team-secret = zespół potrzebuje swojego sekretu: podaj secret_file albo secret_command
config-team-place = tu nie może być pusto
secret-file = { $path }: { $why }
secret-unsafe = nie użyto, bo { $path } może zmienić ktoś inny niż Ty i root: sprawdź właściciela i wykonaj chmod go-w { $path }
secret-exposed = nie użyto, bo { $path } może odczytać każdy: wykonaj chmod o-r { $path }
config-two-audits = zapis zdarzeń ma już inny cel: zostaw jedno z file, syslog i journald
config-two-trusts = jest też ca_file, które byłoby pominięte: zostaw jedno z dwojga
config-blank-choice = wartość nie może być pusta: pustego pola w ogóle się nie wysyła
config-blank-name = nie może być puste: to nazwa w CRM
config-spaced-name = nie może zaczynać się ani kończyć spacją
config-name-twice = powtórzona nazwa { $name }
config-not-whole = też musi być ustawione: żaden profil tego nie ma
config-locked = zablokowane przez { $place }: zmienić może to tylko administrator
config-system-only = to można ustawić tylko w ustawieniach systemowych: zob. { $path }
config-lock-in-lock = zablokowane ustawienie jest już zablokowane: usuń tę tabelę
config-restricted = niedozwolone w trybie ograniczonym: ścieżki, polecenia i zmienne podają tylko ustawienia systemowe

## What a value of the settings may be
rule-user-empty = nie może być puste: to użytkownik API utworzony w panelu CRM
rule-user-colon = nie może zawierać dwukropka; hasło ma własne ustawienia
rule-user-control = nie może zawierać znaków sterujących
rule-command = musi być poleceniem powłoki, które wypisuje hasło
rule-variable = musi być nazwą zmiennej środowiskowej (litery, cyfry i _), a nie samym hasłem
rule-seconds = musi być całkowitą liczbą sekund od { NUMBER($least, useGrouping: 0) } do { NUMBER($most, useGrouping: 0) }
rule-days = musi być całkowitą liczbą dni od { NUMBER($least, useGrouping: 0) } do { NUMBER($most, useGrouping: 0) }
rule-file = musi być ścieżką pliku
rule-ca-file = musi być ścieżką pliku PEM z certyfikatami
rule-accept-language = musi wyglądać jak "pl" albo "pl, en;q=0.5"
rule-mark = musi być słowem o szerokości najwyżej 20 znaków, na przykład "PRODUKCJA"
rule-keys = oczekiwano listy klawiszy, na przykład ["F8", "Ctrl+G"], albo tabeli działań i ich klawiszy

## A form that cannot be as a profile asks
config-no-field = nie ma pola `{ $name }`; dozwolone: { $names }
config-field-twice = `{ $name }` występuje dwa razy
config-no-fields = sekcja musi mieć co najmniej jedno pole
config-no-title = nie może być puste ani zawierać ukrytych znaków
config-not-verifiable = pola `{ $name }` nie można wpisać drugi raz: da się to zrobić tylko z jednym wierszem tekstu lub cyfr
config-own-custom-fields = `custom_fields` oznacza dowolną liczbę pól: podaj jedno z nich, na przykład "custom_fields.NAZWA"
config-identifies = pole `{ $name }` wskazuje konkretnego klienta: żadna wartość nie pasuje do wszystkich kart
config-one-row = to pole ma jedną wartość
rule-field-value = oczekiwano wartości: tekstu, liczby całkowitej, true lub false albo listy tekstów
rule-length = musi być liczbą znaków (całkowitą) od { NUMBER($least, useGrouping: 0) } do { NUMBER($most, useGrouping: 0) }

## Keys that cannot be as the settings ask
binding-not-a-key = { $name } to nie klawisz: wpisz na przykład F8, Ctrl+X, Shift+Tab, PgDn
binding-not-a-letter = { $name } to nie pojedyncza litera, cyfra ani znak, a tego wymaga menu
binding-leader = klawisz menu jest wszędzie ten sam: wpisz go wprost w [keys]
binding-place = to jest kontekst: wpisz jego działania w [keys.{ $name }]
binding-action = to jest działanie: wpisz jego klawisze jako { $name } = ["F8"] w [keys]
binding-no-place = nie ma takiego kontekstu; dostępne: { $names }
binding-no-action-like = nie ma tu takiego działania: czy chodzi o { $nearest }?
binding-no-action = nie ma tu takiego działania: kartoteka keys pokazuje wszystkie
binding-letters = potrzebne litery, po jednej na sekcję: od { NUMBER($letters, useGrouping: 0) } do 9
binding-no-way = żaden inny klawisz nie prowadzi do { $action }: zostaw jeden
binding-typed = { $key } wpisuje tam tekst lub go edytuje: wybierz F5, Ctrl+G lub podobny albo przypisz go w jednym kontekście, na przykład w [keys.history]
binding-yes = { $key } mógłby potwierdzić przypadkiem podczas pisania: wybierz wielką literę albo klawisz z Ctrl
binding-taken = { $key } w { $place } ma już działanie { $other }: wybierz inny dla { $action } albo zmień też { $other }
unreliable-back-tab = { $key } przychodzi jako Shift+Tab
unreliable-esc-twice = { $key } przychodzi jako dwa razy Esc
unreliable-backspace = { $key } na niektórych terminalach przychodzi jako Backspace
unreliable-shifted = { $key } zapisuje się znakiem, który wpisuje
unreliable-sequence = { $key } zaczyna sekwencję innego klawisza
unreliable-esc-and-key = { $key } przychodzi jako Esc i inny klawisz
unreliable-same = { $key } to { $other }
unreliable-leaving = { $key } pokazuje, jak wyjść, i nie można mu przypisać innego działania
unreliable-flow = { $key } na wielu łączach wstrzymuje i wznawia wypisywanie
unreliable-kills = { $key } wstrzymuje lub przerywa programy
unreliable-belongs = { $key } należy do { $name }
unreliable-never = tego klawisza nie wysyła żaden terminal: { $key }

## Writing a profile into the settings
write-dead-link = to dowiązanie do pliku, którego nie ma
write-link = to dowiązanie
write-missing = nie ma takiego pliku; utworzy go `kartoteka config init`
write-edited = ktoś go edytował
write-no-profile = nie ma w nim profilu { $name }
write-invalid = zawiera błąd

## Kto może zmienić ustawienia
unsafe-owner = nie użyto, bo { $path } należy do innego użytkownika, który mógłby podmienić uruchamiane polecenie: właścicielem musisz być Ty albo root
unsafe-not-root = nie użyto, bo { $path } nie należy do roota: wykonaj chown root { $path }
unsafe-group = nie użyto, bo { $path } może zmienić grupa, a z nim uruchamiane polecenie: wykonaj chmod g-w { $path }
unsafe-others = nie użyto, bo { $path } może zmienić każdy, a z nim uruchamiane polecenie: wykonaj chmod o-w { $path }
start-warning = uwaga: { $message }
other-store = do tego CRM wysyłano też klientów z { $path }: używaj jednego --data-dir albo ustaw history.report_other_stores = false
exposed-config = inni mogą czytać { $path }: wykonaj chmod 600 { $path }

## Paths
path-empty = brakuje ścieżki
path-no-home = brak katalogu domowego: podaj pełną ścieżkę
path-other-home = cudzy ~ zna tylko powłoka: podaj pełną ścieżkę, np. /home/anna/kartoteka
path-variable = zmienne zastępuje tylko powłoka: podaj pełną ścieżkę albo ~/ (katalog domowy)
path-no-current-dir = nie można użyć bieżącego katalogu ({ $why }): podaj pełną ścieżkę

team-away = nie można połączyć się z bazą zespołu: { $why }; sprawdź sieć i serwer, a potem spróbuj ponownie: { $place }
team-busy = baza zespołu jest zablokowana; poczekaj chwilę i spróbuj ponownie: { $place }
team-denied = baza zespołu odmówiła dostępu temu użytkownikowi: { $why }; sprawdź użytkownika, hasło i uprawnienia: { $place }
team-database = błąd bazy zespołu: { $why }; zachowaj ją i zgłoś ten błąd: { $place }
team-io = nie można użyć { $path } jako bazy zespołu: { $why }; katalog musi istnieć, mieć tryb 2770 i należeć do grupy zespołu
team-link = { $path } jest dowiązaniem albo ma drugą nazwę; baza zespołu wymaga własnego pliku
team-mode = { $path } ma tryb { $found }, a baza zespołu wymaga { $wanted }: dostęp tylko dla grupy; użyj polecenia chmod { $wanted }
team-group = { $path } nie należy do grupy swojego katalogu; popraw to poleceniem chgrp
team-network-files = { $path } leży w sieciowym systemie plików, w którym blokady nie są pewne; użyj lokalnego dysku albo, dla wielu komputerów, PostgreSQL
team-gone = baza zespołu została przeniesiona, usunięta lub zastąpiona; przywróć ją albo uruchom program ponownie: { $path }
team-foreign = ta baza danych nie jest bazą zespołu; wskaż inną: { $place }
team-newer = baza zespołu ma format { NUMBER($found, useGrouping: 0) }, a ten program zna formaty do { NUMBER($known, useGrouping: 0) }; użyj nowszej wersji: { $place }
team-wrong-secret = baza zespołu powstała z innym sekretem; użyj sekretu zespołu: { $place }
team-short-secret = sekret zespołu musi mieć co najmniej { $least } bajtów; utwórz go poleceniem: openssl rand -hex 32
team-url-unreadable = nie można odczytać adresu bazy zespołu: { $why }; zapisz go jako postgresql://użytkownik@komputer/baza
team-url-incomplete = adres bazy zespołu musi zawierać jeden komputer, użytkownika i bazę; zapisz go jako postgresql://użytkownik@komputer/baza
team-url-password = adres bazy zespołu nie może zawierać hasła; ustaw password_command albo password_env w [team]
team-url-root-certificate = adres bazy zespołu nie może zawierać sslrootcert; podaj plik w ca_file w [team]
team-certificates = { $path }: nie można użyć certyfikatów bazy zespołu: { $why }; podaj plik PEM, który zawiera -----BEGIN CERTIFICATE-----
team-url-plaintext = baza zespołu jest na innym komputerze, więc połączenie wymaga TLS; usuń sslmode z adresu albo ustaw verify-full
team-no-postgres = ten program zbudowano bez PostgreSQL; użyj wersji z PostgreSQL albo pliku jako bazy zespołu
team-in-flight = { $member } wysyła podobnego klienta od { $since }: { $shared }
team-unknown = podobny klient ({ $shared }), wysłany { $since } przez { $member }: nie wiadomo, czy powstał; sprawdź w CRM i wyjaśnij: kartoteka settle { $attempt }
team-created = { $member }: utworzony klient { $id }, { $since } ({ $shared })
team-existing = { $member }: klient { $id } był już w CRM, zapisano { $since } ({ $shared })
team-failed = [team]: { $why }
team-not-without = --without-team wymaga when_away = "ask" w [team]
team-settled-created = próbę { $attempt } wyjaśnił(a) { $by }: utworzono klienta { $id }
team-settled-not-created = próbę { $attempt } wyjaśnił(a) { $by }: klient nie powstał
team-conflict-created = próbę { $attempt } inaczej wyjaśnił(a) { $by }: klient utworzony, { $id }; sprawdź w CRM
team-conflict-not-created = próbę { $attempt } inaczej wyjaśnił(a) { $by }: klient nie powstał; poszukaj drugiego w CRM
team-doubled = klient z próby { $attempt }, wysłanej bez zespołu, jest w CRM dwa razy: { $by } ma { $id }; połącz ich w CRM
team-no-attempt = w bazie zespołu nie ma próby { $attempt }
