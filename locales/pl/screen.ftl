## Co robią klawisze
key-next-field = następne pole
key-previous-field = poprzednie pole
key-next-section = następna sekcja
key-previous-section = poprzednia sekcja
key-section = skok do sekcji
key-review = wyślij
key-send = wyślij
key-next-error = następny błąd
key-choose = wybierz wartość
key-clear-field = wyczyść pole
key-clear-to-end = usuń do końca, dalej
key-add-row = dodaj wiersz
key-remove-row = usuń pusty wiersz
key-history = historia
key-preview = podgląd
key-next-form = JSON, curl, HTTPie, PHP, HTTP
key-copy = kopiuj
key-copy-id = kopiuj id
key-filter = filtruj
key-open = otwórz
key-card-from = nowa karta na jej podstawie
key-help = pomoc
key-redraw = odśwież ekran
key-quit = zakończ, szkic zostaje
key-leader = menu
key-back = wstecz
key-up = wiersz w górę
key-down = wiersz w dół
key-page-up = strona w górę
key-page-down = strona w dół

## Tytuły
title-sections = Sekcje
title-form = Formularz
title-preview = Podgląd
title-history = Historia
title-help = Pomoc
title-menu = Menu: naciśnij klawisz, Esc zamyka
title-review = Przed wysłaniem
title-sending = Wysyłanie
title-record = Wpis
title-outcome = Wynik
scope-form = W formularzu
scope-review = Przed wysłaniem
scope-history = W historii
scope-pager = W przewijanych tekstach
help-typing = Litery piszą; strzałki w lewo i w prawo, Home, End, Backspace i Delete edytują. W notatce Enter zaczyna nowy wiersz, a Tab z niej wychodzi. Spacja przełącza pole tak/nie.

## Wiersz stanu
draft-saved = szkic zapisany
draft-failed = SZKIC NIEZAPISANY: { $why }
notice-created = Utworzono: customer_id { $id } · { $who }
notice-how-to-leave = Aby wyjść, naciśnij Ctrl+X, potem q. Szkic zostanie.
notice-errors = { $count ->
    [one] Nie wysłano: najpierw popraw błąd.
    [few] Nie wysłano: najpierw popraw { $count } błędy.
   *[many] Nie wysłano: najpierw popraw { $count } błędów.
}
notice-no-problems = Wszystko w porządku.
notice-copied = Skopiowano do schowka.
notice-nothing-to-copy = Nie ma id do skopiowania.
notice-card-not-empty = Karta jest w trakcie wypełniania: najpierw ją wyślij albo opróżnij.
notice-one-row-only = To pole ma tylko jeden wiersz.
notice-no-choices = To pole przyjmuje dowolny tekst.
notice-not-in-list = Spoza listy. Wyczyść pole, aby przejść przez wartości.
notice-restored = Przywrócono szkic.
notice-interrupted = { $count ->
    [one] Ostatnie wysyłanie przerwano: klient mógł powstać. Sprawdź, zanim wyślesz znowu (F3).
    [few] Przerwano { $count } wysyłania: klienci mogli powstać. Sprawdź (F3).
   *[many] Przerwano { $count } wysyłań: klienci mogli powstać. Sprawdź (F3).
}
history-count = { $count ->
    [one] jeden wpis
    [few] { $count } wpisy
   *[many] { $count } wpisów
}
more-lines = { $count ->
    [one] niżej jeszcze jeden wiersz
    [few] niżej jeszcze { $count } wiersze
   *[many] niżej jeszcze { $count } wierszy
}
history-empty = Niczego jeszcze nie wysłano.
history-nothing-found = Nic nie pasuje do filtra.
history-filter = filtr: { $words }
too-small = Kartoteka potrzebuje 60x16; tu jest { $width }x{ $height }.
flag-unset = (nie ustawiono)

## Przegląd, wysyłanie i wyniki
review-target = Dokąd
review-user = Użytkownik
review-payload = Dane
review-errors = Do poprawienia
review-warnings = Sprawdź jeszcze raz
review-ready = Wszystko w porządku. Enter wysyła.
review-with-warnings = Enter mimo to wysyła.
review-not-ready = Jeszcze nie można wysłać: Enter przechodzi do pierwszego błędu.
sending-since = { $seconds } s, najwyżej { $timeout } s. Formularz jest zablokowany.
state-sending = wysyłanie
state-created = utworzono
state-rejected = odrzucono
state-not-sent = nie wysłano
state-unknown = nieznany
state-not-created = nie powstał
outcome-rejected = CRM odrzucił klienta. Niczego nie utworzono. Popraw dane i naciśnij F8 jeszcze raz.
outcome-not-sent = Niczego nie wysłano. CRM nie widział tego klienta. Sprawdź połączenie i naciśnij F8 jeszcze raz.
outcome-unknown = Klient mógł zostać utworzony albo nie. Zanim wyślesz ponownie, odszukaj go w CRM.
outcome-kept = Wszystko, co wpisano, jest nadal w formularzu.
label-sent-at = Kiedy
label-who = Klient
label-state = Wynik
label-customer-id = customer_id
label-reason = Powód
label-status = Status HTTP
label-request-id = request_id
label-errors = Błędy
label-location = Location
label-retry-after = Ponów za
label-attempt = Próba
label-profile = Profil
label-duration = Czas trwania
label-payload = Dane
label-answer = Odpowiedź
in-seconds = { $seconds } s
error-code = (kod { $code })

## Dlaczego nie wysłano albo wynik jest nieznany
failure-connection-refused = serwer odmówił połączenia
failure-host-not-found = nazwa serwera nie ma adresu
failure-connection = połączenie nie powiodło się: { $detail }
failure-tls = brak bezpiecznego połączenia (TLS): { $detail }
failure-timed-out = brak odpowiedzi przez { $seconds } s
failure-cut = połączenie zerwano przed końcem odpowiedzi
failure-server = błąd CRM, status { $status }
failure-no-customer-id = w odpowiedzi nie ma customer_id
failure-unreadable = odpowiedzi nie da się odczytać: { $detail }
failure-cancelled = przerwano czekanie
failure-interrupted = program zakończył się w trakcie czekania
failure-journal = nie udało się zapisać dziennika wysyłania: { $detail }

## Co jest nie tak z wartością
reason-required = wymagane
reason-email-syntax = to nie jest adres e-mail
reason-phone-character = numer telefonu nie zawiera { $character }
reason-phone-length = 9 cyfr lub +8–15, jest { $count }
reason-pesel-length = 11 cyfr, jest { $count }
reason-pesel-character = tylko cyfry, nie { $character }
reason-pesel-date = nie ma takiej daty
reason-pesel-checksum = zła suma kontrolna
reason-nip-length = 10 cyfr, jest { $count }
reason-nip-checksum = zła suma kontrolna
reason-nip-foreign = NIP zagraniczny?
reason-date-syntax = np. 1990-02-01, 1.2.1990
reason-date-impossible = nie ma takiego dnia
reason-date-future = data z przyszłości
reason-postcode-shape = polski kod to NN-NNN
reason-url-scheme = http lub https, nie { $scheme }
reason-url-syntax = to nie jest adres strony
reason-not-positive-number = liczba całkowita od 1
reason-not-a-flag = true, false albo nic
reason-not-a-choice = spoza listy (Ctrl+F)
reason-custom-field-name-missing = wartość musi mieć nazwę
reason-custom-field-value-missing = bez wartości: pominięte
reason-custom-field-name-twice = ta nazwa już jest
reason-custom-field-read-only = tylko do odczytu w CRM
reason-birthdate-unlike-pesel = według PESEL: { $date }
reason-gender-unlike-pesel-female = według PESEL: kobieta
reason-gender-unlike-pesel-male = według PESEL: mężczyzna
reason-city-missing = jest ulica, brak miasta
