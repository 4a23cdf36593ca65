//! Funnels to begin with, found from the names in the data: what is not there is in none.

use super::FunnelAsked;
use crate::{
    conversation::Named,
    ingest::Sentence,
    insight::groups::LEAST,
    query::{Field, Filter, Term, Test},
};

/// A funnel to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggested {
    /// What it is about.
    pub name: Sentence,
    /// The funnel.
    pub asked: FunnelAsked,
}

/// Those that the data can fill, by the names that a filter can ask for; the first one is there for all data.
pub fn suggested(facets: &Named<Vec<(String, u64)>>) -> Vec<Suggested> {
    let names = |field: Field| {
        let known = facets.get(field.name()).into_iter().flatten();
        known.filter(|(_, n)| *n >= LEAST).map(|(name, _)| name.as_str())
    };
    let has = |field: Field, wanted: &str| names(field).any(|name| name == wanted);
    let of = |field: Field, names: &[&str]| {
        let test = Test::OneOf(names.iter().map(|name| (*name).to_owned()).collect());
        Filter::default().with(Term { negated: false, field, test }).to_string()
    };
    let mut all = Vec::new();
    let mut add = |name: Sentence, steps: Vec<String>| {
        let begin = std::iter::once(of(Field::Is, &["engaged"]));
        let asked = FunnelAsked { steps: begin.chain(steps).collect(), ..FunnelAsked::default() };
        all.push(Suggested { name, asked });
    };
    let goals: Vec<String> = names(Field::Goal).take(5).map(|goal| of(Field::Goal, &[goal])).collect();
    if !goals.is_empty() {
        add(Sentence::of("To the goals"), goals);
    }
    let resolved = of(Field::Outcome, &["resolved"]);
    let bought = has(Field::Segment, "ready_to_buy").then(|| of(Field::Segment, &["ready_to_buy"]));
    let looked: Vec<&str> =
        ["research", "comparison"].into_iter().filter(|name| has(Field::Segment, name)).collect();
    if let (Some(bought), false) = (bought, looked.is_empty()) {
        let steps = vec![of(Field::Segment, &looked), bought, resolved.clone()];
        add(Sentence::of("To the purchase"), steps);
    }
    let first = names(Field::Intent).next().map(|intent| of(Field::Intent, &[intent]));
    add(Sentence::of("To the answer"), first.into_iter().chain([resolved.clone()]).collect());
    if has(Field::Outcome, "escalated") || has(Field::Act, "ask_human") {
        add(
            Sentence::of("To a person"),
            vec![of(Field::Is, &["asked_human"]), of(Field::Is, &["handoff"]), resolved.clone()],
        );
    }
    if has(Field::Act, "fallback") {
        add(
            Sentence::of("Back from a failure"),
            vec![of(Field::Is, &["fallback"]), of(Field::Is, &["rephrase"]), resolved],
        );
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_in_the_data_is_in_no_suggestion() {
        let mut facets = Named::default();
        let steps = |facets: &_| {
            let all = suggested(facets).into_iter();
            all.map(|one| (one.name.to_string(), one.asked.steps.join(" > "))).collect::<Vec<_>>()
        };
        assert_eq!(
            steps(&facets),
            [("To the answer".to_owned(), "is:engaged > outcome:resolved".to_owned())]
        );
        facets.insert("intent".to_owned(), vec![("my order".to_owned(), 9)]);
        facets
            .insert("segment".to_owned(), vec![("ready_to_buy".to_owned(), 7), ("research".to_owned(), 30)]);
        facets.insert("goal".to_owned(), vec![("cart".to_owned(), 9), ("order".to_owned(), 4)]);
        let all = steps(&facets);
        assert_eq!(all[0].1, "is:engaged > goal:cart", "what fewer than 5 reach is none");
        assert_eq!(all[1].1, "is:engaged > segment:research > segment:ready_to_buy > outcome:resolved");
        assert_eq!(all[2].1, "is:engaged > intent:\"my order\" > outcome:resolved");
        for one in suggested(&facets) {
            assert!(one.asked.funnel().is_ok(), "{:?}", one.asked.steps);
        }
    }
}
