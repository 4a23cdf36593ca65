//! What a conversation can be about, and how such conversations go. The phrases for it are found
//! under the topic's name: `u.` the user's opening, `b.` the bot's answer, `more.` what is asked
//! next and its answer, `a.` what an agent does about it.

use super::{grammar::Grammar, plan::Kind, saas, shop};

/// Shares and chances are in thousandths.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    pub name: &'static str,
    /// How often, on ordinary days, in the campaign, in the outage.
    pub share: [u32; 3],
    /// Which entry of the bot's menu leads to it.
    pub menu: Option<usize>,
    /// Whether the bot needs the order or invoice number.
    pub number: bool,
    /// How often the bot does not understand.
    pub hard: u32,
    /// How often it ends with a person although the bot understood.
    pub escalates: u32,
    /// How often the bot's answer settles it.
    pub settles: u32,
    /// Whether one can be angry about it.
    pub sore: bool,
    /// Where such questions are written.
    pub page: &'static str,
    /// The signal that the opening itself is; empty if none.
    pub signal: &'static str,
}

impl Topic {
    /// An easy matter of one step; the rest is set by what differs.
    pub const PLAIN: Self = Self {
        name: "",
        share: [0; 3],
        menu: None,
        number: false,
        hard: 100,
        escalates: 60,
        settles: 640,
        sore: false,
        page: "/",
        signal: "",
    };
}

/// Everything that differs from one company to the other.
#[derive(Debug)]
pub struct Company {
    pub topics: &'static [Topic],
    /// The menu of each bot version.
    pub menus: [&'static [&'static str]; 2],
    /// Channels and their shares.
    pub channels: &'static [(&'static str, u32)],
    /// The first is English and knows every topic.
    grammars: Vec<(&'static str, Grammar)>,
}

impl Company {
    /// The company of a kind, its phrases read.
    pub fn new(kind: Kind) -> Self {
        let common = include_str!("common.phrases");
        match kind {
            Kind::Shop => Self {
                topics: &shop::TOPICS,
                menus: shop::MENUS,
                channels: &shop::CHANNELS,
                grammars: vec![
                    (
                        "en",
                        Grammar::new(&[
                            common,
                            include_str!("shop/users.phrases"),
                            include_str!("shop/team.phrases"),
                        ]),
                    ),
                    ("de", Grammar::new(&[include_str!("shop/german.phrases")])),
                    ("es", Grammar::new(&[include_str!("shop/spanish.phrases")])),
                    ("fr", Grammar::new(&[include_str!("shop/french.phrases")])),
                ],
            },
            Kind::Saas => Self {
                topics: &saas::TOPICS,
                menus: saas::MENUS,
                channels: &saas::CHANNELS,
                grammars: vec![(
                    "en",
                    Grammar::new(&[
                        common,
                        include_str!("saas/users.phrases"),
                        include_str!("saas/team.phrases"),
                    ]),
                )],
            },
        }
    }

    /// The phrases of a language.
    pub fn grammar(&self, language: &str) -> &Grammar {
        let found = self.grammars.iter().find(|(known, _)| *known == language);
        &found.unwrap_or(&self.grammars[0]).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::script::SLOTS;

    #[test]
    fn every_phrase_resolves_and_every_topic_has_its_phrases() {
        for kind in [Kind::Shop, Kind::Saas] {
            let company = Company::new(kind);
            for (language, grammar) in &company.grammars {
                assert_eq!(grammar.dangling(&SLOTS), Vec::<String>::new(), "{kind:?} {language}");
            }
            for topic in company.topics {
                for part in ["u.", "b.", "a."] {
                    let rule = format!("{part}{}", topic.name);
                    assert!(company.grammars[0].1.has(&rule), "{rule}");
                }
            }
        }
    }
}
