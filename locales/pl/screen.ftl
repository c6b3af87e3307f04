## Co robią klawisze
key-next-field = następne pole
key-previous-field = poprzednie pole
key-next-section = następna sekcja
key-previous-section = poprzednia sekcja
key-section = skok do sekcji
key-review = wyślij
key-send = wyślij
key-take-existing = to ten klient
key-take-existing-company = to ta firma
key-show-customer = pokaż klienta
key-send-anyway = wyślij mimo to
key-next-error = następny błąd
key-next-empty = następne puste pole
key-go-to = przejdź do pola
key-take-first = ta z karty
key-take-second = wpisana teraz
key-type-again = żadna, jeszcze raz
key-choose = wybierz lub wyszukaj
key-complete = przyjmij podpowiedź
key-clear-field = wyczyść pole
key-clear-to-end = usuń do końca, dalej
key-add-row = dodaj wiersz
key-remove-row = usuń pusty wiersz
key-duplicate = jak na ostatniej karcie, dalej
key-hold = zachowaj na następne karty
key-same-address = skopiuj inny adres
key-templates = wypełnij z szablonu
key-show-all-fields = wszystkie pola / mniej
key-undo = cofnij
key-redo = ponów
key-clear-card = wyczyść kartę
key-history = historia
key-find = znajdź klienta
key-find-again = znajdź innego klienta
key-next-caller = odłóż kartę, następny klient
key-search-open = szukaj, otwórz
key-search-as = szukaj jako inne pole
key-card-with = nowa karta z tą wartością
key-card-household = nowa karta, ten sam adres
key-preview = podgląd
key-next-form = żądanie jako curl, PHP, Java
key-fold-pane = zwiń panel: podgląd, historia, żaden
key-copy = kopiuj
key-copy-id = kopiuj id
key-copy-last-id = kopiuj ostatnie customer_id
key-filter = filtruj
key-open = otwórz
key-card-from = nowa karta z tego wpisu
key-help = pomoc
key-profile = zmień profil
key-redraw = odśwież ekran
key-quit = zakończ, szkic zostaje
key-leader = menu
key-back = wstecz
key-up = wiersz w górę
key-down = wiersz w dół
key-take = wybierz i przejdź dalej
key-take-company = wybierz
key-add-company = dodaj firmę
key-find-company = znajdź firmę
key-page-up = strona w górę
key-page-down = strona w dół
key-park = odłóż kartę, zacznij następną
key-drafts = lista szkiców
key-shift = zmiana
key-end-shift = zakończ zmianę
key-export = zapisz kartę do pliku
key-stop-waiting = przerwij czekanie
key-settle = wyjaśnij
key-settle-for-colleague = wyjaśnij za inną osobę
key-accept = to ten klient
key-send-again = nie ma go: wyślij ponownie
key-type-id = wpisz id
key-not-created = nie ma go
key-look-again = szukaj ponownie
key-later = później
key-candidate-up = klient wyżej
key-candidate-down = klient niżej
key-delete = usuń
key-yes = tak
key-no = nie
key-confirm = gotowe

## Tytuły
title-sections = Sekcje
title-form = Formularz
title-preview = Podgląd
title-history = Historia
title-help = Pomoc
title-menu = Menu: naciśnij klawisz, { $key } zamyka
title-review = Przed wysłaniem
title-companies = Znajdź firmę
title-company = Dodaj firmę
title-company-review = Firma przed wysłaniem
title-company-id = Numer firmy w CRM
title-templates = Szablony
title-profiles = Zmień profil
title-readback = Utworzono: { $who }
title-readback-existing = Istniejący klient: { $who }
readback-copy = customer_id { $id } · { $key } kopiuje
title-sending = Wysyłanie
title-record = Wpis
title-outcome = Wynik
title-settle = Wyjaśnij nieznany wynik
title-drafts = Szkice
title-shift = Zmiana
title-find = Znajdź klienta
title-customer = Klient { $id } { $who }
capital-letter = wielkie { $letter }
title-question = Na pewno? Tak: { $yes }, nie: { $no }
title-export = Zapisz kartę do tego pliku
title-export-in = Zapisz kartę do pliku w { $path }
title-id = Id klienta w CRM
scope-form = W formularzu
scope-find = Przy szukaniu klienta
scope-customer = Przy podglądzie klienta
scope-choosing = Na liście wartości
scope-review = Przed wysłaniem
scope-companies = Przy szukaniu firmy
scope-company = W formularzu firmy
scope-company-review = Przed wysłaniem firmy
scope-verify = Gdy wartości się różnią
scope-history = W historii
scope-pager = W przewijanych tekstach
scope-sending = Podczas wysyłania
scope-settle = Przy wyjaśnianiu wyniku
scope-drafts = Na liście szkiców
scope-shift = Na stronie zmiany
scope-question = Przy pytaniu
scope-prompt = Przy wpisywaniu pliku lub id
help-typing = Litery wpisują tekst; strzałki w lewo i w prawo, Home, End, Backspace i Delete służą do edycji. W notatce Enter zaczyna nowy wiersz, a { $next } z niej wychodzi. Spacja przełącza pole tak/nie.

## Wiersz stanu
draft-saved = szkic zapisany
draft-handed-over = KARTOTEKĘ ZAKTUALIZOWANO: wyjdź i uruchom ją ponownie
draft-failed = NIEZAPISANE ({ $key } zapisuje do pliku): { $why }
count-unsettled = { $count ->
    [one] 1 nieznany wynik ({ $key })
    [few] { $count } nieznane wyniki ({ $key })
   *[many] { $count } nieznanych wyników ({ $key })
}
card-rejected = odrzucone przez CRM: { $why }
last-created = ostatni: { $id } { $who }
count-drafts = { $count ->
    [one] jeszcze 1 szkic ({ $key })
    [few] jeszcze { $count } szkice ({ $key })
   *[many] jeszcze { $count } szkiców ({ $key })
}
notice-created = Utworzono: customer_id { $id } { $dot } { $who }
notice-existing = Klient { $id } { $dot } { $who }: id skopiowane, nie wysłano. Cofnij: { $key }
notice-taken-back = Przywrócono kartę i usunięto jej wpis.
notice-how-to-leave = Aby wyjść, naciśnij { $key }. Szkic zostanie.
notice-errors = { $count ->
    [one] Nie wysłano: najpierw popraw błąd.
    [few] Nie wysłano: najpierw popraw { $count } błędy.
   *[many] Nie wysłano: najpierw popraw { $count } błędów.
}
notice-no-problems = Wszystko w porządku.
notice-copied-id = Skopiowano do schowka: { $id }
notice-copied = Skopiowano do schowka.
notice-shift-ended = Zmianę zakończono. Następną zacznie najbliższy klawisz.
notice-nothing-to-copy = Nie ma id do skopiowania.
notice-one-row-only = To pole ma tylko jeden wiersz.
notice-not-empty = Nic nie wklejono: do wklejenia całego klienta potrzebna jest pusta karta. { $key } odkłada tę.
notice-not-a-customer = Nic nie wklejono. { $error }
notice-no-choices = To pole przyjmuje dowolny tekst.
notice-last-field = To ostatnie pole. { $key }: sprawdź kartę.
notice-nothing-empty = Żadne inne pole nie jest puste.
notice-no-effect = { $key } nic tu nie robi. { $menu } otwiera menu.
notice-no-menu = Tu nie ma menu: nic nie wpisano. Najpierw wróć, potem { $menu }.
notice-always-saved = Każda zmiana jest już zapisana. { $key } wysyła kartę.
notice-extra-digit = O cyfrę za dużo: została pominięta. { $key } czyści to pole.
notice-nothing-to-leave = To już formularz. { $key } kończy pracę i zachowuje szkic.
notice-preview-folded = Podgląd zwinięty. { $key } zwinie zamiast niego historię.
notice-history-folded = Historia zwinięta. { $key } ją rozwinie.
notice-none-folded = Widać wszystkie panele.
notice-preview-form = Podgląd: { $form }. { $key } pokaże całość.
hint-list = lista
hint-yes-no = tak/nie
hint-company = znajdź firmę
hint-customer = pokaż klienta
hint-find = znajdź
title-go-to = Przejdź do pola
title-verify = Wpisz ponownie: { $number } z { $total }
verify-again = Wpisz jeszcze raz ze źródła: z dokumentu albo od rozmówcy, nie z ekranu.
verify-prompt = { $label } jeszcze raz, ze źródła
verify-differs = Na karcie jest co innego. Która wartość zgadza się ze źródłem?
verify-first = { $value } (na karcie)
verify-second = { $value } (wpisana teraz)
verify-third = żadna: wpisz jeszcze raz
notice-not-pasted = Wpisz z klawiatury: wklejenie niczego nie sprawdza.
notice-not-in-list = Nie ma tego na liście.
choosing-find = Szukaj:
choosing-nothing = Nic nie pasuje.
notice-restored = Przywrócono szkic.
notice-updated = Kartotekę zaktualizowano: wyjdź ({ $key }) i uruchom ją ponownie. Karta jest zachowana; do tego czasu nic nie zostanie wysłane.
notice-handover-unreadable = Nie da się odczytać karty ze starszej wersji; zachowaj plik i zgłoś to: { $path }
notice-interrupted = { $count ->
    [one] Ostatnie wysyłanie przerwano: klient lub firma mogą już być w CRM. Sprawdź, zanim wyślesz ponownie ({ $key }).
    [few] Przerwano { $count } wysyłania: klienci lub firmy mogą już być w CRM. Sprawdź ({ $key }).
   *[many] Przerwano { $count } wysyłań: klienci lub firmy mogą już być w CRM. Sprawdź ({ $key }).
}
notice-another-session = W innej sesji jest otwarta karta (proces { $process }, od { $since }). Ta sesja ma własną.
notice-repaired = Naprawiono: inni użytkownicy mogli czytać { $path }.
notice-clock = Sprawdź zegar: { $now }, ostatnio { $seen }. Dziś niczego nie usunięto.
notice-clock-impossible = Sprawdź zegar: data { $now } jest niemożliwa.
notice-not-text = Nieczytelny znak: to nie jest { $charset }. Ustaw w terminalu { $charset } albo zmień LANG.
notice-still-sending = Poprzednia karta jest jeszcze wysyłana. { $key } przerywa czekanie.
notice-parked = Kartę odłożono. { $key } pokazuje szkice.
notice-draft-changed = Ten szkic się zmienił: sprawdź go, zanim go usuniesz.
notice-no-other-profile = Nie ma innego profilu.
notice-nothing-typed = Nic jeszcze nie wpisano.
notice-nothing-to-undo = Nie ma czego cofnąć ani ponowić.
notice-cleared = Karta jest pusta. { $key } ją przywraca.
notice-no-last-card = Nie wysłano jeszcze żadnej karty.
notice-all-fields = Widać wszystkie pola. { $key }: mniej.
notice-own-fields = Puste pola spoza sekcji są ukryte. { $key }: wszystkie.
notice-no-other-fields = Widać już wszystkie pola.
notice-template-put = { $name }: wypełniono. { $key }: cofnij.
notice-template-nothing = { $name }: karta ma już te wartości.
notice-no-templates = W ustawieniach tego profilu nie ma szablonów.
notice-not-held = Tej wartości nie można zachować na następne karty.
notice-held = Zachowano: wartość pojawi się na następnych kartach.
notice-held-no-more = Wartość nie będzie już powtarzana.
notice-no-other-address = Najpierw przejdź do adresu; adres do skopiowania nie może być pusty.
notice-other-profile = Tę kartę wpisano dla profilu { $profile }. Przed wysłaniem sprawdź, dokąd trafi.
notice-exported = Zapisano w { $path }
notice-still-looking = Trwa szukanie w CRM: poczekaj najwyżej 3 s.
notice-still-asking-team = Trwa sprawdzanie w bazie zespołu: poczekaj na odpowiedź.
notice-held-sending = Nie wysłano: { $member } właśnie wysyła to samo.
notice-held-unknown = Nie wysłano: { $member } ma już taką próbę, a jej wynik jest nieznany.
notice-team-away = Nie wysłano: brak połączenia z bazą zespołu.
notice-team-settled-created = Wynik Twojej próby wyjaśnił ktoś inny ({ $member }): utworzono, customer_id { $id }
notice-team-settled-not-created = Wynik Twojej próby wyjaśnił ktoś inny ({ $member }): nie utworzono
notice-team-doubled = Klient wysłany bez bazy zespołu jest w CRM dwa razy: { $member } ma już jego customer_id { $id }
notice-still-searching = Wyszukiwanie jeszcze trwa: poczekaj na wpisy.
notice-still-reading = Inny program zablokował historię: poczekaj najwyżej 5 s.
notice-settle-first = Ten klient może już istnieć: najpierw to wyjaśnij.
notice-created-meanwhile = Właśnie utworzono klienta, który może być tym samym: sprawdź i zdecyduj.
notice-records-lost = Przepadły wpisy: przeczytaj ostrzeżenie i zdecyduj.
notice-settled-meanwhile = Inna sesja już to wyjaśniła: zajrzyj do historii.
notice-draft-elsewhere = Ten szkic jest otwarty w innej sesji (proces { $process }, od { $since }): najpierw ją zakończ.
notice-sent-elsewhere = Uruchom program z profilem { $profile }, aby szukać lub wysłać ponownie: wysłano na { $url }
notice-not-kept = { $write } zapisuje kartę do pliku, { $leave } mimo to kończy: karty nie da się zapisać.
notice-not-an-id = To nie jest id: bez spacji, najwyżej 64 znaki, nie 0.
notice-sent-by-another-session = Ten klient lub ta firma są właśnie wysyłane z innej sesji: poczekaj na wynik.
settled-as = Wyjaśniono: utworzono, customer_id { $id }
settled-not-created = Wyjaśniono: nie utworzono
settled-by-hand = (wyjaśniono ręcznie)
time-unreadable = czas nieczytelny
who-not-kept = nazwisko niezachowane
who-company = firma { $who }
enter-settles = { $key } wyjaśnia
history-count = { $count ->
    [one] jeden wpis
    [few] { $grouped } wpisy
   *[many] { $grouped } wpisów
}
more-lines = { $count ->
    [one] niżej jeszcze jeden wiersz
    [few] niżej jeszcze { $count } wiersze
   *[many] niżej jeszcze { $count } wierszy
}
history-empty = Niczego jeszcze nie wysłano.
history-nothing-found = Nic nie pasuje do filtra.
list-unreadable = Chwilowo nie da się tego odczytać.
history-filter = filtr: { $words }
history-searching = szukanie ...
too-small = Kartoteka potrzebuje 60x16; tu jest { $width }x{ $height }.
flag-unset = (nie ustawiono)
filled-by-default = domyślnie
filled-from-pesel = z numeru PESEL
remark-in-crm = w CRM: { $id } { $who }
remark-several-in-crm = w CRM: { $count ->
    [one] jeden klient
    [few] { $count } klienci
   *[many] { $count } klientów
}
remark-many-in-crm = w CRM: { $count } klientów lub więcej
remark-no-answer = CRM nie odpowiada
remark-not-permitted = CRM: brak zgody na szukanie
insecure = NIEBEZPIECZNE
insecure-in-full = NIEBEZPIECZNE: certyfikat CRM nie jest sprawdzany. Dane klienta i hasło mogą zostać podsłuchane.

## Szkice
drafts-empty = Nie ma szkiców.
draft-nameless = (jeszcze bez nazwiska)
draft-own = na ekranie
draft-parked = odłożony
draft-left = z zakończonej sesji
draft-other = w innej sesji ({ $process }, { $since })

## Pytania
ask-delete = Usunąć szkic: { $who }? Nie da się go przywrócić.
ask-end-shift = Zakończyć zmianę? Jej liczniki znikną; w razie potrzeby najpierw je skopiuj.
ask-clear-card = Wyczyścić kartę? Cofnięcie ({ $key }) ją przywróci.
ask-overwrite = Zastąpić też { $fields } wartościami z szablonu { $template }?
ask-fill = Wypełnić kartę danymi wklejonego klienta: { $who }?
ask-stop-waiting = Przerwać czekanie? Jeśli kartę już wysłano, klient może istnieć i trzeba będzie to wyjaśnić.
ask-created = Czy to ten klient? Wpis otrzyma wynik: utworzono, customer_id { $id }.
ask-not-created = Zapisać jako nieutworzonego? Tylko jeśli klienta nie ma w CRM. Kartę będzie można wysłać ponownie.
ask-created-for = Czy to ten klient? Próba z { $member } otrzyma wynik: utworzono, customer_id { $id }.
ask-not-created-for = Zapisać, że próba z { $member } nie utworzyła klienta? Tylko jeśli klienta nie ma w CRM. Potem można wysłać tę kartę.
ask-send-again = Nikogo nie znaleziono. Wysłać tę samą kartę ponownie, jako nową próbę?
ask-send-again-unsure = Wyszukiwanie było niepełne. Jeśli klient istnieje, będzie ich dwóch. Wysłać ponownie?
ask-send-again-found = Znaleziono podobnego klienta. Jeśli to ten sam, będzie ich dwóch. Wysłać ponownie?
ask-send-again-without-team = Brak połączenia z bazą zespołu: ktoś inny może wysyłać to samo. Wysłać ponownie bez niej?

## Przegląd, wysyłanie i wyniki
review-target = Dokąd
review-user = Użytkownik
review-payload = Dane
review-errors = Do poprawienia
review-warnings = Do sprawdzenia
review-ready = Wszystko w porządku. { $key } wysyła.
review-with-warnings = { $key } mimo to wysyła.
review-not-ready = Jeszcze nie można wysłać: { $key } przechodzi do pierwszego błędu.
review-duplicates = Klient może już być w CRM
review-place = { $number } z { $count }; strzałki w górę i w dół wybierają innego
review-decide = Jeszcze nie wysłano: ten klient może już być w CRM. { $choices }.
review-by-hand = Brak identyfikatora, NIP, e-maila i telefonu: jeśli wynik będzie nieznany, klienta trzeba będzie szukać ręcznie.
review-shown = Klient i karta
review-card = karta
review-there = klient
review-not-there = W CRM nie ma klienta { $id } (HTTP 404).
review-asking = Pobieranie klienta z CRM ...
review-settle-first = Jeszcze nie można wysłać: { $key } wyjaśnia wynik ostatniej próby.
review-in-flight = Nie można wysłać: ten sam klient jest właśnie wysyłany.
review-looking = Trwa szukanie klienta w CRM ...
review-reading = Inny program zablokował historię. Czekanie ...
review-team-asking = Sprawdzanie w bazie zespołu ...
review-team-sending = Nie można wysłać: { $member } właśnie to wysyła.
review-team-unknown = Nie można wysłać: { $member } musi najpierw wyjaśnić wynik. { $key } pozwala wyjaśnić go za tę osobę.
review-team-refused = Jeszcze nie można wysłać: najpierw musi odpowiedzieć baza zespołu.
review-team-again = { $key } sprawdza ponownie.
review-team-decide = Jeszcze nie wysłano: bez bazy zespołu nie widać, czy ktoś inny nie wysyła tego samego. { $choices }.
review-unchecked = Nie udało się sprawdzić, czy taki klient już jest. { $key } mimo to wysyła.
review-lost = { $loss }. Jeśli ten klient jest jednym z nich, program tego nie zauważy: sprawdź w CRM. Po wysłaniu to pytanie nie wróci.
prior-unknown = { $when } { $who }: nie wiadomo, czy utworzono
prior-sending = { $when } { $who }: właśnie wysyłany z innej sesji
team-record-sending = { $member } wysyła to samo od { $when }: { $same }
team-record-unknown = { $member }: wysłano to samo { $when }, nie wiadomo, czy utworzono: { $same }
same-key = ten sam { $what }
same-card = identyczna karta
same-name = to samo imię i nazwisko
duplicate = { $who }, { $evidence }
evidence-created = wysłano stąd { $when }: { $same }
evidence-existing = zapisano tu { $when } jako istniejącego klienta: { $same }
evidence-deleted = znany tu od { $when }, wpis usunięty: { $same }
evidence-unknown = wysłano stąd { $when }, nie wiadomo, czy utworzono: { $same }
evidence-sending = wysyłany z innej sesji od { $when }: { $same }
evidence-team-created = utworzono { $when } ({ $member }): { $same }
evidence-team-sending = wysyła { $member } od { $when }: { $same }
evidence-team-unknown = wysłano { $when } ({ $member }), nie wiadomo, czy utworzono: { $same }
evidence-in-crm = w CRM, zgodne: { $same }
evidence-unlike = w CRM, ale to NIE ten sam: szukano: { $same }, ma inną wartość
lookup-no-match = Nie znaleziono w CRM (szukano: { $labels }).
lookup-not-permitted = Użytkownik API nie ma uprawnień do szukania klientów.
lookup-timed-out = Szukanie w CRM trwało za długo (szukano: { $labels }).
lookup-failed = Szukanie w CRM nie powiodło się (szukano: { $labels }): { $why }
lookup-more = Wyszukiwanie pokazuje najwyżej tylu klientów: { $count }. Może być ich więcej.
sending-since = { $seconds } s; każdy krok może trwać do { $timeout } s.
sending-claiming = Rezerwowanie w bazie zespołu ...
sending-next = To, co wpiszesz, poczeka na następną kartę.
sending-next-begun = Wpisujesz już następną kartę.
background-sending = Wysyłanie: { $who }, { $seconds } s. { $key } przerywa czekanie.
background-rejected = { $who }: odrzucono; { $way } prowadzi do karty
background-not-sent = { $who }: nie wysłano; { $way } prowadzi do karty
background-unknown = { $who }: nie wiadomo, czy utworzono; { $way } wyjaśnia
state-sending = wysyłanie
state-created = utworzono
state-rejected = odrzucono
state-not-sent = nie wysłano
state-unknown = nie wiadomo
state-not-created = nie utworzono
state-existing = istniejący klient
outcome-rejected = CRM odrzucił klienta. Niczego nie utworzono.
outcome-later = CRM jest chwilowo zajęty. Niczego nie utworzono; kartę można bezpiecznie wysłać ponownie.
wait-seconds = CRM prosi, aby poczekać jeszcze { $seconds } s.
wait-is-over = Czas oczekiwania minął.
outcome-not-sent = Żadne dane nie opuściły komputera.
outcome-rejected-again = Tym razem CRM odrzucił klienta. Jeśli podaje, że taki już jest, utworzyła go pierwsza próba.
outcome-unknown = Nie wiadomo, czy klient został utworzony. Zanim wyślesz ponownie, naciśnij { $key } i wyjaśnij wynik.
outcome-kept = Wszystko, co wpisano, jest nadal w formularzu.
outcome-kept-for-f8 = Wszystko, co wpisano, jest nadal w formularzu. { $key } pozwala to sprawdzić i wysłać ponownie.
outcome-in-history = To nie była karta z formularza. Jest w historii ({ $history }); { $card } tworzy z niej nową kartę.

## Szukanie klienta
find-line = Szukaj
find-name = nazwisko
find-what = Wpisz telefon, e-mail, NIP, PESEL, identyfikator albo nazwisko. { $key } wraca.
find-found = { $count ->
    [one] Znaleziono jednego klienta (szukano: { $label }).
    [few] Znaleziono { $count } klientów (szukano: { $label }).
   *[many] Znaleziono { $count } klientów (szukano: { $label }).
}
find-asking = Szukanie w CRM: { $label } ...
find-asking-opens = Szukanie w CRM: { $label }; znaleziony klient się otworzy ...
find-in-crm = w CRM
find-unlike = w CRM z inną wartością
find-sent = wysłany stąd { $when }
find-recorded = zapisany tu { $when }
find-unknown = wysłany stąd { $when }, nie wiadomo, czy utworzony
find-sending = wysyłany od { $when }
find-near-miss = Jako { $label }: { $problem }
find-nobody = Nie znaleziono (szukano: { $label }): nie ma w CRM ani wśród wysłanych stąd.
find-not-sent = Nie znaleziono wśród wysłanych stąd (szukano: { $label }).
find-no-search = W CRM nie da się szukać po tym: { $label }.
find-enter-asks = { $key } szuka w CRM.
find-enter-begins = { $key } zaczyna nową kartę z tą wartością.
find-again = { $key } szuka ponownie, { $card } zaczyna nową kartę z tą wartością.

## Wyjaśnianie nieznanego wyniku
settle-what = Czy klient został utworzony? Porównaj i zdecyduj.
settle-elsewhere = Wysłano z profilem { $profile }. Uruchom program z tym profilem, aby szukać w jego CRM, albo sprawdź tam samodzielnie.
settle-nothing-to-search = Na karcie nie ma nic, po czym można szukać w CRM. Sprawdź w panelu CRM i zdecyduj.
settle-looking = Trwa szukanie w CRM ...
settle-looked = Szukano w CRM: { $by }.
settle-no-match = Nikogo nie znaleziono.
settle-unsearched = O tym, co wysłano ({ $member }), wiadomo tylko: { $what }. W CRM nie można po tym szukać, więc sprawdź też w panelu CRM.
settle-telling-team = Zapisywanie w bazie zespołu ...
settle-panel = Sprawdź w panelu CRM i zdecyduj.
settle-again-in = Następne szukanie za { $seconds } s.
settle-place = { $number } z { $count }; strzałki w górę i w dół pokazują pozostałych
settle-look-again = { $key } szuka ponownie.
settle-candidate = { $id } { $who }, znaleziono po: { $by }
settle-sent = wysłano
settle-in-crm = w CRM
label-settled = Wyjaśniono
label-settled-in-team = W zespole
label-resends = Ponowienie próby
label-sent-at = Kiedy
label-sent-from-here = Wysłany stąd
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

## Firmy
company-unlike = { $words }: ale to NIE ten sam { $label }
company-find = NIP albo nazwa:
company-row-add = Dodaj firmę
company-by-name = Wpisz NIP, e-mail, telefon albo numer. Po nazwie znajdą się tylko firmy dodane lub wybrane tutaj.
company-enter-asks = { $key } szuka w CRM.
company-nobody = Nie ma w CRM (szukano: { $by }).
company-no-such-id = W CRM nie ma firmy { $id }.
company-nip-dropped = Ten CRM nie zapisuje NIP nowych firm: brak wyniku po NIP niczego nie dowodzi.
company-not-permitted = Ten użytkownik API nie ma dostępu do firm. Numer można wpisać ręcznie.
company-failed = Nie wiadomo, czy jest w CRM: { $why }. Numer można wpisać ręcznie.
company-duplicates = Ta firma może już być w CRM
company-decide = Jeszcze nie wysłano: ta firma może już być w CRM. { $choices }.
company-in-flight = Nie można wysłać: ta sama firma jest właśnie wysyłana.
label-company = Firma
label-company-name = Nazwa
label-company-id = company_id
notice-company-taken = Firma { $id } { $dot } { $name }
notice-company-added = Dodano firmę: company_id { $id } { $dot } { $name }
outcome-company-rejected = CRM odrzucił firmę. Niczego nie utworzono.
outcome-company-unknown = Nie wiadomo, czy firma została utworzona. { $key } wyjaśnia.
outcome-company-kept = Wszystko, co wpisano, zostało. { $key } wraca do firmy.
settle-what-company = Czy firma została utworzona? Porównaj i zdecyduj.
settle-no-company = Nie znaleziono takiej firmy.
ask-created-company = Czy to ta firma? Wpis otrzyma wynik: utworzono, company_id { $id }.
ask-not-created-company = Zapisać, że nie utworzono? Tylko jeśli firmy nie ma w CRM. Potem można ją wysłać ponownie.
ask-created-company-for = Czy to ta firma? Próba z { $member } otrzyma wynik: utworzono, company_id { $id }.
ask-not-created-company-for = Zapisać, że próba z { $member } nie utworzyła firmy? Tylko jeśli firmy nie ma w CRM. Potem można wysłać tę firmę.
ask-send-again-company = Ta firma może już istnieć. Jeśli jest, będą dwie. Wysłać ją ponownie?
ask-stop-waiting-company = Przerwać czekanie? Jeśli firma została już wysłana, może istnieć i trzeba będzie wyjaśnić wynik.
settled-as-company = Wyjaśniono: utworzono, company_id { $id }

## Dlaczego nie wysłano albo wynik jest nieznany
failure-connection-refused = serwer odmówił połączenia
failure-host-not-found = nie znaleziono serwera o tej nazwie
failure-connection = połączenie nie powiodło się: { $detail }
failure-tls = brak bezpiecznego połączenia (TLS): { $detail }
failure-timed-out = brak odpowiedzi przez { $seconds } s
failure-cut = połączenie zerwano, zanim odpowiedź była kompletna
failure-server = błąd CRM, status { $status }
failure-no-customer-id = w odpowiedzi nie ma customer_id
failure-no-company-id = w odpowiedzi nie ma company_id
failure-unreadable = odpowiedzi nie da się odczytać: { $detail }
failure-cancelled = przerwano czekanie
failure-interrupted = program zakończył się podczas czekania na odpowiedź
failure-record-lost = baza danych została uszkodzona, a wpis przepadł
failure-proxy = przez serwer proxy { $address }: { $why }
failure-proxy-unusable = { $variable } nie wskazuje proxy http:// ani https://: popraw albo dopisz serwer CRM do NO_PROXY
failure-journal = nie udało się zapisać do dziennika wysyłania: { $detail }

## Co jest nie tak z wartością
reason-required = wymagane
reason-email-syntax = błędny e-mail
reason-phone-character = niedozwolony znak: { $character }
reason-phone-length = 9 cyfr albo + i 8–15 cyfr
reason-phone-polish-length = +48 i 9 cyfr, jest { $count }
reason-phone-zero = bez 0 na początku
reason-phone-extension = wewn. do notatki
reason-phone-same-digits = 9 jednakowych cyfr?
reason-pesel-length = 11 cyfr, jest { $count }
reason-pesel-character = tylko cyfry, nie { $character }
reason-pesel-date = nie ma takiej daty
reason-pesel-zero-lost = brakuje 0 na początku
reason-pesel-checksum = zła suma kontrolna
reason-nip-length = 10 cyfr, jest { $count }
reason-nip-checksum = zła suma kontrolna
reason-nip-foreign = NIP zagraniczny?
reason-nip-shape = to nie NIP ani numer VAT
reason-date-syntax = np. 1990-02-01, 1.2.1990
reason-date-impossible = nie ma takiego dnia
reason-date-future = data z przyszłości
reason-date-before-1900 = przed rokiem 1900
reason-date-serial = numer dnia, nie data
reason-postcode-shape = polski kod to NN-NNN
reason-postcode-zero-lost = NN-NNN; zgubione 0?
reason-url-scheme = http lub https, nie { $scheme }
reason-url-syntax = błędny adres WWW
reason-not-positive-number = liczba całkowita od 1
reason-not-a-flag = tak, nie albo puste
reason-not-a-choice = spoza listy
reason-custom-field-name-missing = podaj nazwę
reason-custom-field-value-missing = bez wartości: pominięte
reason-custom-field-name-twice = powtórzona nazwa
reason-custom-field-read-only = tylko do odczytu w CRM
reason-birthdate-unlike-pesel = według PESEL: { $date }
reason-gender-unlike-pesel-female = według PESEL: kobieta
reason-gender-unlike-pesel-male = według PESEL: mężczyzna
reason-value-too-long = znaków: { $length }, najwyżej { $most }
reason-city-missing = podaj miejscowość
reason-spreadsheet-error = { $found } to błąd z arkusza
reason-placeholder = „{ $found }”: zostawić puste?
reason-number-shortened = cyfry zgubione w arkuszu
reason-formula-mark = usuń ' lub = na początku
reason-number-decimal = usuń { $end } na końcu
reason-hidden = usuń ukryty { $character }, znak { $place }
reason-letters-lost = zgubiona litera
reason-refused = CRM: { $words }

## Próba klawiszy
keys-intro = Naciśnij dowolny klawisz, aby zobaczyć, co wysyła terminal i co robi klawisz. Dwa razy { $key } kończy i wypisuje sekcję [keys] do ustawień.
keys-sent = wysłano
keys-key = klawisz
keys-meaning = robi
keys-once-more = Jeszcze raz { $key }, aby zakończyć.
keys-paste = wklejenie
keys-pasted = wstawia tekst i niczego nie uruchamia
keys-unknown = to nie klawisz, nic nie robi
keys-sco = F3 lub PgUp w trybie SCO: wybierz Xterm R6
keys-types = wpisuje tekst
keys-edits = edytuje
keys-reserved = nic: nie można przypisać działania
keys-free = jeszcze nic: jest wolny
keys-paste-into = To, co zmienisz, wstaw do { $path }
keys-tried = Wypróbowane i wolne: { $keys }

## Arranging the form
key-arrange = ułóż formularz
key-toggle-field = pokaż lub ukryj
key-move-up = wyżej
key-move-down = niżej
key-toggle-required = wymagane
key-edit-default = domyślne
key-arranged = ustawienia
key-write-settings = zapisz w pliku ustawień
scope-arrange = Przy układaniu formularza
scope-arranged-block = W ustawieniach ułożonego formularza
title-arrange = Układanie formularza
arrange-hidden = poza formularzem
arrange-required = wymagane
arrange-lines = Ustawienia
notice-no-default = To pole mówi, kim jest klient: nie ma wartości domyślnej.
notice-always-in-form = API wymaga tego pola.
arrange-begins-with = domyślnie: { $value }
arrange-default-of = Nowe karty zaczynają się tak – { $label }:
arrange-block = Te wiersze dają profilowi { $profile } taki formularz. Zapisane w pliku ustawień działają od razu; pliku edytowanego ręcznie program nie zmienia.
demo-no-settings = Demo nie ma pliku ustawień.

## The shift
shift-none = Zmiana się jeszcze nie zaczęła.
shift-since = Od
shift-cards = Karty zaczęte
shift-created = Utworzono
shift-rejected = Odrzucono
shift-not-sent = Nie wysłano
shift-unknown = Nie wiadomo
shift-existing = Istniejący
shift-not-created = Nie utworzono
shift-sending = Wysyłane
shift-companies = Firmy
shift-cards-an-hour = Karty/godz.
shift-keys = Klawisze
shift-keys-an-hour = Klawisze/godz.
shift-total = Suma kontrolna
shift-count-and-sum = utworzono { $count }, suma { $sum }
shift-no-numbers = bez liczby: { $count }
shift-total-use = Suma kontrolna: ile customer_id musi mieć lista klientów utworzonych od tego czasu w CRM i jaka jest ich suma.
shift-rule = Zmianę zaczyna pierwszy klawisz po zakończeniu poprzedniej albo po pierwszym uruchomieniu danego dnia.
