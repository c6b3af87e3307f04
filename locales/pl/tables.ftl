### Reading a table: its character set, its quotes, its lines

tables-counts = linii w pliku: { NUMBER($lines, useGrouping: 0) }, wierszy tabeli: { NUMBER($rows, useGrouping: 0) }
tables-quotes-backslash = cudzysłów po ukośniku
tables-quotes-none = cudzysłów to zwykły znak
tables-words = słowa: { $words }
tables-quoting = błędny cudzysłów w linii { NUMBER($line, useGrouping: 0) }: cudzysłów musi obejmować całą komórkę, a w środku być podwojony
tables-before-quoting = może być częścią komórki z błędnym cudzysłowem w linii { NUMBER($line, useGrouping: 0) }; najpierw popraw tę linię
tables-cut = przejście do linii { NUMBER($line, useGrouping: 0) } mogło przeciąć wiersz tabeli; ujmij tekst w cudzysłów albo dodaj brakujące separatory
tables-too-long = ponad 1 MB; to nie klient
tables-outside-cards = poza wizytówkami: wizytówka zaczyna się od BEGIN:VCARD, a kończy na END:VCARD
tables-card-not-closed = wizytówka nie ma END:VCARD; wyeksportuj ją ponownie
tables-no-property = linia { NUMBER($line, useGrouping: 0) } nie jest polem vCard; wyeksportuj wizytówkę ponownie
tables-no-card = nie da się odczytać żadnej wizytówki; pierwsza, w linii { NUMBER($line, useGrouping: 0) }: { $reason }
tables-vcard = vCard, { $encoding }
tables-cards = linii w pliku: { NUMBER($lines, useGrouping: 0) }, wizytówek: { NUMBER($rows, useGrouping: 0) }
tables-undecodable = znaku nie da się odczytać albo zgubił go inny program; popraw go
tables-doubly-encoded = źle odczytane przez inny program; czy chodzi o „{ $before }”?
tables-unclosed = cudzysłów z linii { NUMBER($line, useGrouping: 0) } nie jest zamknięty; niczego nie wysłano; popraw tę linię
tables-long-cell = cudzysłów z linii { NUMBER($line, useGrouping: 0) } nie jest zamknięty albo jego komórka ma ponad 1 MB; niczego nie wysłano; popraw tę linię
tables-heading-quoting = błędny cudzysłów w nagłówku, linia { NUMBER($line, useGrouping: 0) }; niczego nie wysłano; popraw go
tables-try-quote = z --quote { $quoting } cała tabela czyta się bez błędów
tables-heading-too-long = nagłówek ma ponad 1 MB; czy to tabela tekstowa?
tables-marked = znacznik kolejności bajtów wskazuje { $marked }; pomiń --encoding albo użyj tego kodowania
tables-not-in-charset = to nie jest { $charset }: są bajty bez znaku ({ $lines }); użyj innego --encoding
tables-charsets = kodowanie nie jest pewne; niczego nie wysłano; wybierz przez --encoding: { $candidates }
tables-charset-question = kodowanie nie jest pewne. W którym wierszu słowa są zapisane poprawnie?
tables-charset-number = Numer od 1 do { NUMBER($last, useGrouping: 0) } (sam Enter przerywa; nic jeszcze nie wysłano):
tables-lost = znaki spoza { $charset } albo utracone w innym programie: { $lines }; tych wierszy nie można wysłać
tables-faults = błędny cudzysłów ({ $lines }): tych wierszy nie da się wysłać
tables-line-breaks = komórka w kilku liniach to być może kilku klientów: { $lines }
tables-line-breaks-ask = Sprawdź w pliku: czy każda z tych komórek dotyczy jednego klienta? t albo n:
tables-line-breaks-stop = niczego nie wysłano; popraw cudzysłowy albo dodaj --accept-line-breaks, jeśli podziały są zamierzone
tables-line-list = { $count ->
    [one] linia { $lines }
   *[other] linie { $lines }
}
tables-line-list-more = linie { $lines } i jeszcze { NUMBER($more, useGrouping: 0) }
