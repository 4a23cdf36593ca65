//! Payment card numbers: known issuers, their lengths, the Luhn digit, and the groups they are
//! written in.

use std::ops::RangeInclusive;

use super::digits::Cluster;

/// How many groups from `first` on are a card number, `None` if they are none.
pub(super) fn card_groups(s: &[u8], cluster: &Cluster, first: usize) -> Option<usize> {
    let groups = cluster.groups();
    let mut number = [0_u8; 19];
    let mut count = 0;
    let mut best = None;
    for (index, group) in groups[first..].iter().enumerate().take(8) {
        if index > 0 {
            let joint = cluster.joint(s, first + index);
            let same = joint == cluster.joint(s, first + 1);
            if !same || !matches!(joint, b" " | b"-" | b"." | b" - " | b"  ") {
                break;
            }
        }
        if count + group.len() > number.len() {
            break;
        }
        number[count..count + group.len()].copy_from_slice(&s[group.start..group.end]);
        count += group.len();
        // A postcode before a telephone number is two groups, one of them long.
        let whole = first == 0 && index + 1 == groups.len() && groups.iter().all(|group| group.len() <= 4);
        let usual =
            (0..=index).all(|i| groups[first + i].len() <= 7) && usual_groups(&groups[first..=first + index]);
        if (index == 0 || whole || usual) && ends_here(s, cluster, first + index) && is_card(&number[..count])
        {
            best = Some(index + 1);
        }
    }
    best
}

/// Whether a card may end with this group: nothing but a space joins it to the next.
fn ends_here(s: &[u8], cluster: &Cluster, last: usize) -> bool {
    last + 1 == cluster.groups().len()
        || matches!(cluster.joint(s, last + 1), b" " | b"  " | b" - " | b"/" | b" / ")
}

/// Fours with a shorter or equal last, or the 4-6-5 and 4-6-4 of some issuers.
fn usual_groups(groups: &[super::digits::Group]) -> bool {
    let Some((last, rest)) = groups.split_last() else { return false };
    let fours = rest.len() >= 3 && rest.iter().all(|group| group.len() == 4) && (1..=4).contains(&last.len());
    let six = rest.len() == 2 && rest[0].len() == 4 && rest[1].len() == 6 && (4..=5).contains(&last.len());
    fours || six
}

/// Whether the digits are a card number of a known issuer.
fn is_card(number: &[u8]) -> bool {
    issued(number) && luhn(number) && number.iter().any(|&digit| digit != number[0])
}

/// The first four digits and the lengths that issuers give out.
const ISSUERS: &[(RangeInclusive<u32>, &[usize])] = &[
    // Visa.
    (4000..=4999, &[13, 16, 19]),
    // Mastercard.
    (5100..=5599, &[16]),
    (2221..=2720, &[16]),
    // American Express.
    (3400..=3499, &[15]),
    (3700..=3799, &[15]),
    // Diners Club.
    (3000..=3059, &[14, 15, 16, 17, 18, 19]),
    (3095..=3095, &[14, 15, 16, 17, 18, 19]),
    (3600..=3699, &[14, 15, 16, 17, 18, 19]),
    (3800..=3999, &[14, 15, 16, 17, 18, 19]),
    // JCB holds 3528 to 3589; made-up numbers use the whole hundred.
    (3500..=3599, &[16, 17, 18, 19]),
    (1800..=1800, &[15]),
    (2131..=2131, &[15]),
    // Discover and UnionPay.
    (6011..=6011, &[16, 17, 18, 19]),
    (6440..=6599, &[16, 17, 18, 19]),
    (6200..=6299, &[16, 17, 18, 19]),
    (8100..=8171, &[16, 17, 18, 19]),
    // Mir and Troy.
    (2200..=2205, &[16, 17, 18, 19]),
    (9792..=9792, &[16]),
    // Maestro.
    (5018..=5018, MAESTRO),
    (5020..=5020, MAESTRO),
    (5038..=5038, MAESTRO),
    (5893..=5893, MAESTRO),
    (6304..=6304, MAESTRO),
    (6759..=6763, MAESTRO),
];
const MAESTRO: &[usize] = &[12, 13, 14, 15, 16, 17, 18, 19];

/// Whether an issuer gives out numbers that begin and are as long as this one.
fn issued(number: &[u8]) -> bool {
    if number.len() < 12 {
        return false;
    }
    let prefix = number[..6].iter().fold(0_u32, |value, digit| value * 10 + u32::from(digit - b'0'));
    let prefix = prefix / 100;
    let length = number.len();
    ISSUERS.iter().any(|(prefixes, lengths)| prefixes.contains(&prefix) && lengths.contains(&length))
}

/// Whether the last digit is the check digit of the others.
fn luhn(number: &[u8]) -> bool {
    let sum: u32 = number
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') << (place % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}
