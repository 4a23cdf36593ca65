//! One walk over a conversation's utterances: the counts and last words that families share.
//!
//! Notices (`system`) are no messages: they are not counted and do not end a turn.

use crate::{
    conversation::{Feedback, Millis, Role},
    corpus::ConversationView,
    language::Marks,
};

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// What one walk over the utterances says.
///
/// ```
/// use undertone::{conversation::Role, corpus::{ConversationView, UtteranceView}, insight::Digest, language::{Heard, Marks}};
/// let of = |role| UtteranceView { role, at: None, marks: Marks::default(), heard: Heard::default(), taught: 0, row: 0 };
/// let said = [of(Role::Bot), of(Role::User), of(Role::System), of(Role::User), of(Role::Bot)];
/// let digest = Digest::of(&ConversationView {
///     idx: 0, returning: false, user: None, channel: None, rating: None, stated: None, handoff: None, utterances: &said,
/// });
/// assert!(digest.greeted);
/// assert_eq!((digest.turns, digest.user_turns, digest.messages()), (3, 1, 4));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// Utterances by role, in the order of [`Role::ALL`].
    pub by_role: [u32; 4],
    /// Turns of users, bots and agents.
    pub turns: u32,
    /// Turns of the user.
    pub user_turns: u32,
    /// A bot spoke before the user did (or the user never did).
    pub greeted: bool,
    /// The first user turn is more than a greeting or small talk.
    pub inquiry: bool,
    /// Bot utterances that say that they did not understand: marked so, or the first answer to a
    /// user utterance that the source marks as missed.
    pub fallbacks: u32,
    /// Answers of the bot that the user flags.
    pub flagged: u32,
    /// All marks of the user's utterances.
    pub user_marks: Marks,
    /// Bot utterances that pass a user to a person who was asked for before.
    pub grants: u32,
    /// All marks of the user's last turn.
    pub last_user_turn: Marks,
    /// Marks of the last bot utterance, with `FALLBACK` where it counts as one.
    pub last_bot: Marks,
    /// Whether a user or an agent spoke after the last bot utterance.
    pub answered: bool,
    /// Who spoke last.
    pub ended_by: Option<Role>,
    /// Bot utterances with a thumb up and with a thumb down.
    pub thumbs: [u16; 2],
    /// The user's last yes or no to "did this help?", unless they took it back later.
    pub helped: Option<bool>,
    /// Time of the earliest dated message.
    pub first: Option<Millis>,
    /// Time of the latest dated message.
    pub last: Option<Millis>,
    /// Messages with a time.
    pub dated: u32,
    /// Those whose time is not a full minute.
    pub fine: u32,
    /// Time of the first utterance that has one, notices included.
    pub opened: Option<Millis>,
}

impl Digest {
    /// Walks over a conversation.
    pub fn of(view: &ConversationView<'_>) -> Self {
        let mut digest = Self { flagged: super::flagged::count(view.utterances), ..Self::default() };
        let mut speaker = None;
        let mut missed = false;
        let mut asked_helped = false;
        for said in view.utterances {
            digest.by_role[said.role as usize] += 1;
            digest.opened = digest.opened.or(said.at);
            if said.role == Role::System {
                continue;
            }
            let new_turn = speaker != Some(said.role);
            speaker = Some(said.role);
            digest.ended_by = speaker;
            digest.turns += u32::from(new_turn);
            if let Some(at) = said.at {
                digest.dated += 1;
                digest.fine += u32::from(at.0 % MINUTE != 0);
                digest.first = Some(digest.first.map_or(at, |first| first.min(at)));
                digest.last = Some(digest.last.map_or(at, |last| last.max(at)));
            }
            match said.role {
                Role::User => {
                    digest.user_turns += u32::from(new_turn);
                    digest.user_marks = digest.user_marks.with(said.marks);
                    digest.last_user_turn =
                        if new_turn { said.marks } else { digest.last_user_turn.with(said.marks) };
                    digest.inquiry |= digest.user_turns == 1 && !said.marks.has(Marks::GREETING);
                    digest.answered = true;
                    missed |= said.marks.has(Marks::FALLBACK);
                    digest.hear(said.marks, asked_helped);
                }
                Role::Bot => {
                    digest.greeted |= digest.user_turns == 0;
                    let fallback = missed || said.marks.has(Marks::FALLBACK);
                    missed = false;
                    digest.fallbacks += u32::from(fallback);
                    if let Some(verdict) = said.marks.feedback() {
                        let thumbs = &mut digest.thumbs[usize::from(verdict == Feedback::Down)];
                        *thumbs = thumbs.saturating_add(1);
                    }
                    digest.grants += u32::from(digest.is_grant(said.marks));
                    digest.last_bot = if fallback { said.marks.with(Marks::FALLBACK) } else { said.marks };
                    digest.answered = false;
                    asked_helped = said.marks.has(Marks::ASKS_HELPED);
                }
                Role::Agent => {
                    digest.answered = true;
                    missed = false;
                    asked_helped = said.marks.has(Marks::ASKS_HELPED);
                }
                Role::System => {}
            }
        }
        digest
    }

    /// The user's yes or no, where one was asked for; a later word to the contrary takes it back.
    fn hear(&mut self, marks: Marks, asked_helped: bool) {
        let yes = marks.has(Marks::CONFIRMS) || asked_helped && marks.has(Marks::YES);
        let no = marks.has(Marks::DENIES) || asked_helped && marks.has(Marks::NO);
        if yes == no {
            return;
        }
        if asked_helped {
            self.helped = Some(yes);
        } else if self.helped == Some(no) {
            self.helped = None;
        }
    }

    /// Utterances of one role.
    pub fn of_role(&self, role: Role) -> u32 {
        self.by_role[role as usize]
    }

    /// Utterances of users, bots and agents.
    pub fn messages(&self) -> u32 {
        self.by_role[0] + self.by_role[1] + self.by_role[2]
    }

    /// At least one user utterance.
    pub fn engaged(&self) -> bool {
        self.user_turns > 0
    }

    /// At least three turns of the user.
    pub fn deeply_engaged(&self) -> bool {
        self.user_turns >= 3
    }

    /// The bot spoke first and at most one user message follows.
    pub fn bounced(&self) -> bool {
        self.greeted && self.of_role(Role::User) <= 1
    }

    /// Whether what a bot says next, with these marks, passes a user to a person who asked for one.
    ///
    /// That it passes something on to somebody is not enough: a parcel is handed over too, and a note to the
    /// sales team leaves the user with the bot.
    fn is_grant(&self, said: Marks) -> bool {
        self.user_marks.has(Marks::ASKS_HUMAN) && said.has(Marks::HANDOFF)
    }

    /// Whether the conversation reached a person: the source says so, an agent spoke, or the bot
    /// granted the user's wish for one and the source does not say otherwise.
    pub fn reached_agent(&self, stated: Option<bool>) -> bool {
        stated == Some(true) || self.of_role(Role::Agent) > 0 || stated.is_none() && self.grants > 0
    }
}
