//! The check digits of national identity numbers. Each takes the number without its joints, letters in upper
//! case, as long as its shape says.

/// The digit or, counted from 10, the letter at `at`.
fn value(id: &[u8], at: usize) -> u32 {
    match id[at] {
        digit @ b'0'..=b'9' => u32::from(digit - b'0'),
        letter => u32::from(letter.saturating_sub(b'A')) + 10,
    }
}

/// The sum of the first values, each times its weight.
fn weighted(id: &[u8], weights: &[u32]) -> u32 {
    weights.iter().enumerate().map(|(at, weight)| value(id, at) * weight).sum()
}

/// The number that the digits of a stretch are.
fn number(id: &[u8]) -> u64 {
    id.iter().fold(0, |sum, byte| sum * 10 + u64::from(byte.wrapping_sub(b'0') % 10))
}

/// Whether day and month stand at these places.
fn dated(id: &[u8], month: usize, day: usize) -> bool {
    let two = |at: usize| value(id, at) * 10 + value(id, at + 1);
    (1..=12).contains(&two(month)) && (1..=31).contains(&two(day))
}

/// No check: the shape is all there is.
pub(super) fn any(_: &[u8]) -> bool {
    true
}

/// Luhn's digit at the end, as cards have.
pub(super) fn luhn(id: &[u8]) -> bool {
    let doubled = |at: usize, byte: &u8| {
        let value = u32::from(byte - b'0') << (at % 2);
        if value > 9 { value - 9 } else { value }
    };
    let sum: u32 = id.iter().rev().enumerate().map(|(at, byte)| doubled(at, byte)).sum();
    sum.is_multiple_of(10) && id.iter().any(|byte| *byte != id[0])
}

/// United States: areas, groups and serials that were given out.
pub(super) fn social_security(id: &[u8]) -> bool {
    let area = number(&id[..3]);
    area != 0 && area != 666 && area < 900 && number(&id[3..5]) != 0 && number(&id[5..]) != 0
}

/// United Kingdom, national insurance: the letters that begin and end one.
pub(super) fn national_insurance(id: &[u8]) -> bool {
    let never = [b"BG", b"GB", b"NK", b"KN", b"TN", b"NT", b"ZZ"];
    !b"DFIQUV".contains(&id[0])
        && !b"DFIOQUV".contains(&id[1])
        && !never.iter().any(|start| id.starts_with(*start))
        && matches!(id[8], b'A'..=b'D')
}

/// United Kingdom, health service: modulo 11.
pub(super) fn health_service(id: &[u8]) -> bool {
    let check = 11 - weighted(id, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    check != 10 && check % 11 == value(id, 9)
}

/// Germany, tax: ISO 7064 modulo 11, 10.
pub(super) fn german_tax(id: &[u8]) -> bool {
    let rest = (0..10).fold(10, |product, at| {
        let sum = (value(id, at) + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    id[0] != b'0' && (11 - rest) % 10 == value(id, 10)
}

/// The sum of the digits of products, as German insurers count.
fn digit_sums(digits: impl Iterator<Item = u32>, weights: &[u32]) -> u32 {
    digits.zip(weights).map(|(digit, weight)| digit * weight).map(|product| product / 10 + product % 10).sum()
}

/// The digits of an id whose letter counts as two, from A = 01 on.
fn spelt(id: &[u8]) -> impl Iterator<Item = u32> {
    id.iter().flat_map(|byte| {
        let letter = byte.is_ascii_uppercase();
        let value = if letter { u32::from(byte - b'A') + 1 } else { u32::from(byte.wrapping_sub(b'0') % 10) };
        [letter.then_some(value / 10), Some(value % 10)].into_iter().flatten()
    })
}

/// Germany, pension insurance.
pub(super) fn german_pension(id: &[u8]) -> bool {
    let sum = digit_sums(spelt(&id[..11]), &[2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]);
    (1..=12).contains(&number(&id[4..6])) && u64::from(sum % 10) == number(&id[11..])
}

/// Germany, health insurance.
pub(super) fn german_health(id: &[u8]) -> bool {
    u64::from(digit_sums(spelt(&id[..9]), &[1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10) == number(&id[9..])
}

/// France: 97 less the remainder; Corsica's letters count as 19 and 18.
pub(super) fn french(id: &[u8]) -> bool {
    let mut digits = [0; 13];
    digits.copy_from_slice(&id[..13]);
    match id[6] {
        b'A' => digits[5..7].copy_from_slice(b"19"),
        b'B' => digits[5..7].copy_from_slice(b"18"),
        byte if !byte.is_ascii_digit() => return false,
        _ => {}
    }
    let month = number(&id[3..5]);
    matches!(id[0], b'1' | b'2')
        && ((1..=12).contains(&month) || month >= 20)
        && 97 - number(&digits) % 97 == number(&id[13..])
}

const SPANISH: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Spain, citizens.
pub(super) fn spanish(id: &[u8]) -> bool {
    SPANISH[(number(&id[..8]) % 23) as usize] == id[8]
}

/// Spain, foreigners: X, Y and Z count as 0, 1 and 2.
pub(super) fn spanish_foreigner(id: &[u8]) -> bool {
    let Some(first) = b"XYZ".iter().position(|letter| *letter == id[0]) else { return false };
    let number = first as u64 * 10_000_000 + number(&id[1..8]);
    SPANISH[(number % 23) as usize] == id[8]
}

/// Italy: odd places by a table, even ones as they are, modulo 26.
pub(super) fn italian(id: &[u8]) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let place = |byte: u8| u32::from(if byte.is_ascii_digit() { byte - b'0' } else { byte - b'A' });
    let sum: u32 = id[..15]
        .iter()
        .enumerate()
        .map(|(at, &byte)| if at % 2 == 0 { ODD[place(byte) as usize] } else { place(byte) })
        .sum();
    sum % 26 == place(id[15])
}

/// Netherlands: the test of eleven.
pub(super) fn dutch(id: &[u8]) -> bool {
    let sum = weighted(id, &[9, 8, 7, 6, 5, 4, 3, 2]) + 10 * value(id, 8);
    sum.is_multiple_of(11) && sum > 0
}

/// Portugal, tax: modulo 11.
pub(super) fn portuguese(id: &[u8]) -> bool {
    let rest = weighted(id, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    id[0] != b'0' && value(id, 8) == if rest < 2 { 0 } else { 11 - rest }
}

/// Belgium: 97 less the remainder, those born from 2000 on with a two in front.
pub(super) fn belgian(id: &[u8]) -> bool {
    let (first, check) = (number(&id[..9]), number(&id[9..]));
    dated(id, 2, 4) && (97 - first % 97 == check || 97 - (2_000_000_000 + first) % 97 == check)
}

/// Brazil: two digits modulo 11.
pub(super) fn brazilian(id: &[u8]) -> bool {
    let check = |length: usize| {
        let sum: u32 = (0..length).map(|at| value(id, at) * (length + 1 - at) as u32).sum();
        sum * 10 % 11 % 10 == value(id, length)
    };
    check(9) && check(10) && id.iter().any(|byte| *byte != id[0])
}

/// India: Verhoeff's digit.
pub(super) fn indian(id: &[u8]) -> bool {
    const TURN: [u32; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    // The symmetries of a pentagon: turns below five, mirrorings from five on.
    let times = |a: u32, b: u32| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b) % 5,
        (false, true) => 5 + (a + 5 - b) % 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let turned = |digit: u32, place: usize| (0..place % 8).fold(digit, |digit, _| TURN[digit as usize]);
    id[0] >= b'2' && (0..12).fold(0, |sum, place| times(sum, turned(value(id, 11 - place), place))) == 0
}

/// India, tax: what the holder is stands fourth.
pub(super) fn indian_tax(id: &[u8]) -> bool {
    b"ABCFGHLJPT".contains(&id[3])
}

/// Sweden: Luhn over ten digits that begin with a date.
pub(super) fn swedish(id: &[u8]) -> bool {
    let id = &id[id.len() - 10..];
    dated(id, 2, 4) && luhn(id)
}

/// Finland: modulo 31. A letter between the parts says the century.
pub(super) fn finnish(id: &[u8]) -> bool {
    let (serial, check) = if id.len() == 11 { (&id[7..10], id[10]) } else { (&id[6..9], id[9]) };
    let rest = (number(&id[..6]) * 1000 + number(serial)) % 31;
    dated(id, 2, 0)
        && (id.len() == 10 || matches!(id[6], b'A'..=b'F' | b'U'..=b'Y'))
        && b"0123456789ABCDEFHJKLMNPRSTUVWXY"[rest as usize] == check
}

/// Norway: two digits modulo 11.
pub(super) fn norwegian(id: &[u8]) -> bool {
    weighted(id, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11)
        && weighted(id, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
        && (1..=12).contains(&number(&id[2..4]))
}

/// Poland: weights one, three, seven and nine.
pub(super) fn polish(id: &[u8]) -> bool {
    weighted(id, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]).is_multiple_of(10)
        && (1..=12).contains(&(number(&id[2..4]) % 20))
}

/// Switzerland: the country's prefix and an article number's digit.
pub(super) fn swiss(id: &[u8]) -> bool {
    id.starts_with(b"756") && weighted(id, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
}

/// Australia, tax.
pub(super) fn australian_tax(id: &[u8]) -> bool {
    weighted(id, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
}

/// Australia, health.
pub(super) fn australian_health(id: &[u8]) -> bool {
    matches!(id[0], b'2'..=b'6') && weighted(id, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == value(id, 8)
}

/// China: modulo 11, where an X is ten.
pub(super) fn chinese(id: &[u8]) -> bool {
    let rest = weighted(id, &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
    dated(id, 10, 12) && matches!(&id[6..8], b"19" | b"20") && b"10X98765432"[rest as usize] == id[17]
}

/// Mexico: a date, and a letter for the sex.
pub(super) fn mexican(id: &[u8]) -> bool {
    dated(id, 6, 8) && matches!(id[10], b'H' | b'M' | b'X')
}

/// Singapore: modulo 11 into a letter.
pub(super) fn singaporean(id: &[u8]) -> bool {
    let sum = weighted(&id[1..], &[2, 7, 6, 5, 4, 3, 2]);
    match id[0] {
        b'S' => b"JZIHGFEDCBA"[(sum % 11) as usize] == id[8],
        b'T' => b"JZIHGFEDCBA"[((sum + 4) % 11) as usize] == id[8],
        b'F' => b"XWUTRQPNMLK"[(sum % 11) as usize] == id[8],
        b'G' => b"XWUTRQPNMLK"[((sum + 4) % 11) as usize] == id[8],
        _ => false,
    }
}

/// Korea: a date, and a digit for century and sex.
pub(super) fn korean(id: &[u8]) -> bool {
    dated(id, 2, 4) && matches!(id[6], b'1'..=b'8')
}

/// Turkey: two digits of sums.
pub(super) fn turkish(id: &[u8]) -> bool {
    let odd = weighted(id, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = weighted(id, &[0, 1, 0, 1, 0, 1, 0, 1]);
    let ten: u32 = (0..10).map(|at| value(id, at)).sum();
    id[0] != b'0' && (odd * 7 + 100 - even) % 10 == value(id, 9) && ten % 10 == value(id, 10)
}

/// Ireland: modulo 23 into a letter.
pub(super) fn irish(id: &[u8]) -> bool {
    b"WABCDEFGHIJKLMNOPQRSTUV"[(weighted(id, &[8, 7, 6, 5, 4, 3, 2]) % 23) as usize] == id[7]
}

/// Czechia and Slovakia: a date (women's months are 50 on), divisible by 11.
pub(super) fn czech(id: &[u8]) -> bool {
    (1..=12).contains(&(number(&id[2..4]) % 50))
        && (1..=31).contains(&number(&id[4..6]))
        && number(id).is_multiple_of(11)
}

/// Denmark: a date.
pub(super) fn danish(id: &[u8]) -> bool {
    dated(id, 2, 0)
}

/// Austria: the fourth digit checks the others.
pub(super) fn austrian(id: &[u8]) -> bool {
    let sum = weighted(id, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]);
    sum % 11 == value(id, 3) && dated(id, 6, 4)
}

/// Chile: modulo 11, where a K is ten.
pub(super) fn chilean(id: &[u8]) -> bool {
    let check = 11 - weighted(id, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    matches!((check, id[8]), (10, b'K') | (11, b'0')) || check < 10 && check == value(id, 8)
}

/// South Africa: a date and Luhn's digit.
pub(super) fn south_african(id: &[u8]) -> bool {
    dated(id, 2, 4) && luhn(id)
}

/// Romania: a date, and weights modulo 11.
pub(super) fn romanian(id: &[u8]) -> bool {
    let rest = weighted(id, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    dated(id, 3, 5) && (if rest == 10 { 1 } else { rest }) == value(id, 12)
}
