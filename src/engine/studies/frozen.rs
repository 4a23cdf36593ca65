//! Studies and their parts as they travel, each by its number.

use super::{Study, StudyPart};

crate::frozen_by_number! {
    Study {
        0 People,
        1 Actions { value },
        2 Tracked(tracks),
        3 Compare(comparison),
        4 Friction,
        5 Value,
        6 Leads,
        7 Machine { prices },
        8 Intents { labels },
        9 Fairness { by },
        10 Knowledge { files },
        11 Paths(journey),
        12 Changes { suspects },
        13 Briefing,
        14 Ahead { column, values, asked },
        15 Topics { windows, value },
        16 Voices { value, quotes, one_user },
        17 Questions { wanted, about },
        18 Funnel(asked),
        19 Moods,
    }
    StudyPart {
        0 People(people),
        1 Actions(actions),
        2 Tracked(since),
        3 Compare(compare),
        4 Friction(friction),
        5 Value(value),
        6 Leads(leads),
        7 Machine(machine),
        8 Intents(intents),
        9 Fairness(fairness),
        10 Knowledge(knowledge),
        11 Paths(paths),
        12 Changes(changes),
        13 Briefing,
        14 Ahead(ahead),
        15 Topics(topics),
        16 Voices(voices),
        17 Questions(questions),
        18 Funnel(part),
        19 Moods(moods),
    }
}
