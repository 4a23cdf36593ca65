//! What is asked of all shards, and how their parts become one answer.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use crate::{
    binary::In,
    conversation::Day,
    corpus::{Corpus, Place},
    insight::{
        Board, BoardPartial, Course, Days, EarlyWarning, Findings, change, funnel_of_one_user, trends,
        windows,
    },
    plan::Plan,
    query::{Field, Filter},
    topics::{Arranged, Topics, Wanted},
};

use super::{
    Facets, Totals,
    ask::{Ask, Chosen, Cut, Part, Slices},
    explained::Reason,
    facets::{self, Counted},
    listing::{Keys, ListRow, Order},
    memory::Held,
    quotes::{self, Quote},
    studies::{self, Study, StudyPart},
    team::{Lost, Team, ask_all},
    transcript::Transcript,
    voices::Voices,
};

/// Answers that hold of all data whatever is chosen, until more is read.
#[derive(Debug, Default)]
pub struct Standing {
    pub(super) facets: RefCell<Option<Facets>>,
    days: RefCell<Option<Days<1>>>,
    /// Whether the shards were told which matters come again.
    pub(super) settled: Cell<bool>,
    /// Whether a goal asks for a way or a funnel.
    pub(super) goals_go_by_ways: Cell<bool>,
    /// Whether the source calls everybody by one id.
    pub(super) one_user: Cell<bool>,
    /// The topics, once somebody asked for them.
    pub(super) topics: RefCell<Option<(Rc<Topics>, Rc<Arranged>)>>,
    /// What is said with each signal, once somebody asked for it.
    pub(super) voices: RefCell<Option<Rc<Voices>>>,
    /// What a person wants of topics.
    pub(super) wanted: RefCell<Wanted>,
}

impl Standing {
    /// What is left of it where more was read: what a person wants and says.
    #[must_use]
    pub fn of_more(&self) -> Self {
        Self {
            wanted: self.wanted.clone(),
            goals_go_by_ways: self.goals_go_by_ways.clone(),
            ..Self::default()
        }
    }

    /// What is left of it where the same data are read otherwise: their topics too.
    #[must_use]
    pub fn of_same(&self) -> Self {
        Self { topics: self.topics.clone(), ..self.of_more() }
    }
}

/// All figures of a filter.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Conversations that the filter means.
    pub conversations: u64,
    /// Their figures.
    pub board: Board,
    /// How these go over time; empty unless asked for.
    pub course: Course,
    /// The names that a filter can ask for; empty unless asked for.
    pub facets: Facets,
    /// How much memory the shards take.
    pub held: Held,
}

/// A question to one analysis.
pub struct Asking<'a, T> {
    /// Its shards.
    pub team: &'a T,
    /// What was read in all.
    pub totals: Totals,
    /// What is known already.
    pub standing: &'a Standing,
}

impl<T: Team> Asking<'_, T> {
    pub(super) fn chosen(&self, filter: &Filter) -> Chosen {
        let end = self.totals.span.map(|(_, end)| end).filter(|_| filter.asks_about_end());
        Chosen { filter: filter.to_string(), end }
    }

    /// The figures of a filter, without their course.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn figures(&self, filter: &Filter) -> Result<Figures, Lost> {
        self.ready(filter).await?;
        self.so_far(filter).await
    }

    /// The figures of a filter as they stand while more is read: topics are found when all is there, and until then no
    /// conversation is in one that was not found before.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn so_far(&self, filter: &Filter) -> Result<Figures, Lost> {
        let cut = self.cut(self.chosen(filter), None).await?;
        let mut board = cut.whole().finish().name_taught(&cut.taught);
        if self.standing.one_user.get() {
            board.without_users();
        }
        Ok(Figures { conversations: cut.count, board, held: cut.held, ..Figures::default() })
    }

    /// The figures of a filter with their course and the names to filter by: of data read to their end.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn whole(&self, filter: &Filter) -> Result<Figures, Lost> {
        self.settle().await?;
        self.ready(filter).await?;
        let chosen = self.chosen(filter);
        let of_all = self.days_of_all().await?;
        let asked = filter.window();
        let everything = match asked {
            Some(_) => self.chosen(&filter.without_days()),
            None => chosen.clone(),
        };
        let windows = of_all.and_then(|(first, last)| windows(first, last, asked));
        let course = |days| Slices::of(days, windows, everything.clone());
        // Most filters leave some conversations on the first day that they ask for, and on the last. Where one
        // leaves so few that their course goes in narrower steps, they are cut once more.
        let likely =
            of_all.zip(asked.or(of_all)).map(|(all, asked)| (all.0.max(asked.0), all.1.min(asked.1)));
        let mut slices = likely.filter(|(first, last)| first <= last).map(course);
        let mut cut = self.cut(chosen.clone(), slices.clone()).await?;
        let whole = cut.whole();
        let days = whole.began().extent();
        if let Some(days) = days.filter(|days| !slices.as_ref().is_some_and(|slices| slices.hold(*days))) {
            slices = Some(course(days));
            cut = self.cut(chosen, slices.clone()).await?;
        }
        let mut board = whole.finish().name_taught(&cut.taught);
        if self.standing.one_user.get() {
            board.without_users();
        }
        let course = slices.zip(days).map(|(slices, (first, last))| {
            let places = slices.place(first).zip(slices.place(last)).map(|(first, last)| first..=last);
            let steps: Vec<Board> =
                places.into_iter().flatten().map(|place| cut.step(place).finish()).collect();
            let changed = |windows| change(windows, &cut.window(0).finish(), &cut.window(1).finish());
            Course {
                trends: trends(slices.step, first, last, &board, &steps),
                change: slices.windows.map(changed),
            }
        });
        let facets = self.facets().await?;
        let course = course.unwrap_or_default();
        Ok(Figures { conversations: cut.count, board, course, facets, held: cut.held })
    }

    /// What the conversations of a filter add to all figures, to be read with what is known of others.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn added(&self, filter: &Filter) -> Result<BoardPartial, Lost> {
        self.settle().await?;
        self.ready(filter).await?;
        Ok(self.cut(self.chosen(filter), None).await?.whole())
    }

    /// What all conversations add whose last message came in each of the stretches of so many minutes from a moment on,
    /// by their places.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn spans(&self, from: i64, minutes: u32) -> Result<BTreeMap<i64, BoardPartial>, Lost> {
        let mut spans: BTreeMap<i64, BoardPartial> = BTreeMap::new();
        for part in ask_all(self.team, &Ask::Spans(from, minutes)).await? {
            let Part::Spans(part) = part else { return Err(Lost) };
            for (place, partial) in part {
                spans.entry(place).or_default().merge(&partial);
            }
        }
        Ok(spans)
    }

    /// The figures of what some conversations add.
    pub fn read(&self, added: &BoardPartial) -> Board {
        let mut board = added.finish();
        if self.standing.one_user.get() {
            board.without_users();
        }
        board
    }

    async fn cut(&self, chosen: Chosen, slices: Option<Slices>) -> Result<Cut, Lost> {
        let mut cut = Cut::default();
        for part in ask_all(self.team, &Ask::Figures(chosen, slices)).await? {
            let Part::Figures(part) = part else { return Err(Lost) };
            cut.merge(*part);
        }
        Ok(cut)
    }

    /// The first and the last day on which any conversation began.
    async fn days_of_all(&self) -> Result<Option<(Day, Day)>, Lost> {
        if let Some(days) = self.standing.days.borrow().as_ref() {
            return Ok(days.extent());
        }
        let mut days = Days::default();
        for part in ask_all(self.team, &Ask::Days).await? {
            let Part::Days(part) = part else { return Err(Lost) };
            days.merge(&part);
        }
        Ok(self.standing.days.borrow_mut().insert(days).extent())
    }

    /// Messages that prove the signals of the conversations that a filter means: up to three of each, the latest
    /// first.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn quotes(&self, filter: &Filter) -> Result<Vec<Quote>, Lost> {
        self.ready(filter).await?;
        let parts = ask_all(self.team, &Ask::Quotes(self.chosen(filter))).await?.into_iter();
        let quotes = |part| if let Part::Quotes(quotes) = part { quotes } else { Vec::new() };
        Ok(quotes::merged(parts.map(quotes).collect()))
    }

    /// What a study finds in the conversations that a filter means.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn study(&self, filter: &Filter, study: &Study) -> Result<Findings, Lost> {
        match study {
            Study::Briefing => self.briefing(filter).await,
            study => self.found(filter, study).await,
        }
    }

    /// What a study finds that is no more than itself.
    pub(super) async fn found(&self, filter: &Filter, study: &Study) -> Result<Findings, Lost> {
        self.settle().await?;
        if self.standing.one_user.get() && matches!(study, Study::Funnel(asked) if asked.by_user) {
            return Ok(funnel_of_one_user());
        }
        self.ready(filter).await?;
        let facets = if study.needs_names() { self.facets().await? } else { Facets::default() };
        let mut study = match study.prepared(&facets) {
            Ok(study) => study,
            Err(refused) => return Ok(*refused),
        };
        for filter in study.filters() {
            self.ready(&filter).await?;
        }
        if study.needs_matters() {
            self.matters().await?;
        }
        if let Study::Voices { quotes, one_user, .. } = &mut study {
            quotes.clone_from(&self.voices().await?.quotes);
            *one_user = self.standing.one_user.get();
        }
        if let Study::Topics { windows: of, .. } = &mut study {
            self.topics().await?;
            let days = self.days_of_all().await?;
            let asked = days.and_then(|(first, last)| windows(first, last, filter.window()));
            *of = asked.into_iter().flatten().map(|(from, to)| (from.0, to.0)).collect();
            // What is asked for alone has no window before it among what is chosen.
            of.truncate(if filter.window().is_some() { 0 } else { 2 });
        }
        if matches!(study, Study::Questions { .. } | Study::Moods) {
            self.topics().await?;
        }
        let mut chosen = self.chosen(filter);
        if study.asks_for_end() {
            // What the selection does not ask of the end, an arm may.
            chosen.end = self.totals.span.map(|(_, end)| end);
        }
        let mut whole = self.studied(&chosen, &study).await?;
        while let Some(further) = whole.further() {
            whole.merge(self.studied(&chosen, &further).await?);
            if let (Study::Ahead { asked, .. }, Study::Ahead { asked: listed, .. }) = (&mut study, further) {
                *asked = listed;
            }
        }
        if let Study::Questions { about, .. } = &mut study {
            let (topics, arranged) = self.topics().await?;
            **about = studies::questions::about(&topics, &arranged, &self.facets().await?);
        }
        let mut findings = whole.finish(&study);
        if self.standing.one_user.get() && study == Study::People {
            findings.without_users();
        }
        Ok(findings)
    }

    /// The early warning, learned from the conversations that a filter means: to score those that are still going on.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn early_warning(&self, filter: &Filter) -> Result<EarlyWarning, Lost> {
        self.settle().await?;
        self.ready(filter).await?;
        match self.studied(&self.chosen(filter), &Study::ahead("", &[])).await? {
            StudyPart::Ahead(part) => Ok(part.warning()),
            _ => Err(Lost),
        }
    }

    /// What all shards say of a study.
    async fn studied(&self, chosen: &Chosen, study: &Study) -> Result<StudyPart, Lost> {
        let mut whole: Option<StudyPart> = None;
        for part in ask_all(self.team, &Ask::Study(chosen.clone(), study.clone())).await? {
            let Part::Studied(part) = part else { return Err(Lost) };
            match &mut whole {
                Some(whole) => whole.merge(part),
                None => whole = Some(part),
            }
        }
        Ok(whole.unwrap_or_else(|| study.begin(&Plan::default())))
    }

    /// What all studies find that need nothing but the data, and these.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn standing_studies(&self, filter: &Filter, further: &[Study]) -> Result<Findings, Lost> {
        let mut all = Findings::default();
        for study in Study::STANDING.iter().chain(further) {
            all.take_in(self.study(filter, study).await?);
        }
        Ok(all)
    }

    /// The names that a filter can ask for.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn facets(&self) -> Result<Facets, Lost> {
        if let Some(facets) = self.standing.facets.borrow().as_ref() {
            return Ok(facets.clone());
        }
        let counted = ask_all(self.team, &Ask::Facets).await?.into_iter();
        let counted =
            counted.map(|part| if let Part::Facets(counted) = part { counted } else { Counted::default() });
        let facets = facets::facets(counted);
        *self.standing.facets.borrow_mut() = Some(facets.clone());
        Ok(facets)
    }

    /// The conversations that a filter means, in an order.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn list(&self, filter: &Filter, order: Order) -> Result<Vec<u32>, Lost> {
        if filter.asks_about(Field::Is) {
            self.settle().await?;
        }
        self.ready(filter).await?;
        let parts = ask_all(self.team, &Ask::Keys(self.chosen(filter), order)).await?.into_iter();
        Ok(Keys::merged(
            parts.map(|part| if let Part::Keys(keys) = part { keys } else { Keys::default() }).collect(),
        ))
    }

    /// The rows of some conversations, in the order in which they are named.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn rows(&self, conversations: &[u32]) -> Result<Vec<ListRow>, Lost> {
        let shards = self.team.shards();
        let mut wanted = vec![Vec::new(); shards as usize];
        for conversation in conversations {
            let (shard, local) = Place::of_conversation(*conversation, shards);
            wanted[shard as usize].push(local);
        }
        let asks: Vec<Ask> = wanted.into_iter().map(Ask::Rows).collect();
        let asked: Vec<_> = asks.iter().zip(0..).map(|(ask, shard)| self.team.ask(shard, ask)).collect();
        let mut answers = Vec::with_capacity(asked.len());
        for answer in asked {
            let Part::Rows(rows) = answer.await? else { return Err(Lost) };
            answers.push(rows.into_iter().peekable());
        }
        let row = |conversation: &u32| {
            let (shard, _) = Place::of_conversation(*conversation, shards);
            answers[shard as usize].next_if(|row| row.conversation == *conversation)
        };
        Ok(conversations.iter().filter_map(row).collect())
    }

    /// One conversation with its words; `None` if there is none of this number.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn transcript(&self, conversation: u32) -> Result<Option<Transcript>, Lost> {
        let (shard, local) = Place::of_conversation(conversation, self.team.shards());
        match self.team.ask(shard, &Ask::Transcript(local)).await? {
            Part::Transcript(transcript) => Ok(transcript.map(|transcript| *transcript)),
            _ => Err(Lost),
        }
    }

    /// Why a line of a conversation was read as it was.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn explain(&self, conversation: u32, line: u32) -> Result<Vec<Reason>, Lost> {
        let (shard, local) = Place::of_conversation(conversation, self.team.shards());
        match self.team.ask(shard, &Ask::Explain(local, line)).await? {
            Part::Explain(reasons) => Ok(reasons),
            _ => Err(Lost),
        }
    }

    /// How much memory the shards take together.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn memory(&self) -> Result<Held, Lost> {
        let mut all = Held::default();
        for part in ask_all(self.team, &Ask::Memory).await? {
            let Part::Memory(held) = part else { return Err(Lost) };
            all.merge(held);
        }
        Ok(all)
    }

    /// All that the shards hold, as one store.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn store(&self) -> Result<Corpus, Lost> {
        self.settle().await?;
        let parts = ask_all(self.team, &Ask::Store).await?;
        let of = parts.len() as u32;
        let thawed = |(part, shard)| match part {
            Part::Store(stored) => Corpus::thaw_part(&mut In(&stored.0), Place { shard, of }).ok_or(Lost),
            _ => Err(Lost),
        };
        let parts: Result<Vec<Corpus>, Lost> = parts.into_iter().zip(0..).map(thawed).collect();
        Ok(Corpus::joined(&mut parts?))
    }
}
