//! Cases by kind: a text and what is left of it. A row whose two sides are equal must stay as it is.

use std::fmt::Write as _;

use super::Masker;

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (text, expected) in rows {
        let mut masker = Masker::new([1; 16]);
        let left = masker.mask(text).text.into_owned();
        if left != *expected {
            let _ = writeln!(wrong, "\n  text     {text}\n  expected {expected}\n  masked   {left}");
        }
        assert_eq!(masker.mask(&left).text, left, "masked again: {text}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[track_caller]
fn check_kept(rows: &[&str]) {
    check(&rows.iter().map(|row| (*row, *row)).collect::<Vec<_>>());
}

#[test]
fn an_email_is_found() {
    check(&[
        ("ann@example.org", "[EMAIL 1]"),
        ("Ann.Lee+shop@mail.example.co.uk, thanks", "[EMAIL 1], thanks"),
        ("write to <ann@example.org>.", "write to <[EMAIL 1]>."),
        ("mailto:ann@example.org?subject=hi", "mailto:[EMAIL 1]?subject=hi"),
        ("ann@example.org.Please hurry", "[EMAIL 1].Please hurry"),
        ("ann@example.org-Office", "[EMAIL 1]-Office"),
        ("user=ann@example.org;b@c.de", "user=[EMAIL 1];[EMAIL 2]"),
        ("jürgen@müller.de und info@xn--mller-kva.de", "[EMAIL 1] und [EMAIL 2]"),
        ("ANN@EXAMPLE.ORG ann@example.org", "[EMAIL 1] [EMAIL 1]"),
        ("0301234567@mobil.example", "[EMAIL 1]"),
        ("o'neil@example.org", "[EMAIL 1]"),
        ("'ann@example.org'", "'[EMAIL 1]'"),
        ("\"ann lee\"@example.org", "[EMAIL 1]"),
        ("ann＠example．org", "[EMAIL 1]"),
        ("ann@exam\u{200b}ple.org\u{200b}", "[EMAIL 1]\u{200b}"),
        ("ann @ example.org", "[EMAIL 1]"),
        ("a@b.co/c@d.co", "[EMAIL 1]/[EMAIL 2]"),
        ("почта@пример.рф", "[EMAIL 1]"),
        ("my mail is ann@example.org!!!", "my mail is [EMAIL 1]!!!"),
    ]);
}

#[test]
fn a_written_out_email_is_found() {
    check(&[
        ("ann (at) example (dot) com", "[EMAIL 1]"),
        ("ann(at)example.com", "[EMAIL 1]"),
        ("ann[at]example[dot]com please", "[EMAIL 1] please"),
        ("ann dot lee at example dot com", "[EMAIL 1]"),
        ("it is ann.lee at example.com, ok", "it is [EMAIL 1], ok"),
        ("ann AT mail DOT example DOT org", "[EMAIL 1]"),
        ("anna {ät} beispiel punkt de", "[EMAIL 1]"),
        ("anna at beispiel punkt de", "[EMAIL 1]"),
        ("ann (at) example (dot) com or Ann@example.com", "[EMAIL 1] or [EMAIL 1]"),
        ("ann <at> example <dot> com", "[EMAIL 1]"),
    ]);
}

#[test]
fn what_only_looks_like_an_email_stays() {
    check_kept(&[
        "@ann look at this",
        "5 @ 3.50 each",
        "look at example.com",
        "I bought it at amazon.de yesterday",
        "meet me at example dot com",
        "user@localhost",
        "a@b.c",
        "ann@",
        "@example.org",
        "we're at 3.5 stars",
        "the dot is at the end",
        "me@3.14",
    ]);
}

#[test]
fn a_phone_is_found() {
    check(&[
        ("+49 171 1234567", "[PHONE 1]"),
        ("+491711234567.", "[PHONE 1]."),
        ("+49 (0)30 123 45 67 bitte", "[PHONE 1] bitte"),
        ("0049 171 1234567 or +49 171 1234567", "[PHONE 1] or [PHONE 1]"),
        ("00491711234567", "[PHONE 1]"),
        ("(+49) 171 1234567", "[PHONE 1]"),
        ("US (555) 010-1234", "US [PHONE 1]"),
        ("(555)010-1234 ext. 12", "[PHONE 1]"),
        ("555-010-1234x77", "[PHONE 1]"),
        ("555.210.1234", "[PHONE 1]"),
        ("1-800-555-0199", "[PHONE 1]"),
        ("+1 (555) 010-1234", "[PHONE 1]"),
        ("030 1234567", "[PHONE 1]"),
        ("0171-1234567", "[PHONE 1]"),
        ("0171/123 45 67", "[PHONE 1]"),
        ("020 7946 0018", "[PHONE 1]"),
        ("06 12 34 56 78", "[PHONE 1]"),
        ("06.12.34.56.78", "[PHONE 1]"),
        ("(08) 8747 6301", "[PHONE 1]"),
        ("call me on 5550101234", "call me on [PHONE 1]"),
        ("my number is 5550101234", "my number is [PHONE 1]"),
        ("Telefon: 0301234567", "Telefon: [PHONE 1]"),
        ("Tel.0301234567", "Tel.[PHONE 1]"),
        ("whatsapp 01711234567 pls", "whatsapp [PHONE 1] pls"),
        ("Phone:\n467 3395", "Phone:\n[PHONE 1]"),
        ("781 1704 office", "[PHONE 1] office"),
        ("082 490 1693-Office", "[PHONE 1]-Office"),
        ("０３０ １２３４５６７", "[PHONE 1]"),
        ("030\u{a0}1234567", "[PHONE 1]"),
        ("0171\u{2011}1234567", "[PHONE 1]"),
        ("0171\u{ad}\u{2011}12\u{200b}34567", "[PHONE 1]"),
        ("tel:+15550101234", "tel:[PHONE 1]"),
        ("order 4711, call 555-010-1234", "order 4711, call [PHONE 1]"),
        ("https://wa.me/491711234567", "https://wa.me/[PHONE 1]"),
        ("on 2026-03-29 030 1234567", "on 2026-03-29 [PHONE 1]"),
        ("030 1234567 2026-03-29", "[PHONE 1] 2026-03-29"),
        ("Rückrufnummer 01711234567", "Rückrufnummer [PHONE 1]"),
    ]);
}

#[test]
fn other_numbers_stay() {
    check_kept(&[
        "order 12345678",
        "order number 0171-1234567",
        "my order number is 5550101234",
        "ticket #5550101234",
        "call me about order 12345678",
        "Bestellnummer 0301234567",
        "tracking 1Z999AA10123456784",
        "00340434161094042557",
        "JJD000390007882823711",
        "1,234,567.89",
        "1.234.567,89 €",
        "€1234567",
        "$12345678",
        "call costs 12345678 EUR",
        "2026-03-29T10:00:00.000Z",
        "2026-03-29 10:00:00",
        "29.03.2026 10:00",
        "03/29/2026",
        "call me on 29.03.2026",
        "20260329101500",
        "1772442845120",
        "ts=1772442845",
        "v1.2.3.4",
        "version 10.0.19045.2965",
        "version 1.2.3.4",
        "Chrome/120.0.0.0",
        "in 2024, 2025 and 2026",
        "10:30 - 11:45",
        "9am-5pm, 7 days",
        "550e8400-e29b-41d4-a716-446655440000",
        "ABC-030-1234567",
        "978-3-16-148410-0",
        "https://shop.example/order/5550101234",
        "https://shop.example/0171-1234567",
        "01067 Dresden",
        "3 x 100 x 200",
        "1 2 3 4 5 6 7 8 9",
        "call 911 or 112",
        "123-1234567-1234567",
        "+100 points",
    ]);
}

#[test]
fn a_card_is_found() {
    check(&[
        ("4111111111111111", "[CARD 1]"),
        ("4111 1111 1111 1111", "[CARD 1]"),
        ("4111-1111-1111-1111 12/27 123", "[CARD 1] 12/27 123"),
        ("card 5500 0000 0000 0004.", "card [CARD 1]."),
        ("3782 822463 10005", "[CARD 1]"),
        ("6011000990139424", "[CARD 1]"),
        ("4111111111111111 4111 1111 1111 1111", "[CARD 1] [CARD 1]"),
        ("４１１１\u{a0}１１１１\u{2009}1111\u{a0}1111", "[CARD 1]"),
        ("cc:4111111111111111", "cc:[CARD 1]"),
        ("order 1111 4111 1111 1111 1111", "order 1111 [CARD 1]"),
    ]);
}

#[test]
fn what_only_looks_like_a_card_stays() {
    check_kept(&[
        "4111111111111112",
        "1234567890123456",
        "0000000000000000",
        "41111111111111111111",
        "39532 5126286289",
        "A4111111111111111",
        "4111111111111111a",
    ]);
}

#[test]
fn an_iban_is_found() {
    check(&[
        ("DE89370400440532013000", "[IBAN 1]"),
        ("DE89 3704 0044 0532 0130 00.", "[IBAN 1]."),
        ("iban de89 3704 0044 0532 0130 00 ok", "iban [IBAN 1] ok"),
        ("DE89-3704-0044-0532-0130-00", "[IBAN 1]"),
        ("GB82 WEST 1234 5698 7654 32", "[IBAN 1]"),
        ("NL91ABNA0417164300 / FR1420041010050500013M02606", "[IBAN 1] / [IBAN 2]"),
        ("DE89370400440532013000 de89 3704 0044 0532 0130 00", "[IBAN 1] [IBAN 1]"),
    ]);
    check_kept(&[
        "DE89370400440532013001",
        "XDE89370400440532013000",
        "XX89370400440532013000",
        "ba369b3f-7d92-4281-8a44-dc0cf14d0f24",
        "DE8937040044053201300",
    ]);
}

#[test]
fn a_network_address_is_found() {
    check(&[
        ("192.168.0.1", "[IP 1]"),
        ("from 86.121.97.248:8080.", "from [IP 1]:8080."),
        ("10.0.0.0/24", "[IP 1]/24"),
        ("http://192.168.0.1/admin", "http://[IP 1]/admin"),
        ("2001:db8::8a2e:370:7334", "[IP 1]"),
        ("2001:0db8:85a3:0000:0000:8a2e:0370:7334", "[IP 1]"),
        ("fe80::1%eth0 and [fe80::1]", "[IP 1]%eth0 and [[IP 1]]"),
        ("2001:DB8::1 is 2001:db8:0::1", "[IP 1] is [IP 1]"),
        ("00:1A:2b:3C:4d:5E", "[MAC 1]"),
        ("00-1A-2B-3C-4D-5E 00:1a:2b:3c:4d:5e", "[MAC 1] [MAC 1]"),
    ]);
    check_kept(&[
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.04",
        "12:34:56",
        "12:34",
        "std::vec",
        "a::b",
        "::",
        "12:34:56:78:90",
        "12-34-56-78-90-12",
        "ratio 1:2:3",
    ]);
}

#[test]
fn an_address_that_opens_something_is_found() {
    check(&[
        ("https://ann:hunter2@example.org/x", "[URL_SECRET 1]"),
        ("postgres://app:pw@db:5432/main, please", "[URL_SECRET 1], please"),
        ("https://example.org/?access_token=abc&x=1.", "[URL_SECRET 1]."),
        ("(https://example.org/r?reset_password_token=Ab3)", "([URL_SECRET 1])"),
        ("https://example.org/cb#id_token=abc", "[URL_SECRET 1]"),
        ("https://b.s3.example/f?X-Amz-Signature=0a1b", "[URL_SECRET 1]"),
        ("https://example.org/f?sig=0a1b&se=2026", "[URL_SECRET 1]"),
        ("example.org/login?password=hunter2", "[URL_SECRET 1]"),
        ("https://example.org/reset/9f86d081884c7d659a2f", "[URL_SECRET 1]"),
        ("https://example.org/?apiKey=abc", "[URL_SECRET 1]"),
        ("https://r.example/?u=https://ann:pw@example.org", "[URL_SECRET 1]"),
        ("sk-proj-abcDEF1234567890abcd", "[URL_SECRET 1]"),
        ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "[URL_SECRET 1]"),
        ("xoxb-123456789012-abcdefABCDEF", "[URL_SECRET 1]"),
        ("AKIAIOSFODNN7EXAMPLE", "[URL_SECRET 1]"),
        ("ASIAIOSFODNN7EXAMPLE", "[URL_SECRET 1]"),
        ("AIzaSyA1234567890abcdefghijklmnopqrstuv", "[URL_SECRET 1]"),
        ("Authorization: Bearer abc123def456ghi", "Authorization: [URL_SECRET 1]"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123.", "[URL_SECRET 1]."),
    ]);
    check(&[
        ("https://example.org/?email=ann@example.org&x=1", "https://example.org/?email=[EMAIL 1]&x=1"),
        ("https://example.org/?phone=01711234567", "https://example.org/?phone=[PHONE 1]"),
    ]);
    check_kept(&[
        "https://example.org/a/b?page=2&sort=price#top",
        "https://example.org/?code=SUMMER20",
        "https://example.org/help/reset-password",
        "https://example.org/products/9f86d081884c7d659a2f",
        "is it ok?yes",
        "sk-ink and sk-ate",
        "bearer of bad news",
        "Basic understanding",
        "https://",
        "C#sharp",
        "https://example.org/?token=",
    ]);
}

#[test]
fn a_password_is_found() {
    check(&[
        ("my password is Hunter2!", "my password is [PASSWORD 1]"),
        ("Password: sunshine", "Password: [PASSWORD 1]"),
        // A character on the limit of what a password is long.
        (
            "password: abcdefghi0abcdefghi0abcdefghi0abcdefghi0abcdefghi0abcdefghi0abcdefghi0aü",
            "password: [PASSWORD 1]ü",
        ),
        (
            "the password for the shop app is kitten44, ok?",
            "the password for the shop app is [PASSWORD 1], ok?",
        ),
        ("Passwort lautet \"Sommer-99\"", "Passwort lautet \"[PASSWORD 1]\""),
        ("pw=abc123 please", "pw=[PASSWORD 1] please"),
        ("my PIN is 4821.", "my PIN is [PASSWORD 1]."),
        ("PIN code: 90210", "PIN code: [PASSWORD 1]"),
        ("wifi key: GreenTree77", "wifi key: [PASSWORD 1]"),
        ("WLAN-Schlüssel 12345678901234567890 steht drauf", "WLAN-Schlüssel [PASSWORD 1] steht drauf"),
        ("mot de passe : Chien2024", "mot de passe : [PASSWORD 1]"),
    ]);
    check_kept(&[
        "my password is wrong",
        "my password is not accepted",
        "the password reset link never came",
        "password: must contain 8 characters",
        "I forgot my password and can't log in",
        "is the password case sensitive?",
        "pin it to the board",
        "password protected files 2024",
        "my password isn't working",
        "the wifi password is on the sticker",
        "which key is it",
    ]);
}

#[test]
fn a_username_is_found() {
    check(&[
        ("my username is ann_lee92", "my username is [USERNAME 1]"),
        ("Username: annlee", "Username: [USERNAME 1]"),
        ("login ann.lee7 does not work", "login [USERNAME 1] does not work"),
        ("Benutzername lautet annlee.", "Benutzername lautet [USERNAME 1]."),
        ("my handle is @annlee", "my handle is [USERNAME 1]"),
        ("username: ann@example.org", "username: [EMAIL 1]"),
    ]);
    check_kept(&[
        "my username is wrong",
        "I can't change my username",
        "login page is down",
        "what is my username",
    ]);
}

#[test]
fn a_date_of_birth_is_found() {
    check(&[
        ("dob 03/12/1985", "dob [DATE_OF_BIRTH 1]"),
        ("I was born on March 12, 1985 in Ulm", "I was born on [DATE_OF_BIRTH 1] in Ulm"),
        ("Date of birth: 12.03.1985", "Date of birth: [DATE_OF_BIRTH 1]"),
        ("Geburtsdatum 12. März 1985", "Geburtsdatum [DATE_OF_BIRTH 1]"),
        ("bin am 12.3.1985 geboren", "bin am [DATE_OF_BIRTH 1] geboren"),
        ("12.03.1985 or DOB: 12 March 1985", "12.03.1985 or DOB: [DATE_OF_BIRTH 1]"),
    ]);
    check_kept(&["ordered on 12.03.2025", "the birthday gift arrived on 3 May", "born in 1985"]);
}

#[test]
fn what_knows_a_customer_is_found() {
    check(&[
        ("account number 12345678", "account number [ACCOUNT_ID 1]"),
        ("my account no. is 1234-5678", "my account no. is [ACCOUNT_ID 1]"),
        ("Kundennummer: K-1234567", "Kundennummer: [ACCOUNT_ID 1]"),
        ("customer id CU483920 please", "customer id [ACCOUNT_ID 1] please"),
        ("member LG-22914", "member [ACCOUNT_ID 1]"),
        ("Mitgliedsnummer MG 3381", "Mitgliedsnummer [ACCOUNT_ID 1]"),
        ("passport number is X4RTBPFW4", "passport number is [PASSPORT 1]"),
        ("Reisepass C01X00T47", "Reisepass [PASSPORT 1]"),
        ("licence plate AB12 CDE", "licence plate [LICENCE_PLATE 1]"),
        ("Kennzeichen B-AB 1234 steht hier", "Kennzeichen [LICENCE_PLATE 1] steht hier"),
        ("my ssn is 078051120", "my ssn is [SSN 1]"),
        ("SSN 078-05-1120, ok", "SSN [SSN 1], ok"),
        ("driver's license number F16282354011", "driver's license number [SSN 1]"),
        ("send to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 now", "send to [CRYPTO_WALLET 1] now"),
        ("at 52.5200, 13.4050 now", "at [GEO 1] now"),
        ("52°31'12.0\"N 13°24'18.0\"E", "[GEO 1]"),
        ("lat: 52.52, lng: 13.40", "lat: [GEO 1]"),
    ]);
    check_kept(&[
        "my account is 12 months old",
        "customer since 2019",
        "account opened 2026-03-29",
        "registration is open until 12 May",
        "passport control",
        "between 12.5000 and 13.2",
        "12.50, 13.40",
        "we have 3 plates",
    ]);
}

#[test]
fn an_address_is_found() {
    check(&[
        ("I live at 12 Oak Lane, Springfield, IL 62704.", "I live at [ADDRESS 1]."),
        ("221B Baker Street", "[ADDRESS 1]"),
        ("ship to 4 elm street please", "ship to [ADDRESS 1] please"),
        ("Flat 3, 12 N. Main St., Apt. 4B", "[ADDRESS 1]"),
        ("Hauptstraße 5, 10115 Berlin bitte", "[ADDRESS 1] bitte"),
        ("Lange Str. 12a", "[ADDRESS 1]"),
        ("12 rue de la Paix, 75002 Paris", "[ADDRESS 1]"),
        ("Via Roma 12", "[ADDRESS 1]"),
        ("Calle Mayor, 5", "[ADDRESS 1]"),
        ("P.O. Box 123", "[ADDRESS 1]"),
        ("Postfach 12 34 56", "[ADDRESS 1]"),
        ("10 Downing Street, London SW1A 2AA", "[ADDRESS 1]"),
        ("Keizersgracht 123, 1015 CJ Amsterdam", "[ADDRESS 1]"),
    ]);
    check_kept(&[
        "3 days on the road",
        "2 more ways to pay",
        "24 hours a day in every place",
        "the box 12 arrived",
        "5 people on the street",
        "I bring 2 bags",
        "ein Parkplatz 5 Minuten entfernt",
        "via app 2 times",
        "London SW1A 2AA",
    ]);
}

#[test]
fn an_announced_name_is_found() {
    check(&[
        ("my name is Ann Lee", "my name is [PERSON 1]"),
        ("my name is ann lee.", "my name is [PERSON 1]."),
        ("Hi, I'm Ann from Ulm", "Hi, I'm [PERSON 1] from Ulm"),
        ("Mr. Lee and Frau Dr. Müller-Weiß", "Mr. [PERSON 1] and Frau Dr. [PERSON 2]"),
        ("mrs lee said so", "mrs [PERSON 1] said so"),
        ("Dear Ann,", "Dear [PERSON 1],"),
        ("ich heiße Jürgen", "ich heiße [PERSON 1]"),
        ("Name: Ann O'Neil", "Name: [PERSON 1]"),
        ("Best regards,\nAnn Lee", "Best regards,\n[PERSON 1]"),
        ("This is Ann Lee", "This is [PERSON 1]"),
    ]);
    check_kept(&[
        "I'm Sorry",
        "the file name is Report",
        "Hi Team,",
        "Dear Sir or Madam,",
        "my name is wrong on the invoice",
        "This is Great",
        "I am Not happy",
        "Thanks, Bye now and then",
        "what's the company name: Acme",
    ]);
}

#[test]
fn a_token_that_was_there_stays_and_parts_the_text() {
    check(&[
        ("[EMAIL 3] ann@example.org", "[EMAIL 3] [EMAIL 1]"),
        ("[PHONE 1] 12345678", "[PHONE 1] 12345678"),
        ("[EMAIL 3", "[EMAIL 3"),
        ("call [EMAIL 1] 12345678", "call [EMAIL 1] 12345678"),
    ]);
}

#[test]
fn numbers_count_values_in_order_of_appearance() {
    let mut masker = Masker::new([9; 16]);
    assert_eq!(
        masker.mask("a@x.de b@x.de a@X.DE +49 30 1234567").text,
        "[EMAIL 1] [EMAIL 2] [EMAIL 1] [PHONE 1]"
    );
    let second = masker.mask("c@x.de, B@x.de");
    assert_eq!(second.text, "[EMAIL 3], [EMAIL 2]");
    assert_eq!(second.spans().iter().map(|replaced| replaced.number).collect::<Vec<_>>(), [3, 2]);
    assert_eq!((masker.count(super::Kind::Email), masker.count(super::Kind::Phone)), (3, 1));
}

#[test]
fn text_without_personal_data_is_borrowed() {
    let mut masker = Masker::new([0; 16]);
    assert!(matches!(masker.mask("hello, 3 items for 12.50 €?").text, std::borrow::Cow::Borrowed(_)));
}
