//! What the tokens of language models cost. The table is the person's own to change; what stands in it at first
//! is what makers listed on a day, and to be checked.

use super::{Amount, Plan};
use crate::text::lowered;

/// What a model costs, for a million tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// The model, as its maker calls it.
    pub model: String,
    /// A million tokens that it is sent.
    pub input: Amount,
    /// A million tokens that it writes.
    pub output: Amount,
}

crate::frozen! { Price { model, input, output } }

/// The month that the first table is of.
pub const PRICES_OF: &str = "2025-11";

/// The currency of the first table.
pub const PRICES_IN: &str = "USD";

/// The first table: the model, and millionths of a dollar for a million tokens that it is sent and that it writes.
/// To be checked by whoever uses it: makers change their lists, and hosts have prices of their own.
const FIRST: [(&str, u64, u64); 28] = [
    ("gpt-3.5-turbo", 500_000, 1_500_000),
    ("gpt-4-turbo", 10_000_000, 30_000_000),
    ("gpt-4.1", 2_000_000, 8_000_000),
    ("gpt-4.1-mini", 400_000, 1_600_000),
    ("gpt-4.1-nano", 100_000, 400_000),
    ("gpt-4o", 2_500_000, 10_000_000),
    ("gpt-4o-mini", 150_000, 600_000),
    ("gpt-5", 1_250_000, 10_000_000),
    ("gpt-5-mini", 250_000, 2_000_000),
    ("gpt-5-nano", 50_000, 400_000),
    ("o3", 2_000_000, 8_000_000),
    ("o3-mini", 1_100_000, 4_400_000),
    ("o4-mini", 1_100_000, 4_400_000),
    ("claude-3-haiku", 250_000, 1_250_000),
    ("claude-3-5-haiku", 800_000, 4_000_000),
    ("claude-3-5-sonnet", 3_000_000, 15_000_000),
    ("claude-3-7-sonnet", 3_000_000, 15_000_000),
    ("claude-haiku-4-5", 1_000_000, 5_000_000),
    ("claude-sonnet-4", 3_000_000, 15_000_000),
    ("claude-sonnet-4-5", 3_000_000, 15_000_000),
    ("claude-opus-4", 15_000_000, 75_000_000),
    ("gemini-1.5-flash", 75_000, 300_000),
    ("gemini-1.5-pro", 1_250_000, 5_000_000),
    ("gemini-2.0-flash", 100_000, 400_000),
    ("gemini-2.5-flash", 300_000, 2_500_000),
    ("gemini-2.5-pro", 1_250_000, 10_000_000),
    ("mistral-large", 2_000_000, 6_000_000),
    ("mistral-small", 100_000, 300_000),
];

/// The first table.
pub fn first_prices() -> Vec<Price> {
    let price = |&(model, input, output): &_| Price {
        model: String::from(model),
        input: Amount(input),
        output: Amount(output),
    };
    FIRST.iter().map(price).collect()
}

/// The place of the entry that a model goes by, as a source names it: of the entry of that name, or of the longest
/// that it begins with where what follows is but a date or a version (`gpt-4o-2024-08-06` is a `gpt-4o`,
/// `gpt-4o-mini` is not). What stands before a slash is the host's.
pub fn entry_of<'n>(entries: impl Iterator<Item = &'n str>, model: &str) -> Option<usize> {
    let name = lowered(model.rsplit('/').next().unwrap_or(model).trim());
    let fits = |(at, entry): (usize, &str)| {
        let entry = lowered(entry.trim());
        let rest = name.strip_prefix(entry.as_str()).filter(|_| !entry.is_empty())?;
        is_version(rest).then_some((entry.len(), at))
    };
    entries.enumerate().filter_map(fits).max_by_key(|(length, _)| *length).map(|(_, at)| at)
}

impl Plan {
    /// The price of a model as a source names it: see [`entry_of`].
    pub fn price(&self, model: &str) -> Option<&Price> {
        let entries = self.prices.iter().map(|price| price.model.as_str());
        entry_of(entries, model).map(|at| &self.prices[at])
    }

    /// What tokens sent to a model and written by it cost; `None` of a model that the table does not have.
    ///
    /// ```
    /// use undertone::plan::Plan;
    /// let plan = Plan::default();
    /// assert_eq!(plan.cost("gpt-4o-mini", 2_000_000, 500_000), Some(0.6));
    /// assert_eq!(plan.cost("our-own", 1, 1), None);
    /// ```
    pub fn cost(&self, model: &str, prompt: u64, completion: u64) -> Option<f64> {
        let price = self.price(model)?;
        let tokens = |count: u64, amount: Amount| u128::from(count) * u128::from(amount.0);
        Some((tokens(prompt, price.input) + tokens(completion, price.output)) as f64 / 1e12)
    }
}

/// Whether the end of a model's name tells but a version of it.
fn is_version(rest: &str) -> bool {
    const WORDS: [&str; 4] = ["", "latest", "preview", "exp"];
    let is_piece = |piece: &str| {
        let digits = piece.strip_prefix('v').unwrap_or(piece);
        WORDS.contains(&piece) || digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    rest.is_empty() || rest.starts_with(['-', '@', ':']) && rest.split(['-', '@', ':']).all(is_piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_found_by_its_name_and_by_its_version() {
        let plan = Plan::default();
        for (model, entry) in [
            ("gpt-4o", Some("gpt-4o")),
            ("GPT-4o-2024-08-06", Some("gpt-4o")),
            ("gpt-4o-mini-2024-07-18", Some("gpt-4o-mini")),
            ("openai/gpt-4o-mini", Some("gpt-4o-mini")),
            ("claude-3-5-sonnet-20241022", Some("claude-3-5-sonnet")),
            ("claude-3-5-haiku@20241022", Some("claude-3-5-haiku")),
            ("claude-sonnet-4-5-20250929", Some("claude-sonnet-4-5")),
            ("mistral-large-latest", Some("mistral-large")),
            ("gpt-4o-realtime", None),
            ("gpt-4oo", None),
            ("llama-3", None),
            ("", None),
        ] {
            assert_eq!(plan.price(model).map(|price| price.model.as_str()), entry, "{model}");
        }
    }

    #[test]
    fn tokens_cost_what_the_table_says() {
        let plan = Plan {
            prices: vec![Price { model: "m".into(), input: Amount::whole(2), output: Amount::whole(8) }],
            ..Plan::default()
        };
        for (tokens, cost) in
            [((0, 0), 0.0), ((1_000_000, 0), 2.0), ((0, 250_000), 2.0), ((500_000, 500_000), 5.0)]
        {
            assert_eq!(plan.cost("m", tokens.0, tokens.1), Some(cost));
        }
        assert_eq!(Plan { prices: Vec::new(), ..plan }.cost("m", 1, 1), None);
    }
}
