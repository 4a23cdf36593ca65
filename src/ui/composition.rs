//! Boards: which figures, pictures and tables stand on each, and in what width. Three stand as they are, one a
//! person composes; it is written into the link, kept in the browser and saved as a file in the same words.

use crate::{insight::definition, words::t};

/// A board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardKind {
    /// All there is to see at first.
    #[default]
    Overview,
    /// Who answers people needs it.
    Support,
    /// Who makes the bot better needs it.
    Product,
    /// Who answers for it needs it.
    Leadership,
    /// What a person put together.
    Own,
}

/// One thing on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its name: of a figure that of the registry, of a picture or a table that by which tests know it.
    pub name: String,
    /// Quarters of the board's width.
    pub width: u8,
}

/// What a tile shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// A figure.
    Figure,
    /// A picture.
    Picture,
    /// A table of a study.
    Table,
}

/// A picture: its name, and its title in the reader's language.
type Picture = (&'static str, fn() -> &'static str);

/// The pictures there are, by the names that tests know them by, and their titles.
pub const PICTURES: [Picture; 14] = [
    ("chart-over-time", || t("Conversations over time")),
    ("chart-outcome", || t("How conversations ended")),
    ("chart-outcome-shares", || t("Outcomes over time")),
    ("chart-hours", || t("When conversations begin")),
    ("chart-channels", || t("Channels")),
    ("chart-messages", || t("Messages per conversation")),
    ("chart-length", || t("How long conversations take")),
    ("chart-moods", || t("Moods over time")),
    ("chart-signals", || t("Signals")),
    ("chart-segments", || t("Intent segments")),
    ("chart-emotions", || t("Emotions")),
    ("chart-sentiment", || t("Spread of sentiment")),
    ("chart-trajectories", || t("How moods went")),
    ("chart-languages", || t("Languages spoken")),
];

/// The tables there are of studies that need nothing more to be said.
pub const TABLES: [&str; 16] = [
    "recommended_actions",
    "top_missed",
    "friction_by_intent",
    "friction_by_segment",
    "feedback_by_intent",
    "quick_replies",
    "retention",
    "users_by_week",
    "goals",
    "value_by_segment",
    "value_by_intent",
    "value_by_channel",
    "value_by_campaign",
    "models",
    "flagged_by_intent",
    "personal_data_kinds",
];

/// What a table's name begins with, so that it is not taken for a figure.
const TABLE: &str = "table-";

/// What a picture's name begins with.
const OF_PICTURE: &str = "chart-";

/// The widths that a tile can have.
const WIDTHS: [u8; 3] = [1, 2, 4];

/// Tiles on a board of one's own at most: more is no board, and a link has an end.
pub const MOST_TILES: usize = 40;

/// The first line of a board in a file.
const FILE_HEAD: &str = "undertone board 1";

impl BoardKind {
    /// All of them, in the order in which they stand.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Support, Self::Product, Self::Leadership, Self::Own];

    /// The name in a link.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Support => "support",
            Self::Product => "product",
            Self::Leadership => "leadership",
            Self::Own => "own",
        }
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => t("Overview"),
            Self::Support => t("Support today"),
            Self::Product => t("Product this week"),
            Self::Leadership => t("Leadership this quarter"),
            Self::Own => t("My board"),
        }
    }

    /// How many days at the end of the data it is of; `None` of those that take the days as they are.
    pub fn days(self) -> Option<i32> {
        match self {
            Self::Support => Some(1),
            Self::Product => Some(7),
            Self::Leadership => Some(91),
            Self::Overview | Self::Own => None,
        }
    }

    /// What stands on it, as it is written; of a board of one's own, what it begins with.
    pub fn written(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Support => {
                "conversations,handoff_rate,fallback_rate,negative_share,resolution_rate,csat_top2,\
                 response_time_bot,response_time_agent,chart-hours,chart-outcome,chart-signals,chart-channels,\
                 table-friction_by_intent"
            }
            Self::Product => {
                "inquiries,containment_rate,fallback_conversation_rate,rephrase_rate,\
                 bot_resolution_confirmed_rate,repeat_contact_rate,flagged_answer_rate,bounce_rate,chart-signals,\
                 chart-segments,table-top_missed,table-recommended_actions"
            }
            Self::Leadership => {
                "conversations,monthly_active_users,bot_resolution_durable_rate,quality_deflection_rate,\
                 csat_top2,first_contact_resolution_rate,hours_saved,roi,chart-over-time.4,chart-outcome-shares,\
                 chart-moods"
            }
            Self::Own => {
                "conversations,resolution_rate,csat_top2,fallback_rate,chart-over-time,chart-outcome"
            }
        }
    }
}

impl Tile {
    /// What it shows; `None` of a name that nothing has.
    pub fn kind_of(name: &str) -> Option<TileKind> {
        if name.starts_with(OF_PICTURE) {
            return PICTURES.iter().any(|(known, _)| *known == name).then_some(TileKind::Picture);
        }
        match name.strip_prefix(TABLE) {
            Some(table) => definition(table).map(|_| TileKind::Table),
            None => definition(name).map(|_| TileKind::Figure),
        }
    }

    /// A tile in the width that its kind begins with.
    pub fn of(name: &str) -> Option<Self> {
        let width = match Self::kind_of(name)? {
            TileKind::Figure => 1,
            TileKind::Picture => 2,
            TileKind::Table => 4,
        };
        Some(Self { name: name.to_owned(), width })
    }

    /// The name of the table that it shows.
    pub fn table(&self) -> &str {
        self.name.strip_prefix(TABLE).unwrap_or(&self.name)
    }

    /// Its title.
    pub fn title(&self) -> String {
        let picture = PICTURES.iter().find(|(known, _)| *known == self.name);
        picture.map_or_else(|| super::card::title(self.table()), |(_, title)| title().to_owned())
    }

    /// The next of the widths that it can have, from the widest back to the narrowest.
    #[must_use]
    pub fn in_next_width(&self) -> Self {
        let at = WIDTHS.iter().position(|width| *width == self.width).unwrap_or_default();
        let narrowest = usize::from(Self::kind_of(&self.name) != Some(TileKind::Figure));
        let next = if at + 1 == WIDTHS.len() { narrowest } else { at + 1 };
        Self { width: WIDTHS[next], ..self.clone() }
    }
}

/// Tiles as a link holds them: names parted by commas, each with its width where that is not the usual one.
pub fn written(tiles: &[Tile]) -> String {
    let tile = |tile: &Tile| match Tile::of(&tile.name) {
        Some(usual) if usual.width == tile.width => tile.name.clone(),
        _ => format!("{}.{}", tile.name, tile.width),
    };
    tiles.iter().map(tile).collect::<Vec<_>>().join(",")
}

/// Tiles that were written. What nothing has the name of is left out, and so is what stands there already.
pub fn read(text: &str) -> Vec<Tile> {
    let mut tiles: Vec<Tile> = Vec::new();
    for part in text.split(',') {
        let (name, width) = part.trim().split_once('.').unwrap_or((part.trim(), ""));
        let Some(usual) = Tile::of(name) else { continue };
        let width = width.parse().ok().filter(|width| WIDTHS.contains(width)).unwrap_or(usual.width);
        if tiles.len() < MOST_TILES && tiles.iter().all(|known| known.name != name) {
            tiles.push(Tile { width, ..usual });
        }
    }
    tiles
}

/// A board as a file: a line that says what it is, then a tile to a line.
pub fn as_file(tiles: &[Tile]) -> String {
    format!("{FILE_HEAD}\n{}\n", written(tiles).replace(',', "\n"))
}

/// A board of a file; `None` where the file holds none.
pub fn of_file(text: &str) -> Option<Vec<Tile>> {
    let rest = text.trim_start_matches('\u{feff}').strip_prefix(FILE_HEAD)?;
    Some(read(&rest.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(",")))
        .filter(|tiles| !tiles.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Study;

    #[test]
    fn every_tile_of_a_standing_board_is_there() {
        for kind in BoardKind::ALL {
            let tiles = kind.written().split(',').filter(|name| !name.is_empty()).count();
            assert_eq!(read(kind.written()).len(), tiles, "{kind:?}");
        }
        assert!(PICTURES.iter().all(|(name, _)| Tile::of(name).is_some()));
        for name in TABLES {
            let tile = Tile::of(&format!("table-{name}")).unwrap();
            assert!(Study::of(tile.table()).is_some(), "{name}");
        }
    }

    #[test]
    fn a_board_comes_back_from_a_link_and_from_a_file() {
        let tiles = read("csat_top2.2,chart-outcome,nonsense,csat_top2,chart-hours.9,table-csat_top2.2");
        let names: Vec<(&str, u8)> = tiles.iter().map(|tile| (tile.name.as_str(), tile.width)).collect();
        assert_eq!(
            names,
            [("csat_top2", 2), ("chart-outcome", 2), ("chart-hours", 2), ("table-csat_top2", 2)]
        );
        assert_eq!(written(&tiles), "csat_top2.2,chart-outcome,chart-hours,table-csat_top2.2");
        assert_eq!(read(&written(&tiles)), tiles);
        assert_eq!(of_file(&as_file(&tiles)), Some(tiles));
        assert_eq!(of_file(&as_file(&read(""))), None);
        for text in ["", "csat_top2", "undertone board 1", "{\"a\": 1}"] {
            assert_eq!(of_file(text), None, "{text}");
        }
        assert_eq!(of_file("\u{feff}undertone board 1\r\ncsat_top2\r\n").unwrap().len(), 1);
    }

    #[test]
    fn a_width_goes_round() {
        let widths = |name| {
            let mut tile = Tile::of(name).unwrap();
            (0..3)
                .map(|_| {
                    tile = tile.in_next_width();
                    tile.width
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(widths("csat_top2"), [2, 4, 1]);
        assert_eq!(widths("chart-outcome"), [4, 2, 4]);
    }
}
