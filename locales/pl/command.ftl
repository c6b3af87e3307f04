preview-placeholder = brak profilu: adres i użytkownik pochodzą z przykładów API

## Why a JSON document is not a customer
read-place = wiersz { NUMBER($line, useGrouping: 0) }, kolumna { NUMBER($column, useGrouping: 0) }
read-column = kolumna { NUMBER($column, useGrouping: 0) }
read-empty = plik jest pusty; klient to obiekt JSON, na przykład {"{"}"surname": "Kowalski"{"}"}
read-not-utf8 = to nie jest tekst w UTF-8; zapisz plik w UTF-8
read-incomplete = dokument urywa się za wcześnie; czy czegoś nie brakuje?
read-syntax = to nie jest JSON: { $detail }
read-trailing = po kliencie jest dalszy tekst; w dokumencie może być jeden klient
read-unknown-field = API nie ma takiego pola
read-unknown-field-like = API nie ma takiego pola; czy chodzi o { $nearest }?
read-dotted = wpisz to wewnątrz obiektu { $parent }
read-duplicate = ta nazwa występuje dwa razy; zostaw jedną
read-type = oczekiwano: { $expected }, a jest: { $found }
read-character = w tym polu nie może być znaku { $character }; usuń go
expected-customer = jeden klient jako obiekt
expected-address = obiekt z częściami adresu
expected-pairs = obiekt z nazwami i tekstami
expected-text = tekst w cudzysłowie
expected-texts = tekst w cudzysłowie albo lista takich tekstów
expected-number = liczba całkowita
expected-flag = true albo false, bez cudzysłowu
json-null = null
json-flag = true albo false
json-number = liczba
json-text = tekst w cudzysłowie
json-list = lista
json-object = obiekt

## A document on the command line
severity-error = błąd
severity-warning = ostrzeżenie
document-right = nie znaleziono problemów
document-unreadable = nie da się odczytać: { $why }; podaj plik z jednym klientem w formacie JSON albo - dla standardowego wejścia
document-too-long = ponad 1 MB; w dokumencie może być jeden klient
document-line-too-long = ponad 1 MB; w wierszu może być jeden klient
document-not-a-choice = spoza skonfigurowanych wartości: { $values }

## Sending on the command line
submit-errors = nie wysłano: popraw błędy i wyślij ponownie
submit-warnings = nie wysłano: przejrzyj ostrzeżenia; jeśli wszystko się zgadza, wyślij z --accept-warnings
submit-line = wiersz { NUMBER($line, useGrouping: 0) }
submit-created = utworzono, customer_id { $id }
submit-left = nie wysłano: wysyłanie przerwano przed tym wierszem; wyślij ponownie
submit-stopped = zatrzymano; wierszy po ostatnim wypisanym nie wysłano
submit-in-flight = nie wysłano: { $who } jest wysyłany od { $when } z innej sesji; poczekaj na wynik
submit-unsettled = nie wysłano: { $who }, wysłany { $when }, mógł zostać utworzony; sprawdź w CRM i podaj, co ustalono: kartoteka settle { $attempt } --as ID albo --not-created
submit-rejected = CRM odrzucił klienta, status { NUMBER($status, useGrouping: 0) }: { $why }
submit-no-reason = nie podano powodu
submit-wait = wyślij ponownie po { NUMBER($seconds, useGrouping: 0) } s
submit-not-sent = nie wysłano: { $why }; nic nie dotarło do CRM i można wysłać ponownie
submit-unknown = nie wiadomo, czy utworzono: { $why }; sprawdź w CRM i podaj, co ustalono: kartoteka settle { $attempt } --as ID albo --not-created
submit-unwritten = w dzienniku nie zapisano wyniku próby { $attempt } (customer_id { $id }): { $why }

## The history on the command line
column-sent-at = wysłano
column-state = wynik
column-who = klient
column-why = powód
history-more = { NUMBER($shown, useGrouping: 0) } z { NUMBER($total, useGrouping: 0) }; --limit pokaże więcej
history-no-directory = { $dir }: nie ma takiego katalogu, więc niczego stąd nie wysłano; sprawdź --data-dir
settle-nothing = Nie ma nieznanych wyników.
settle-team = Niewyjaśnione próby innych osób z zespołu:
settle-how = Sprawdź każdy w CRM i podaj, co ustalono: kartoteka settle PRÓBA --as ID albo --not-created
settle-as = { $attempt }: utworzono, customer_id { $id }
settle-not-created = { $attempt }: nie utworzono; klienta można wysłać ponownie

## The status of the store on the command line
status-store = Baza
status-none = nie ma jej w { $path }: niczego stąd nie wpisano ani nie wysłano
status-format = Format
status-older = { NUMBER($format, useGrouping: 0) }, starszej wersji; przekształci go najbliższe uruchomienie
status-size = Rozmiar
status-sessions = Sesje
status-drafts = Szkice
status-oldest = { $what }; najstarszy { $when }
status-in-flight = Wysyłane
status-unknown = Nieznane wyniki
status-ages = z ostatniej godziny { $hour }, wcześniej dziś { $day }, starsze { $older }
status-customers = Klienci dzisiaj
status-companies = Firmy dzisiaj
status-unreported = Jeszcze nie w zapisie zdarzeń
status-team = Inni w zespole
status-team-open = nie wiadomo: { $unknown }, wysyłanie: { $sending }
status-team-silent = baza zespołu nie odpowiedziała na czas
status-settle = kartoteka settle --list wypisze nieznane wyniki

## The settings on the command line
source-default = domyślnie
source-file = plik
source-system = ustawienia systemowe
source-locked = ustawienia systemowe, zablokowane
source-environment = środowisko: { $name }
source-command-line = wiersz poleceń: { $name }
source-proxy = serwer proxy
setting-hidden = (ustawione, ukryte)
setting-unset = (nie ustawiono)
init-intro = Do { $path } zostanie dodany profil { $name }.
init-ask-tenant = Nazwa systemu Thulium albo jego pełny adres:
init-ask-user = Użytkownik API, utworzony w panelu Thulium:
init-ask-password = Hasło: 1 wypisuje je polecenie, 2 jest w zmiennej środowiskowej, 3 pytaj przy każdym uruchomieniu:
init-one-of-three = 1, 2 albo 3
init-ask-command = Polecenie, na przykład pass show thulium:
init-ask-variable = Nazwa zmiennej:
init-ask-anyway = Zapisać profil mimo to? t albo n:
init-stopped = niczego nie zapisano
init-written = { $path }: zapisano profil { $name }
init-exists = { $path } ma już profil { $name }; podaj inną nazwę przez --profile NAZWA albo zmień go ręcznie
init-by-hand = { $path } pozostał bez zmian: { $why }; dopisz powyższe wiersze ręcznie
fetch-written = Dopisano do { $path }.
fetch-customers = Pola własne, typy i grupy (GET /api/customers)
fetch-agents = Opiekunowie (GET /api/agents)
fetch-not-permitted = użytkownik API nie ma do nich dostępu
fetch-timed-out = brak odpowiedzi w ciągu { NUMBER($seconds, useGrouping: 0) } s
fetch-seen = { $count ->
    [one] Odczytano { NUMBER($count, useGrouping: 0) } klienta.
    [few] Odczytano { NUMBER($count, useGrouping: 0) } klientów.
    [many] Odczytano { NUMBER($count, useGrouping: 0) } klientów.
   *[other] Odczytano { NUMBER($count, useGrouping: 0) } klienta.
}
fetch-nothing = Ustawienia mają już wszystko, co znaleziono.
fetch-choices-remark = Wartość spoza listy jest odrzucana, więc dopisz brakujące wartości.
fetch-into-table = Plik ma już tabelę [choices]: dopisz do niej te wiersze.
connection-works = CRM odpowiada i przyjmuje tego użytkownika.
connection-not-permitted = CRM przyjmuje tego użytkownika, ale nie pozwala mu szukać klientów: duplikatów nie da się sprawdzić.
connection-wrong-password = CRM nie przyjmuje tego użytkownika: zły użytkownik albo złe hasło.
connection-unexpected = Serwer odpowiada statusem { NUMBER($status, useGrouping: 0) }, ale nie tak jak API Thulium: czy adres jest dobry?
connection-failed = Nie udało się połączyć z CRM: { $why }

## Importing a table
import-table = { $encoding }, separator { $separator }
import-tab = tabulator
import-unknown-heading = API nie ma pola „{ $heading }”; wskaż pole przez --map "{ $heading }=POLE" albo pomiń kolumnę przez --map "{ $heading }="
import-unknown-heading-like = API nie ma pola „{ $heading }”; czy chodzi o { $nearest }? Wskaż pole przez --map "{ $heading }=POLE" albo pomiń kolumnę przez --map "{ $heading }="
import-ambiguous = „{ $heading }” może oznaczać: { $candidates }; wskaż pole przez --map "{ $heading }=POLE"
import-twice = kolumny „{ $other }” i „{ $heading }” trafiają do pola { $field }, które przyjmuje jedną wartość; pomiń jedną przez --map "{ $heading }="
import-no-such-column = --map: nie ma kolumny „{ $heading }”
import-no-such-field = --map: API nie ma pola { $field }
import-no-such-field-like = --map: API nie ma pola { $field }; czy chodzi o { $nearest }?
import-no-columns = żadna kolumna nie trafia do pola; czy w pierwszym wierszu są nazwy kolumn?
import-columns-unclear = niczego nie wysłano: nie wiadomo, co zawierają kolumny; zobacz kartoteka import --help
import-unreadable = nie da się odczytać: { $why }
import-not-a-file = to nie jest plik, który można czytać wielokrotnie; zapisz tabelę w pliku
import-empty = plik jest pusty; w pierwszym wierszu powinny być nazwy kolumn
import-binary = to nie jest tabela tekstowa; zapisz ją jako CSV
import-changed = plik zmienił się w trakcie czytania; sprawdź go i uruchom import ponownie
import-needs-yes = bez terminala nie można zapytać: dodaj --yes, aby wysłać, albo --check, aby tylko sprawdzić
import-stdin-needs-yes = tabela zajmuje standardowe wejście, więc nie można zapytać: dodaj --yes, aby wysłać, albo --check, aby tylko sprawdzić
import-pipe-too-long = ponad 1 GB; zapisz tabelę w pliku i zaimportuj ten plik
import-pipe-not-kept = nie da się przechować tabeli w { $dir } na czas importu: { $why }; niczego nie wysłano
import-no-rejected-file = Aby zachować niewysłane wiersze, użyj --rejected PLIK.
import-line = wiersz { NUMBER($line, useGrouping: 0) }
import-cells = liczba komórek: { NUMBER($found, useGrouping: 0) }, a w pierwszym wierszu: { NUMBER($expected, useGrouping: 0) }
import-no-heading = w kolumnie { NUMBER($column, useGrouping: 0) } jest tekst, a kolumna nie ma nagłówka
import-ask = { $count ->
    [one] Wysłać { NUMBER($count, useGrouping: 0) } klienta do { $url } jako { $user }? t albo n:
    [few] Wysłać { NUMBER($count, useGrouping: 0) } klientów do { $url } jako { $user }? t albo n:
    [many] Wysłać { NUMBER($count, useGrouping: 0) } klientów do { $url } jako { $user }? t albo n:
   *[other] Wysłać { NUMBER($count, useGrouping: 0) } klienta do { $url } jako { $user }? t albo n:
}
import-declined = niczego nie wysłano
import-stopped = zatrzymano; uruchom ponownie, aby kontynuować
import-tries = nie wysłano: inny program wysyła tego samego klienta albo CRM wciąż prosi o późniejszą próbę
import-so-far = utworzono { NUMBER($created, useGrouping: 0) } · inne { NUMBER($held, useGrouping: 0) }
import-waiting = czekanie { NUMBER($seconds, useGrouping: 0) } s na prośbę CRM
import-created = utworzono
import-created-earlier = utworzono podczas wcześniejszego importu
import-created-otherwise = utworzono podczas wcześniejszego importu jako klient { $id }, ale z inną treścią; popraw klienta w CRM: { $differs }
import-rejected-otherwise = { $why }; wiersz ma teraz inną treść, wyśle ją --retry: { $differs }
import-sent-otherwise = { $why }; wysłano inną treść niż w wierszu: { $differs }
import-differs = { $field }: wysłano { $sent }, teraz { $now }
import-differs-nothing = puste
import-differs-value = „{ $value }”
import-differs-hidden = { $field }: może się różnić, wpis jest zamaskowany
import-not-compared = { $count ->
    [one] Wpis { NUMBER($count, useGrouping: 0) } utworzonego wiersza usunięto; nie ma z czym porównać treści.
   *[other] Wpisy { NUMBER($count, useGrouping: 0) } utworzonych wierszy usunięto; nie ma z czym porównać treści.
}
import-with-other-content = utworzono wcześniej z inną treścią: popraw w CRM
import-in-form = otwarto w formularzu
import-invalid = do poprawy przed wysłaniem
import-rejected = odrzucone przez CRM
import-not-sent = nie wysłano
import-unknown = nieznany wynik: wyjaśnij przez kartoteka settle
import-blocked = wstrzymane przez próbę o nieznanym wyniku
import-in-flight = właśnie wysyłane przez inny import
import-left = nie doszło do wysłania: uruchom ponownie, aby kontynuować
import-may-be-sent = można wysłać
import-see-rejected = Czego nie wysłano i dlaczego: { $path }
import-foreign-file = { $path }: tego pliku nie zapisała kartoteka; przenieś go, bo tam trafią odrzucone wiersze
import-unwritable = { $path }: nie da się zapisać odrzuconych wierszy: { $why }
import-nothing-to-review = Żaden wiersz nie wymaga formularza.
import-parked = { $count ->
    [one] W formularzu jest teraz { NUMBER($count, useGrouping: 0) } wiersz
    [few] W formularzu są teraz { NUMBER($count, useGrouping: 0) } wiersze: jeden otwarty, pozostałe na liście szkiców
    [many] W formularzu jest teraz { NUMBER($count, useGrouping: 0) } wierszy: jeden otwarty, pozostałe na liście szkiców
   *[other] W formularzu jest teraz { NUMBER($count, useGrouping: 0) } wiersza: jeden otwarty, pozostałe na liście szkiców
}

schema-customer = Klient
schema-customer-more = Struktura klienta: nazwy, typy i to, co musi mieć wartość. Czy wartości są poprawne, mówi kartoteka check.
schema-output = Wyniki Kartoteki
schema-output-more = Co polecenia wypisują w JSON: po jednym obiekcie w wierszu, każdy opisany przy swoim poleceniu.
