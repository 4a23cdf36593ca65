//! The bot's engine: the tokens that its answers take, how long they take and what they cost, by the model that
//! wrote them; which of them users flag; and the personal data in what was said.
//!
//! What the source states comes first. Where it states no tokens they are estimated from the masked words
//! ([`crate::text::estimated_tokens`]) and counted as estimates; where it states no cost, a table of prices by model gives it.

use super::{
    Board, Case, Cell, Definition, Figure, Findings, Groups, Head, Histogram, Note, Scale, Sheet, SheetRow,
    Unit, Weight,
    figure::Base,
    flagged::{self, FlaggedPartial},
    groups::{LEAST, filter_by},
    private::{self, Private, PrivatePartial},
};
use crate::{
    conversation::{Measure, Named, Role},
    corpus::Corpus,
    ingest::Sentence,
    order,
    plan::{self, Plan},
    query::Field,
};

/// Parts of a unit of money in which costs are summed: prices in millionths, for a millionth of what they buy.
const PARTS: f64 = 1e12;

/// The price that goes for every model without one of its own.
const ANY: &str = "*";

/// What a million tokens cost with a model, sent to it and written by it.
pub type Price = (String, f64, f64);

/// The same in millionths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Priced {
    model: String,
    sent: u64,
    written: u64,
}

crate::frozen! { Priced { model, sent, written } }

/// What any pile of bot messages of one model contributes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OfModel {
    /// The price that goes for it, by its place; found once, as names are compared letter by letter.
    price: Option<u32>,
    messages: u64,
    /// Messages whose written tokens the source states.
    stated: u64,
    sent: Histogram,
    written: Histogram,
    latency: Histogram,
    /// Messages whose cost is known, and those of them whose cost is of tokens that are estimated.
    costed: u64,
    estimated: u64,
    cost: i128,
}

crate::frozen! { OfModel { price, messages, stated, sent, written, latency, costed, estimated, cost } }

impl Default for OfModel {
    fn default() -> Self {
        let tokens = || Histogram::new(Scale::Count);
        Self {
            price: None,
            messages: 0,
            stated: 0,
            sent: tokens(),
            written: tokens(),
            latency: Histogram::new(Scale::Millis),
            costed: 0,
            estimated: 0,
            cost: 0,
        }
    }
}

impl OfModel {
    fn merge(&mut self, other: &Self) {
        self.messages += other.messages;
        self.stated += other.stated;
        self.sent.merge(&other.sent);
        self.written.merge(&other.written);
        self.latency.merge(&other.latency);
        self.costed += other.costed;
        self.estimated += other.estimated;
        self.cost += other.cost;
    }
}

/// What any pile of conversations contributes to the bot's engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachinePartial {
    prices: Vec<Priced>,
    models: Named<OfModel>,
    messages: u64,
    per_message: Histogram,
    per_conversation: Histogram,
    conversations: u64,
    /// Conversations with a cost, and those of them that the bot resolved, as assumed and as confirmed.
    costed: [u64; 3],
    flagged: FlaggedPartial,
    private: PrivatePartial,
}

crate::frozen! {
    MachinePartial { prices, models, messages, per_message, per_conversation, conversations, costed, flagged, private }
}

impl MachinePartial {
    /// What it counts, in words.
    pub const DEFINITIONS: [&'static [Definition]; 3] =
        [DEFINITIONS, flagged::DEFINITIONS, private::DEFINITIONS];

    /// Of nothing yet, by the prices of a plan.
    pub fn of(plan: &Plan) -> Self {
        let price = |price: &plan::Price| {
            (price.model.clone(), price.input.0 as f64 / 1e6, price.output.0 as f64 / 1e6)
        };
        Self::new(&plan.prices.iter().map(price).collect::<Vec<_>>())
    }

    /// Of nothing yet, with these prices.
    pub fn new(prices: &[Price]) -> Self {
        let millionths = |price: f64| (price.clamp(0.0, 1e9) * 1e6) as u64;
        let price = |(model, sent, written): &Price| Priced {
            model: model.clone(),
            sent: millionths(*sent),
            written: millionths(*written),
        };
        Self {
            prices: prices.iter().map(price).collect(),
            models: Named::default(),
            messages: 0,
            per_message: Histogram::new(Scale::Count),
            per_conversation: Histogram::new(Scale::Count),
            conversations: 0,
            costed: [0; 3],
            flagged: FlaggedPartial::default(),
            private: PrivatePartial::default(),
        }
    }

    /// Takes in one conversation with its utterances.
    pub fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        let view = case.view;
        self.flagged.observe(corpus, view);
        let of_column = corpus.in_column(view.idx, "model").map(|(model, _)| model);
        let mut private = Private::default();
        // Tokens so far, as far as they are estimated; those that the source states; whether any message has a cost.
        let (mut estimated, mut stated, mut costed) = (0, None, false);
        for said in view.utterances {
            let weighed = corpus.weighed(said.row);
            self.private.message(&mut private, said.role, weighed);
            if !said.role.is_message() {
                continue;
            }
            self.messages += 1;
            let mut tokens = Some(u64::from(weighed.tokens)).filter(|tokens| *tokens > 0);
            if said.role == Role::Bot {
                let model = corpus.model(said.row).or(of_column).unwrap_or_default();
                let told = |measure| corpus.measure(said.row, measure);
                let whole = |measure| told(measure).map(|value| value.min(1e12) as u64);
                let (sent, written) = (whole(Measure::PromptTokens), whole(Measure::CompletionTokens));
                if sent.or(written).is_some() {
                    *stated.get_or_insert(0) += sent.unwrap_or(0) + written.unwrap_or(0);
                }
                let of = Self::of_model(&mut self.models, &self.prices, model);
                of.messages += 1;
                of.stated += u64::from(written.is_some());
                let known = [
                    (&mut of.sent, sent),
                    (&mut of.latency, whole(Measure::Latency)),
                    (&mut of.written, written.or(tokens)),
                ];
                for (spread, value) in known {
                    if let Some(value) = value {
                        spread.add(value);
                    }
                }
                let price = || {
                    let price = self.prices.get(of.price? as usize)?;
                    let (sent, written) = (sent.unwrap_or(estimated), written.or(tokens)?);
                    Some(
                        i128::from(sent) * i128::from(price.sent)
                            + i128::from(written) * i128::from(price.written),
                    )
                };
                let cost = told(Measure::Cost).map(|cost| (cost.min(1e12) * PARTS) as i128);
                let is_stated = cost.is_some();
                if let Some(cost) = cost.or_else(price) {
                    of.costed += 1;
                    of.cost += cost;
                    of.estimated += u64::from(!is_stated && (sent.is_none() || written.is_none()));
                    costed = true;
                }
                tokens = written.or(tokens);
            }
            if let Some(tokens) = tokens {
                self.per_message.add(tokens);
                estimated += tokens;
            }
        }
        self.private.end(&private);
        if case.digest.messages() > 0 {
            self.conversations += 1;
            stated
                .or((estimated > 0).then_some(estimated))
                .into_iter()
                .for_each(|all| self.per_conversation.add(all));
        }
        let resolved = [true, case.assumed_resolved(), case.confirmed_resolved()];
        for (count, holds) in self.costed.iter_mut().zip(resolved) {
            *count += u64::from(costed && holds);
        }
    }

    fn of_model<'m>(models: &'m mut Named<OfModel>, prices: &[Priced], model: &str) -> &'m mut OfModel {
        if !models.contains_key(model) {
            let price = priced(prices, model).map(|at| at as u32);
            models.insert(model.to_owned(), OfModel { price, ..OfModel::default() });
        }
        models.get_mut(model).expect("it is there now")
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: &Self) {
        for (model, of) in &other.models {
            Self::of_model(&mut self.models, &self.prices, model).merge(of);
        }
        self.messages += other.messages;
        self.per_message.merge(&other.per_message);
        self.per_conversation.merge(&other.per_conversation);
        self.conversations += other.conversations;
        self.costed.iter_mut().zip(other.costed).for_each(|(sum, n)| *sum += n);
        self.flagged.merge(&other.flagged);
        self.private.merge(&other.private);
    }

    /// The figures of all that was observed.
    pub fn finish(&self) -> Findings {
        let mut board = Board::default();
        let mut all = OfModel::default();
        self.models.iter().for_each(|(_, of)| all.merge(of));
        let unworded = "no message has words that could be counted, and the files state no tokens";
        board.spread("tokens_per_utterance", Unit::Count, &self.per_message, self.messages, unworded);
        board.spread("tokens_per_response", Unit::Count, &all.written, all.messages, unworded);
        board.spread(
            "tokens_per_conversation",
            Unit::Count,
            &self.per_conversation,
            self.conversations,
            unworded,
        );
        let base = Base { none: NO_BOT, few: "fewer than 5 bot messages" };
        board.rate("stated_tokens_share", all.stated, all.messages, base);
        board.spread("model_latency", Unit::Millis, &all.latency, all.messages, "the files state no latency");
        let cost = all.cost as f64 / PARTS;
        let unknown = "no bot message states its cost, and none is of a model with a price";
        let known = (all.costed > 0).then_some(cost);
        board.put(Figure::of_cases("model_cost", Unit::Money, known, (all.costed, all.messages), unknown));
        let per = [
            ("cost_per_conversation", unknown),
            ("cost_per_assumed_resolution", "the bot resolved no conversation whose cost is known"),
            ("cost_per_confirmed_resolution", "the bot resolved no conversation whose cost is known"),
        ];
        for ((name, none), of) in per.into_iter().zip(self.costed) {
            let value = known.filter(|_| of > 0).map(|cost| cost / of as f64);
            board.put(Figure::of_cases(name, Unit::Money, value, (of, self.costed[0]), none));
        }
        let mut sheets = vec![self.by_model()];
        sheets.extend(self.flagged.finish(&mut board));
        sheets.push(self.private.finish(&mut board));
        let mut notes = Vec::new();
        let mut note = |said: Sentence| notes.push(Note { weight: Weight::Plain, said });
        self.flagged.said().into_iter().for_each(&mut note);
        if all.written.n() > all.stated {
            note(
                Sentence::of("{n} of {all} bot messages state no tokens: theirs are estimated from the masked words, as the tokeniser o200k_base would count them.")
                    .plain("n", all.messages - all.stated)
                    .plain("all", all.messages),
            );
        }
        if all.estimated > 0 {
            note(
                Sentence::of("The cost of {n} of {all} bot messages is of estimated tokens. What the transcript does not show, such as instructions and documents sent along, is not in it: it is a lower bound.")
                    .plain("n", all.estimated)
                    .plain("all", all.costed),
            );
        }
        Findings { board, sheets, notes, ..Findings::default() }
    }

    /// The table of models, the most used first; those with fewer than five messages together.
    fn by_model(&self) -> Sheet {
        let mut models: Vec<(Option<&str>, OfModel)> = Vec::new();
        let mut others = OfModel::default();
        for (model, of) in &self.models {
            if of.messages < LEAST {
                others.merge(of);
            } else {
                models.push((Some(model), of.clone()));
            }
        }
        order::sort_by(&mut models, |one, two| {
            two.1.messages.cmp(&one.1.messages).then_with(|| one.0.cmp(&two.0))
        });
        models.extend((others.messages > 0).then_some((None, others)));
        let row = |(model, of): &(Option<&str>, OfModel)| {
            let base = Base { none: NO_BOT, few: "fewer than 5 bot messages" };
            let middle = |name, unit, value, of_them: &Histogram| {
                Cell::from(Figure::of_cases(name, unit, value, (of_them.n(), of.messages), NOT_STATED))
            };
            let cost = |per: u64| (of.costed > 0).then(|| of.cost as f64 / PARTS / per as f64);
            let cost = |name, per| {
                Cell::from(Figure::of_cases(
                    name,
                    Unit::Money,
                    cost(per),
                    (of.costed, of.messages),
                    NOT_STATED,
                ))
            };
            SheetRow {
                cells: vec![
                    Groups::cell(*model),
                    Figure::of_cases(
                        "utterances",
                        Unit::Count,
                        Some(of.messages as f64),
                        (of.messages, of.messages),
                        "",
                    )
                    .into(),
                    Figure::rate("stated_tokens_share", of.stated, of.messages, base).into(),
                    middle("tokens_per_response", Unit::Count, of.sent.median(), &of.sent),
                    middle("tokens_per_response", Unit::Count, of.written.median(), &of.written),
                    middle("model_latency", Unit::Millis, of.latency.median(), &of.latency),
                    middle("model_latency", Unit::Millis, of.latency.p90(), &of.latency),
                    cost("model_cost", 1),
                    cost("model_cost", of.costed),
                ],
                filter: model
                    .filter(|model| !model.is_empty())
                    .map(|model| filter_by(Field::Model, model))
                    .unwrap_or_default(),
                ..SheetRow::default()
            }
        };
        Sheet {
            name: "models".to_owned(),
            columns: vec![
                Head::words("Model"),
                Head::figures("Bot messages", Unit::Count),
                Head::figures("With stated tokens", Unit::Share),
                Head::figures("Tokens sent (median)", Unit::Count),
                Head::figures("Tokens written (median)", Unit::Count),
                Head::figures("Latency (median)", Unit::Millis),
                Head::figures("Latency (9 of 10)", Unit::Millis),
                Head::figures("Cost", Unit::Money),
                Head::figures("Cost per message", Unit::Money),
            ],
            rows: models.iter().map(row).collect(),
            none: Sentence::of(if models.is_empty() { NO_BOT } else { "" }),
        }
    }
}

/// The place of the price of a model.
fn priced(prices: &[Priced], model: &str) -> Option<usize> {
    let any = || prices.iter().position(|price| price.model == ANY);
    plan::entry_of(prices.iter().map(|price| price.model.as_str()), model).or_else(any)
}

const NO_BOT: &str = "no conversation has a bot message";
const NOT_STATED: &str = "the files do not state it";
const COSTED: &str = "conversations with a bot message whose cost is known";
const UNCOSTED: &str = "conversations without a bot message whose cost is known";
const NO_TOKENS: &str = "messages without words of which the source states no tokens";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "tokens_per_utterance",
        title: "Tokens per message",
        formula: "Tokens of each message of users, bots and agents, once: those that the source states as written by the model, else estimated from the masked words. The estimate adds up words, letters and digits with weights fitted to the tokeniser o200k_base; against it, its sum over English chats is off by −1 % to +5 %, over other languages of Latin letters by −15 % to +7 %, over Chinese, Japanese and Korean by up to ±6 %, over Arabic and Persian by +16 %, over Russian by +28 %. Tokenisers of other models differ from it by as much and more.",
        excluded: NO_TOKENS,
        when_empty: "absent",
        ..Definition::EMPTY
    },
    Definition {
        name: "tokens_per_response",
        title: "Tokens per bot message",
        formula: "Tokens that the model wrote for each bot message, as the source states them, else estimated from the masked words as for all messages.",
        excluded: NO_TOKENS,
        when_empty: "absent",
        evidence: "is:with_bot",
        ..Definition::EMPTY
    },
    Definition {
        name: "tokens_per_conversation",
        title: "Tokens per conversation",
        formula: "Tokens sent to and written by the model in a conversation, as the source states them; where it states none, the tokens of its messages, each once. A model is usually sent all messages before with each answer, so that the latter is a lower bound.",
        excluded: "conversations without a message that has words or of which the source states tokens",
        when_empty: "absent",
        ..Definition::EMPTY
    },
    Definition {
        name: "stated_tokens_share",
        title: "Tokens stated by the source",
        formula: "Bot messages of which the source states the written tokens ÷ bot messages. Those of all others are estimated.",
        numerator: "bot messages with stated tokens",
        denominator: "bot messages",
        excluded: "messages of users and agents, events and notices",
        when_empty: "absent",
        evidence: "is:with_bot",
    },
    Definition {
        name: "model_latency",
        title: "Latency of the model",
        formula: "Time from the question to the answer, as the source states it of each bot message. What stands between two messages of the transcript is another figure: the bot's response time.",
        excluded: "bot messages of which the source states no latency",
        when_empty: "absent",
        evidence: "is:with_bot",
        ..Definition::EMPTY
    },
    Definition {
        name: "model_cost",
        title: "Cost of the model",
        formula: "What bot messages cost: as the source states it, else their tokens times the price of their model. A price goes for the model of its name, whoever serves it and of whatever date; the price of * for every other. Sent tokens that the source does not state are those of all messages before. Source and prices are taken to be in one currency.",
        excluded: "bot messages without a stated cost of a model without a price",
        when_empty: "absent",
        evidence: "is:with_bot",
        ..Definition::EMPTY
    },
    Definition {
        name: "cost_per_conversation",
        title: "Cost per conversation",
        formula: "The cost of the model ÷ conversations with a bot message whose cost is known.",
        numerator: "the cost of bot messages",
        denominator: COSTED,
        excluded: UNCOSTED,
        when_empty: "absent",
        evidence: "is:with_bot",
    },
    Definition {
        name: "cost_per_assumed_resolution",
        title: "Cost per bot resolution, assumed",
        formula: "The cost of the model, unresolved conversations included, ÷ conversations that the bot resolved as assumed: no handoff, no request for a person, not ended on a fallback.",
        numerator: "the cost of bot messages",
        denominator: "assumed bot resolutions whose cost is known",
        excluded: UNCOSTED,
        when_empty: "absent",
        evidence: "is:assumed",
    },
    Definition {
        name: "cost_per_confirmed_resolution",
        title: "Cost per bot resolution, confirmed",
        formula: "The cost of the model, unresolved conversations included, ÷ conversations that the bot resolved as confirmed: by the source, a rating, or the user's own words.",
        numerator: "the cost of bot messages",
        denominator: "confirmed bot resolutions whose cost is known",
        excluded: UNCOSTED,
        when_empty: "absent",
        evidence: "is:confirmed",
    },
    Definition {
        name: "models",
        title: "By model",
        formula: "Tokens, latency and cost of the bot messages of each model that the source states. Models with fewer than 5 bot messages are counted together.",
        excluded: "messages of users and agents, events and notices",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
];
