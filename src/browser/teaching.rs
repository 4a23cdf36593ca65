//! What the worker does where a person teaches: labels are learned here, used by the shards piece by piece, and
//! kept in this browser if the person wants that.
//!
//! What was taught outlives the analysis: it is used on whatever is opened next.

use std::fmt;

use web_sys::File;

use super::{
    private_files,
    session::{Session, failed},
    vault::{Trouble, Wish},
    world,
};
use crate::{
    engine::{Lost, PIECE, Stored},
    language::taught::{Lesson, Refusal, Target, Taught},
    query::{Columns, Filter},
    wire::{self, Purpose, Response, Teaching},
};

/// Least time between two words on progress, milliseconds.
const PROGRESS_EVERY: f64 = 100.0;

/// Milliseconds after which it is looked once more whether what is kept has come.
const SOON: u32 = 10;

/// Why something cannot be taught here, to be said to a person.
enum Hindrance {
    /// A file cannot be read.
    Unreadable,
    /// A message has no words any more.
    NoWords,
    /// There are as many corrections as can be.
    ManyCorrections,
    /// There are as many labels as can be.
    ManyLabels,
    /// A file holds more labels than there is room for.
    NotAll,
}

impl fmt::Display for Hindrance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "The browser could not read this file. Choose it again.",
            Self::NoWords => "The words of this message were not kept, so it cannot be corrected.",
            Self::ManyCorrections => "There is room for 500 corrections. Take some back first.",
            Self::ManyLabels => "There is room for 16 labels. Forget one first.",
            Self::NotAll => "There is no room for all of these labels. Forget some first.",
        })
    }
}

/// What the lead knows of it.
#[derive(Default)]
pub struct Taughts {
    taught: Taught,
    /// What it was before the label that is being given; where there is none, nothing is being given.
    before: Option<Taught>,
    /// Lessons of labels that another language model was taught: they are learned anew where there are messages.
    lessons: Vec<Lesson>,
    /// Which use of it is under way; a newer one ends it.
    run: u32,
    /// The last of these that went to its end.
    done: u32,
    /// Whether what is kept was looked for, and whether that is still under way.
    looked: bool,
    loading: bool,
    unread: u32,
    took: u32,
}

impl Session {
    /// Answers what is said of taught labels; `keep` says whether they are kept in this browser.
    pub(super) async fn answer_of_teaching(
        &self,
        (generation, id): (u32, u32),
        teaching: Teaching,
        files: Vec<File>,
        keep: bool,
    ) {
        let of = (generation, id);
        let done = self.teach(of, teaching, files, keep).await;
        if let Err(message) = done {
            self.scope.answer(generation, id, Response::Failed { message });
        }
    }

    async fn teach(
        &self,
        of: (u32, u32),
        teaching: Teaching,
        files: Vec<File>,
        keep: bool,
    ) -> Result<(), String> {
        let mut first = None;
        match teaching {
            Teaching::Seen => {
                if keep && !std::mem::replace(&mut self.state.borrow_mut().taughts.looked, true) {
                    self.state.borrow_mut().taughts.loading = true;
                    let loaded = self.load_kept().await;
                    self.state.borrow_mut().taughts.loading = false;
                    loaded?;
                }
                self.say_taught(of, None);
                return Ok(());
            }
            Teaching::Save { with_texts } => {
                let file = Stored(self.state.borrow().taughts.taught.to_file(with_texts));
                self.scope.answer(of.0, of.1, Response::Labels { file });
                return Ok(());
            }
            Teaching::Draw { of: kind, label, seed, most, filter } => {
                let so_far = self.state.borrow_mut().read_so_far();
                let filter = Filter::parse_with(&filter, Columns::Any).unwrap_or_default();
                let draw = so_far.asking().draw(&filter, (&kind, &label), u64::from(seed), most).await;
                let drawn = |draw| Response::Drawn { draw: Box::new(draw) };
                self.scope.answer(of.0, of.1, draw.map_or_else(failed, drawn));
                return Ok(());
            }
            Teaching::Label { lesson } => self.learn_label(lesson).await?,
            Teaching::Load => {
                let file = files.first().ok_or_else(|| Refusal::NotOne.to_string())?;
                let read = private_files::read(file, 0, file.size() as u64).await;
                let bytes = read.map_err(|_| Hindrance::Unreadable.to_string())?;
                self.take_file(&bytes.to_vec()).await?;
                self.learn_lessons().await;
            }
            Teaching::Forget { name } => self.state.borrow_mut().taughts.taught.forget(&name),
            Teaching::Stop => {
                let mut state = self.state.borrow_mut();
                if let Some(before) = state.taughts.before.take() {
                    state.taughts.taught = before;
                }
            }
            Teaching::TakeBack { which } => {
                let taught = &mut self.state.borrow_mut().taughts.taught;
                match which {
                    None => taught.take_back(None),
                    Some(at) => {
                        let which = taught.corrections().get(at as usize).map(|one| (one.at, one.target));
                        if which.is_some() {
                            taught.take_back(which);
                        }
                    }
                }
            }
            Teaching::Correct { conversation, line, of: kind, label, has, instead } => {
                let target = Target::of_names(&kind, &label);
                let instead = instead.and_then(|instead| Target::of_names(&kind, &instead));
                let so_far = self.state.borrow_mut().read_so_far();
                let Some(target) = target else {
                    // The page names none but those it was given.
                    self.say_taught(of, None);
                    return Ok(());
                };
                let correction = so_far.asking().correction((conversation, line), target, has, instead).await;
                let correction = correction.map_err(|lost| lost.to_string())?;
                let correction = correction.ok_or_else(|| Hindrance::NoWords.to_string())?;
                if !self.state.borrow_mut().taughts.taught.correct(correction) {
                    return Err(Hindrance::ManyCorrections.to_string());
                }
                first = Some(conversation);
            }
        }
        self.use_taught(of, first).await.map_err(|lost| lost.to_string())?;
        if keep {
            self.keep_taught().await.map_err(|trouble| trouble.to_string())?;
        }
        Ok(())
    }

    async fn learn_label(&self, lesson: Lesson) -> Result<(), String> {
        let model = self.model.model().await?;
        let (so_far, lesson) = {
            let mut state = self.state.borrow_mut();
            let mut masked = |texts: &[String]| texts.iter().map(|text| state.lead.masked(text)).collect();
            let (examples, others) = (masked(&lesson.examples), masked(&lesson.others));
            (state.read_so_far(), Lesson { examples, others, ..lesson })
        };
        let began = world::now();
        let learned = so_far.asking().teach(&model, &lesson).await.map_err(|lost| lost.to_string())?;
        let label = learned.map_err(|too_few| too_few.to_string())?;
        let mut state = self.state.borrow_mut();
        let before = state.taughts.taught.clone();
        if !state.taughts.taught.put(label) {
            return Err(Hindrance::ManyLabels.to_string());
        }
        state.taughts.took = (world::now() - began).max(1.0) as u32;
        state.taughts.before = Some(before);
        Ok(())
    }

    /// Takes what a file holds. Labels of another model are learned anew from their examples, if it holds some.
    async fn take_file(&self, file: &[u8]) -> Result<(), String> {
        let model = self.model.model().await?;
        let mut state = self.state.borrow_mut();
        match Taught::of_file(file, model.sum()) {
            Ok(taught) => {
                if !state.taughts.taught.merge(taught) {
                    return Err(Hindrance::NotAll.to_string());
                }
            }
            Err(Refusal::OtherModel) => {
                let lessons = Taught::lessons_of_file(file).map_err(|refusal| refusal.to_string())?;
                if lessons.iter().any(|lesson| lesson.examples.is_empty()) {
                    return Err(Refusal::OtherModel.to_string());
                }
                state.taughts.lessons = lessons;
            }
            Err(refusal) => return Err(refusal.to_string()),
        }
        Ok(())
    }

    /// Learns what waits to be learned anew; a label that cannot be is left out.
    async fn learn_lessons(&self) {
        let lessons = std::mem::take(&mut self.state.borrow_mut().taughts.lessons);
        for lesson in lessons {
            // Why not is said where it is taught by hand.
            let _ = self.learn_label(lesson).await;
        }
        self.state.borrow_mut().taughts.before = None;
    }

    async fn load_kept(&self) -> Result<(), String> {
        match self.vault.labels().await {
            Ok(Some(file)) => self.take_file(&file).await,
            // What is shut is asked for when it is opened.
            Ok(None) | Err(_) => Ok(()),
        }
    }

    /// Keeps what was taught, or keeps nothing any more where that is nothing.
    async fn keep_taught(&self) -> Result<(), Trouble> {
        let file = {
            let taughts = &self.state.borrow().taughts;
            (!taughts.taught.is_empty()).then(|| taughts.taught.to_file(true))
        };
        self.vault.keep_labels(file.as_deref()).await
    }

    /// The labels that are kept, before a passphrase is set, entered or taken away: when it is taken away while
    /// what is kept is shut, they are opened with it first.
    pub(super) async fn labels_before(&self, words: &str, purpose: Purpose) -> Option<Vec<u8>> {
        let known = self.vault.labels().await;
        if known == Err(Trouble::Shut) && purpose == Purpose::End {
            let (_, opened) = self.vault.grant(Some(Wish::Passphrase(words.to_owned(), Purpose::Open))).await;
            opened.ok()?;
            return self.vault.labels().await.ok().flatten();
        }
        known.ok().flatten()
    }

    /// After a passphrase: the labels that are kept are sealed or not as all is, and used if they were shut.
    pub(super) async fn labels_after(&self, before: Option<Vec<u8>>) {
        let file = match before {
            Some(file) => Some(file),
            None => self.vault.labels().await.ok().flatten(),
        };
        let Some(file) = file else { return };
        // What goes wrong here was said of the analyses that are kept.
        if self.state.borrow().taughts.looked {
            let _ = self.take_file(&file).await;
            let _ = self.keep_taught().await;
        } else {
            let _ = self.vault.keep_labels(Some(&file)).await;
        }
    }

    /// Uses what was taught on all that was read before its figures are shown.
    pub(super) async fn use_taught_on_all(&self, generation: u32) -> Result<(), Lost> {
        while self.state.borrow().taughts.loading {
            world::pause(SOON).await;
        }
        let is_needed = {
            let taughts = &self.state.borrow().taughts;
            !taughts.taught.is_empty() || !taughts.lessons.is_empty()
        };
        if !is_needed {
            return Ok(());
        }
        self.await_model(generation).await;
        self.learn_lessons().await;
        self.apply((generation, 0), None).await.map(drop)
    }

    /// Uses it, says how far that is, and what was taught when it is done.
    async fn use_taught(&self, of: (u32, u32), first: Option<u32>) -> Result<(), Lost> {
        self.await_model(of.0).await;
        if !self.apply(of, first).await? {
            // Who asked last need not be whose use began last: all are answered when that one is done.
            while self.goes_on_using(of.0) {
                world::pause(SOON).await;
            }
        }
        self.say_taught(of, None);
        Ok(())
    }

    /// Whether what was taught is still being used on the messages of an analysis.
    fn goes_on_using(&self, generation: u32) -> bool {
        let state = self.state.borrow();
        state.generation == generation && state.taughts.done != state.taughts.run
    }

    /// Whether it was used to its end, and no newer use came between.
    async fn apply(&self, of: (u32, u32), first: Option<u32>) -> Result<bool, Lost> {
        let (so_far, taught, run) = {
            let mut state = self.state.borrow_mut();
            state.taughts.run += 1;
            (state.read_so_far(), state.taughts.taught.clone(), state.taughts.run)
        };
        so_far.asking().learn(&taught).await?;
        if let Some(conversation) = first {
            so_far.asking().apply_to(conversation).await?;
            self.forget_answers();
            self.say_taught(of, Some((0, 0)));
        }
        let (mut from, mut unread, mut said_at) = (0, 0, world::now());
        loop {
            let applied = so_far.asking().apply(from, PIECE).await?;
            unread += applied.unread;
            from += PIECE;
            let is_current = {
                let state = self.state.borrow();
                state.generation == of.0 && state.taughts.run == run
            };
            if !is_current {
                return Ok(false);
            }
            if from >= applied.of {
                break;
            }
            if world::now() - said_at >= PROGRESS_EVERY && of.1 > 0 {
                said_at = world::now();
                self.say_taught(of, Some((from, applied.of)));
            }
            world::give_way().await;
        }
        self.forget_answers();
        let taughts = &mut self.state.borrow_mut().taughts;
        taughts.unread = unread;
        taughts.before = None;
        taughts.done = run;
        Ok(true)
    }

    /// What was answered before holds no more.
    fn forget_answers(&self) {
        self.state.borrow_mut().read(|_, _| ());
    }

    fn say_taught(&self, (generation, id): (u32, u32), progress: Option<(u32, u32)>) {
        let taught = {
            let taughts = &self.state.borrow().taughts;
            wire::Taught {
                labels: taughts
                    .taught
                    .labels()
                    .iter()
                    .map(|label| (label.lesson.clone(), label.quality))
                    .collect(),
                corrections: taughts.taught.corrections().to_vec(),
                progress,
                unread: taughts.unread,
                took: taughts.took,
            }
        };
        self.scope.answer(generation, id, Response::Taught { taught: Box::new(taught) });
    }
}
