//! Slack: the messages of one channel and day from an export. A thread is a conversation; whoever began it is
//! taken for the user, because no file says who the customer is. Who is a bot stands with the messages, and in
//! the list of users, which is of use for what is read after it.

use crate::{
    conversation::{Role, Utterance},
    ingest::{Out, json::Json},
};

use super::{
    Fact, Platform, Read, Records, Shape, say,
    stated::{Places, stated},
    time,
};

/// The platform.
pub const SLACK: Platform = Platform {
    name: "Slack",
    whole: false,
    shapes: &[
        Shape { at: "", signs: "type=message ts user" },
        Shape { at: "", signs: "type=message ts bot_id" },
        Shape { at: "messages", signs: "type=message ts" },
        Shape { at: "", signs: "id name profile is_bot" },
    ],
    reader: || Box::new(Slack),
};

struct Slack;

const PLACES: Places = &[(Fact::User, "user"), (Fact::Column("bot"), "bot_profile.name")];

/// A text without Slack's own marks: links read as their labels, people as their ids, and three signs that
/// are written as words as themselves.
fn plain(text: &str) -> String {
    const SIGNS: [(&str, char); 3] = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&')];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // Signs of a text are written as words, so that a mark holds none of them.
        let mark = rest.strip_prefix('<').and_then(|inner| {
            let end = memchr::memchr2(b'<', b'>', inner.as_bytes())?;
            (inner.as_bytes()[end] == b'>').then(|| (&inner[..end], &inner[end + 1..]))
        });
        if let Some((mark, after)) = mark {
            out.push_str(mark.rsplit('|').next().unwrap_or(mark).trim_start_matches('!'));
            rest = after;
        } else if let Some((word, sign)) = SIGNS.iter().find(|(word, _)| rest.starts_with(word)) {
            out.push(*sign);
            rest = &rest[word.len()..];
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

impl Records for Slack {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        if record.at("profile").is_some() {
            // Of the list of users it is only told who is a bot.
            if let Some(id) = record.said("id").filter(|_| record.is("is_bot", "true")) {
                out.bot(id);
            }
            return Read::Kept;
        }
        if !record.is("type", "message") {
            return Read::Nothing;
        }
        let kind = record.said("subtype").unwrap_or_default();
        // Who came and went, and what was taken back.
        if !matches!(kind, "" | "bot_message" | "thread_broadcast" | "file_share" | "me_message") {
            return Read::Kept;
        }
        let ts = record.said("ts").unwrap_or_default();
        let thread = record.said("thread_ts");
        let id = thread.map_or_else(|| out.made_id("channel"), str::to_owned);
        let user = record.said_at(&["user", "bot_id"]).unwrap_or_default();
        let began = record
            .said("parent_user_id")
            .map_or_else(|| thread.is_none_or(|thread| thread == ts), |parent| parent == user);
        let role = if record.at("bot_id").is_some() || kind == "bot_message" || out.is_bot(user) {
            Role::Bot
        } else if began {
            Role::User
        } else {
            Role::Agent
        };
        let mut facts = stated(record, PLACES);
        facts.user = facts.user.filter(|_| role == Role::User);
        out.facts(&id, &facts);
        let at = time(record, "ts", out);
        let text = plain(record.said("text").unwrap_or_default());
        // Of people it is a guess who is the customer and who helps.
        out.hear_speaker(&id, user, role, role == Role::Bot);
        let role = out.chosen_role(user).unwrap_or(role);
        say(&id, &Utterance::new(role, at, text), out);
        Read::Kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_read_as_what_a_person_sees() {
        let text = "hi <@U1>, see <https://x.example|the page> &amp; <!here>\n&lt;b&gt;";
        assert_eq!(plain(text), "hi @U1, see the page & here\n<b>");
    }
}
