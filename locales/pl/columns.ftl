### The columns of an imported table

## Columns that are left out
columns-asked = pominięto
columns-row-numbers = pominięto, numery wierszy
columns-no-field = pominięto, API nie ma takiego pola
columns-in-parts = pominięto, powtarza inne kolumny
columns-labels = pominięto, nie dotyczą klienta
columns-reason = pominięto, kolumna dodana przez kartotekę
columns-no-heading = pominięto, brak nagłówka
columns-blank = pominięto, puste
columns-number = kolumna { NUMBER($number, useGrouping: 0) }

## Columns that hold too much
columns-names-together = „{ $heading }” ma imię i nazwisko w jednej komórce: rozdziel je na dwie kolumny albo wyślij całość jako nazwisko przez --map "{ $heading }=surname".
columns-customer-together = „{ $heading }” może oznaczać nazwisko, imię i nazwisko albo firmę: rozdziel to na kolumny albo wskaż pole przez --map "{ $heading }=surname" lub --map "{ $heading }=job".
columns-address-together = „{ $heading }” ma cały adres w jednej komórce: rozdziel go na kolumny albo, jeśli to ulica z numerem, użyj --map "{ $heading }=address.street".
columns-contacts-together = „{ $heading }” może oznaczać telefony, adresy e-mail albo jedno i drugie: rozdziel to na kolumny albo wskaż pole przez --map "{ $heading }=phone_number" lub --map "{ $heading }=email".
columns-or-leave-out = Aby ją pominąć: --map "{ $heading }="

## Rows
columns-several-values = kilka wartości w jednej komórce ( ::: ), a to pole przyjmuje jedną; zostaw jedną
columns-heading-again = to powtórzony nagłówek, nie klient
columns-totals = to wygląda na podsumowanie tabeli, nie na klienta
columns-joined = cały wiersz w jednej komórce: inny separator czy cudzysłów wokół całości?
columns-day-first = data urodzenia odczytana jako { $date }, dzień przed miesiącem; zapisz ją w tej postaci

## A saved mapping
map-file-head =
    Przypisanie kolumn tabeli do pól dla kartoteka import: użyj go z --map-file.
    Nagłówek = pole; "" pomija kolumnę; wiersze z # na początku są pomijane.
map-file-unreadable = { $path }: nie da się odczytać przypisania kolumn: { $why }
map-file-wrong = { $path }, wiersz { NUMBER($line, useGrouping: 0) }: { $why }
map-file-key = nieznana nazwa: { $key }; przypisanie kolumn ma jedną tabelę, [columns]
map-file-not-a-field = tu ma być pole w cudzysłowie; "" pomija kolumnę
map-file-no-field = API nie ma pola { $field }
map-file-no-field-like = API nie ma pola { $field }; czy chodzi o { $nearest }?
map-file-ambiguous = „{ $field }” może oznaczać: { $candidates }; wpisz jedno z nich
map-file-of-another = { $path }: w tej tabeli nie ma żadnej z tych kolumn; przypisanie zapisano dla innej tabeli
map-file-missing = nie ma w tej tabeli: { $headings }
map-file-exists = { $path }: taki plik już jest i ma inną treść; niczego nie wysłano; usuń go albo zapisz pod inną nazwą
map-file-unwritable = { $path }: nie da się zapisać przypisania kolumn: { $why }
