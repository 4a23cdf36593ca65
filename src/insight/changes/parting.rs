//! Counting what changes are explained by. Parts have numbers while conversations are counted, each looked up once a
//! conversation, however many changes ask for it.

use std::collections::BTreeMap;

use super::{ChangesPartial, Counted, Dimension, Measure, Slice, Sliced, Suspect};
use crate::insight::Case;

/// The counts of suspects over a pile of conversations, all and part by part.
#[derive(Debug)]
pub struct Parting {
    suspects: Vec<Counting>,
    parts: Vec<Slice>,
    /// The numbers of parts: by dimension and column, then by value.
    numbers: BTreeMap<Dimension, BTreeMap<String, BTreeMap<String, u32>>>,
}

/// One suspect.
#[derive(Debug)]
struct Counting {
    suspect: Suspect,
    within: Option<u32>,
    all: Counted,
    /// By the numbers of parts.
    by_part: Vec<Counted>,
}

impl Parting {
    /// Of nothing yet.
    pub fn of(suspects: &[Suspect]) -> Self {
        let mut parting = Self { suspects: Vec::new(), parts: Vec::new(), numbers: BTreeMap::new() };
        for suspect in suspects {
            let within = suspect.within.as_ref();
            let within = within.map(|part| parting.number(part.dimension, &part.column, &part.value));
            let suspect = suspect.clone();
            parting.suspects.push(Counting { suspect, within, all: [0; 4], by_part: Vec::new() });
        }
        parting
    }

    /// The number of a part.
    pub fn number(&mut self, dimension: Dimension, column: &str, value: &str) -> u32 {
        let known = self.numbers.get(&dimension).and_then(|columns| columns.get(column)?.get(value));
        if let Some(number) = known {
            return *number;
        }
        let number = self.parts.len() as u32;
        self.parts.push(Slice { dimension, column: column.to_owned(), value: value.to_owned() });
        let columns = self.numbers.entry(dimension).or_default();
        columns.entry(column.to_owned()).or_default().insert(value.to_owned(), number);
        number
    }

    /// Takes in one conversation: the cases of each suspect that are so and that this is out of, and the parts that
    /// it is in, each once, by their numbers.
    pub fn observe(&mut self, case: &Case<'_>, parts: &[u32], has_name: impl Fn(Measure, &str) -> bool) {
        let Some(start) = case.start else { return };
        let slices = &self.parts;
        for Counting { suspect, within, all, by_part } in &mut self.suspects {
            let Some(place) = suspect.place(start.day) else { continue };
            let named = matches!(
                suspect.measure,
                Measure::Segment | Measure::Intent | Measure::Topic | Measure::Signal
            );
            if named && !has_name(suspect.measure, &suspect.name)
                || within.is_some_and(|within| !parts.contains(&within))
            {
                continue;
            }
            let (n, of) = suspect.measure.of(case);
            let add = |counted: &mut Counted| {
                counted[place * 2] += n;
                counted[place * 2 + 1] += of;
            };
            add(all);
            for part in parts {
                let slice = &slices[*part as usize];
                let is_beside = suspect.within.as_ref().is_some_and(|within| within.is_beside(slice));
                if suspect.says_nothing(slice.dimension) || is_beside {
                    continue;
                }
                let at = *part as usize;
                if by_part.len() <= at {
                    by_part.resize(at + 1, [0; 4]);
                }
                add(&mut by_part[at]);
            }
        }
    }

    /// What was counted, with the parts by their names.
    pub fn finish(self) -> ChangesPartial {
        let names = self.parts;
        let told = |Counting { suspect, all, by_part, .. }: Counting| {
            let counted = by_part.into_iter().zip(&names).filter(|(counted, _)| *counted != [0; 4]);
            Sliced { suspect, all, parts: counted.map(|(counted, part)| (part.clone(), counted)).collect() }
        };
        ChangesPartial { sliced: self.suspects.into_iter().map(told).collect(), ..ChangesPartial::default() }
    }
}
