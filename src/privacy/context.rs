//! What the words before a number say it is.

use super::chars::{ends_with_one_of, is_one_of, is_word_byte, starts_with_one_of, word_at, word_before};

/// Words that announce a telephone number, in full.
const PHONE_WORDS: &[&str] = &[
    "tel",
    "tél",
    "fon",
    "fax",
    "cell",
    "mobile",
    "mobil",
    "mob",
    "call",
    "callback",
    "ring",
    "dial",
    "reach",
    "reached",
    "text",
    "sms",
    "phone",
    "phones",
    "whatsapp",
    "signal",
    "telegram",
    "viber",
    "hotline",
    "landline",
    "desk",
    "handy",
    "anruf",
    "anrufen",
    "anrufe",
    "zurückrufen",
    "rückruf",
    "rufen",
    "ruf",
    "ruft",
    "erreichbar",
    "erreichen",
    "erreicht",
    "festnetz",
    "answering",
    "contact",
    "contacted",
    "kontakt",
    "portable",
    "téléphone",
    "teléfono",
    "telefono",
    "móvil",
    "movil",
    "cellulare",
    "celular",
    "appeler",
    "llamar",
    "llamame",
    "llámame",
    "bellen",
    "bel",
    "numero",
    "numéro",
    "número",
];
/// Beginnings of such words: compounds and inflections.
const PHONE_STARTS: &[&str] = &[
    "telefon",
    "telephone",
    "handynummer",
    "handynr",
    "mobilnummer",
    "mobilfunk",
    "rufnummer",
    "rückrufnummer",
    "faxnummer",
    "phonenumber",
    "cellphone",
    "calling",
    "whatsapp",
    "telefoon",
];
/// Words that announce some other number.
const OTHER_WORDS: &[&str] = &[
    "order",
    "orders",
    "ticket",
    "tickets",
    "tracking",
    "invoice",
    "case",
    "ref",
    "reference",
    "claim",
    "booking",
    "reservation",
    "parcel",
    "package",
    "shipment",
    "sku",
    "isbn",
    "ean",
    "upc",
    "gtin",
    "asin",
    "customer",
    "account",
    "contract",
    "meter",
    "serial",
    "version",
    "price",
    "amount",
    "total",
    "sum",
    "zip",
    "postcode",
    "plz",
    "policy",
    "item",
    "article",
    "artikel",
    "product",
    "model",
    "imei",
    "vin",
    "pin",
    "otp",
    "iban",
    "bic",
    "transaction",
    "payment",
    "id",
    "ids",
    "user",
    "userid",
    "orderid",
    "uuid",
    "code",
    "voucher",
    "coupon",
    "bestellung",
    "auftrag",
    "rechnung",
    "vorgang",
    "vertrag",
    "sendung",
    "paket",
    "kunde",
    "kunden",
    "buchung",
    "commande",
    "facture",
    "pedido",
    "factura",
    "confirmation",
    "batch",
    "lot",
    "part",
    "seat",
    "flight",
    "date",
    "datum",
    "timestamp",
    "epoch",
    "error",
    "eur",
    "usd",
    "gbp",
    "chf",
    "ssn",
    "social",
    "security",
    "insurance",
    "vat",
    "tax",
    "card",
    "bank",
    "routing",
    "badge",
    "room",
    "passport",
    "licence",
    "license",
];
/// Endings of such words: "Bestellnummer", "Kundennr".
const OTHER_ENDS: &[&str] = &["nummer", "nr", "zeichen", "code", "id"];
/// Words that say nothing of what the number is.
const LINK_WORDS: &[&str] = &[
    "number",
    "numbers",
    "num",
    "nummer",
    "nr",
    "no",
    "nos",
    "is",
    "was",
    "are",
    "ist",
    "lautet",
    "the",
    "of",
    "it",
    "its",
    "my",
    "der",
    "die",
    "das",
    "n",
    "est",
    "es",
    "called",
    "following",
];
/// Words before "number" that make it a person's.
const OWNERS: &[&str] =
    &["my", "our", "his", "her", "their", "meine", "unsere", "seine", "ihre", "mein", "mon", "mi", "mijn"];
/// Words right after a number that say it is a telephone's.
const AFTER_WORDS: &[&str] =
    &["office", "mobile", "fax", "cell", "tel", "desk", "phone", "mobil", "handy", "festnetz", "landline"];

/// What the words before a number say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Phone,
    Other,
    Nothing,
}

/// A messenger's link, before the number it calls.
pub(super) const MESSENGER: &[u8] = b"wa.me/";
/// How many words back, and how many bytes.
const WORDS: usize = 6;
const BYTES: usize = 72;

/// What the nearest telling word before `end` says. `linked` allows only words between that say
/// nothing ("order number is"), as a number that already looks like a telephone's wants.
pub(super) fn said_before(s: &[u8], end: usize, linked: bool) -> Said {
    if s[..end].ends_with(MESSENGER) {
        return Said::Phone;
    }
    let stop = end.saturating_sub(BYTES);
    let mut at = end;
    let mut number = false;
    for count in 0..WORDS {
        let mut ended = false;
        while at > stop && !is_word_byte(s[at - 1]) {
            at -= 1;
            let spaced = s.get(at + 1).is_none_or(u8::is_ascii_whitespace);
            ended |= matches!(s[at], b'.' | b'!' | b'?') && spaced;
            if s[at] == b'#' && count == 0 || linked && s[at].is_ascii_digit() {
                return if s[at] == b'#' { Said::Other } else { Said::Nothing };
            }
            ended |= linked && matches!(s[at], b',' | b';');
        }
        let word = word_before(s, at);
        if word.is_empty() {
            return Said::Nothing;
        }
        at -= word.len();
        // A full stop ends the sentence, unless it ends an abbreviation right before the number.
        if ended && (count > 0 || word.len() > 4) {
            return Said::Nothing;
        }
        let said = judge(word);
        if said != Said::Nothing && !(said == Said::Phone && linked && is_word_of_action(word)) {
            return said;
        }
        if number && is_one_of(word, OWNERS) {
            return Said::Phone;
        }
        let link = is_one_of(word, LINK_WORDS);
        number |= is_one_of(word, &["number", "nummer", "nr", "no"]);
        if linked && !link {
            return Said::Nothing;
        }
    }
    Said::Nothing
}

/// "contact" and "call" speak of phones; they end no search for what a strong shape may be instead.
fn is_word_of_action(word: &[u8]) -> bool {
    is_one_of(word, &["contact", "text", "reach"])
}

/// What one word says.
fn judge(word: &[u8]) -> Said {
    if is_one_of(word, PHONE_WORDS) || starts_with_one_of(word, PHONE_STARTS) {
        Said::Phone
    } else if is_one_of(word, LINK_WORDS) {
        Said::Nothing
    } else if is_one_of(word, OTHER_WORDS) || (word.len() > 3 && ends_with_one_of(word, OTHER_ENDS)) {
        Said::Other
    } else {
        Said::Nothing
    }
}

/// Whether the word that ends at `end` announces a telephone number ("Tel.030…").
pub(super) fn announces_phone(s: &[u8], end: usize) -> bool {
    judge(word_before(s, end)) == Said::Phone || s.get(..=end).is_some_and(|s| s.ends_with(MESSENGER))
}

/// Whether the word right after `at` says that the number before is a telephone's ("-Fax").
pub(super) fn phone_after(s: &[u8], at: usize) -> bool {
    let gap = s[at.min(s.len())..].iter().take(3).take_while(|byte| b" -\\,(/:".contains(byte)).count();
    gap > 0 && is_one_of(word_at(s, at + gap), AFTER_WORDS)
}

/// Whether one of the words stands within a few words before `end`.
pub(super) fn is_said_before(s: &[u8], end: usize, words: &[&str]) -> bool {
    let stop = end.saturating_sub(BYTES);
    let mut at = end;
    for _ in 0..=WORDS {
        while at > stop && !is_word_byte(s[at - 1]) {
            at -= 1;
        }
        let word = word_before(s, at);
        if word.is_empty() {
            return false;
        }
        if is_one_of(word, words) {
            return true;
        }
        at -= word.len();
    }
    false
}
