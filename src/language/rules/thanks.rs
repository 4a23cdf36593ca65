//! The user thanks, so that the matter may be taken as settled.
//!
//! Not for "no thanks", "thanks in advance", "thanks for nothing"; nor where the same message asks
//! for something, or goes on with a "but".

use crate::language::{Marks, cue::Cues, reader::Message, table::Phrases};

pub(super) fn of_user(message: &Message, marks: Marks) -> Marks {
    let cues = message.cues;
    let asks = Cues::InAdvance.with(Cues::Request).with(Cues::NotSettled);
    let open = cues.any(asks) || marks.has(Marks::DENIES) || marks.has(Marks::QUESTION);
    // "That worked, but only just, thanks" is settled all the same.
    let goes_on = cues.any(Cues::Contrast) && !marks.has(Marks::CONFIRMS);
    if cues.any(Cues::Thanks) && !open && !goes_on { Marks::THANKS } else { Marks::default() }
}

pub(super) const PHRASES: Phrases = &[
    (
        Cues::Thanks,
        &[
            // English
            "thanks",
            "thank (you|u|ya)",
            "thankyou",
            "thx",
            "thnx",
            "tnx",
            "tks",
            "ty",
            "tysm",
            "tyvm",
            "cheers",
            "much obliged",
            "much appreciated",
            "appreciate (it|that|this|your|the)",
            "many thanks",
            // German
            "danke",
            "dankeschon",
            "danke schon",
            "dankesehr",
            "dank (dir|ihnen|euch)",
            "(vielen|besten|herzlichen|lieben|tausend) dank",
            "ich bedanke mich",
            // Spanish and French
            "gracias",
            "merci",
        ],
    ),
    (
        Cues::Declines,
        &[
            "(no|nah|nope) (thanks|thankyou|thx|ty)",
            "(no|nah|nope) thank (you|u)",
            "(nein|ne|nee|no) danke",
            "(nein|ne) vielen dank",
            "no (muchas)? gracias",
            "non merci",
        ],
    ),
    (
        Cues::InAdvance,
        &[
            "in advance",
            "im voraus",
            "im vorraus",
            "schon (mal|einmal)",
            "schonmal",
            "vorab",
            "de antemano",
            "por adelantado",
            "davance",
            "par avance",
        ],
    ),
    (
        Cues::Sarcasm,
        &[
            "(thanks|thx) for (nothing|wasting|ignoring)",
            "thank you for (nothing|wasting|ignoring)",
            "thanks a lot for nothing",
            "(danke|dank) fur (nichts|gar)",
            "gracias por nada",
            "merci pour rien",
        ],
    ),
];
