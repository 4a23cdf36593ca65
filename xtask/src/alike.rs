//! Puts functions that are alike next to each other.
//!
//! What compresses a download finds a repetition wherever it is, but writes a near one shorter, and what it
//! has learned of the bytes before serves only for bytes of their kind. A program of components is full
//! of functions that are alike, and in what order they stand makes no difference to a machine: side by side
//! they weigh a fortieth less.

use std::collections::BTreeMap;

use crate::wasm::{self, CODE, CUSTOM, HEAD, IMPORTS};

/// Bytes in a row by which functions are compared.
const STRETCH: usize = 3;

/// What is in more than this share of all functions says nothing of any.
const COMMON: usize = 4;

/// The program with a name for each of its functions, so that in the order of their names those that are
/// alike follow one another. Other names are left out.
pub fn named_by_likeness(program: &[u8]) -> Option<Vec<u8>> {
    let sections = wasm::sections(program)?;
    let imports = match sections.iter().find(|(id, _)| *id == IMPORTS) {
        // What is imported are functions alone; `shorten` refuses anything else.
        Some((_, body)) => wasm::number(body, &mut 0)?,
        None => 0,
    };
    let (_, code) = sections.iter().find(|(id, _)| *id == CODE)?;
    let order = in_order(&bodies(code)?);
    let mut names = Vec::new();
    wasm::put_number(&mut names, order.len());
    let mut places: Vec<(usize, usize)> =
        order.iter().enumerate().map(|(place, function)| (*function, place)).collect();
    places.sort_unstable();
    for (function, place) in places {
        wasm::put_number(&mut names, imports + function);
        wasm::put_text(&mut names, &format!("{place:06}"));
    }
    let mut body = Vec::new();
    wasm::put_text(&mut body, "name");
    // The part of that section that is about functions.
    wasm::put_section(&mut body, 1, &names);
    let mut out = program[..HEAD].to_vec();
    for (id, section) in sections {
        if id != CUSTOM || wasm::text(section, &mut 0) != Some("name") {
            wasm::put_section(&mut out, id, section);
        }
    }
    wasm::put_section(&mut out, CUSTOM, &body);
    Some(out)
}

fn bodies(code: &[u8]) -> Option<Vec<&[u8]>> {
    let mut at = 0;
    let count = wasm::number(code, &mut at)?;
    (0..count).map(|_| wasm::bytes(code, &mut at)).collect()
}

/// The numbers of functions, each followed by the one of those left that is most like it: that shares the
/// largest part of all stretches of both. Among equals the nearest in length, then the first.
fn in_order(bodies: &[&[u8]]) -> Vec<usize> {
    let (stretches, holders) = stretches(bodies);
    let mut left = vec![true; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = (!bodies.is_empty()).then_some(0);
    while let Some(current) = next {
        order.push(current);
        left[current] = false;
        let mut shared = vec![0u64; bodies.len()];
        for stretch in &stretches[current].telling {
            for &holder in &holders[*stretch] {
                shared[holder] += 1;
            }
        }
        let likeness = |other: usize| {
            let all = stretches[current].count + stretches[other].count - shared[other];
            // Whole numbers, so that the order is the same on every machine.
            (shared[other] << 32).checked_div(all).unwrap_or(0)
        };
        next = (0..bodies.len()).filter(|other| left[*other]).max_by_key(|&other| {
            let apart = bodies[other].len().abs_diff(bodies[current].len());
            (likeness(other), std::cmp::Reverse((apart, other)))
        });
    }
    order
}

/// The stretches of a function.
struct Stretches {
    /// How many different ones there are.
    count: u64,
    /// The numbers of those that are in another function too, and not in most.
    telling: Vec<usize>,
}

/// The stretches of each function, and which functions hold each stretch.
fn stretches(bodies: &[&[u8]]) -> (Vec<Stretches>, Vec<Vec<usize>>) {
    let mut held: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for stretch in body.windows(STRETCH) {
            let holders = held.entry(stretch).or_default();
            if holders.last() != Some(&function) {
                holders.push(function);
            }
        }
    }
    let mut stretches: Vec<Stretches> =
        bodies.iter().map(|_| Stretches { count: 0, telling: Vec::new() }).collect();
    let mut all = Vec::with_capacity(held.len());
    for holders in held.into_values() {
        let telling = holders.len() > 1 && holders.len() * COMMON <= bodies.len();
        for &holder in &holders {
            stretches[holder].count += 1;
            if telling {
                stretches[holder].telling.push(all.len());
            }
        }
        all.push(holders);
    }
    (stretches, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATS: &[u8] = b"cats like milk";
    const DOGS: &[u8] = b"dogs chew bones";

    #[test]
    fn what_is_alike_comes_together() {
        let other = b"cats like mice";
        let more = b"dogs chew bones too";
        let strange = [[1; 9], [2; 9], [3; 9], [4; 9]];
        let mut bodies = vec![CATS, DOGS, other, more];
        bodies.extend(strange.iter().map(|body| &body[..]));
        let order = in_order(&bodies);
        let place = |function| order.iter().position(|one| *one == function).unwrap();
        assert_eq!(order[0], 0);
        assert_eq!(place(0).abs_diff(place(2)), 1);
        assert_eq!(place(1).abs_diff(place(3)), 1);
        let mut all = order.clone();
        all.sort_unstable();
        assert_eq!(all, (0..8).collect::<Vec<_>>(), "each once");
        assert!(in_order(&[]).is_empty());
    }

    #[test]
    fn a_program_gets_names_and_is_otherwise_as_it_was() {
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        let mut code = vec![2];
        for body in [CATS, DOGS] {
            wasm::put_number(&mut code, body.len());
            code.extend(body);
        }
        let mut old_names = Vec::new();
        wasm::put_text(&mut old_names, "name");
        wasm::put_section(&mut program, IMPORTS, &[0]);
        wasm::put_section(&mut program, CODE, &code);
        wasm::put_section(&mut program, CUSTOM, &old_names);
        let named = named_by_likeness(&program).unwrap();
        let sections = wasm::sections(&named).unwrap();
        assert_eq!(sections.len(), 3);
        assert_eq!(sections[1], (CODE, &code[..]));
        assert!(sections[2].1.starts_with(b"\x04name\x01\x11\x02\x00\x06000000\x01\x06000001"));
        assert_eq!(named_by_likeness(b"\0asm\x01\0\0\0"), None, "no functions");
    }
}
