//! Ranked search: the messages that have some words, among the conversations that a filter means. Shards
//! are asked twice: how common the words are to each, and then, told the sum, for their best.

use crate::{
    conversation::Role,
    corpus::Corpus,
    query::Filter,
    search::{Found, Hit, Hits, Index, Placed, Query, Snippet, Stats, merge},
};

use super::{
    Selection,
    ask::{Ask, Chosen, Part},
    near::meant,
    questions::Asking,
    team::{Lost, Team, ask_all},
};

/// A message that was found, for the screen; masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLine {
    /// Number of its conversation, for asking for the transcript.
    pub conversation: u32,
    /// Id of its conversation in the source.
    pub id: String,
    /// Who speaks.
    pub role: Role,
    /// When, UTC milliseconds.
    pub at: Option<i64>,
    /// Which line of the transcript it is, from 0.
    pub line: u32,
    /// The stretch of it that shows why it was found.
    pub text: String,
    /// What of that was searched for: begin and end in characters (code points), in order and apart.
    pub marks: Vec<(u32, u32)>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// How many messages.
    pub count: u64,
    /// Whether they have all of the words; where none has, these have some.
    pub has_all: bool,
    /// The best, best first.
    pub rows: Vec<FoundLine>,
    /// How many words were left aside because there are too many.
    pub left_aside: u32,
}

/// The second question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// What was written.
    pub words: String,
    /// How common its words are in all shards.
    pub stats: Stats,
    /// Among which conversations.
    pub chosen: Chosen,
    /// How many at most.
    pub most: u32,
}

/// A shard's best.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// What it found.
    pub hits: Hits,
    /// The lines of those with all words; of those with some, where there are none with all.
    pub lines: Vec<FoundLine>,
}

crate::frozen! {
    FoundLine { conversation, id, role, at, line, text, marks }
    SearchResults { count, has_all, rows, left_aside }
    Sought { words, stats, chosen, most }
    Best { hits, lines }
    Stats { texts, words, with }
    Hits { all, some }
    Found { count, best }
    Hit { score, place, row }
}

/// The best of a shard whose index is complete.
pub(super) fn best(corpus: &mut Corpus, index: &Index, selection: &Selection, sought: &Sought) -> Best {
    let query = Query::parse(&sought.words);
    let place = |row: u32| {
        let conversation = corpus.conversation_of(row).filter(|conversation| selection.has(*conversation))?;
        // Rows of a conversation stand in the order of the source in any shard.
        Some(u64::from(corpus.place().among_all(conversation)) << 32 | u64::from(row))
    };
    let hits = index.hits(&query, &sought.stats, sought.most as usize, &place);
    let found = if hits.all.count > 0 { &hits.all } else { &hits.some };
    let lines = found.best.iter().filter_map(|hit| line(corpus, hit.row, &query)).collect();
    Best { hits, lines }
}

fn line(corpus: &mut Corpus, row: u32, query: &Query) -> Option<FoundLine> {
    let number = corpus.conversation_of(row)?;
    let conversation = corpus.place().among_all(number);
    corpus.with(number, |corpus, view| {
        let line = view.utterances.iter().position(|said| said.row == row)?;
        let Snippet { text, marks } = Snippet::of(&corpus.text(row), query);
        Some(FoundLine {
            conversation,
            id: corpus.card(number).id.to_owned(),
            role: view.utterances[line].role,
            at: view.utterances[line].at.map(|at| at.0),
            line: line as u32,
            text,
            marks: marks.into_iter().map(|mark| (mark.start, mark.end)).collect(),
        })
    })?
}

/// A message with its beginning, where no words say which part shows why.
pub(super) fn whole_line(corpus: &mut Corpus, row: u32) -> Option<FoundLine> {
    line(corpus, row, &Query::parse(""))
}

impl<T: Team> Asking<'_, T> {
    /// The messages that have what was written, the most telling first, at most `most` of them.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn search(&self, words: &str, filter: &Filter, most: u32) -> Result<SearchResults, Lost> {
        self.ready(filter).await?;
        let mut stats = Stats::default();
        if meant(words).is_some() {
            let sought = Sought { words: words.to_owned(), stats, chosen: self.chosen(filter), most };
            return self.near(sought).await;
        }
        for part in ask_all(self.team, &Ask::Stats(words.to_owned())).await? {
            let Part::Stats(part) = part else { return Err(Lost) };
            stats.merge(&part);
        }
        let sought = Sought { words: words.to_owned(), stats, chosen: self.chosen(filter), most };
        let (mut hits, mut lines) = (Vec::new(), Vec::new());
        for part in ask_all(self.team, &Ask::Best(Box::new(sought))).await? {
            let Part::Best(best) = part else { return Err(Lost) };
            hits.push(best.hits);
            lines.push(best.lines.into_iter());
        }
        let ranked = merge(&hits, most as usize);
        Ok(SearchResults {
            count: ranked.count,
            has_all: ranked.has_all,
            // Each shard's lines stand in the order in which they are taken.
            rows: ranked.best.iter().filter_map(|Placed { shard, .. }| lines[*shard].next()).collect(),
            left_aside: Query::parse(words).left_aside() as u32,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        binary::Frozen,
        conversation::Zone,
        engine::{Analysis, Settings, at_once},
    };

    fn analysed(shards: u32) -> Analysis {
        let settings = Settings { zone: Zone::utc(), key: [7; 16], originals: false };
        let mut analysis = Analysis::with_shards(settings, shards);
        analysis.begin_file("chats.csv");
        let row = |n: u32| {
            format!("{},{},Größe {n} of my order\n", n / 3, ["user", "bot", "system"][n as usize % 3])
        };
        let rows: String = (0..100).map(row).collect();
        analysis.push(format!("conversation_id,role,text\n{rows}").as_bytes());
        analysis.end_file();
        analysis
    }

    fn search(analysis: &Analysis, words: &str) -> SearchResults {
        at_once(analysis.asking().search(words, &Filter::default(), 200)).unwrap()
    }

    #[test]
    fn an_index_made_in_pieces_is_the_same_and_comes_to_an_end() {
        let (at_once, in_pieces) = (analysed(2), analysed(2));
        let pieces = (1..100).find(|_| !in_pieces.team.index_ahead(7));
        assert_eq!(pieces, Some(8));
        for words in ["größe", "17 zebra", "o*"] {
            assert_eq!(search(&at_once, words), search(&in_pieces, words));
        }
    }

    #[test]
    fn notices_are_not_found() {
        let found = search(&analysed(1), "order");
        assert_eq!(found.count, 67);
        assert!(found.rows.iter().all(|row| row.role != Role::System));
    }

    #[test]
    fn what_travels_to_a_shard_and_back_survives() {
        let analysis = analysed(1);
        let ask = Ask::Stats("größe order".into());
        assert_eq!(Ask::thawed(&ask.frozen()), Some(ask.clone()));
        let part = at_once(analysis.team.ask(0, &ask)).unwrap();
        assert_eq!(Part::thawed(&part.frozen()), Some(part.clone()));
        let Part::Stats(stats) = part else { unreachable!() };
        assert_eq!(stats.with, [67, 67]);
        let sought = Sought { words: "größe order".into(), stats, chosen: Chosen::default(), most: 3 };
        let ask = Ask::Best(Box::new(sought));
        assert_eq!(Ask::thawed(&ask.frozen()), Some(ask.clone()));
        let part = at_once(analysis.team.ask(0, &ask)).unwrap();
        assert_eq!(Part::thawed(&part.frozen()), Some(part.clone()));
        let Part::Best(best) = part else { unreachable!() };
        assert_eq!((best.hits.all.count, best.lines.len()), (67, 3));
        assert_eq!(best.lines[0].marks, [(0, 5), (14, 19)]);
    }
}
