//! What a person says about their business: goals as conditions, what a human contact and the bot cost, what
//! tokens cost, what competitors and products are called, and the funnels that they keep. None of it is in the data, and nothing here pretends to be the person's own number: what is
//! not said is absent, and figures that need it say so.
//!
//! Invariant: of a plan that was checked every filter can be read, names are there once, and none is the word
//! that a filter has for no goal at all.
//!
//! ```
//! use undertone::plan::{Goal, Plan};
//! let mut plan = Plan::default();
//! plan.goals.push(Goal { name: "order".into(), filter: "tag:order".into(), value: None });
//! assert!(plan.clone().checked().is_ok());
//! plan.goals[0].filter = "tag:".into();
//! assert!(plan.checked().unwrap_err().to_string().starts_with("goals[1].filter"));
//! ```

mod amount;
mod file;
mod funnels;
mod prices;

use std::fmt;

use crate::{
    binary::Frozen,
    ingest::Sentence,
    language::{EntityKind, Lists},
    query::{Columns, Field, Filter, Flag},
    text::lowered,
};

pub use amount::Amount;
pub use funnels::{MOST_FUNNELS, NamedFunnel, check_funnel_name};
pub use prices::{PRICES_IN, PRICES_OF, Price, entry_of, first_prices};

/// Goals there can be: each is a bit of what a conversation reached.
pub const MOST_GOALS: usize = 16;

/// Prices that are kept at most.
const MOST_PRICES: usize = 200;

/// Names in a list at most: each message is compared with each.
pub const MOST_NAMES: usize = 100;

/// Characters of a name at most.
const LONGEST: usize = 60;

/// What a person says about their business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What conversations are to reach, by their slots.
    pub goals: Vec<Goal>,
    /// What things cost.
    pub money: Money,
    /// The column of the source that names the campaign; empty where it is found by its name.
    pub campaign: String,
    /// The column of the source that names the page; likewise.
    pub page: String,
    /// The month or day that the prices are of, as it was written.
    pub prices_of: String,
    /// What tokens cost.
    pub prices: Vec<Price>,
    /// What competitors, products, plans and features are called.
    pub lists: Lists,
    /// Funnels under names.
    pub funnels: Vec<NamedFunnel>,
}

/// Something that a conversation can reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goal {
    /// What it is called, in filters too.
    pub name: String,
    /// The filter that means the conversations that reach it.
    pub filter: String,
    /// What one is worth; `None` where nobody said.
    pub value: Option<Amount>,
}

/// What things cost, as far as it was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// The currency of all amounts, as it was written.
    pub currency: String,
    /// What a contact with a person on the team costs.
    pub human_contact: Option<Amount>,
    /// Minutes that such a contact takes.
    pub minutes_per_human_contact: Option<Amount>,
    /// What an hour of such a person costs.
    pub hourly: Option<Amount>,
    /// What the bot costs in a month, whatever it does.
    pub bot_fixed_per_month: Option<Amount>,
}

crate::frozen! {
    Plan { goals, money, campaign, page, prices_of, prices, lists, funnels }
    Goal { name, filter, value }
    Money { currency, human_contact, minutes_per_human_contact, hourly, bot_fixed_per_month }
}

/// What is wrong with a plan: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub Sentence);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Fault {}

impl Fault {
    /// At a place in the plan.
    fn at(place: impl fmt::Display, what: Sentence) -> Self {
        Self(Sentence::of("{place}: {what}").plain("place", place).words("what", [what]))
    }
}

impl Default for Plan {
    /// No goals, no money, and the first table of prices.
    fn default() -> Self {
        Self {
            goals: Vec::new(),
            money: Money { currency: PRICES_IN.into(), ..Money::default() },
            campaign: String::new(),
            page: String::new(),
            prices_of: PRICES_OF.into(),
            prices: first_prices(),
            lists: Lists::default(),
            funnels: Vec::new(),
        }
    }
}

impl Money {
    /// What a contact with a person costs: as it was said, else by its minutes and what an hour costs.
    /// Millionths, rounded down.
    pub fn of_contact(&self) -> Option<Amount> {
        let by_minutes = || {
            let (minutes, hourly) = (self.minutes_per_human_contact?, self.hourly?);
            Some(Amount((u128::from(minutes.0) * u128::from(hourly.0) / 60_000_000) as u64))
        };
        self.human_contact.or_else(by_minutes)
    }
}

impl Plan {
    /// The plan, if all of it can be used.
    ///
    /// # Errors
    /// The first thing that cannot.
    pub fn checked(self) -> Result<Self, Fault> {
        if self.goals.len() > MOST_GOALS {
            let what = Sentence::of("there is room for {n} goals; leave some out").plain("n", MOST_GOALS);
            return Err(Fault::at("goals", what));
        }
        for (at, goal) in self.goals.iter().enumerate() {
            let place = |key: &str| format!("goals[{}].{key}", at + 1);
            self.check_name(at).map_err(|what| Fault::at(place("name"), what))?;
            check_filter(&goal.filter).map_err(|(_, what)| Fault::at(place("filter"), what))?;
        }
        if self.prices.len() > MOST_PRICES {
            let what = Sentence::of("there is room for {n} prices; leave some out").plain("n", MOST_PRICES);
            return Err(Fault::at("prices", what));
        }
        for (at, price) in self.prices.iter().enumerate() {
            if price.model.trim().is_empty() {
                let what = Sentence::of("a model needs a name; write one or leave the price out");
                return Err(Fault::at(format!("prices[{}].model", at + 1), what));
            }
        }
        for (kind, names) in self.lists.by_kind() {
            let key = list_key(kind);
            if names.len() > MOST_NAMES {
                let what = Sentence::of("there is room for {n} names; leave some out").plain("n", MOST_NAMES);
                return Err(Fault::at(format!("names.{key}"), what));
            }
            for (at, name) in names.iter().enumerate() {
                let before = self.lists.names().take_while(|known| !std::ptr::eq(*known, name));
                check_listed(name, before)
                    .map_err(|what| Fault::at(format!("names.{key}[{}]", at + 1), what))?;
            }
        }
        self.check_funnels()?;
        Ok(self)
    }

    /// The plan, if the patterns in its goals mean something: only where the data are it can be told.
    ///
    /// # Errors
    /// The first that does not.
    pub fn with_patterns(self) -> Result<Self, Fault> {
        for (at, goal) in self.goals.iter().enumerate() {
            let place = format!("goals[{}].filter", at + 1);
            Filter::checked(&goal.filter, Columns::Any)
                .map_err(|wrong| Fault::at(place, wrong.sentence()))?;
        }
        Ok(self)
    }

    /// Whether the name of a goal, by its place, can be used beside the others.
    ///
    /// # Errors
    /// Why not.
    pub fn check_name(&self, at: usize) -> Result<(), Sentence> {
        let name = |goal: &Goal| lowered(goal.name.trim());
        let Some(mine) = self.goals.get(at).map(name) else { return Ok(()) };
        let is_taken = self.goals.iter().enumerate().any(|(other, goal)| other != at && name(goal) == mine);
        let because = if mine.is_empty() {
            Sentence::of("a goal needs a name; write one")
        } else if mine.chars().count() > LONGEST {
            Sentence::of("this name is longer than 60 characters; shorten it")
        } else if mine == "none" {
            Sentence::of("“none” means no goal at all; choose another name")
        } else if mine.contains(['"', '•']) {
            Sentence::of("a name has no quotes in it; leave them out")
        } else if is_taken {
            Sentence::of("another goal has this name; choose another")
        } else {
            return Ok(());
        };
        Err(because)
    }

    /// The names of goals by their slots.
    pub fn names(&self) -> Vec<String> {
        self.goals.iter().map(|goal| goal.name.clone()).collect()
    }

    /// Whether a goal asks for a way or a funnel.
    pub fn goes_by_ways(&self) -> bool {
        let filters = self.goals.iter().filter_map(|goal| check_filter(&goal.filter).ok());
        let ways = [Field::Path, Field::Funnel];
        filters.into_iter().any(|filter| ways.iter().any(|field| filter.asks_about(*field)))
    }

    /// As the text that travels in a request and is kept among the settings: a character for each byte.
    pub fn packed(&self) -> String {
        self.as_text()
    }

    /// What such a text says.
    pub fn of_packed(text: &str) -> Option<Self> {
        // One that was kept before there were funnels ends before them, one from before there were lists before these.
        let funnels = Vec::<NamedFunnel>::new().as_text();
        let missing = [String::new(), funnels.clone(), format!("{}{funnels}", Lists::default().as_text())];
        missing.iter().find_map(|missing| Self::of_text(&format!("{text}{missing}")))
    }
}

/// What the list of a kind is called in a file.
pub fn list_key(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Competitor => "competitors",
        EntityKind::Product => "products",
        EntityKind::Plan => "plans",
        _ => "features",
    }
}

/// Whether a name can stand in a list beside others.
///
/// # Errors
/// Why not.
pub fn check_listed<'n>(name: &str, mut others: impl Iterator<Item = &'n String>) -> Result<(), Sentence> {
    let mine = lowered(name.trim());
    Err(if !mine.chars().any(char::is_alphanumeric) {
        Sentence::of("a name needs a letter or a number; write one")
    } else if mine.chars().count() > LONGEST {
        Sentence::of("this name is longer than 60 characters; shorten it")
    } else if mine.contains(['"', '•', '\n']) {
        Sentence::of("a name has no quotes in it; leave them out")
    } else if others.any(|other| lowered(other.trim()) == mine) {
        Sentence::of("this name stands in these lists already; leave one out")
    } else {
        return Ok(());
    })
}

/// The filter of a goal.
///
/// # Errors
/// The character at which it cannot be used, and why.
pub fn check_filter(text: &str) -> Result<Filter, (usize, Sentence)> {
    let filter = Filter::parse_with(text, Columns::Any).map_err(|wrong| (wrong.at, wrong.sentence()))?;
    let because = if filter.is_empty() {
        Sentence::of("a goal needs a condition, such as tag:order or any(bot: your order)")
    } else if filter.asks_about(Field::Goal) {
        Sentence::of("a goal cannot be made of goals; write the condition itself")
    } else if filter.asks_about_topics()
        || [Field::Voice, Field::Entity].iter().any(|field| filter.asks_about(*field))
    {
        Sentence::of("topics are known after goals are; ask for words or intents")
    } else if filter.asks_about_end() {
        Sentence::of("a goal holds of a conversation whenever it was; leave “last:” and “recent:” out")
    } else if filter.asks_for(&[Flag::Followed, Flag::Repeated, Flag::Unsettled, Flag::DeflectedWell]) {
        Sentence::of("whether a matter comes again is known after goals are; leave it out of them")
    } else {
        return Ok(filter);
    };
    Err((0, because))
}

/// Goals that shops often have, as conditions on what data often say: intents and tags, and words of the bot.
pub const SUGGESTED: [(&str, &str); 5] = [
    ("product details", "(intent:product_details,product_info,view_product or tag:product_details,product)"),
    (
        "add to cart",
        "(intent:add_to_cart or tag:add_to_cart or any(bot: \"to your cart\") or any(bot: \"to your basket\"))",
    ),
    ("checkout", "(intent:checkout,begin_checkout or tag:checkout or any(bot: \"to checkout\"))"),
    (
        "purchase",
        "(intent:purchase,order_placed,buy or tag:purchase,order_placed or any(bot: \"thank you for your order\") or any(bot: \"order is confirmed\"))",
    ),
    ("lead", "(signal:lead or intent:lead,contact_sales,book_demo or tag:lead)"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(goals: &[(&str, &str)]) -> Plan {
        let goal = |(name, filter): &(&str, &str)| Goal {
            name: (*name).into(),
            filter: (*filter).into(),
            value: None,
        };
        Plan { goals: goals.iter().map(goal).collect(), ..Plan::default() }
    }

    #[test]
    fn what_cannot_be_used_says_where_and_what_to_do() {
        for (goals, fault) in [
            (vec![("", "tag:a")], "goals[1].name: a goal needs a name; write one"),
            (vec![("None", "tag:a")], "goals[1].name: “none” means no goal at all; choose another name"),
            (
                vec![("a", "tag:a"), ("A ", "tag:b")],
                "goals[1].name: another goal has this name; choose another",
            ),
            (vec![("a", "outcome:sold")], "goals[1].filter: “sold” is not a value of this field."),
            (
                vec![("a", "tag:a"), ("b", "goal:a")],
                "goals[2].filter: a goal cannot be made of goals; write the condition itself",
            ),
            (
                vec![("a", "(tag:x or last:7d)")],
                "goals[1].filter: a goal holds of a conversation whenever it was; leave “last:” and “recent:” out",
            ),
        ] {
            assert_eq!(plan(&goals).checked().unwrap_err().to_string(), fault);
        }
        let many: Vec<(String, String)> = (0..=MOST_GOALS).map(|n| (n.to_string(), "tag:a".into())).collect();
        let many: Vec<(&str, &str)> =
            many.iter().map(|(name, filter)| (name.as_str(), filter.as_str())).collect();
        assert_eq!(
            plan(&many).checked().unwrap_err().to_string(),
            "goals: there is room for 16 goals; leave some out"
        );
        assert!(plan(&many[..MOST_GOALS]).checked().is_ok());
    }

    #[test]
    fn what_is_suggested_can_be_used() {
        assert!(plan(&SUGGESTED).checked().is_ok());
    }

    #[test]
    fn a_plan_survives_as_text() {
        let mut plan = plan(&SUGGESTED);
        plan.money.hourly = Amount::read("42.5");
        plan.goals[0].value = Some(Amount::whole(3));
        plan.goals[0].name = "größer 👍".into();
        plan.lists.competitors = vec!["Ähre & Söhne".into()];
        assert_eq!(Plan::of_packed(&plan.packed()), Some(plan));
        assert_eq!(Plan::of_packed("größer"), None);
    }

    #[test]
    fn a_plan_that_was_kept_before_there_were_lists_or_funnels_is_read() {
        let plan = plan(&SUGGESTED);
        let packed = plan.packed();
        for missing in [1, 5] {
            let before: String = packed.chars().take(packed.chars().count() - missing).collect();
            assert_eq!(Plan::of_packed(&before).as_ref(), Some(&plan));
        }
    }

    #[test]
    fn a_list_names_each_thing_once() {
        let with = |competitors: &[&str], products: &[&str]| {
            let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            let lists = Lists { competitors: own(competitors), products: own(products), ..Lists::default() };
            Plan { lists, ..Plan::default() }.checked().map(drop).map_err(|fault| fault.to_string())
        };
        assert_eq!(with(&["Acme Desk", "Bolt"], &["Pulse 9"]), Ok(()));
        for (competitors, products, fault) in [
            (
                &["Acme", "ACME "][..],
                &[][..],
                "names.competitors[2]: this name stands in these lists already; leave one out",
            ),
            (
                &["Acme"],
                &["acme"],
                "names.products[1]: this name stands in these lists already; leave one out",
            ),
            (&[" - "], &[], "names.competitors[1]: a name needs a letter or a number; write one"),
            (&["a \"b\""], &[], "names.competitors[1]: a name has no quotes in it; leave them out"),
        ] {
            assert_eq!(with(competitors, products), Err(fault.to_owned()));
        }
    }

    #[test]
    fn a_contact_costs_what_was_said_or_its_minutes() {
        let amount = |text: &str| Amount::read(text);
        let money = |human, minutes, hourly| Money {
            human_contact: amount(human),
            minutes_per_human_contact: amount(minutes),
            hourly: amount(hourly),
            ..Money::default()
        };
        for (money, contact) in [
            (money("", "", ""), None),
            (money("6.5", "", ""), Some("6.5")),
            (money("", "8", "45"), Some("6")),
            (money("7", "8", "45"), Some("7")),
            (money("", "8", ""), None),
            (money("0", "", ""), Some("0")),
        ] {
            assert_eq!(money.of_contact().map(|amount| amount.to_string()).as_deref(), contact);
        }
    }
}
