//! The choice of how a file is read, as far as it needs no page: what is shown of a preview under a
//! draft, what a change makes of it, and both in words.

use crate::{
    conversation::{Named, Role},
    ingest::{About, Column, Mapping, Pauses, Preview, Question, STRETCHES, Split, Times},
    say,
    text::lowered,
    words::{count, decimal, plural, t},
};

/// Zones offered besides the browser's own.
pub const ZONES: [&str; 13] = [
    "UTC",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
];

/// What the file would be read as.
pub fn about(preview: &Preview, draft: &Mapping) -> About {
    draft.about.unwrap_or(preview.about)
}

/// The draft of a file that holds something else: what its columns mean is to be guessed anew.
#[must_use]
pub fn with_about(draft: &Mapping, about: About) -> Mapping {
    Mapping {
        about: Some(about),
        columns: Named::default(),
        speakers: Named::default(),
        format: None,
        ..draft.clone()
    }
}

/// What a file may hold, as it is chosen.
pub fn about_label(about: About) -> &'static str {
    match about {
        About::Messages => t("messages"),
        About::Conversations => t("facts about conversations"),
        About::Users => t("facts about customers"),
    }
}

/// What a column would be read as.
pub fn column(preview: &Preview, draft: &Mapping, at: usize) -> Option<Column> {
    let chosen = draft.columns.get(&Mapping::place(at)).copied();
    chosen.unwrap_or_else(|| preview.columns.get(at).and_then(|column| column.role))
}

/// What a speaker would be read as.
pub fn speaker(preview: &Preview, draft: &Mapping, name: &str) -> Role {
    let guess = || preview.speakers.iter().find(|speaker| speaker.name == name).map(|speaker| speaker.role);
    draft.speakers.get(name).copied().or_else(guess).unwrap_or(Role::User)
}

/// What a choice of the pause would give.
pub fn gap_label(pauses: &Pauses, split: &Split) -> String {
    let each = pauses.messages as f64 / split.conversations.max(1) as f64;
    say!(
        "{pause}: {conversations}, {each} messages each, {single} of one message",
        pause = plural(u64::from(split.minutes), "{n} minute", "{n} minutes"),
        conversations = plural(split.conversations, "{n} conversation", "{n} conversations"),
        each = decimal(each, 1),
        single = count(split.single)
    )
}

/// One of the stretches into which pauses are counted.
pub fn stretch_label(at: usize) -> String {
    let end = |at: usize| STRETCHES.get(at).map(|minutes| count(u64::from(*minutes)));
    match (at.checked_sub(1).and_then(end), end(at)) {
        (None, _) => t("under a minute").to_owned(),
        (Some(from), Some(_)) if at + 1 == STRETCHES.len() => say!("{from} minutes to a day", from = from),
        (Some(from), Some(to)) => say!("{from} to {to} minutes", from = from, to = to),
        (Some(_), None) => t("over a day").to_owned(),
    }
}

/// The draft with everything in it that is shown.
#[must_use]
pub fn filled(preview: &Preview, draft: &Mapping) -> Mapping {
    let mut filled = draft.clone();
    filled.columns.clear();
    for at in 0..preview.columns.len() {
        filled.columns.insert(Mapping::place(at), column(preview, draft, at));
    }
    // With columns alone it would be a table of messages.
    filled.about = draft.about.or((preview.about != About::Messages).then_some(preview.about));
    filled.header = (!preview.columns.is_empty()).then_some(preview.header);
    filled.speakers.clear();
    for of in &preview.speakers {
        filled.speakers.insert(of.name.clone(), speaker(preview, draft, &of.name));
    }
    filled.date_order = preview.unsure_dates.map(|guess| draft.date_order.unwrap_or(guess));
    if preview.times != Times::WithoutZone {
        filled.timezone = None;
    }
    filled
}

/// The draft with another meaning for a column. No two columns mean the same, but to filter by: the other
/// is let go.
#[must_use]
pub fn with_column(preview: &Preview, draft: &Mapping, at: usize, meaning: Option<Column>) -> Mapping {
    let mut changed = filled(preview, draft);
    let is_one = meaning.is_some_and(|meaning| meaning != Column::Custom);
    for (_, other) in changed.columns.iter_mut().filter(|(_, other)| is_one && **other == meaning) {
        *other = None;
    }
    changed.columns.insert(Mapping::place(at), meaning);
    changed
}

/// A choice from a file for the file at hand: its columns by their places, whatever they go by there.
#[must_use]
pub fn by_place(preview: &Preview, chosen: &Mapping) -> Mapping {
    let place = |key: &str| {
        let wanted = lowered(key.trim());
        let named = preview.columns.iter().position(|column| lowered(column.name.trim()) == wanted);
        named.map_or(wanted, Mapping::place)
    };
    let columns = chosen.columns.iter().map(|(key, column)| (place(key), *column)).collect();
    Mapping { columns, ..chosen.clone() }
}

/// Whether anything can be read under the draft: messages, or facts and what they are about.
pub fn can_be_read(preview: &Preview, draft: &Mapping) -> bool {
    if let Some(key) = about(preview, draft).key() {
        let read: Vec<Column> =
            (0..preview.columns.len()).filter_map(|at| column(preview, draft, at)).collect();
        return read.len() > 1 && read.contains(&key);
    }
    let holds = [Column::Text, Column::Question, Column::Answer, Column::Transcript];
    preview.columns.is_empty()
        || (0..preview.columns.len())
            .filter_map(|at| column(preview, draft, at))
            .any(|column| holds.contains(&column))
}

/// Whether a choice for one file fits another: the same columns, or none in the same format, and the
/// same is to be asked.
pub fn is_alike(one: &Preview, other: &Preview) -> bool {
    let names = |preview: &Preview| -> Vec<String> {
        preview.columns.iter().map(|column| column.name.clone()).collect()
    };
    (one.format == other.format && one.about == other.about)
        && one.question == other.question
        && names(one) == names(other)
}

/// Why a person is asked, in one sentence.
pub fn why(question: Option<Question>) -> &'static str {
    match question {
        Some(Question::Messages) => {
            t("None of the columns could be recognised as the messages. Say what the columns hold.")
        }
        Some(Question::Conversations) => {
            t("No column is known to tell conversations apart, and one of these may.")
        }
        Some(Question::SpeakerColumn) => t("No column is known to say who speaks, and one of these may."),
        Some(Question::Speakers) => {
            t("These names do not say who is the bot and who is the customer. What is filled in is a guess.")
        }
        Some(Question::About) => {
            t("No column holds messages. This may be a file of facts about your conversations or customers.")
        }
        Some(Question::Dates) => t("In these dates, day and month cannot be told apart."),
        None => t("This is how the file is read. Change what is not right."),
    }
}

/// What will be read, in one sentence.
pub fn summary(preview: &Preview, draft: &Mapping) -> String {
    let about = about(preview, draft);
    if !can_be_read(preview, draft) {
        if let Some(key) = about.key() {
            return say!(
                "Facts need an id and something to say: choose “{id}” for one column, and a meaning for another.",
                id = t(key.label())
            );
        }
        return t("No column holds messages yet: choose “Message text” for one of them.").to_owned();
    }
    let at = |wanted: Column| {
        (0..preview.columns.len()).find(|at| column(preview, draft, *at) == Some(wanted)).map(|at| {
            let name = preview.columns[at].name.trim();
            if name.is_empty() { say!("column {n}", n = at + 1) } else { say!("“{name}”", name = name) }
        })
    };
    let read = (0..preview.columns.len()).filter(|at| column(preview, draft, *at).is_some()).count() as u64;
    let columns = plural(read, "{n} column is read", "{n} columns are read");
    if let Some(id) = about.key().and_then(at) {
        return say!(
            "{columns}; each record goes to the conversations that have its {id}.",
            columns = columns,
            id = id
        );
    }
    let messages = match (at(Column::Text), at(Column::Question), at(Column::Answer), at(Column::Transcript))
    {
        (Some(text), ..) => say!("{columns}; messages come from {text}.", columns = columns, text = text),
        (None, Some(question), Some(answer), _) => say!(
            "{columns}; customers' messages come from {question}, the bot's from {answer}.",
            columns = columns,
            question = question,
            answer = answer
        ),
        (None, Some(text), None, _) | (None, None, Some(text), _) => {
            say!("{columns}; messages come from {text}.", columns = columns, text = text)
        }
        (None, None, None, Some(text)) => {
            say!(
                "{columns}; each row is a conversation, its messages in {text}.",
                columns = columns,
                text = text
            )
        }
        (None, None, None, None) => String::new(),
    };
    let bots: Vec<&str> = preview
        .speakers
        .iter()
        .map(|of| of.name.as_str())
        .filter(|name| speaker(preview, draft, name) == Role::Bot)
        .collect();
    let bot = match bots.as_slice() {
        _ if preview.speakers.is_empty() => String::new(),
        [] => t("Nobody is read as the bot.").to_owned(),
        [bot] => say!("The bot is {name}.", name = say!("“{name}”", name = bot)),
        bots => say!("{n} speakers are read as bots.", n = bots.len()),
    };
    [messages, bot].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A role, as it is chosen.
pub fn role_label(role: Role) -> &'static str {
    match role {
        Role::User => t("Customer"),
        Role::Bot => t("Bot"),
        Role::Agent => t("Team member"),
        Role::System => t("Notice, not counted"),
    }
}

/// A column's meaning, as it is chosen.
pub fn column_label(column: Option<Column>) -> &'static str {
    column.map_or_else(|| t("Not read"), |column| t(column.label()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Fall;Wer;Spruch\n1;Lisa;guten Tag\n1;Tim;ja\n2;Lisa;guten Tag\n2;Eva;no\n";

    fn preview(mapping: &Mapping) -> Preview {
        Preview::with(TABLE.as_bytes(), "chat.csv", mapping)
    }

    #[test]
    fn a_meaning_is_given_to_one_column_only() {
        let first = preview(&Mapping::default());
        assert!(!can_be_read(&first, &Mapping::default()));
        assert!(summary(&first, &Mapping::default()).starts_with("No column holds messages yet"));
        let draft = with_column(&first, &Mapping::default(), 0, Some(Column::Text));
        let draft = with_column(&first, &draft, 2, Some(Column::Text));
        let meanings = [None, Some(Column::Custom), Some(Column::Text)];
        assert_eq!([0, 1, 2].map(|at| column(&first, &draft, at)), meanings);
        assert_eq!(summary(&first, &draft), "2 columns are read; messages come from “Spruch”.");
        // Two columns may both be left out.
        let draft = with_column(&first, &draft, 0, None);
        assert_eq!(draft.columns.len(), 3);
    }

    #[test]
    fn what_is_shown_is_what_is_sent() {
        let mut draft = Mapping::default();
        for (at, meaning) in [Column::Conversation, Column::Sender, Column::Text].into_iter().enumerate() {
            draft = with_column(&preview(&draft), &draft, at, Some(meaning));
        }
        let shown = preview(&draft);
        draft.speakers.insert("Tim".into(), Role::Agent);
        draft.speakers.insert("somebody of other columns".into(), Role::Bot);
        draft.timezone = Some("Europe/Berlin".into());
        let sent = filled(&shown, &draft);
        let expect = [("Eva", Role::User), ("Lisa", Role::Bot), ("Tim", Role::Agent)];
        assert_eq!(sent.speakers, expect.map(|(name, role)| (name.to_owned(), role)).into_iter().collect());
        assert_eq!((sent.timezone, sent.date_order), (None, None), "the table has no times");
        assert_eq!(
            summary(&shown, &draft),
            "3 columns are read; messages come from “Spruch”. The bot is “Lisa”."
        );
    }

    #[test]
    fn facts_are_read_with_an_id_and_something_to_say() {
        let text = b"id,plan,mrr\n7,pro,20\n8,free,0\n";
        let of = |draft: &Mapping| Preview::with(text, "customers.csv", draft);
        let first = of(&Mapping::default());
        assert_eq!(first.needs_asking(), Some(Question::About));
        let guess = filled(&first, &Mapping::default());
        assert_eq!((guess.about, guess.columns["#1"]), (Some(About::Users), Some(Column::User)));
        assert_eq!(
            summary(&first, &Mapping::default()),
            "3 columns are read; each record goes to the conversations that have its “id”."
        );
        let none = with_column(&first, &Mapping::default(), 0, None);
        let shown = of(&none);
        assert_eq!((shown.columns.len(), can_be_read(&shown, &none)), (3, false));
        assert!(summary(&shown, &none).contains("choose “Customer number” for one column"));
        // Said to be about something else, its columns are guessed anew.
        let other = with_about(&none, About::Conversations);
        assert_eq!(column(&of(&other), &other, 0), Some(Column::Conversation));
        let messages = with_about(&other, About::Messages);
        assert!(!can_be_read(&of(&messages), &messages));
        assert_eq!(about(&of(&messages), &messages), About::Messages);
    }

    #[test]
    fn files_are_alike_by_their_columns() {
        let one = preview(&Mapping::default());
        assert!(is_alike(&one, &Preview::of(TABLE.replace("Lisa", "Eva").as_bytes(), "other.csv")));
        assert!(!is_alike(&one, &Preview::of(TABLE.replace("Fall", "Nr").as_bytes(), "other.csv")));
        assert!(!is_alike(&one, &Preview::of(b"Lisa: hi\nTim: no\n", "other.txt")));
    }

    #[test]
    fn every_meaning_can_be_chosen_under_a_name_of_its_own() {
        let mut labels: Vec<&str> =
            Column::ALL.into_iter().map(|column| column_label(Some(column))).collect();
        labels.push(column_label(None));
        labels.sort_unstable();
        let all = labels.len();
        labels.dedup();
        assert_eq!(labels.len(), all);
    }
}
