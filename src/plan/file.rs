//! A plan as a JSON file, and back.
//!
//! It says its version; a newer one than is known here is refused. What a file leaves out is as in a fresh plan.

use std::fmt::Write as _;

use super::{Amount, Fault, Goal, Money, NamedFunnel, Plan, Price, list_key};
use crate::{
    ingest::{
        Sentence,
        json::{Arena, Entry, Json},
    },
    language::Lists,
};

/// The version that is written.
const VERSION: &str = "1";

/// The key of the version, by which a plan is known.
const KEY: &str = "undertone_plan";

impl Plan {
    /// As a JSON file.
    pub fn to_json(&self) -> String {
        let mut out = format!("{{\n  \"{KEY}\": {VERSION},\n  \"goals\": [");
        list(&mut out, &self.goals, |out, goal| {
            pair(out, "name", &text(&goal.name));
            out.push_str(", ");
            pair(out, "filter", &text(&goal.filter));
            if let Some(value) = goal.value {
                out.push_str(", ");
                pair(out, "value", &value.to_string());
            }
        });
        out.push_str("],\n  \"money\": {");
        pair(&mut out, "currency", &text(&self.money.currency));
        for (key, amount) in self.money.amounts() {
            if let Some(amount) = amount {
                out.push_str(", ");
                pair(&mut out, key, &amount.to_string());
            }
        }
        out.push('}');
        for (key, words) in
            [("campaign", &self.campaign), ("page", &self.page), ("prices_of", &self.prices_of)]
        {
            out.push_str(",\n  ");
            pair(&mut out, key, &text(words));
        }
        out.push_str(",\n  \"prices\": [");
        list(&mut out, &self.prices, |out, price| {
            pair(out, "model", &text(&price.model));
            for (key, amount) in [("input", price.input), ("output", price.output)] {
                out.push_str(", ");
                pair(out, key, &amount.to_string());
            }
        });
        out.push_str("],\n  \"names\": {");
        for (at, (kind, names)) in self.lists.by_kind().into_iter().enumerate() {
            out.push_str(if at == 0 { "" } else { ", " });
            let names: Vec<String> = names.iter().map(|name| text(name)).collect();
            pair(&mut out, list_key(kind), &format!("[{}]", names.join(", ")));
        }
        out.push_str("},\n  \"funnels\": [");
        list(&mut out, &self.funnels, |out, funnel| {
            pair(out, "name", &text(&funnel.name));
            out.push_str(", ");
            pair(out, "steps", &text(&funnel.steps));
            if funnel.by_user {
                out.push_str(", ");
                pair(out, "users", "true");
            }
        });
        out.push_str("]\n}\n");
        out
    }

    /// The plan that a JSON file holds.
    ///
    /// # Errors
    /// Where it cannot be used, why, and what to do.
    pub fn of_json(text: &str) -> Result<Self, Fault> {
        let arena = Arena::default();
        let file = Json::parse(text.trim_start_matches('\u{feff}').trim(), &arena)
            .ok_or_else(|| Fault(Sentence::of("this is not JSON; choose a plan that was saved here")))?;
        let mut plan = Self::default();
        let mut version = None;
        for (key, value) in entries("the file", &file)? {
            match *key {
                KEY => version = value.text(),
                "goals" => plan.goals = each("goals", value, goal)?,
                "prices" => plan.prices = each("prices", value, price)?,
                "money" => plan.money = money(value)?,
                "campaign" => plan.campaign = words(key, value)?,
                "page" => plan.page = words(key, value)?,
                "prices_of" => plan.prices_of = words(key, value)?,
                "names" => plan.lists = lists(value)?,
                "funnels" => plan.funnels = each("funnels", value, funnel)?,
                other => {
                    let known = "goals, money, campaign, page, prices_of, prices, names, funnels";
                    return Err(unknown("", other, known));
                }
            }
        }
        match version {
            Some(VERSION) => plan.checked(),
            Some(_) => {
                Err(Fault::at(KEY, Sentence::of("a newer version of Undertone wrote this; open it there")))
            }
            None => Err(Fault::at(
                KEY,
                Sentence::of("this is missing: write 1, or choose a plan that was saved here"),
            )),
        }
    }
}

impl Plan {
    /// A plan of the goals alone that a JSON list holds, each as a file has it.
    ///
    /// # Errors
    /// Where it cannot be used, why, and what to do.
    ///
    /// ```
    /// use undertone::plan::Plan;
    /// let plan = Plan::of_goals(r#"[{"name": "lead", "filter": "signal:lead"}]"#).unwrap();
    /// assert_eq!(plan.goals.len(), 1);
    /// ```
    pub fn of_goals(text: &str) -> Result<Self, Fault> {
        let arena = Arena::default();
        let list = Json::parse(text.trim(), &arena)
            .ok_or_else(|| Fault::at("goals", Sentence::of("a list in square brackets is expected here")))?;
        Self { goals: each("goals", &list, goal)?, ..Self::default() }.checked()
    }
}

impl Money {
    /// Its amounts by their names in a file.
    pub fn amounts(&self) -> [(&'static str, Option<Amount>); 4] {
        [
            ("human_contact", self.human_contact),
            ("minutes_per_human_contact", self.minutes_per_human_contact),
            ("hourly", self.hourly),
            ("bot_fixed_per_month", self.bot_fixed_per_month),
        ]
    }

    /// One of them, to be set.
    pub fn amount_mut(&mut self, name: &str) -> Option<&mut Option<Amount>> {
        Some(match name {
            "human_contact" => &mut self.human_contact,
            "minutes_per_human_contact" => &mut self.minutes_per_human_contact,
            "hourly" => &mut self.hourly,
            "bot_fixed_per_month" => &mut self.bot_fixed_per_month,
            _ => return None,
        })
    }
}

fn goal(place: &str, value: &Json<'_>) -> Result<Goal, Fault> {
    let mut goal = Goal::default();
    for (key, value) in entries(place, value)? {
        let at = format!("{place}.{key}");
        match *key {
            "name" => goal.name = words(&at, value)?,
            "filter" => goal.filter = words(&at, value)?,
            "value" => goal.value = amount(&at, value)?,
            other => return Err(unknown(place, other, "name, filter, value")),
        }
    }
    Ok(goal)
}

fn funnel(place: &str, value: &Json<'_>) -> Result<NamedFunnel, Fault> {
    let mut funnel = NamedFunnel::default();
    for (key, value) in entries(place, value)? {
        let at = format!("{place}.{key}");
        match *key {
            "name" => words(&at, value)?.trim().clone_into(&mut funnel.name),
            "steps" => funnel.steps = words(&at, value)?,
            "users" => {
                let Json::Bool(by_user) = value else {
                    return Err(Fault::at(at, Sentence::of("true or false is expected here")));
                };
                funnel.by_user = *by_user;
            }
            other => return Err(unknown(place, other, "name, steps, users")),
        }
    }
    Ok(funnel)
}

fn price(place: &str, value: &Json<'_>) -> Result<Price, Fault> {
    let mut price = Price::default();
    let mut sides = (None, None);
    for (key, value) in entries(place, value)? {
        let at = format!("{place}.{key}");
        match *key {
            "model" => price.model = words(&at, value)?,
            "input" => sides.0 = amount(&at, value)?,
            "output" => sides.1 = amount(&at, value)?,
            other => return Err(unknown(place, other, "model, input, output")),
        }
    }
    let missing = || {
        Fault::at(
            place,
            Sentence::of(
                "a price needs “input” and “output”, for a million tokens; write 0 where it costs nothing",
            ),
        )
    };
    (price.input, price.output) = sides.0.zip(sides.1).ok_or_else(missing)?;
    Ok(price)
}

fn lists(value: &Json<'_>) -> Result<Lists, Fault> {
    let mut lists = Lists::default();
    let kinds = lists.by_kind().map(|(kind, _)| kind);
    for (key, value) in entries("names", value)? {
        let kind = kinds.into_iter().find(|kind| list_key(*kind) == *key);
        let list = kind.and_then(|kind| lists.of_kind_mut(kind));
        let list = list.ok_or_else(|| unknown("names", key, "competitors, products, plans, features"))?;
        *list = each(&format!("names.{key}"), value, |place, name| {
            words(place, name).map(|name| name.trim().to_owned())
        })?;
    }
    Ok(lists)
}

fn money(value: &Json<'_>) -> Result<Money, Fault> {
    let mut money = Plan::default().money;
    for (key, value) in entries("money", value)? {
        let at = format!("money.{key}");
        if *key == "currency" {
            money.currency = words(&at, value)?;
            continue;
        }
        let amount = amount(&at, value)?;
        let known = "currency, human_contact, minutes_per_human_contact, hourly, bot_fixed_per_month";
        *money.amount_mut(key).ok_or_else(|| unknown("money", key, known))? = amount;
    }
    Ok(money)
}

fn entries<'a>(place: &str, value: &Json<'a>) -> Result<&'a [Entry<'a>], Fault> {
    match value {
        Json::Object(entries) => Ok(entries),
        _ => Err(Fault::at(place, Sentence::of("an object in curly brackets is expected here"))),
    }
}

fn each<T>(
    key: &str,
    value: &Json<'_>,
    one: fn(&str, &Json<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let Json::List(items) = value else {
        return Err(Fault::at(key, Sentence::of("a list in square brackets is expected here")));
    };
    items.iter().enumerate().map(|(at, item)| one(&format!("{key}[{}]", at + 1), item)).collect()
}

fn words(place: &str, value: &Json<'_>) -> Result<String, Fault> {
    match value {
        Json::Text(words) => Ok((*words).to_owned()),
        _ => Err(Fault::at(place, Sentence::of("a text in quotes is expected here"))),
    }
}

fn amount(place: &str, value: &Json<'_>) -> Result<Option<Amount>, Fault> {
    let read = match value {
        Json::Null => return Ok(None),
        Json::Number(digits) => Amount::read(digits),
        _ => None,
    };
    let wrong =
        || Fault::at(place, Sentence::of("a number from 0 to a billion is expected here, such as 12.5"));
    read.map(Some).ok_or_else(wrong)
}

fn unknown(place: &str, key: &str, known: &str) -> Fault {
    let what =
        Sentence::of("there is no “{key}” here; known are {known}").plain("key", key).plain("known", known);
    Fault::at(if place.is_empty() { "the file" } else { place }, what)
}

fn list<T>(out: &mut String, items: &[T], mut one: impl FnMut(&mut String, &T)) {
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n    {" } else { ",\n    {" });
        one(out, item);
        out.push('}');
    }
    if !items.is_empty() {
        out.push_str("\n  ");
    }
}

fn pair(out: &mut String, key: &str, value: &str) {
    // Writing into a String cannot fail.
    let _ = write!(out, "\"{key}\": {value}");
}

/// A text in quotes.
fn text(words: &str) -> String {
    let mut out = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            letter if u32::from(letter) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, fault: &str) {
        assert_eq!(Plan::of_json(text).unwrap_err().to_string(), fault);
    }

    #[test]
    fn a_plan_comes_back_from_its_file() {
        let mut plan = Plan::default();
        assert_eq!(Plan::of_json(&plan.to_json()), Ok(plan.clone()));
        plan.goals = vec![
            Goal {
                name: "Kauf \u{1} \\ 👍".into(),
                filter: "any(bot: \"thank you\")".into(),
                value: Amount::read("39.9"),
            },
            Goal { name: "lead".into(), filter: "signal:lead".into(), value: None },
        ];
        plan.money = Money { currency: "€".into(), hourly: Amount::read("42"), ..Money::default() };
        plan.campaign = "utm_campaign".into();
        plan.prices.truncate(1);
        plan.lists.competitors = vec!["Acme \\ Desk".into(), "Bolt".into()];
        plan.lists.features = vec!["Köhler 👍".into()];
        for (steps, by_user) in [("within 7d; is:engaged > \"a > b\"", true), ("is:engaged", false)] {
            plan.funnels.push(NamedFunnel { name: steps.len().to_string(), steps: steps.into(), by_user });
        }
        let written = plan.to_json();
        assert_eq!(Plan::of_json(&written), Ok(plan), "{written}");
        assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok(), "it is JSON to others");
    }

    #[test]
    fn what_a_file_leaves_out_is_as_in_a_fresh_plan() {
        assert_eq!(Plan::of_json("\u{feff}{\"undertone_plan\": 1}"), Ok(Plan::default()));
        let money = Plan::of_json(r#"{"undertone_plan": 1, "money": {"human_contact": 6, "hourly": null}}"#)
            .unwrap()
            .money;
        assert_eq!(
            (money.currency.as_str(), money.human_contact, money.hourly),
            ("USD", Some(Amount::whole(6)), None)
        );
    }

    #[test]
    fn what_is_wrong_with_a_file_says_where_and_what_to_do() {
        refused("goals", "this is not JSON; choose a plan that was saved here");
        refused("[]", "the file: an object in curly brackets is expected here");
        refused("{}", "undertone_plan: this is missing: write 1, or choose a plan that was saved here");
        refused(
            r#"{"undertone_plan": 2}"#,
            "undertone_plan: a newer version of Undertone wrote this; open it there",
        );
        let of = |rest: &str| format!(r#"{{"undertone_plan": 1, {rest}}}"#);
        refused(
            &of(r#""goalz": []"#),
            "the file: there is no “goalz” here; known are goals, money, campaign, page, prices_of, prices, names, funnels",
        );
        refused(&of(r#""goals": {}"#), "goals: a list in square brackets is expected here");
        refused(&of(r#""goals": [3]"#), "goals[1]: an object in curly brackets is expected here");
        refused(&of(r#""goals": [{"name": 3}]"#), "goals[1].name: a text in quotes is expected here");
        refused(
            &of(r#""goals": [{"name": "a", "filter": "outcome:sold"}]"#),
            "goals[1].filter: “sold” is not a value of this field.",
        );
        refused(
            &of(r#""goals": [{"name": "a", "filter": "tag:a", "value": "9"}]"#),
            "goals[1].value: a number from 0 to a billion is expected here, such as 12.5",
        );
        refused(
            &of(r#""goals": [{"title": "a"}]"#),
            "goals[1]: there is no “title” here; known are name, filter, value",
        );
        refused(
            &of(r#""money": {"hourly": -3}"#),
            "money.hourly: a number from 0 to a billion is expected here, such as 12.5",
        );
        refused(
            &of(r#""money": {"rent": 3}"#),
            "money: there is no “rent” here; known are currency, human_contact, minutes_per_human_contact, hourly, bot_fixed_per_month",
        );
        refused(
            &of(r#""names": {"rivals": []}"#),
            "names: there is no “rivals” here; known are competitors, products, plans, features",
        );
        refused(&of(r#""names": {"plans": [3]}"#), "names.plans[1]: a text in quotes is expected here");
        refused(
            &of(r#""funnels": [{"name": "a", "steps": "is:engaged", "users": 1}]"#),
            "funnels[1].users: true or false is expected here",
        );
        refused(
            &of(r#""prices": [{"model": "a", "input": 3}]"#),
            "prices[1]: a price needs “input” and “output”, for a million tokens; write 0 where it costs nothing",
        );
        refused(
            &of(r#""prices": [{"model": " ", "input": 3, "output": 1}]"#),
            "prices[1].model: a model needs a name; write one or leave the price out",
        );
    }
}
