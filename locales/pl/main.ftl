language-name = polski

## Sekcje formularza
section-identity = Dane osobowe
section-identity-short = Osoba
section-contact = Kontakt
section-work = Praca
section-address = Adres
section-invoice-address = Adres do faktur
section-invoice-address-short = Do faktur
section-mail-address = Adres korespondencyjny
section-mail-address-short = Koresp.
section-custom = Pola specjalne
section-custom-short = Pola

## Nazwy pól
field-name = Imię
field-surname = Nazwisko
field-email = E-mail
field-phone-number = Telefon
field-company-id = Id firmy
field-type = Typ
field-group = Grupa
field-identifier = Identyfikator
field-gender = Płeć
field-homepage = Strona WWW
field-birthdate = Data urodzenia
field-nip = NIP
field-note = Notatka
field-pesel = PESEL
field-job = Miejsce pracy
field-job-title = Stanowisko
field-account-manager = Opiekun klienta
field-custom-fields = Pole specjalne
field-fill-read-only-custom-fields = Zapisz chronione
field-vip = VIP
field-street = Ulica
field-building = Budynek
field-flat = Lokal
field-postcode = Kod pocztowy
field-city = Miejscowość
field-country = Kraj
field-custom-name = Nazwa pola
field-custom-value = Wartość
