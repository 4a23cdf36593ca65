//! What was found and where: the kind of a personal datum and its span.

/// The kind of a personal datum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// An address, a link or a bare token that opens something: user and password, access token,
    /// signature. The whole address.
    UrlSecret,
    /// An e-mail address, also written out ("name at domain dot com").
    Email,
    /// An IBAN with valid check digits.
    Iban,
    /// A payment card number with a valid Luhn digit and a known issuer prefix.
    Card,
    /// An IPv4 or IPv6 address.
    Ip,
    /// A hardware address.
    Mac,
    /// A telephone number.
    Phone,
    /// The name of a person, without a title.
    Person,
    /// A street address or a post office box.
    Address,
    /// A social security number, or what a state, a health or a pension insurance knows a person by: with
    /// valid check digits where there are any, otherwise announced by words. Driving licences too.
    Ssn,
    /// A password, a PIN, a network's key: announced by words.
    Password,
    /// A name by which somebody logs in, announced by words.
    Username,
    /// A date that words say somebody was born on.
    DateOfBirth,
    /// A number of a customer, a member or a bank account, announced by words.
    AccountId,
    /// The number of a passport or an identity card, announced by words.
    Passport,
    /// A vehicle's plate, announced by words.
    LicencePlate,
    /// The address of a purse of a cryptographic currency, with its checksum where it has one.
    CryptoWallet,
    /// Coordinates of a place.
    Geo,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::UrlSecret,
        Self::Email,
        Self::Iban,
        Self::Card,
        Self::Ip,
        Self::Mac,
        Self::Phone,
        Self::Person,
        Self::Address,
        Self::Ssn,
        Self::Password,
        Self::Username,
        Self::DateOfBirth,
        Self::AccountId,
        Self::Passport,
        Self::LicencePlate,
        Self::CryptoWallet,
        Self::Geo,
    ];

    /// The label, as it stands in a token.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UrlSecret => "URL_SECRET",
            Self::Email => "EMAIL",
            Self::Iban => "IBAN",
            Self::Card => "CARD",
            Self::Ip => "IP",
            Self::Mac => "MAC",
            Self::Phone => "PHONE",
            Self::Person => "PERSON",
            Self::Address => "ADDRESS",
            Self::Ssn => "SSN",
            Self::Password => "PASSWORD",
            Self::Username => "USERNAME",
            Self::DateOfBirth => "DATE_OF_BIRTH",
            Self::AccountId => "ACCOUNT_ID",
            Self::Passport => "PASSPORT",
            Self::LicencePlate => "LICENCE_PLATE",
            Self::CryptoWallet => "CRYPTO_WALLET",
            Self::Geo => "GEO",
        }
    }
}

/// Where a personal datum stands in a text. Which unit the offsets count is said by whoever gives
/// the span: bytes from the finder, Unicode code points from [`in_code_points`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is.
    pub kind: Kind,
    /// First position.
    pub start: usize,
    /// One past the last position.
    pub end: usize,
}

/// The same spans with offsets counted in Unicode code points instead of bytes. The spans must be
/// sorted, apart from each other and on character boundaries of `text`, as the finder gives them.
///
/// ```
/// use undertone::privacy::{Finder, in_code_points};
/// let text = "é: a@b.org";
/// let mut spans = Vec::new();
/// Finder::default().find(text, &mut spans);
/// assert_eq!((spans[0].start, spans[0].end), (4, 11));
/// let span = in_code_points(text, &spans)[0];
/// assert_eq!((span.start, span.end), (3, 10));
/// ```
pub fn in_code_points(text: &str, spans: &[Span]) -> Vec<Span> {
    let (mut bytes, mut points) = (0, 0);
    let mut reach = |to: usize| {
        points += text.get(bytes..to).map_or(0, |part| part.chars().count());
        bytes = to;
        points
    };
    spans
        .iter()
        .map(|span| Span { kind: span.kind, start: reach(span.start), end: reach(span.end) })
        .collect()
}
