//! The words that announce a value, by what they announce, in the languages that people write to chatbots in.

/// What a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Password,
    Pin,
    Username,
    Birth,
    /// A number follows, whatever links it.
    Account,
    /// A number follows only where "number", "id" or a mark says so.
    Member,
    Passport,
    Plate,
    Social,
    /// A kind of street: part of an address itself.
    Street,
    /// A box at a post office.
    Box,
    /// A title before a name.
    Title,
    /// "name", "called": a name follows.
    Name,
    /// "I am", "this is": a name may follow.
    Am,
    /// "Dear", "Hi".
    Greeting,
    /// "Regards": a name may follow at the end.
    Regards,
}

/// What is announced, the words of which one must stand before (none: no matter), and the words.
const CUES: &[(Cue, &[&str], &[&str])] = &[
    (
        Cue::Password,
        &[],
        &[
            "password",
            "passwort",
            "kennwort",
            "passcode",
            "passphrase",
            "pwd",
            "pw",
            "contraseña",
            "wachtwoord",
            "senha",
            "clave",
            "pass",
            "passwd",
            "netzwerkschlüssel",
            "wlanschlüssel",
            "passwords",
        ],
    ),
    (Cue::Password, &["de"], &["passe"]),
    (
        Cue::Password,
        &["wifi", "fi", "network", "wlan", "wpa", "router", "netzwerk", "security", "wps"],
        &["key", "schlüssel", "code"],
    ),
    (Cue::Pin, &[], &["pin", "puk", "cvv", "cvc", "unlockcode", "geheimzahl"]),
    (
        Cue::Username,
        &[],
        &[
            "username",
            "benutzername",
            "nutzername",
            "gamertag",
            "handle",
            "nickname",
            "login",
            "userid",
            "benutzerkennung",
            "anmeldename",
            "usuario",
            "usuário",
            "utente",
            "utilisateur",
            "usernames",
            "gebruikersnaam",
        ],
    ),
    (
        Cue::Username,
        &[
            "user", "login", "account", "screen", "skype", "steam", "discord", "github", "psn", "xbox",
            "gamer",
        ],
        &["name", "tag", "user", "id"],
    ),
    (Cue::Username, &["in"], &["as"]),
    (Cue::Account, &["bonus", "loyalty", "membership", "member", "library"], &["card"]),
    (Cue::Pin, &["unlock", "alarm", "door", "gate", "entry"], &["code"]),
    (
        Cue::Birth,
        &[],
        &[
            "born",
            "dob",
            "birth",
            "birthday",
            "birthdate",
            "geboren",
            "nací",
            "nasci",
            "geburtsdatum",
            "geburtstag",
            "geb",
            "naissance",
            "née",
            "né",
            "nacimiento",
            "nacido",
            "nacida",
            "nascita",
            "nato",
            "nata",
            "geboortedatum",
            "nascimento",
        ],
    ),
    (Cue::Birth, &["o"], &["b"]),
    (
        Cue::Account,
        &[],
        &[
            "account",
            "acct",
            "konto",
            "kontonummer",
            "cliente",
            "adhérent",
            "abonné",
            "kundennummer",
            "kundennr",
            "kontonr",
            "mitgliedsnummer",
            "vertragskonto",
            "membership",
            "cuenta",
            "rekeningnummer",
            "klantnummer",
        ],
    ),
    (
        Cue::Member,
        &[],
        &[
            "customer",
            "member",
            "client",
            "kunden",
            "kunde",
            "mitglied",
            "user",
            "student",
            "employee",
            "tenant",
            "flyer",
            "personal",
            "mitarbeiter",
            "staff",
            "adhérente",
            "subscriber",
            "patient",
            "loyalty",
        ],
    ),
    (
        Cue::Passport,
        &[],
        &[
            "passport",
            "reisepass",
            "reisepassnummer",
            "passnummer",
            "passeport",
            "pasaporte",
            "passaporto",
            "paspoort",
            "passaporte",
            "paspoortnummer",
            "personalausweis",
            "ausweisnummer",
            "ausweis",
            "personalausweisnummer",
            "reisepassnr",
        ],
    ),
    (
        Cue::Plate,
        &[],
        &[
            "plate",
            "plates",
            "kennzeichen",
            "rejestracja",
            "placa",
            "nummernschild",
            "numberplate",
            "registration",
            "reg",
            "rego",
            "matrícula",
            "immatriculation",
            "targa",
            "kenteken",
            "autokennzeichen",
        ],
    ),
    (
        Cue::Social,
        &[],
        &[
            "ssn",
            "nino",
            "sozialversicherungsnummer",
            "steuernummer",
            "steueridentifikationsnummer",
            "versichertennummer",
            "krankenversichertennummer",
            "rentenversicherungsnummer",
            "führerschein",
            "führerscheinnummer",
            "nhs",
            "steuerid",
            "medicare",
        ],
    ),
    (Cue::Social, &["social", "national", "health"], &["security", "insurance"]),
    (Cue::Social, &["s", "driver", "drivers", "driving"], &["licence", "license"]),
    (Cue::Social, &["national", "tax", "government", "steuer"], &["id"]),
    (
        Cue::Street,
        &[],
        &[
            "street",
            "st",
            "avenue",
            "ave",
            "road",
            "rd",
            "lane",
            "ln",
            "drive",
            "dr",
            "boulevard",
            "blvd",
            "court",
            "ct",
            "way",
            "place",
            "pl",
            "square",
            "sq",
            "terrace",
            "close",
            "crescent",
            "highway",
            "hwy",
            "parkway",
            "pkwy",
            "circle",
            "trail",
            "alley",
            "grove",
            "gardens",
            "mews",
            "row",
            "quay",
            "loop",
            "pike",
            "turnpike",
            "walk",
            "rue",
            "via",
            "viale",
            "piazza",
            "corso",
            "calle",
            "avenida",
            "avda",
            "plaza",
            "paseo",
            "rua",
            "travessa",
            "praça",
            "chemin",
            "allée",
            "impasse",
            "quai",
            "largo",
            "carrer",
            "ulica",
            "vicolo",
            "straße",
            "strasse",
            "str",
            "allee",
            "platz",
            "gasse",
            "weg",
            "ufer",
            "damm",
            "ring",
            "laan",
            "straat",
            "broadway",
        ],
    ),
    (Cue::Box, &[], &["box", "postfach", "apartado", "postbus", "casilla"]),
    (
        Cue::Title,
        &[],
        &[
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "prof",
            "professor",
            "herr",
            "herrn",
            "frau",
            "monsieur",
            "madame",
            "mme",
            "señor",
            "señora",
            "signor",
            "signora",
            "sra",
            "doctor",
            "mister",
        ],
    ),
    (Cue::Name, &[], &["name", "heiße", "heisse", "appelle", "llamo", "chiamo", "heet", "chamo", "names"]),
    (Cue::Am, &[], &["am", "m", "is", "bin"]),
    (
        Cue::Greeting,
        &[],
        &["dear", "hi", "hello", "hey", "hallo", "liebe", "lieber", "bonjour", "hola", "ciao"],
    ),
    (
        Cue::Regards,
        &[],
        &[
            "regards",
            "sincerely",
            "thanks",
            "cheers",
            "best",
            "grüße",
            "grüßen",
            "gruß",
            "gruss",
            "grüsse",
            "cordialement",
            "saludos",
            "wishes",
            "yours",
            "thank",
            "love",
            "danke",
        ],
    ),
];

/// By the lowest five bits of a word's first byte: the lengths that words in the list have, one bit each.
static GATE: [u32; 32] = {
    let mut gate = [0_u32; 32];
    let mut row = 0;
    while row < CUES.len() {
        let words = CUES[row].2;
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            gate[(word[0] & 31) as usize] |= 1 << if word.len() < 31 { word.len() } else { 31 };
            at += 1;
        }
        row += 1;
    }
    gate
};

/// How many places the table of words has: a power of two, most of them empty.
const PLACES: usize = 2048;

/// Row and word of the list above, each counted from one, where the hash of the word says or right behind.
static TABLE: [(u8, u8); PLACES] = {
    let mut table = [(0, 0); PLACES];
    let mut row = 0;
    while row < CUES.len() {
        let words = CUES[row].2;
        let mut at = 0;
        while at < words.len() {
            let mut place = place_of(words[at].as_bytes());
            while table[place].0 > 0 {
                place = (place + 1) % PLACES;
            }
            table[place] = (row as u8 + 1, at as u8 + 1);
            at += 1;
        }
        row += 1;
    }
    table
};

/// Where a word, ASCII case aside, is looked for first.
const fn place_of(word: &[u8]) -> usize {
    let mut hash = 0x811c_9dc5_u32;
    let mut at = 0;
    while at < word.len() {
        hash = (hash ^ word[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ hash >> 15) as usize % PLACES
}

/// Shows what a word announces, and which words it wants before it.
pub(super) fn each_of(word: &[u8], mut show: impl FnMut(Cue, &'static [&'static str])) {
    if GATE[usize::from(word[0] & 31)] >> word.len().min(31) & 1 == 0 {
        return;
    }
    let mut place = place_of(word);
    while let (row @ 1.., at) = TABLE[place] {
        let (cue, after, words) = &CUES[usize::from(row) - 1];
        if word.eq_ignore_ascii_case(words[usize::from(at) - 1].as_bytes()) {
            show(*cue, after);
        }
        place = (place + 1) % PLACES;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_by_what_it_announces() {
        for (cue, after, words) in CUES {
            for word in *words {
                let mut found = Vec::new();
                each_of(word.as_bytes(), |cue, after| found.push((cue, after)));
                assert!(found.contains(&(*cue, *after)), "{word}");
                assert_eq!(word.to_lowercase(), *word, "words are compared in lower case");
            }
        }
        each_of(b"zebra", |_, _| panic!("announces nothing"));
    }
}
