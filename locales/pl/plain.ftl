## Tryb liniowy (--plain): to, co jest czytane na głos. Zwięźle i bez ozdób.
plain-greeting = Kartoteka, profil { $profile }, { $user } w { $host }.
plain-how = Enter zostawia wartość i przechodzi dalej. { $help } pokazuje polecenia.
plain-kept = Szkic zostaje.
plain-farewell = Nie ma szkicu do zachowania.
plain-section = Sekcja { $number } z { $count }, { $title }.
plain-required = wymagane
plain-yes-or-no = tak lub nie
plain-lines = kilka wierszy; kończy wiersz z samą kropką
plain-many-values = do wyboru { $count }, /wartości je pokazuje
plain-one-of = do wyboru: { $values }
plain-now = teraz { $value }
plain-count-lines = { $count ->
    [one] 1 wiersz
    [few] { $count } wiersze
   *[many] { $count } wierszy
}
plain-held = zachowane
plain-empty = puste
plain-error = Błąd: { $words }.
plain-warning = Uwaga: { $words }.
plain-last-field = To było ostatnie pole. { $way } sprawdza kartę i wysyła.
plain-created = Utworzono: customer_id { $id }, { $who }.
plain-sending = Wysyłanie. { $way } przerywa czekanie.
plain-sending-since = { $seconds } s bez odpowiedzi.
plain-unknown = Nie wiadomo, czy klient został utworzony. Wyjaśnij to przed ponownym wysłaniem.
plain-company-unknown = Nie wiadomo, czy firma została utworzona. Wyjaśnij to, zanim wyślesz ponownie.
plain-settle-first = Jeszcze nie można wysłać: wynik ostatniej próby jest nieznany.
plain-unchecked = Nie udało się sprawdzić, czy taki klient już jest.
plain-equal = { $label }: to samo, { $value }
plain-different = { $label }: różnica, wysłano { $sent }, w CRM { $found }
plain-only-sent = { $label }: wysłano { $sent }, w CRM brak
plain-only-found = { $label }: tylko w CRM, { $found }
plain-card-different = { $label }: różnica, karta { $card }, klient { $there }
plain-only-card = { $label }: tylko na karcie, { $card }
plain-only-there = { $label }: tylko u klienta, { $there }
plain-draft-own = teraz otwarty
plain-history = Historia, { $first } do { $last } z { $total }.
plain-ask-line = Wiersz { $number }
plain-ask-back = Enter wraca
plain-ask-number = Numer albo Enter, aby wrócić
plain-ask-settle = Wyjaśnić to teraz? Tak lub nie
plain-ask-look-again = Sprawdzić ponownie? Tak lub nie
plain-ask-send = Wysłać? Tak lub nie
plain-ask-yes = Tak lub nie
plain-ask-deciding = Numer pokazuje klienta, Enter wraca
plain-ask-settling = Numer klienta albo Enter, aby zostawić na później
plain-ask-company = NIP, e-mail, telefon, numer albo nazwa; numer wiersza wybiera, Enter wraca
plain-ask-later = Polecenie albo Enter, aby zostawić na później
plain-commands = Polecenia: { $commands }. { $help } je objaśnia.
plain-ask-which = Numer albo Enter, jeśli żadne z nich
plain-ask-find = Telefon, e-mail, NIP, PESEL, identyfikator albo nazwisko; Enter wraca
plain-ask-found = Numer wiersza otwiera klienta, można też wpisać inną wartość; Enter wraca
plain-find-again = Wpisz jeszcze raz, aby szukać ponownie. { $card } zaczyna nową kartę z tą wartością.
plain-find-begins = { $card } zaczyna nową kartę z tą wartością.
plain-ask-file = Plik, Enter przyjmuje { $path }
plain-unknown-command = Nie ma tu polecenia { $word }. { $help } pokazuje polecenia. Wartość z ukośnikiem na początku wpisz z dwoma.
plain-usage = Wpisz { $usage }.
plain-not-here = To dotyczy karty. Najpierw wróć.
plain-no-place = Żadne pole ani sekcja nie nazywa się { $text }.
plain-no-row = { $count ->
    [one] Nie ma takiego numeru: jest tylko 1.
   *[other] Nie ma takiego numeru: od 1 do { $count }.
}
plain-no-rows = Nie ma z czego wybierać.
plain-which = Które z nich?
plain-no-more = Nie ma więcej.
plain-nobody-known = Nie wiadomo o kliencie w CRM z danymi z tej karty.
plain-nothing-to-settle = Nie ma nic do wyjaśnienia.
plain-whole-word = Odpowiedz całym słowem: tak lub nie.
plain-not-understood = Wpisz numer lub polecenie. { $help } pokazuje polecenia.
plain-too-early = Nie przyjęto: wpisano to przed pytaniem. Odpowiedz teraz.
plain-busy = Nie przyjęto: trwa inna czynność.
plain-not-text = Nie przyjęto: ten wiersz nie jest tekstem { $charset }. Ustaw w terminalu { $charset } albo zmień LANG.
plain-too-long = Nie przyjęto: ten wiersz jest dłuższy niż 1 MB.
plain-help-elsewhere = Działają tu też polecenia karty, oprócz tych, które ją zmieniają.
plain-help = Każde pytanie podaje nazwę pola. Wpisz wartość albo naciśnij Enter, aby zostawić obecną. Kilka adresów e-mail lub telefonów oddziel przecinkami. Wartość z ukośnikiem na początku wpisz z dwoma. Polecenia można skracać.

plain-help-question = Całe słowo „tak” albo wielkie { $key } potwierdza. Słowo „nie” albo Enter rezygnuje.
plain-help-yes = Całe słowo „tak” albo wielkie { $key }: { $does }. Słowo „nie” albo Enter: { $back }.
plain-help-number = Numer: { $does }.
plain-help-enter = Enter: { $does }.
plain-help-text = Wpisz tekst.
plain-values-of-flag = Wpisz tak albo nie. /wyczyść usuwa wartość.
plain-proposed = propozycja { $value }, { $way } ją przyjmuje
plain-proposal = { $label }: na wcześniejszych kartach { $value }. { $way } to przyjmuje.
plain-no-proposal = Nie ma propozycji.
plain-last-id = customer_id { $id }, { $who }.
plain-no-last-id = Nie ma jeszcze żadnego customer_id.
plain-script-profile = Skrypt pracuje w jednym profilu: podaj go w --profile.
plain-unchanged = Nic się nie zmieniło.
plain-empty-card = Karta jest pusta.
plain-back-at-card = Powrót do karty: { $who }.
plain-existing = Klient już istnieje: customer_id { $id }, { $who }. Karty nie wysłano. { $undo } to cofa.

## Co robią polecenia i czego potrzebują
does-help = pokaż polecenia
does-last-id = pokaż ostatni customer_id
does-go = przejdź do pola lub sekcji
does-list = pokaż, co wpisano
does-known = pokaż klienta z CRM, który ma dane z karty
does-values = pokaż wartości tego pola do wyboru
does-problems = pokaż wszystkie problemy
does-settle = wyjaśnij najnowszy nieznany wynik
does-more = pokaż więcej
argument-field = POLE lub SEKCJA
argument-maybe-field = [POLE]
argument-form = [JSON, curl, HTTPie, PHP, Java lub HTTP]
argument-caller = [TELEFON, E-MAIL, NIP, IDENTYFIKATOR lub NAZWISKO]
argument-words = [SŁOWA]
argument-file = [PLIK]
argument-number = NUMER
argument-id = ID
