language-name = English

## Sections of the form
section-identity = Identity
section-identity-short = Identity
section-contact = Contact
section-work = Work
section-address = Address
section-invoice-address = Invoice address
section-invoice-address-short = Invoice
section-mail-address = Mailing address
section-mail-address-short = Mail
section-custom = Custom fields
section-custom-short = Custom

## Labels of the fields, by the API's names
field-name = Name
field-surname = Surname
field-email = E-mail
field-phone-number = Phone
field-company-id = Company id
field-type = Type
field-group = Group
field-identifier = Identifier
field-gender = Gender
field-homepage = Web page
field-birthdate = Birthdate
field-nip = NIP
field-note = Note
field-pesel = PESEL
field-job = Workplace
field-job-title = Job title
field-account-manager = Account manager
field-custom-fields = Custom field
field-fill-read-only-custom-fields = Fill read-only
field-vip = VIP
field-street = Street
field-building = Building
field-flat = Flat
field-postcode = Postcode
field-city = City
field-country = Country
field-custom-name = Field name
field-custom-value = Value
