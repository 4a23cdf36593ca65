//! What is to be made: which data set, how many conversations, from which seed, in which format.

use serde::{Deserialize, Serialize};

/// Which synthetic company is being talked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An online shop's bot.
    Shop,
    /// The support bot of a company that sells software to companies.
    Saas,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Shop, Self::Saas];

    /// The name in links and commands.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Saas => "saas",
        }
    }
}

/// How the conversations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// One row per message, with a header, quoted as RFC 4180 says.
    Csv,
    /// One conversation per line.
    Jsonl,
}

impl Format {
    /// The end of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
        }
    }
}

/// A data set to be made. Equal plans give equal bytes.
///
/// ```
/// use undertone::sample::{Format, Kind, Plan};
/// let plan = Plan { conversations: 10, ..Plan::default_size(Kind::Shop) };
/// assert_eq!(plan.file_name(Format::Csv), "online-shop-synthetic.csv");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which company.
    pub kind: Kind,
    /// How many conversations. They always fill the same 90 days.
    pub conversations: u32,
    /// Where chance begins.
    pub seed: u64,
}

impl Plan {
    /// The data set that the start screen offers: 3,000 conversations of the shop, 2,000 of the
    /// software company.
    pub fn default_size(kind: Kind) -> Self {
        let conversations = match kind {
            Kind::Shop => 3000,
            Kind::Saas => 2000,
        };
        Self { kind, conversations, seed: 1 }
    }

    /// A name for the file, which says that its contents are synthetic.
    pub fn file_name(self, format: Format) -> String {
        let stem = match self.kind {
            Kind::Shop => "online-shop",
            Kind::Saas => "saas-support",
        };
        format!("{stem}-synthetic.{}", format.extension())
    }
}
