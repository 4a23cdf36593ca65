//! Encodings of one byte for each character: what their bytes mean, and which of them bytes are in that are not
//! UTF-8. The evidence is the letters: each language that is written in an encoding has its own, and they stand
//! in its words as they should in one encoding alone.

/// The names, in the order of the tables; older standards that one of these holds as a part go by its name.
pub const NAMES: [&str; 9] = [
    "Windows-1252",
    "ISO-8859-15",
    "Windows-1250",
    "ISO-8859-2",
    "Windows-1251",
    "ISO-8859-5",
    "Windows-1253",
    "ISO-8859-7",
    "Windows-1254",
];

/// For each, the characters of its upper half, in two bytes each (`build/encodings.rs`).
const TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/encodings"));

/// Letters beyond ASCII of the languages that are written in some of the encodings, the frequent ones first, in
/// three groups.
const LANGUAGES: [(&[u8], &str); 19] = [
    (WESTERN, "üäö ß é"),
    (WESTERN, "éèà çêôîâû ùïëœ"),
    (WESTERN, "óíáñ éú ü"),
    (WESTERN, "ãçáé íóê àõâúô"),
    (WESTERN, "àèù òì é"),
    (WESTERN, "äåöøæ é ü"),
    (WESTERN, "íáðó éþæö úý"),
    (CENTRAL, "łęąóż śćńź é"),
    (CENTRAL, "íáéěř čžýšůú ďťňóľĺŕôä"),
    (CENTRAL, "éáőö óüí űú"),
    (CENTRAL, "čšž ćđ é"),
    (CENTRAL, "ăîâ şţ é"),
    (CYRILLIC, "оеаинтсрвлкм дпуяыьгзбчй хжшюцщэфъё"),
    (CYRILLIC, "оанивіетрслк дмупязьгйбчю ехцїжєшщґф"),
    (CYRILLIC, "аоиетнрсвлпк дмзяъгубчщж цйхшюфь"),
    (GREEK, "αοιετνσςρκπη υλμίόάέγδβ χθφύήώωξζψϊϋΐΰ"),
    (TURKISH, "ıüş çğöİ âîû"),
    (WESTERN, "éëï èöü ê"),
    (WESTERN, "áéíóúàèçñ ïüò ·"),
];

// Places in the list of names.
const WESTERN: &[u8] = &[0, 1];
const CENTRAL: &[u8] = &[2, 3];
const CYRILLIC: &[u8] = &[4, 5];
const GREEK: &[u8] = &[6, 7];
const TURKISH: &[u8] = &[8];

/// The place of Windows-1252: what is taken without better evidence.
pub const WINDOWS_1252: u8 = 0;

/// Different letters beyond ASCII that must speak for another one.
const LEAST_LETTERS: usize = 3;

/// The encoding of a name, as the names are or as their standards are called.
pub fn named(name: &str) -> Option<u8> {
    let plain = name.trim().to_ascii_lowercase().replace("cp125", "windows-125").replace('_', "-");
    // What a newer one holds as a part.
    let plain = match plain.as_str() {
        "iso-8859-1" | "latin1" | "latin-1" => "windows-1252",
        "iso-8859-9" => "windows-1254",
        other => other,
    };
    NAMES.iter().position(|known| known.eq_ignore_ascii_case(plain)).map(|at| at as u8)
}

/// What a byte of the upper half means.
pub fn character(encoding: u8, byte: u8) -> char {
    let at = 2 * (usize::from(encoding) * 128 + usize::from(byte & 0x7F));
    let code = u16::from_le_bytes([TABLES[at], TABLES[at + 1]]);
    char::from_u32(u32::from(code)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The encoding that bytes are most likely in, the first of which is not UTF-8.
///
/// Among bytes that mostly are UTF-8 the others are single slips, and taken for what they mostly are.
pub fn likeliest(bytes: &[u8]) -> u8 {
    let (mut sound, mut other) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        other += chunk.invalid().len();
    }
    if sound >= other {
        return WINDOWS_1252;
    }
    let (mut best, mut most) = (WINDOWS_1252, i64::MIN);
    for (encodings, letters) in LANGUAGES {
        for encoding in encodings {
            let (points, kinds) = points(bytes, *encoding, letters);
            let speaks = *encoding == WINDOWS_1252 || kinds >= LEAST_LETTERS && points > 0;
            // Where two are as likely, the one that stands first among the names.
            if speaks && (points > most || points == most && *encoding < best) {
                (best, most) = (*encoding, points);
            }
        }
    }
    best
}

/// What a character is to the words around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Digit,
    /// A letter of ASCII.
    Plain,
    /// A letter beyond it.
    Foreign,
    /// A sign beyond ASCII that stands in no word.
    Sign,
}

/// How well bytes read as words of a language, and how many of its letters beyond ASCII they have.
fn points(bytes: &[u8], encoding: u8, letters: &str) -> (i64, usize) {
    let has_own_script = letters.starts_with(|letter| letter > '\u{370}');
    // What each byte is, and what it is worth.
    let mut classes = [(Class::Other, 0_i64, false); 128];
    for (byte, class) in (0x80..=0xFF).zip(&mut classes) {
        let letter = character(encoding, byte);
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let group = letters.split(' ').position(|group| group.contains(small) || group.contains(letter));
        *class = match letter {
            '\u{80}'..='\u{9F}' | char::REPLACEMENT_CHARACTER => (Class::Sign, -8, false),
            '¤' => (Class::Sign, -3, false),
            '€' => (Class::Other, 1, false),
            '’' | '‘' | '\u{ad}' | '\u{a0}' => (Class::Other, 0, false),
            _ if !letter.is_alphabetic() => (Class::Sign, 0, false),
            _ => (Class::Foreign, group.map_or(-3, |group| 3 - group as i64), letter != small),
        };
    }
    let mut seen = [false; 128];
    let (mut points, mut before, mut run, mut was_small) = (0, Class::Other, 0, false);
    for byte in bytes {
        let (class, worth, is_capital) = match byte {
            0x80.. => classes[usize::from(byte & 0x7F)],
            b'0'..=b'9' => (Class::Digit, 0, false),
            b'A'..=b'Z' => (Class::Plain, 0, true),
            b'a'..=b'z' => (Class::Plain, 0, false),
            _ => (Class::Other, 0, false),
        };
        points += worth;
        let is_letter = matches!(class, Class::Plain | Class::Foreign);
        if class == Class::Foreign {
            seen[usize::from(byte & 0x7F)] |= worth > 0;
            run += 1;
        } else {
            run = 0;
        }
        let is_odd = match (before, class) {
            // A sign in a word, a letter at a number.
            (Class::Sign, _) if is_letter => true,
            (Class::Digit, Class::Foreign) | (Class::Foreign, Class::Digit) => true,
            // Two scripts in a word; or, in ours, a word of letters with accents alone.
            (Class::Plain, Class::Foreign) | (Class::Foreign, Class::Plain) if has_own_script => true,
            (_, Class::Foreign) if run > 2 && !has_own_script => true,
            // A capital in the middle of a word.
            _ => is_capital && was_small && class == Class::Foreign,
        };
        points -= if is_odd { 3 } else { 0 };
        was_small = is_letter && !is_capital;
        before = class;
    }
    (points, seen.iter().filter(|seen| **seen).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in an encoding.
    fn written(text: &str, name: &str) -> Vec<u8> {
        let encoding = named(name).unwrap();
        let byte = |letter: char| {
            let upper = || (0x80..=0xFF).find(|byte| character(encoding, *byte) == letter);
            if letter.is_ascii() { letter as u8 } else { upper().unwrap_or_else(|| panic!("{letter}")) }
        };
        text.chars().map(byte).collect()
    }

    const TEXTS: [(&str, &[&str]); 12] = [
        (
            "Dzień dobry, gdzie jest moje zamówienie? Złożyłem je w zeszłą środę i wciąż nie dotarło. \
             Proszę o pilną odpowiedź, bo paczka miała być gotowa już wczoraj, a potrzebuję jej na święta. Dziękuję.",
            &["Windows-1250", "ISO-8859-2"],
        ),
        (
            "Dobrý den, kde je moje objednávka? Objednal jsem ji minulý týden a pořád nepřišla. Můžete mi prosím \
             říct, jestli už byla odeslána? Potřeboval bych ji ještě před víkendem, děkuji za odpověď.",
            &["Windows-1250", "ISO-8859-2"],
        ),
        (
            "Jó napot kívánok! A csomagom két hete elindult, de még mindig nem érkezett meg. Kérem, nézzék meg, hogy \
             hol tart, mert a jövő hétre szükségem lenne rá. Előre is köszönöm a gyors segítségüket!",
            &["Windows-1250"],
        ),
        (
            "Здравствуйте, где мой заказ? Я оформил его на прошлой неделе, но он до сих пор не пришёл. Подскажите, \
             пожалуйста, когда ждать доставку, и можно ли изменить адрес? Спасибо.",
            &["Windows-1251", "ISO-8859-5"],
        ),
        (
            "Добрий день, де моє замовлення? Я оплатив його ще минулого тижня, але посилка досі не надійшла. \
             Підкажіть, будь ласка, чи можна змінити адресу доставки? Дякую за відповідь.",
            &["Windows-1251", "ISO-8859-5"],
        ),
        (
            "Καλημέρα σας, πού βρίσκεται η παραγγελία μου; Την έκανα την προηγούμενη εβδομάδα και ακόμα δεν έχει \
             φτάσει. Μπορείτε να μου πείτε πότε θα παραδοθεί; Ευχαριστώ πολύ.",
            &["Windows-1253"],
        ),
        (
            "Merhaba, siparişim nerede? Geçen hafta verdim ama hâlâ gelmedi. Kargonun ne zaman ulaşacağını öğrenmek \
             istiyorum, çünkü hediye için çok önemli. Yardımınız için şimdiden teşekkür ederim. İyi günler.",
            &["Windows-1254"],
        ),
        (
            "Guten Tag, wo bleibt meine Bestellung? Ich habe sie vor über zwei Wochen aufgegeben, und sie ist noch \
             nicht da. Können Sie mir bitte sagen, wann sie kommt? Schöne Grüße aus Köln, für Rückfragen gern.",
            &["Windows-1252"],
        ),
        (
            "Bonjour, où est ma commande ? Je l’ai passée la semaine dernière et elle n’est toujours pas arrivée. \
             Pourriez-vous vérifier s’il vous plaît ? J’ai déjà payé 20 €, ça me paraît très long. Merci d’avance.",
            &["Windows-1252"],
        ),
        (
            "Bonjour, le remboursement de 20 € est arrivé, mais pas celui de 15 € que vous aviez annoncé à ma sœur. \
             Où en est-il, et à quelle date sera-t-il versé ? Merci beaucoup de votre réponse.",
            &["ISO-8859-15"],
        ),
        (
            "Buenos días, ¿dónde está mi pedido? Lo hice la semana pasada y todavía no ha llegado. ¿Podría decirme \
             cuándo llegará? Es para el cumpleaños de una niña, así que sería fantástico recibirlo mañana. Gracias.",
            &["Windows-1252"],
        ),
        (
            "Hej, var är min beställning? Jag lade den förra veckan och den har fortfarande inte kommit. Kan ni \
             se när den är framme? Det är en present, så jag behöver den på fredag. Tack på förhand, hälsningar Åsa.",
            &["Windows-1252"],
        ),
    ];

    #[test]
    fn each_language_is_known_by_its_letters() {
        for (text, encodings) in TEXTS {
            for name in encodings {
                let bytes = written(text, name);
                let begin = bytes.iter().position(|byte| *byte > 0x7F).unwrap();
                for many in [1, 60] {
                    let found = likeliest(&bytes.repeat(many)[begin..]);
                    assert_eq!(NAMES[usize::from(found)], *name, "{many} times {text}");
                }
            }
        }
    }

    #[test]
    fn single_signs_and_slips_say_nothing() {
        for text in [
            "\u{b3} and 20 m\u{b3}, 5 m\u{b3} at 21\u{b0}, \u{a3}500 \u{bd} ",
            "\u{e9} caf\u{e9} and ",
            "\u{b0}C 30 \u{b0} ",
        ] {
            let bytes = written(&text.repeat(30), "ISO-8859-1");
            assert_eq!(likeliest(&bytes), WINDOWS_1252, "{text}");
        }
        let mixed = [&b"\xF0"[..], "Größe über Äpfel".as_bytes(), b"\xFD\xFE"].concat();
        assert_eq!(likeliest(&mixed), WINDOWS_1252);
    }

    #[test]
    fn encodings_are_found_by_their_names() {
        for (name, expected) in [
            ("windows-1251", "Windows-1251"),
            ("CP1250", "Windows-1250"),
            ("latin1", "Windows-1252"),
            ("ISO_8859-9", "Windows-1254"),
            ("iso-8859-15", "ISO-8859-15"),
        ] {
            assert_eq!(named(name).map(|at| NAMES[usize::from(at)]), Some(expected), "{name}");
        }
        assert_eq!(named("ebcdic"), None);
        assert_eq!(character(4, 0xCF), 'П');
        assert_eq!(character(WINDOWS_1252, 0x80), '€');
    }
}
