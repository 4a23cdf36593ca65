//! The list of families, and what all of them together hold.

use super::{
    ActionsPartial, AgainPartial, AheadPartial, BRIEFING, Board, BouncePartial, Case, ChangesPartial,
    ChannelsPartial, ComparePartial, ContainmentPartial, CsatPartial, Days, Definition, EffortPartial,
    EmotionPartial, EngagedPartial, FUNNELS, FairnessPartial, FallbackPartial, Family, FrictionPartial,
    IntentsPartial, KnowledgePartial, LengthPartial, MachinePartial, MoodsPartial, OutcomePartial, PATHS,
    PeoplePartial, QuestionsPartial, ReadOff, RephrasePartial, ResponsePartial, SegmentPartial,
    SentimentPartial, SignalPartial, SpokenPartial, Stretches, TRACKED, TaughtPartial, TopicsPartial,
    UsersPartial, ValuePartial, VoicesPartial, VolumePartial,
};
use crate::{
    conversation::Clock,
    corpus::{Again, ConversationView},
};

macro_rules! families {
    ($($family:ident: $partial:ty),* $(,)?) => {
        /// Every figure's definition, family by family.
        pub const DEFINITIONS: &[Definition] = {
            const ALL: [Definition; 0 $(+ <$partial as Family>::DEFINITIONS.len())*] =
                joined(&[$(<$partial as Family>::DEFINITIONS),*]);
            &ALL
        };

        /// What any pile of conversations contributes to a board. Invariant: observing the same
        /// conversations in any order, split in any way and merged in any order, gives an equal
        /// partial and an equal board.
        ///
        /// ```
        /// use undertone::insight::BoardPartial;
        /// let mut all = BoardPartial::new();
        /// all.merge(&BoardPartial::new());
        /// assert_eq!(all, BoardPartial::new());
        /// assert_eq!(all.finish().figures["conversations"].n, 0);
        /// ```
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct BoardPartial {
            $($family: $partial,)*
        }

        crate::frozen! { BoardPartial { $($family),* } }

        impl BoardPartial {
            /// Nothing observed yet.
            pub fn new() -> Self {
                Self::default()
            }

            /// Takes in one conversation. The clock says in which zone days and hours are counted;
            /// partials that are merged must have used the same zone.
            pub fn observe(&mut self, view: &ConversationView<'_>, clock: &mut Clock) {
                let mut stretches = Stretches::default();
                let read = ReadOff::of(view, clock, &mut stretches);
                self.observe_case(&Case {
                    view,
                    read: &read,
                    days: &stretches.days,
                    answers: &stretches.answers,
                    moods: &stretches.moods,
                    again: Again::default(),
                });
            }

            /// As [`Self::observe`], with what was read off the conversation at hand.
            pub fn observe_case(&mut self, case: &Case<'_>) {
                $(self.$family.observe(case);)*
            }

            /// On which days the conversations began that were observed.
            pub fn began(&self) -> &Days<1> {
                self.volume.began()
            }

            /// Takes in what another partial has observed.
            pub fn merge(&mut self, other: &Self) {
                $(self.$family.merge(&other.$family);)*
            }

            /// What one conversation adds to a figure: to a share or a mean its sum and its cases, to a spread
            /// how many values in which bin.
            pub(super) fn added(name: &str, case: &Case<'_>, add: &mut dyn FnMut(i64, u64)) {
                let _ = $(added_to::<$partial>(name, case, add) ||)* false;
            }

            /// The figures of all that was observed.
            pub fn finish(&self) -> Board {
                let mut board = Board::default();
                $(self.$family.finish(&mut board);)*
                board
            }
        }
    };
}

/// What one conversation adds to a figure of a family; whether the figure is of that family.
fn added_to<F: Family>(name: &str, case: &Case<'_>, add: &mut dyn FnMut(i64, u64)) -> bool {
    if !F::DEFINITIONS.iter().any(|definition| definition.name == name) {
        return false;
    }
    let mut one = F::default();
    one.observe(case);
    if let Some(spread) = one.spread(name) {
        spread.each_bin(add);
    } else {
        let mut board = Board::default();
        one.finish(&mut board);
        if let Some((sum, cases)) = board.figures.get(name).and_then(super::compare::summed) {
            add(sum, cases);
        }
    }
    true
}

families! {
    volume: VolumePartial,
    users: UsersPartial,
    engaged: EngagedPartial,
    outcome: OutcomePartial,
    containment: ContainmentPartial,
    again: AgainPartial,
    effort: EffortPartial,
    fallback: FallbackPartial,
    bounce: BouncePartial,
    csat: CsatPartial,
    length: LengthPartial,
    response: ResponsePartial,
    channels: ChannelsPartial,
    sentiment: SentimentPartial,
    emotions: EmotionPartial,
    segments: SegmentPartial,
    signals: SignalPartial,
    rephrases: RephrasePartial,
    spoken: SpokenPartial,
    taught: TaughtPartial,
}

/// The definitions of what studies count, study by study.
pub const STUDIED: &[Definition] = {
    const STUDIES: [&[Definition]; 22] = [
        PeoplePartial::DEFINITIONS,
        PeoplePartial::COHORTS,
        FrictionPartial::DEFINITIONS,
        ValuePartial::DEFINITIONS,
        MachinePartial::DEFINITIONS[0],
        MachinePartial::DEFINITIONS[1],
        MachinePartial::DEFINITIONS[2],
        IntentsPartial::DEFINITIONS,
        FairnessPartial::DEFINITIONS,
        KnowledgePartial::DEFINITIONS,
        ActionsPartial::DEFINITIONS,
        TRACKED,
        ComparePartial::DEFINITIONS,
        PATHS,
        FUNNELS,
        ChangesPartial::DEFINITIONS,
        BRIEFING,
        AheadPartial::DEFINITIONS,
        TopicsPartial::DEFINITIONS,
        QuestionsPartial::DEFINITIONS,
        VoicesPartial::DEFINITIONS,
        MoodsPartial::DEFINITIONS,
    ];
    static ALL: [Definition; count(&STUDIES)] = joined(&STUDIES);
    &ALL
};

/// How many definitions there are in all.
const fn count(families: &[&[Definition]]) -> usize {
    let (mut at, mut all) = (0, 0);
    while at < families.len() {
        all += families[at].len();
        at += 1;
    }
    all
}

/// The families' definitions one after the other.
const fn joined<const N: usize>(families: &[&[Definition]]) -> [Definition; N] {
    let mut all = [Definition::EMPTY; N];
    let (mut family, mut filled) = (0, 0);
    while family < families.len() {
        let mut i = 0;
        while i < families[family].len() {
            all[filled] = families[family][i];
            filled += 1;
            i += 1;
        }
        family += 1;
    }
    all
}
