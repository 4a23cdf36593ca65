//! Who talks: customers with their habits, languages and addresses, and the agents of the team.
//! Everything about a person follows from the seed and the person's number, so nobody is kept.
//!
//! All personal data are invented and point nowhere: example domains, 555-01 numbers, card numbers
//! made for tests, account numbers of banks that do not exist, documentation addresses.

use super::{plan::Kind, rng::Rng, voice::Voice};

/// Kinds of personal data that are planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pii {
    Email = 0,
    Phone = 1,
    Card = 2,
    Iban = 3,
    Ip = 4,
    UrlSecret = 5,
}

impl Pii {
    pub const ALL: [Self; 6] = [Self::Email, Self::Phone, Self::Card, Self::Iban, Self::Ip, Self::UrlSecret];

    /// The name of the slot and of the count in the truth.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Card => "card",
            Self::Iban => "iban",
            Self::Ip => "ip",
            Self::UrlSecret => "url_secret",
        }
    }
}

/// A manner of writing: the name of its frame in the phrases, its habits, its share.
#[derive(Clone, Copy, Debug)]
pub struct Persona {
    pub name: &'static str,
    pub voice: Voice,
    share: [u32; 2],
}

const fn voice(numbers: [u32; 7]) -> Voice {
    let [lower, bare, typos, slang, emoji, loud, clipped] = numbers;
    Voice { lower, bare, typos, slang, emoji, loud, clipped }
}

const PERSONAS: [Persona; 8] = [
    Persona { name: "terse", voice: voice([700, 750, 16, 60, 10, 0, 0]), share: [23, 22] },
    Persona { name: "chatty", voice: voice([150, 200, 10, 30, 220, 100, 0]), share: [16, 10] },
    Persona { name: "angry", voice: voice([300, 250, 22, 40, 60, 420, 0]), share: [10, 7] },
    Persona { name: "polite", voice: voice([20, 40, 4, 0, 50, 0, 0]), share: [17, 18] },
    Persona { name: "older", voice: voice([30, 150, 12, 0, 10, 40, 0]), share: [9, 2] },
    Persona { name: "teen", voice: voice([850, 850, 26, 700, 350, 120, 0]), share: [9, 1] },
    Persona { name: "nonnative", voice: voice([200, 250, 14, 0, 60, 0, 800]), share: [9, 12] },
    Persona { name: "professional", voice: voice([10, 60, 3, 0, 0, 0, 0]), share: [7, 28] },
];
/// For languages whose phrases have one frame only.
const PLAIN: Persona = Persona { name: "plain", voice: voice([350, 300, 8, 0, 60, 60, 0]), share: [0, 0] };

const FIRST: [&str; 40] = [
    "ana", "ben", "carla", "dario", "elif", "farid", "greta", "hugo", "ines", "jana", "karim", "lena",
    "milo", "nadia", "oskar", "paula", "quentin", "rosa", "samir", "tilda", "umberto", "vera", "wanda",
    "yusuf", "zoe", "amara", "bruno", "chloe", "dmitri", "esme", "finn", "gia", "henrik", "iris", "joel",
    "kaya", "luis", "mina", "noor", "otto",
];
const LAST: [&str; 32] = [
    "abbott", "berger", "castro", "dahl", "engel", "farrow", "garnier", "holm", "ibarra", "jansen", "kowal",
    "lindt", "moreau", "nowak", "okafor", "pereira", "quist", "reyes", "sorel", "tanaka", "ulrich", "vance",
    "weber", "ximenes", "yilmaz", "zeller", "ashby", "brandt", "costa", "dietz", "egan", "frost",
];
const AREAS: [u32; 8] = [212, 305, 312, 415, 503, 617, 702, 808];
const CARDS: [&str; 6] = [
    "4242 4242 4242 4242",
    "4111 1111 1111 1111",
    "5555 5555 5555 4444",
    "4000056655665556",
    "5105-1051-0510-5100",
    "4012888888881881",
];
const PLANS: [(&str, u32, u32, u32); 4] =
    [("Starter", 12, 2, 9), ("Team", 24, 6, 45), ("Business", 39, 25, 180), ("Enterprise", 55, 120, 900)];
const AGENTS: [&str; 10] =
    ["Marta", "Jonas", "Priya", "Tomasz", "Aisha", "Leo", "Ingrid", "Mateo", "Hana", "Owen"];

/// What a software company knows of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Money per month.
    pub value: u32,
    /// Name of the plan.
    pub plan: &'static str,
    /// The plan above it.
    pub next_plan: &'static str,
    /// Paid seats.
    pub seats: u32,
    /// Whether the contract had ended by the end of the data.
    pub churned: bool,
    /// Whether things go badly for this customer; most of those who churned, and some others.
    pub strained: bool,
}

/// Somebody who talks to the bot.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id in the source; some visitors have none.
    pub id: Option<String>,
    pub language: &'static str,
    pub persona: Persona,
    /// Which bot version this person meets: 0 is A, 1 is B.
    pub variant: usize,
    pub email: String,
    pub phone: String,
    pub customer: Option<Customer>,
    /// How many conversations this person wants to have.
    pub visits: u32,
}

impl Person {
    /// The person of that number.
    #[inline(never)]
    pub fn new(kind: Kind, seed: u64, number: u32) -> Self {
        let mut rng = Rng::new(seed ^ 0x9E09_1E00, u64::from(number));
        let shop = kind == Kind::Shop;
        // Odd factor: a bijection on 32 bits, so ids are distinct though they look arbitrary.
        let id = number.wrapping_mul(0x9E37_79B1) ^ 0x5A17_0C3E;
        let anonymous = rng.chance(if shop { 140 } else { 30 });
        let language = match rng.below(1000) {
            draw if !shop || draw >= 85 => "en",
            0..37 => "de",
            37..62 => "es",
            _ => "fr",
        };
        let drawn = PERSONAS[rng.weighted(PERSONAS.iter().map(|persona| persona.share[usize::from(!shop)]))];
        let persona = if language == "en" { drawn } else { PLAIN };
        let returns = !anonymous && rng.chance(if shop { 240 } else { 420 });
        let visits = if returns { rng.skewed(2, 8) } else { 1 };
        let phone = phone(&mut rng);
        Self {
            id: (!anonymous).then(|| format!("u-{id:08x}")),
            language,
            persona,
            variant: rng.below(2) as usize,
            email: email(number, &mut rng),
            phone,
            customer: (!shop).then(|| customer(&mut rng)),
            visits,
        }
    }
}

#[inline(never)]
fn customer(rng: &mut Rng) -> Customer {
    let tier = rng.weighted([38, 36, 20, 6].into_iter());
    let (plan, price, low, high) = PLANS[tier];
    let seats = rng.skewed(low, high);
    let strained = rng.chance(200);
    let churned = rng.chance(if strained { 460 } else { 35 });
    Customer { value: seats * price, plan, next_plan: PLANS[(tier + 1).min(3)].0, seats, churned, strained }
}

/// Distinct for each number, because the number is in it.
#[inline(never)]
fn email(number: u32, rng: &mut Rng) -> String {
    let (first, last) = (rng.pick(&FIRST), rng.pick(&LAST));
    let domain = rng.pick(&["example.com", "example.org", "example.net", "mail.example.com"]);
    let number = number + 11;
    match rng.below(4) {
        0 => format!("{first}.{last}{number}@{domain}"),
        1 => format!("{first}{number}@{domain}"),
        2 => format!("{}{last}.{number}@{domain}", &first[..1]),
        _ => format!("{last}_{first}{number}@{domain}"),
    }
}

#[inline(never)]
fn phone(rng: &mut Rng) -> String {
    let (area, line) = (rng.pick(&AREAS), rng.between(100, 199));
    match rng.below(4) {
        0 => format!("({area}) 555-0{line}"),
        1 => format!("{area}-555-0{line}"),
        2 => format!("+1 {area} 555 0{line}"),
        _ => format!("+1-{area}-555-0{line}"),
    }
}

/// A card number made for tests; it passes the Luhn check.
pub fn card(rng: &mut Rng) -> &'static str {
    rng.pick(&CARDS)
}

/// An account number with right check digits at a bank that does not exist.
#[inline(never)]
pub fn iban(rng: &mut Rng) -> String {
    let account = u64::from(rng.between(1_000_000, 9_999_999));
    if rng.chance(700) {
        // Germany: bank code 00000000. D is 13, E is 14, the check digits count as 00 at the end.
        let check = 98 - (account * 1_000_000 + 131_400) % 97;
        let digits = format!("DE{check:02}00000000000{account:07}");
        if rng.chance(500) { digits } else { grouped(&digits) }
    } else {
        // Britain: bank TEST (29 14 28 29), sort code 000000, account with a leading 0; GB is 16 11.
        let rest = format!("29142829000000{account:08}161100");
        let remainder = rest.bytes().fold(0, |left, digit| (left * 10 + u64::from(digit - b'0')) % 97);
        format!("GB{:02}TEST000000{account:08}", 98 - remainder)
    }
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(28);
    for (at, digit) in digits.char_indices() {
        if at > 0 && at % 4 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// An address reserved for documentation.
pub fn ip(rng: &mut Rng) -> String {
    let net = rng.pick(&["192.0.2", "198.51.100", "203.0.113"]);
    format!("{net}.{}", rng.between(1, 254))
}

/// A link that carries a secret.
pub fn url_secret(rng: &mut Rng) -> String {
    let token = format!("{:08x}{:08x}{:08x}", rng.bits(), rng.bits(), rng.bits());
    match rng.below(3) {
        0 => format!("https://app.example.com/reset?token={token}"),
        1 => format!("https://api.example.com/v2/export?api_key={token}&format=csv"),
        _ => format!("https://app.example.com/invite?access_token={token}"),
    }
}

/// An agent's name.
pub fn agent(rng: &mut Rng) -> &'static str {
    rng.pick(&AGENTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mod97(iban: &str) -> u64 {
        let compact: String = iban.split(' ').collect();
        let turned = format!("{}{}", &compact[4..], &compact[..4]);
        turned.chars().fold(0, |left, letter| {
            let value = u64::from(letter.to_digit(36).unwrap());
            (left * if value > 9 { 100 } else { 10 } + value) % 97
        })
    }

    fn luhn(card: &str) -> u32 {
        let digits = card.chars().rev().filter_map(|letter| letter.to_digit(10)).enumerate();
        digits
            .map(|(at, digit)| if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
            .sum::<u32>()
            % 10
    }

    #[test]
    fn account_and_card_numbers_pass_their_checks() {
        let mut rng = Rng::new(5, 5);
        for _ in 0..200 {
            let iban = iban(&mut rng);
            assert_eq!(mod97(&iban), 1, "{iban}");
            assert_eq!(iban.split(' ').collect::<String>().len(), 22);
        }
        for card in CARDS {
            assert_eq!(luhn(card), 0, "{card}");
        }
    }

    #[test]
    fn addresses_are_distinct_by_person() {
        let mut seen: Vec<_> = (0..3000).map(|number| Person::new(Kind::Shop, 1, number).email).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 3000);
    }
}
