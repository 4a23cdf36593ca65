//! Tells a file of facts that stands beside the transcripts: ratings, labels, what is known of customers. It
//! is a table, or JSON records without anything nested, in which no column holds messages but one holds ids.
//!
//! Nothing here is asked where the name of a column and the look of its values both say what the records are
//! about. Where only one of them does, the file is shown with a guess, and read when a person says so.

use super::{
    About, Kind, Mapping, Sentence,
    columns::{self, Column as C, Columns},
    custom,
    formats::{json_records, looks_like_transcript, side::Aside, table, table::Layout, walk::Walk},
    json::{self, Arena, Json},
    moment::DateOrder,
    speaker, values,
};

/// Records of JSON that are looked at.
const SAMPLE: usize = 400;

/// Characters of an id at most.
const LONGEST_ID: usize = 128;

/// Parts of the names of columns whose texts are about a conversation, not of one.
const REMARKS: [&str; 18] = [
    "comment",
    "kommentar",
    "comentario",
    "remark",
    "bemerk",
    "verbatim",
    "review",
    "freitext",
    "note",
    "notiz",
    "reason",
    "grund",
    "summary",
    "subject",
    "betreff",
    "title",
    "titel",
    "description",
];

/// How many of them, beside a rating, are what its giver says of it.
const COMMENTS: usize = 8;

/// A file of facts.
pub struct Side {
    /// What they are about.
    pub about: About,
    /// Whether nobody need be asked.
    pub certain: bool,
    /// Name of its format.
    pub name: &'static str,
    /// Its columns, or the keys of its records.
    pub layout: Layout,
    /// How its records follow each other, where it is JSON.
    framing: Option<json_records::Framing>,
}

impl Side {
    /// The file of facts that begins so, if it is one.
    pub fn of(head: &str, complete: bool, chosen: &Mapping) -> Option<Self> {
        if chosen.about == Some(About::Messages) || chosen.about.is_none() && !chosen.columns.is_empty() {
            return None;
        }
        let framing = json_records::Shape::of(head).map(|shape| shape.framing);
        let (name, layout) = if let Some(framing) = framing {
            let name = if framing == json_records::Framing::Lines { "JSON Lines" } else { "JSON" };
            (name, records(head, complete, framing)?)
        } else {
            let header = Mapping { header: chosen.header, ..Mapping::default() };
            let table = Layout::of_any(head, complete, &header)?;
            (if table.delimiter == b'\t' { "TSV" } else { "CSV" }, table)
        };
        let (about, certain, layout) = settle(layout, chosen)?;
        Some(Self { about, certain, name, layout, framing })
    }

    /// What it is, in words.
    pub fn why(&self) -> Sentence {
        // Without a header the first row is somebody's.
        let id = self.id().map_or_else(String::new, |at| match self.layout.first.get(at) {
            Some(name) if self.layout.header => name.clone(),
            _ => Mapping::place(at),
        });
        let about = match self.about {
            About::Users => Sentence::of("facts about customers, joined by “{id}”"),
            _ => Sentence::of("facts about conversations, joined by “{id}”"),
        };
        self.layout.with_columns(about.plain("id", id), self.about.key())
    }

    /// Which column names what a record is about.
    pub fn id(&self) -> Option<usize> {
        self.layout.columns.at(self.about.key()?)
    }

    /// What reads it.
    ///
    /// # Errors
    /// A person said what it is about, and none of its columns can be the id of that.
    pub fn format(self) -> Result<Box<dyn super::formats::Format>, Kind> {
        let id = self.id().ok_or_else(|| {
            let names = if self.layout.header { self.layout.first.as_slice() } else { &[] };
            Kind::NoIds(table::names(names))
        })?;
        let reader = Box::new(Aside::new(self.about, id, &self.layout, self.framing.is_some()));
        Ok(match self.framing {
            Some(framing) => Box::new(Walk::of(&super::formats::side::RECORDS, reader, framing)),
            None => Box::new(table::Table::of_rows(self.layout, reader)),
        })
    }
}

/// JSON records as a table: their keys, and what stands under them.
#[inline(never)]
fn records(head: &str, complete: bool, framing: json_records::Framing) -> Option<Layout> {
    let text = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let closed;
    let arena = Arena::default();
    let items: Vec<Json<'_>> = if framing == json_records::Framing::Lines {
        text.lines().take(SAMPLE).filter_map(|line| Json::parse(line.trim(), &arena)).collect()
    } else if text.starts_with('[') {
        let is_whole = complete && Json::parse(text, &Arena::default()).is_some();
        closed = if is_whole { text.to_owned() } else { json::close(text)? };
        let Some(Json::List(items)) = Json::mended(&closed, &arena) else { return None };
        // The last of those that are cut off may be half of one.
        let whole = if is_whole { items.len() } else { items.len().saturating_sub(1) };
        items.iter().copied().take(whole.min(SAMPLE)).collect()
    } else {
        return None;
    };
    let is_flat = |item: &&Json<'_>| {
        !item.entries().is_empty() && item.entries().iter().all(|(_, value)| cell(value).is_some())
    };
    if items.is_empty() || items.iter().filter(is_flat).count() * 10 < items.len() * 9 {
        return None;
    }
    let mut first: Vec<String> = Vec::new();
    for (key, _) in items.iter().flat_map(Json::entries) {
        if !first.iter().any(|known| known == key) {
            first.push(key.to_string());
        }
    }
    let value = |item: &Json<'_>, key: &String| item.get(&[key]).and_then(cell).unwrap_or_default();
    let sample = items.iter().map(|item| first.iter().map(|key| value(item, key)).collect()).collect();
    Some(Layout {
        delimiter: b',',
        header: true,
        named: 0,
        width: first.len(),
        custom: Vec::new(),
        first,
        missing: Vec::new(),
        columns: Columns::default(),
        dates: DateOrder::of(std::iter::empty()),
        rating_max: 5.0,
        sample,
    })
}

/// A value as the cell of a table, a list with commas; `None` where it has parts of its own.
#[inline(never)]
pub fn cell(value: &Json<'_>) -> Option<String> {
    match value {
        Json::Null => Some(String::new()),
        Json::List(items) => {
            let items: Option<Vec<&str>> = items.iter().map(Json::text).collect();
            Some(items?.join(","))
        }
        value => value.text().map(str::to_owned),
    }
}

/// The filled cells of a column.
fn filled(layout: &Layout, at: usize) -> impl Iterator<Item = &str> + Clone {
    layout
        .sample
        .iter()
        .filter_map(move |row| row.get(at))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
}

/// Whether something holds for so many percent of the filled cells of a column, and there are some.
#[inline(never)]
fn most(layout: &Layout, at: usize, percent: usize, holds: &dyn Fn(&str) -> bool) -> bool {
    let (mut all, mut holding) = (0, 0);
    for cell in filled(layout, at) {
        all += 1;
        holding += usize::from(holds(cell));
    }
    all > 0 && holding * 100 >= all * percent
}

/// Whether the cells of a column are texts of some words.
#[inline(never)]
fn is_wordy(layout: &Layout, at: usize) -> bool {
    let (mut all, mut words) = (0, 0);
    for cell in filled(layout, at) {
        all += 1;
        words += cell.split_whitespace().count();
    }
    words >= all * 3 && all > 0
}

/// How many percent of the rows have an id of their own in a column; 0 where the cells look like no ids.
#[inline(never)]
fn percent_distinct(layout: &Layout, at: usize) -> usize {
    let looks_so = |cell: &str| cell.len() <= LONGEST_ID && !cell.contains(char::is_whitespace);
    let mut ids: Vec<&str> = filled(layout, at).collect();
    let all = ids.len();
    if all == 0 || all * 10 < layout.sample.len() * 9 || !most(layout, at, 95, &looks_so) {
        return 0;
    }
    ids.sort_unstable();
    ids.dedup();
    ids.len() * 100 / all
}

/// Whether a name ends as those of ids do.
fn is_named_id(name: &str) -> bool {
    let name = columns::key(name);
    name == "key" || name.ends_with("id") && name.len() <= 24 || name.ends_with("number")
}

/// What each column means: what the facts are about, whether that is certain, and the layout with it.
#[inline(never)]
fn settle(mut layout: Layout, chosen: &Mapping) -> Option<(About, bool, Layout)> {
    let names: Vec<String> = if layout.header { layout.first.clone() } else { Vec::new() };
    let told: Vec<Option<C>> =
        (0..layout.width).map(|at| names.get(at).and_then(|name| columns::by_name(name))).collect();
    let found = |column: C| told.iter().position(|told| *told == Some(column));
    if chosen.about.is_none() && (!layout.header || holds_messages(&layout, &told)) {
        return None;
    }
    let settled = chosen.settle(&names, layout.width);
    let guess = [(C::Conversation, About::Conversations), (C::User, About::Users)];
    let known = guess.into_iter().find(|(column, _)| found(*column).is_some());
    let rated = [C::Rating, C::Status, C::Handoff].into_iter().any(|column| found(column).is_some());
    let about = chosen.about.or_else(|| known.map(|(_, about)| about)).unwrap_or(if rated {
        About::Conversations
    } else {
        About::Users
    });
    let key = about.key()?;
    let is_open = |at: &usize| told[*at].is_none() && names.get(*at).is_some_and(|name| is_named_id(name));
    let by_look = || (0..layout.width).filter(is_open).find(|at| percent_distinct(&layout, *at) >= 80);
    let any_unique = || {
        let mut open = (0..layout.width).filter(|at| told[*at].is_none());
        chosen.about.and_then(|_| open.find(|at| percent_distinct(&layout, *at) >= 80))
    };
    let chosen_id = settled.columns.iter().find(|(_, column)| *column == Some(key)).map(|(at, _)| *at);
    let id = chosen_id.or_else(|| found(key)).or_else(by_look).or_else(any_unique);
    let distinct = id.map_or(0, |at| percent_distinct(&layout, at));
    if chosen.about.is_none() && distinct < 50 {
        return None;
    }
    let certain = chosen.about.is_some() || known.is_some() && distinct >= 80;
    let mut of = Columns { meanings: vec![None; layout.width] };
    // Texts are nothing to filter by, unless a person says so.
    let mut closed: Vec<(usize, Option<C>)> = Vec::new();
    for at in 0..layout.width {
        if Some(at) == id {
            of.meanings[at] = Some(key);
        } else if let Some(column) = told[at].and_then(|told| meaning(&layout, at, told, about))
            && !of.has(column)
        {
            of.meanings[at] = Some(column);
        } else if is_wordy(&layout, at) {
            closed.push((at, None));
        }
    }
    let is_comment = |(at, _): &(usize, Option<C>)| {
        let name = names.get(*at).map(|name| columns::key(name)).unwrap_or_default();
        REMARKS[..COMMENTS].iter().any(|part| name.contains(part))
    };
    if of.has(C::Rating)
        && !of.has(C::Comment)
        && let Some(comment) = closed.iter().position(is_comment)
    {
        of.meanings[closed.remove(comment).0] = Some(C::Comment);
    }
    for (at, column) in &settled.columns {
        if let Some(held) = column.filter(|column| *column != C::Custom).and_then(|column| of.at(column)) {
            of.meanings[held] = None;
        }
        of.meanings[*at] = column.filter(|column| about.takes(*column));
        closed.retain(|(other, _)| other != at);
        closed.push((*at, *column));
    }
    layout.custom = custom::columns(&names, &of, &closed);
    let says_something =
        of.meanings.iter().flatten().any(|column| *column != key) || !layout.custom.is_empty();
    if chosen.about.is_none() && !says_something {
        return None;
    }
    layout.rating_max = table::rating_max(of.at(C::Rating), &layout.sample);
    layout.dates = DateOrder::of(std::iter::empty());
    layout.missing = settled.missing;
    layout.columns = of;
    Some((about, certain, layout))
}

/// Whether something in these columns was said by somebody.
#[inline(never)]
fn holds_messages(layout: &Layout, told: &[Option<C>]) -> bool {
    told.iter().enumerate().any(|(at, told)| match told {
        Some(C::Text | C::Question | C::Answer | C::Transcript | C::IsBot | C::Direction) => true,
        Some(C::Role | C::Sender) => most(layout, at, 50, &|cell| speaker::exact(cell).is_some()),
        Some(_) => most(layout, at, 50, &looks_like_transcript),
        None => {
            let name = layout.first.get(at).map(|name| columns::key(name)).unwrap_or_default();
            let is_remark = REMARKS.iter().any(|part| name.contains(part));
            !is_remark && custom::name(&name).is_some() && is_wordy(layout, at)
        }
    })
}

/// What a column of facts means, of which the name says this much.
#[inline(never)]
fn meaning(layout: &Layout, at: usize, told: C, about: About) -> Option<C> {
    let is_rating = || most(layout, at, 80, &|cell| values::rating(cell, 10.0).is_ok());
    let of_a_conversation = about == About::Conversations;
    match told {
        C::Tags | C::Language | C::Variant => Some(told),
        C::Intent if columns::key(&layout.first[at]) == "label" => Some(C::Tags),
        C::User | C::Channel | C::Comment if of_a_conversation => Some(told),
        C::Rating | C::Confidence | C::Feedback if of_a_conversation && is_rating() => Some(C::Rating),
        C::Status if of_a_conversation && most(layout, at, 50, &values::is_known_status) => Some(told),
        C::Handoff if of_a_conversation && most(layout, at, 50, &|cell| values::flag(cell).is_some()) => {
            Some(told)
        }
        _ => None,
    }
}
