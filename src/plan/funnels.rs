//! Funnels that a person keeps under names of their own.

use super::{Fault, LONGEST, Plan};
use crate::{
    ingest::Sentence,
    query::{Columns, Funnel},
    text::lowered,
};

/// Funnels that are kept at most.
pub const MOST_FUNNELS: usize = 50;

/// A funnel under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedFunnel {
    /// What it is called.
    pub name: String,
    /// The steps and how they must follow one another, as [`Funnel`] is written.
    pub steps: String,
    /// Whether users come through it, over all their conversations.
    pub by_user: bool,
}

crate::frozen! { NamedFunnel { name, steps, by_user } }

impl Plan {
    /// The funnel of a name, however its letters are written.
    pub fn funnel(&self, name: &str) -> Option<&NamedFunnel> {
        let wanted = lowered(name.trim());
        self.funnels.iter().find(|funnel| lowered(&funnel.name) == wanted)
    }

    /// Keeps a funnel, in the place of one of the same name.
    pub fn keep_funnel(&mut self, funnel: NamedFunnel) {
        let wanted = lowered(&funnel.name);
        match self.funnels.iter_mut().find(|known| lowered(&known.name) == wanted) {
            Some(known) => *known = funnel,
            None => self.funnels.push(funnel),
        }
    }

    /// What figures go by: all but the funnels.
    #[must_use]
    pub fn without_funnels(&self) -> Self {
        Self { funnels: Vec::new(), ..self.clone() }
    }

    /// Whether all funnels can be used.
    pub(super) fn check_funnels(&self) -> Result<(), Fault> {
        if self.funnels.len() > MOST_FUNNELS {
            let what = Sentence::of("there is room for {n} funnels; leave some out").plain("n", MOST_FUNNELS);
            return Err(Fault::at("funnels", what));
        }
        for (at, funnel) in self.funnels.iter().enumerate() {
            let place = |key: &str| format!("funnels[{}].{key}", at + 1);
            check_funnel_name(&funnel.name).map_err(|what| Fault::at(place("name"), what))?;
            let first = self.funnel(&funnel.name);
            if first.is_some_and(|first| !std::ptr::eq(first, funnel)) {
                let what = Sentence::of("another funnel has this name; choose another");
                return Err(Fault::at(place("name"), what));
            }
            Funnel::parse(&funnel.steps, Columns::Any)
                .map_err(|wrong| Fault::at(place("steps"), wrong.sentence()))?;
        }
        Ok(())
    }
}

/// Whether a funnel can be called so.
///
/// # Errors
/// Why not.
pub fn check_funnel_name(name: &str) -> Result<(), Sentence> {
    Err(if name.trim().is_empty() {
        Sentence::of("a funnel needs a name; write one")
    } else if name.trim().chars().count() > LONGEST {
        Sentence::of("this name is longer than 60 characters; shorten it")
    } else {
        return Ok(());
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, steps: &str) -> NamedFunnel {
        NamedFunnel { name: name.into(), steps: steps.into(), by_user: false }
    }

    #[test]
    fn what_is_kept_again_under_a_name_stands_in_its_place() {
        let mut plan = Plan::default();
        plan.keep_funnel(of("To a person", "is:engaged > is:handoff"));
        plan.keep_funnel(of("Bought", "is:engaged > goal:order"));
        plan.keep_funnel(of("to a PERSON", "within 7d; is:asked_human > is:handoff"));
        assert_eq!(plan.funnels.len(), 2);
        assert_eq!(
            plan.funnel(" To A Person ").map(|it| it.steps.as_str()),
            Some("within 7d; is:asked_human > is:handoff")
        );
        assert!(plan.checked().is_ok());
    }

    #[test]
    fn what_cannot_be_used_says_where() {
        for (funnels, fault) in [
            (vec![of(" ", "is:engaged")], "funnels[1].name: a funnel needs a name; write one"),
            (
                vec![of("a", "is:engaged"), of("A", "is:engaged")],
                "funnels[2].name: another funnel has this name; choose another",
            ),
            (
                vec![of("a", "is:engaged > outcome:sold")],
                "funnels[1].steps: “sold” is not a value of this field.",
            ),
        ] {
            let plan = Plan { funnels, ..Plan::default() };
            assert_eq!(plan.checked().unwrap_err().to_string(), fault);
        }
        // A pattern that means nothing costs its funnel alone, where that is asked for.
        let plan = Plan { funnels: vec![of("a", "is:engaged > any(user: /a(/)")], ..Plan::default() };
        assert!(plan.checked().and_then(Plan::with_patterns).is_ok());
    }
}
