## Tryb liniowy (--plain): to, co jest czytane na głos. Zwięźle i bez ozdób.
plain-hello = Kartoteka, profil { $profile }, { $user } w { $host }.
plain-how = Enter zostawia wartość i przechodzi dalej. { $help } podaje polecenia.
plain-kept = Szkic zostaje.
plain-bye = Nie ma szkicu do zachowania.
plain-section = Sekcja { $number } z { $count }, { $title }.
plain-required = wymagane
plain-yes-or-no = tak lub nie
plain-lines = wiele wierszy, kończy je sama kropka
plain-many-values = jedna z { $count }, /wartości je podaje
plain-one-of = jedna z: { $values }
plain-now = teraz { $value }
plain-count-lines = { $count ->
    [one] 1 wiersz
    [few] { $count } wiersze
   *[many] { $count } wierszy
}
plain-held = zatrzymane
plain-empty = puste
plain-error = Błąd: { $words }.
plain-warning = Uwaga: { $words }.
plain-last-field = To było ostatnie pole. { $way } przegląda kartę i wysyła.
plain-created = Utworzono: customer_id { $id }, { $who }.
plain-sending = Wysyłanie. { $way } przerywa czekanie.
plain-sending-since = { $seconds } s bez odpowiedzi.
plain-unknown = Nie wiadomo, czy klient został dodany. Trzeba to rozstrzygnąć, zanim zostanie wysłany ponownie.
plain-settle-first = Jeszcze nie można wysłać: nie wiadomo, co się stało z ostatnią próbą.
plain-unchecked = Nie udało się sprawdzić, czy taki klient już jest.
plain-equal = { $label }: to samo, { $value }
plain-different = { $label }: różnica, wysłano { $sent }, w CRM { $found }
plain-only-sent = { $label }: wysłano { $sent }, w CRM brak
plain-only-found = { $label }: tylko w CRM, { $found }
plain-draft-own = teraz otwarty
plain-history = Historia, { $first } do { $last } z { $total }.
plain-ask-line = Wiersz { $number }
plain-ask-back = Enter wraca
plain-ask-settle = Rozstrzygnąć to teraz? Tak lub nie
plain-ask-send = Wysłać? Tak lub nie
plain-ask-yes = Tak lub nie
plain-ask-settling = Numer klienta, { $commands } albo Enter, aby zostawić na później
plain-ask-list = Numer, { $commands } albo Enter, aby wrócić
plain-ask-record = { $commands } robi z tego nową kartę, Enter wraca
plain-ask-file = Plik, Enter przyjmuje { $path }
plain-unknown-command = Nie ma tu polecenia { $word }. { $help } podaje polecenia. Wartość od ukośnika zaczyna się dwoma.
plain-several = Które z nich: { $names }?
plain-usage = Wpisz { $usage }.
plain-not-here = To dotyczy karty. Najpierw wróć.
plain-no-place = Żadne pole ani sekcja nie nazywa się { $text }.
plain-no-row = Nie ma takiego numeru.
plain-no-more = Nie ma więcej.
plain-nothing-to-settle = Nie ma nic do rozstrzygnięcia.
plain-whole-word = Odpowiedz całym słowem: tak lub nie.
plain-not-understood = Wpisz numer lub polecenie. { $help } podaje polecenia.
plain-too-early = Nie przyjęto: wpisano to przed pytaniem. Odpowiedz teraz.
plain-not-heard = Nie przyjęto: trwa inna czynność.
plain-not-text = Nie przyjęto: ten wiersz nie jest tekstem { $charset }. Ustaw w terminalu { $charset } albo zmień LANG.
plain-too-long = Nie przyjęto: ten wiersz jest dłuższy niż 1 MB.
plain-help-elsewhere = Działają tu też polecenia karty, oprócz tych, które ją zmieniają.
plain-help = Każde pytanie podaje nazwę pola. Wpisz wartość albo naciśnij Enter, aby zostawić obecną. Kilka adresów e-mail lub telefonów oddziel przecinkami. Wartość od ukośnika zaczyna się dwoma. Polecenie można skrócić.

## Co robią polecenia i czego potrzebują
does-help = podaj polecenia
does-go = przejdź do pola lub sekcji
does-list = podaj, co wpisano
does-values = podaj wartości tego pola
does-problems = podaj, co jest nie tak
does-settle = rozstrzygnij najnowszy nieznany wynik
does-more = podaj więcej
argument-field = POLE lub SEKCJA
argument-maybe-field = [POLE]
argument-form = [JSON, curl, HTTPie, PHP lub HTTP]
argument-words = [SŁOWA]
argument-file = [PLIK]
argument-number = NUMER
argument-id = ID
