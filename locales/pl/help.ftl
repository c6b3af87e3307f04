### Looked up by the names of commands, arguments and values: see src/cli/help.rs.

## What the commands do
help-kartoteka = 
    Dodawanie klientów do Thulium CRM z klawiatury.

    Bez polecenia otwiera formularz. Nic z tego, co wpisano, nie ginie, a program nigdy nie tworzy klienta dwa razy.
help-demo = Otwórz formularz z wbudowanym CRM i osobnymi danymi
help-sandbox = Uruchom sam wbudowany CRM, aż do Ctrl+C
help-keys = Pokaż, co wysyła i robi każdy klawisz, i wypisz klawisze do ustawień
help-check = Wypisz wszystkie problemy klienta w formacie JSON; niczego nie wysyła
help-preview = Pokaż żądanie dla klienta w formacie JSON; niczego nie wysyła
help-submit = Wyślij klienta w formacie JSON i wypisz jego id
help-import = Wyślij klientów z tabeli; przerwany import można wznowić
help-history = Wypisz, co wysłano z tego komputera, albo usuń stare wpisy
help-history-purge = 
    Usuń stare wpisy na zawsze

    Wpis o nieznanym wyniku nigdy nie jest usuwany: najpierw go wyjaśnij. Po kliencie zostają id i skróty danych, po których można go rozpoznać, aby nikogo nie utworzyć dwa razy; --forget usuwa także je.
help-settle = Wypisz nieznane wyniki i wyjaśnij je
help-status = Pokaż szkice, nieznane wyniki, to, co dziś wysłano, i zespół
help-config = Utwórz, pokaż i sprawdź ustawienia
help-config-init = 
    Zapytaj o profil, sprawdź połączenie, niczego nie tworząc, i zapisz go

    Istniejący plik zachowuje swoją treść: profil jest dopisywany na końcu albo pokazywany do ręcznego dopisania.
help-config-fetch = 
    Zaproponuj ustawienia na podstawie CRM: pola własne, opiekunów, typy i grupy

    Czyta do 100 klientów oraz listę agentów i wypisuje wiersze do pliku ustawień.
help-config-path = Wypisz ścieżki plików ustawień: Twojego, a pod nim systemowego
help-config-show = Wypisz używane ustawienia i ich źródła; nigdy haseł
help-config-check = Wypisz wszystkie problemy w ustawieniach
help-schema = Wypisz schemat JSON Schema (2020-12) dla edytorów i innych programów
help-completions = Wypisz skrypt uzupełniania dla powłoki
help-complete = Wypisz, co może stać dalej w wierszu poleceń; dla skryptów uzupełniania
help-man = Wypisz stronę podręcznika ze wszystkimi klawiszami i kodami wyjścia
help-help = Wypisz pomoc do polecenia

## What their arguments mean
help-arg-profile = Którego profilu z ustawień użyć
help-arg-config = Plik ustawień zamiast kartoteka.toml w Twoim katalogu konfiguracji
help-arg-data-dir = Gdzie są szkice i historia
help-arg-log-file = Zapisuj w tym pliku, co robi program
help-arg-log-level = Jak dokładnie; domyślnie info
help-arg-lang = Język programu; domyślnie z ustawień lub z systemu
help-arg-ascii = Rysuj tylko znakami ASCII, jak w systemie bez UTF-8
help-arg-phone = Otwórz formularz i znajdź klienta z tym telefonem
help-arg-email = Otwórz formularz i znajdź klienta z tym adresem e-mail
help-arg-nip = Otwórz formularz i znajdź klienta z tym numerem NIP
help-arg-identifier = Otwórz formularz i znajdź klienta z tym identyfikatorem
help-arg-plain = Pracuj wiersz po wierszu: dla czytników ekranu, prostych terminali i skryptów
help-arg-restricted = Bez własnych ścieżek, poleceń i zmiennych: gdzie są pliki, mówią tylko ustawienia systemowe
help-arg-no-color = Bez kolorów, tak jak przy zmiennej NO_COLOR
help-arg-help = Wypisz pomoc
help-arg-version = Wypisz wersję
help-arg-sandbox-listen = Gdzie nasłuchiwać: adres tego komputera i port, 0 oznacza dowolny wolny
help-arg-sandbox-user = Użytkownik API, którego przyjmuje
help-arg-sandbox-password = Hasło tego użytkownika
help-arg-sandbox-db = Plik z klientami; bez niego znikają po zatrzymaniu piaskownicy
help-arg-file = Plik z jednym klientem w formacie JSON albo - dla standardowego wejścia
help-arg-ndjson = Czytaj wielu klientów, po jednym obiekcie JSON w wierszu, i wypisz wiersz dla każdego
help-arg-json = Wypisz jeden obiekt JSON w jednym wierszu
help-arg-preview-form = Jak zapisać żądanie
help-arg-submit-without-team = Wyślij, choć baza zespołu jest niedostępna
help-arg-submit-accept-warnings = Wyślij mimo ostrzeżeń
help-arg-import-file = Tabela tekstowa (klient w wierszu, w pierwszym nazwy kolumn) albo książka adresowa (vCard); - oznacza standardowe wejście
help-arg-import-check = Tylko pokaż, co stałoby się z każdym wierszem
help-arg-import-review = Otwórz w formularzu wiersze, których nie można wysłać bez poprawek, jako odłożone szkice, po 50 naraz; nic nie jest wysyłane samo
help-arg-import-adjustments = Dokąd trafia kolumna: jej nagłówek i pole albo nic, aby ją pominąć; można powtarzać
help-arg-import-map-file = Skąd wziąć przypisanie kolumn zapisane przez --save-map; --map ma pierwszeństwo
help-arg-import-save-map = Zapisz przypisanie kolumn dla następnej tabeli
help-arg-import-encoding = Kodowanie pliku, jeśli nie zostało rozpoznane: utf-8, windows-1250, iso-8859-2, cp852, x-mac-ce
help-arg-import-separator = Separator komórek, jeśli nie został rozpoznany: jeden znak albo tab
help-arg-import-quote = Co znaczą cudzysłowy w całej tabeli: podwojone w cudzysłowie (double), po ukośniku (backslash), nic (none)
help-arg-import-accept-line-breaks = Wyślij komórki z podziałem wiersza, chociaż mogą to być osobne wiersze
help-arg-import-without-team = Wyślij, choć baza zespołu jest niedostępna
help-arg-import-accept-warnings = Wyślij wiersze mimo ostrzeżeń
help-arg-import-retry = Wyślij ponownie wiersze, które CRM odrzucił
help-arg-import-rejected = Dokąd zapisać niewysłane wiersze z powodem; domyślnie NAZWA.rejected.csv obok pliku
help-arg-import-past-unknown = Nie zatrzymuj się na pierwszym wierszu o nieznanym wyniku
help-arg-import-jobs = Ilu klientów najwyżej wysyłać jednocześnie
help-arg-import-per-minute = Wysyłaj najwyżej tylu klientów na minutę
help-arg-import-yes = Wyślij bez pytania
help-arg-import-json = Wypisz jeden obiekt JSON na wiersz i podsumowanie na końcu
help-arg-history-format = Format wyniku
help-arg-history-limit = Najwyżej tyle najnowszych; domyślnie 50 w tabeli, a poza nią wszystkie
help-arg-history-purge-older-than = Wiek wpisów: 30d, 8w, 6mo; domyślnie keep_days z ustawień
help-arg-history-purge-trust-clock = Usuń, nawet jeśli zegar pokazuje datę długo po ostatnim użyciu
help-arg-history-purge-forget = Usuń także id i skróty, które chronią przed ponownym utworzeniem tych klientów
help-arg-settle-attempt = Próba, tak jak na liście
help-arg-settle-id = Klient jest w CRM pod tym id
help-arg-settle-not-created = Klienta nie ma w CRM
help-arg-settle-list = Wypisz próby o nieznanym wyniku; domyślne, gdy nie podano próby
help-arg-config-fetch-customer = Odczytaj pola własne, typ i grupę tylko tego klienta
help-arg-config-fetch-write = Dopisz wiersze do pliku ustawień, jeśli nikt go nie edytował ręcznie
help-arg-config-check-passwords = Pobierz też hasła: uruchamia każde password_command i nie pokazuje jego wyniku
help-arg-schema-subject = Co opisuje schemat
help-arg-completions-shell = Powłoka
help-arg-complete-shell = Powłoka, która pyta
help-arg-complete-words = Słowa do kursora; dla basha wiersz do kursora i jego ostatni kawałek
help-arg-man-command = Polecenie, którego stronę wypisać; domyślnie strona całego programu

## Examples
examples-kartoteka = 
    Przykłady:
      kartoteka demo                 wypróbuj: bez przygotowań, nic nie opuszcza tego komputera
      kartoteka                      otwórz formularz
      kartoteka --profile test       otwórz go z innym CRM z ustawień
      kartoteka --lang pl --ascii    po polsku, bez znaków ramek
      kartoteka --phone 601234567    z wyszukaniem dzwoniącego
      kartoteka --plain              wiersz po wierszu, dla czytników ekranu i prostych terminali
      kartoteka check klient.json    wypisz problemy klienta w formacie JSON
      kartoteka submit klient.json   wyślij go i wypisz jego customer_id
      kartoteka import klienci.csv   wyślij klientów z tabeli, jednego po drugim
examples-sandbox = 
    Przykłady:
      kartoteka sandbox
      kartoteka sandbox --listen 127.0.0.1:9000 --db crm.db

    Używa zwykłego HTTP, więc nasłuchuje tylko na tym komputerze. Jego hasło służy do ćwiczeń: nie podawaj prawdziwego.
examples-check = 
    Przykłady:
      kartoteka check klient.json
      jq .klient dane.json | kartoteka check -
      kartoteka check klient.json --json | jq -r '.problems[].message'

    Kod wyjścia 0: brak problemów albo tylko ostrzeżenia; 3: klienta nie można by wysłać.
examples-preview = 
    Przykłady:
      kartoteka preview klient.json              dokładnie te bajty, które zostałyby wysłane
      kartoteka preview klient.json --as curl    żądanie jako wiersz poleceń, z *** zamiast hasła
      kartoteka preview klient.json --as java >Example.java    program dla „java Example.java”

    Niczego nie wysyła. Problemy są wypisywane na stderr; przy błędzie kod wyjścia to 3.
examples-submit = 
    Przykłady:
      kartoteka submit klient.json
      jq .klient dane.json | kartoteka submit - --json
      kartoteka submit klient.json --accept-warnings
      jq -c '.klienci[]' dane.json | kartoteka submit - --ndjson    wielu, po jednym w wierszu

    Obowiązują te same reguły, dziennik i historia co w formularzu. Po utworzeniu wypisywane jest customer_id. Przy nieznanym wyniku tego samego klienta nie można wysłać ponownie, dopóki wynik nie zostanie wyjaśniony: zobacz kartoteka settle --help. Program niczego nie wysyła ponownie sam.
examples-import = 
    Przykłady:
      kartoteka import klienci.csv --check     co stałoby się z każdym wierszem; niczego nie wysyła
      kartoteka import klienci.csv             pyta, a potem wysyła wiersze jeden po drugim
      kartoteka import klienci.csv --map 'Kod=address.postcode' --map 'Uwagi='
      kartoteka import klienci.csv --yes --per-minute 30 --json > wynik.jsonl
      kartoteka import klienci.csv --review    otwiera formularz z wierszami, których nie wysłano
      zcat klienci.csv.gz | kartoteka import - --yes --rejected popraw.csv

    Pierwszy wiersz nazywa kolumny: nazwami pól z API (address.city, custom_fields.kampania) albo ich etykietami po polsku lub angielsku. Przecinek, średnik i tabulator, UTF-8 i Windows-1250 są rozpoznawane. Wiersze, których nie wysłano, trafiają do klienci.rejected.csv, z powodem w ostatniej kolumnie.

    Można przerwać w każdej chwili i uruchomić ponownie, aby kontynuować: wiersz jest rozpoznawany po treści pliku i numerze i nigdy nie jest tworzony dwa razy. Na wierszu o nieznanym wyniku import się zatrzymuje: zobacz kartoteka settle --help. Kod wyjścia pochodzi od najgorszego wiersza.
examples-history = 
    Przykłady:
      kartoteka history --limit 10
      kartoteka history --format csv > wyslane.csv
      kartoteka history --format json | jq -r 'select(.state == "created") | .customer_id'
      kartoteka history purge --older-than 30d
examples-history-purge = 
    Przykłady:
      kartoteka history purge                     wpisy starsze niż keep_days z ustawień
      kartoteka history purge --older-than 30d
      kartoteka history purge --older-than 1y --forget
examples-status = 
    Przykłady:
      kartoteka status
      kartoteka status --json

    Dopóki jakiś wynik jest nieznany, kod wyjścia to 6. W bazie niczego nie zmienia.
examples-settle = 
    Przykłady:
      kartoteka settle --list
      kartoteka settle 4f1c… --as 324         klient jest w CRM pod tym id
      kartoteka settle 4f1c… --not-created    klienta tam nie ma i można go wysłać ponownie

    Najpierw poszukaj klienta w CRM. Formularz robi to za Ciebie: otwórz próbę w historii (F3).
examples-config = 
    Przykłady:
      kartoteka config init                    pyta, sprawdza połączenie i zapisuje profil
      kartoteka --profile test config init     dodaje kolejny
      kartoteka config show                    używane ustawienia i ich źródła
      kartoteka config fetch                   wiersze do ustawień: pola własne, opiekunowie, typy
      kartoteka config check --passwords       wszystkie problemy, także z hasłami
examples-schema = 
    Przykłady:
        kartoteka schema customer                co czytają check i submit, z polami profilu
        kartoteka schema config                  plik ustawień
        kartoteka schema output                  co wypisują w JSON check, submit, import i history
examples-completions = 
    Przykłady:
      kartoteka completions bash > ~/.local/share/bash-completion/completions/kartoteka
      kartoteka completions zsh > ~/.zfunc/_kartoteka
      kartoteka completions fish > ~/.config/fish/completions/kartoteka.fish
      kartoteka completions powershell >> $PROFILE
examples-man = 
    Przykłady:
      kartoteka man | man -l -
      kartoteka man submit > ~/.local/share/man/man1/kartoteka-submit.1

## What stands for a value
value-file = PLIK
value-name = NAZWA
value-dir = KATALOG
value-language = JĘZYK
value-level = POZIOM
value-shell = POWŁOKA
value-word = SŁOWO
value-command = POLECENIE
value-form = POSTAĆ
value-format = FORMAT
value-n = N
value-subject = CO
value-age = WIEK
value-phone = TELEFON
value-email = E-MAIL
value-nip = NIP
value-identifier = IDENTYFIKATOR
value-address = ADRES
value-user = UŻYTKOWNIK
value-password = HASŁO
value-attempt = PRÓBA
value-id = ID
value-heading-field = NAGŁÓWEK=POLE
value-char = ZNAK
value-how = SPOSÓB
