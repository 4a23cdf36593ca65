//! A kept analysis as a file: a head, a label that says what it is called, and the analysis itself.
//! Where the person wants it, label and analysis are sealed under a passphrase. This room says what lies
//! where and how it was sealed; sealing is the browser's.
//!
//! ```text
//! UNDERTONE KEPT00 · version · how sealed · iterations · number · salt · nonce of the label ·
//! nonce of the analysis · length of the label · length of the analysis · checksum · label · analysis
//! ```
//!
//! The head up to the checksum is what both seals also vouch for. The checksum is of head and label as
//! they lie there, so that a label that does not open tells a wrong passphrase from damage by chance.
//! Magic, version and number stay where they are in every version, so that a file of a later one can be
//! listed and removed. Version 1 was an analysis without a head.

use super::{Refusal, checksum};
use crate::binary::{In, Out};

/// What every such file begins with.
const MAGIC: &[u8; 16] = b"UNDERTONE KEPT\0\0";

/// The version that is written, and the one that was an analysis alone.
const VERSION: u16 = 2;
const FIRST: u16 = 1;

/// Not sealed; sealed by AES-256-GCM under a key that PBKDF2 with SHA-256 derived.
const PLAIN: u16 = 0;
const PBKDF2_AES_GCM: u16 = 1;

/// Bytes of the head that seals vouch for.
const VOUCHED: usize = 84;

/// Bytes before the label.
const HEAD: usize = VOUCHED + size_of::<u64>();

/// Rounds from passphrase to key: as many as are recommended for PBKDF2 with SHA-256.
pub const ITERATIONS: u32 = 600_000;

/// A file that asks for more than this was not written by us.
const MOST_ITERATIONS: u32 = 20_000_000;

/// Bytes of a nonce of AES-GCM.
pub const NONCE: usize = 12;

/// Bytes of a salt.
pub const SALT: usize = 16;

/// How label and analysis are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Rounds from passphrase to key.
    pub iterations: u32,
    /// What the passphrase was salted with.
    pub salt: [u8; SALT],
    /// Used for this label and never again.
    pub label_nonce: [u8; NONCE],
    /// Used for this analysis and never again.
    pub body_nonce: [u8; NONCE],
}

/// The head of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The version that wrote it.
    pub version: u16,
    /// The analysis' number: when it was opened, in milliseconds of the clock.
    pub id: u64,
    /// How it is sealed; `None` is not.
    pub seal: Option<Seal>,
    /// Bytes of the label as it lies there.
    pub label: u32,
    /// Bytes of the analysis as it lies there.
    pub body: u64,
}

/// What is said of a kept analysis in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// What it is called.
    pub name: String,
    /// Conversations in it; 0 where that is not known.
    pub conversations: u64,
    /// Checksum of the analysis: the same files read the same way give the same one.
    pub sum: u64,
}

impl Head {
    /// The head of a file that is not sealed, by the bytes of its label and its analysis.
    pub fn new(id: u64, label: usize, body: usize) -> Self {
        Self { version: VERSION, id, seal: None, label: label as u32, body: body as u64 }
    }

    /// What the head of a file of the first version would be.
    pub fn of_first(id: u64, size: u64) -> Self {
        Self { version: FIRST, id, seal: None, label: 0, body: size }
    }

    /// The part of the head that seals vouch for.
    pub fn vouched(&self) -> Vec<u8> {
        let seal = self.seal.unwrap_or(Seal {
            iterations: 0,
            salt: [0; SALT],
            label_nonce: [0; NONCE],
            body_nonce: [0; NONCE],
        });
        let how = if self.seal.is_some() { PBKDF2_AES_GCM } else { PLAIN };
        let mut head = MAGIC.to_vec();
        head.extend_from_slice(&VERSION.to_le_bytes());
        head.extend_from_slice(&how.to_le_bytes());
        head.extend_from_slice(&seal.iterations.to_le_bytes());
        head.extend_from_slice(&self.id.to_le_bytes());
        head.extend_from_slice(&seal.salt);
        head.extend_from_slice(&seal.label_nonce);
        head.extend_from_slice(&seal.body_nonce);
        head.extend_from_slice(&self.label.to_le_bytes());
        head.extend_from_slice(&self.body.to_le_bytes());
        head
    }

    /// Head and label, as they lie in front of the analysis.
    pub fn front(&self, label: &[u8]) -> Vec<u8> {
        let mut front = self.vouched();
        let sum = checksum(&[front.as_slice(), label].concat());
        front.extend_from_slice(&sum.to_le_bytes());
        front.extend_from_slice(label);
        front
    }

    /// The head of a file that begins like this.
    ///
    /// # Errors
    /// Why it cannot be read, to be said to a person.
    pub fn read(front: &[u8]) -> Result<Self, Refusal> {
        if !front.starts_with(MAGIC) {
            return Err(Refusal::NotOne);
        }
        let version = front.get(16..18).map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
        if version > VERSION {
            return Err(Refusal::Newer(version));
        }
        Self::parse(front).filter(|_| version == VERSION).ok_or(Refusal::Damaged)
    }

    fn parse(front: &[u8]) -> Option<Self> {
        // Of a known length, so that no part of it can be missing.
        let head: &[u8; VOUCHED] = front.get(..VOUCHED)?.try_into().ok()?;
        let iterations = u32::from_le_bytes(part(head, 20));
        let seal = Seal {
            iterations,
            salt: part(head, 32),
            label_nonce: part(head, 48),
            body_nonce: part(head, 60),
        };
        Some(Self {
            version: VERSION,
            id: u64::from_le_bytes(part(head, 24)),
            seal: match u16::from_le_bytes(part(head, 18)) {
                PLAIN => None,
                PBKDF2_AES_GCM if (1..=MOST_ITERATIONS).contains(&iterations) => Some(seal),
                _ => return None,
            },
            label: u32::from_le_bytes(part(head, 72)),
            body: u64::from_le_bytes(part(head, 76)),
        })
    }

    /// The number of the analysis, whatever version wrote its file.
    pub fn id_of(front: &[u8]) -> Option<u64> {
        let mut rest = front.strip_prefix(MAGIC)?.get(8..)?;
        Some(u64::from_le_bytes(take(&mut rest)?))
    }

    /// The label as it lies in a file that begins like this; `None` where it is not as it was written.
    pub fn label_of<'b>(&self, front: &'b [u8]) -> Option<&'b [u8]> {
        let (vouched, mut rest) = front.split_at_checked(VOUCHED)?;
        let sum = u64::from_le_bytes(take(&mut rest)?);
        let label = rest.get(..self.label as usize)?;
        (checksum(&[vouched, label].concat()) == sum).then_some(label)
    }

    /// Where the analysis begins.
    pub fn body_at(&self) -> u64 {
        if self.version == FIRST { 0 } else { HEAD as u64 + u64::from(self.label) }
    }
}

/// The bytes at a place of a head.
fn part<const N: usize>(head: &[u8; VOUCHED], at: usize) -> [u8; N] {
    let mut part = [0; N];
    part.copy_from_slice(&head[at..at + N]);
    part
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, after) = rest.split_at_checked(N)?;
    *rest = after;
    taken.try_into().ok()
}

impl Label {
    /// The label as bytes.
    pub fn freeze(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.text(&self.name);
        for number in [self.conversations, self.sum] {
            out.number(number);
        }
        out.0
    }

    /// The label of a file that begins like this and is not sealed. One of the first version knows no
    /// more than the analysis says itself.
    pub fn of(head: &Head, front: &[u8]) -> Option<Self> {
        if head.version == FIRST {
            let name = In(front.get(super::BODY..)?).text()?;
            return Some(Self { name, conversations: 0, sum: super::sum(front)? });
        }
        Self::thaw(head.label_of(front)?)
    }

    /// A label that was frozen.
    pub fn thaw(bytes: &[u8]) -> Option<Self> {
        let mut from = In(bytes);
        Some(Self { name: from.text()?, conversations: from.number()?, sum: from.number()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed() -> Head {
        let seal =
            Seal { iterations: ITERATIONS, salt: [1; SALT], label_nonce: [2; NONCE], body_nonce: [3; NONCE] };
        Head { version: VERSION, id: 1_790_000_000_123, seal: Some(seal), label: 5, body: 1 << 33 }
    }

    #[test]
    fn head_and_label_come_back() {
        for head in [sealed(), Head { seal: None, ..sealed() }] {
            let mut file = head.front(b"label");
            assert_eq!(file.len() as u64, head.body_at());
            file.extend_from_slice(b"analysis");
            assert_eq!(Head::read(&file), Ok(head));
            assert_eq!(head.label_of(&file), Some(b"label".as_slice()));
            assert_eq!(head.vouched(), file[..VOUCHED]);
        }
        let label = Label { name: "grün.csv".into(), conversations: 3, sum: u64::MAX };
        assert_eq!(Label::thaw(&label.freeze()), Some(label));
    }

    #[test]
    fn one_of_the_first_version_says_its_name() {
        let mut body = Out::default();
        body.text("two.csv");
        let mut file = b"UNDERTONE\0\x01\0".to_vec();
        file.extend_from_slice(&9u64.to_le_bytes());
        file.extend(body.0);
        let head = Head::of_first(5, file.len() as u64);
        assert_eq!((head.body_at(), head.body), (0, file.len() as u64));
        let label = Label { name: "two.csv".into(), conversations: 0, sum: 9 };
        assert_eq!(Label::of(&head, &file), Some(label));
        assert_eq!(Label::of(&head, &file[..15]), None);
    }

    #[test]
    fn a_later_version_is_refused_and_still_has_its_number() {
        let mut file = sealed().front(b"label");
        file[MAGIC.len()] = VERSION as u8 + 1;
        assert_eq!(Head::read(&file), Err(Refusal::Newer(VERSION + 1)));
        assert_eq!(Head::id_of(&file), Some(sealed().id));
        assert_eq!(Head::id_of(b"another file altogether, and long enough"), None);
    }

    #[test]
    fn damage_before_the_analysis_is_noticed_wherever_it_is() {
        let file = sealed().front(b"label");
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 1;
            let label =
                Head::read(&damaged).ok().and_then(|head| head.label_of(&damaged).map(<[u8]>::to_vec));
            assert_eq!(label, None, "byte {at}");
        }
        for cut in 0..file.len() {
            let label = Head::read(&file[..cut])
                .ok()
                .and_then(|head| head.label_of(&file[..cut]).map(<[u8]>::to_vec));
            assert_eq!(label, None, "cut at {cut}");
        }
        assert_eq!(Head::read(b"UNDERTONE\0"), Err(Refusal::NotOne));
        assert_eq!(Head::read(&[0; 200]), Err(Refusal::NotOne));
    }
}
