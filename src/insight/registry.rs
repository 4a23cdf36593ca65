//! The list of families, and what all of them together hold.

use super::{
    Board, BouncePartial, Case, ChannelsPartial, ContainmentPartial, CsatPartial, Days, Definition,
    EmotionPartial, EngagedPartial, FairnessPartial, FallbackPartial, Family, IntentsPartial,
    KnowledgePartial, LengthPartial, MachinePartial, OutcomePartial, PeoplePartial, ReadOff, RephrasePartial,
    ResponsePartial, SegmentPartial, SentimentPartial, SignalPartial, SpokenPartial, Stretches,
    TaughtPartial, UsersPartial, VolumePartial,
};
use crate::{conversation::Clock, corpus::ConversationView};

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

            /// The figures of all that was observed.
            pub fn finish(&self) -> Board {
                let mut board = Board::default();
                $(self.$family.finish(&mut board);)*
                board
            }
        }
    };
}

families! {
    volume: VolumePartial,
    users: UsersPartial,
    engaged: EngagedPartial,
    outcome: OutcomePartial,
    containment: ContainmentPartial,
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
    const STUDIES: &[&[Definition]] = &[
        PeoplePartial::DEFINITIONS,
        MachinePartial::DEFINITIONS[0],
        MachinePartial::DEFINITIONS[1],
        MachinePartial::DEFINITIONS[2],
        IntentsPartial::DEFINITIONS,
        FairnessPartial::DEFINITIONS,
        KnowledgePartial::DEFINITIONS,
    ];
    const ALL: [Definition; counted(STUDIES)] = joined(STUDIES);
    &ALL
};

/// How many definitions there are.
const fn counted(families: &[&[Definition]]) -> usize {
    let (mut family, mut n) = (0, 0);
    while family < families.len() {
        n += families[family].len();
        family += 1;
    }
    n
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
