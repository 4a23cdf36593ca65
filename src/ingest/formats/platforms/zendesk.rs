//! Zendesk: chats with their history from the Chat API, and tickets with their comments. A chat may stand in
//! a ticket as the text of one comment.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Outcome, Role},
    ingest::{Out, formats::transcript_rows::read_dialogue, html, json::Json, speaker},
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over, leave_note, state, stated::Places, tell, time,
};

/// Chats.
pub const CHAT: Platform = Platform {
    name: "Zendesk Chat",
    whole: true,
    shapes: &[
        Shape { at: "chats", signs: "visitor history" },
        Shape { at: "chats", signs: "visitor type=offline_msg" },
        Shape { at: "", signs: "visitor history session" },
        Shape { at: "", signs: "visitor type=offline_msg" },
    ],
    reader: || Box::new(Chat),
};

/// Tickets.
pub const TICKETS: Platform = Platform {
    name: "Zendesk tickets",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "requester_id comments" },
        Shape { at: "tickets", signs: "requester_id comments" },
        Shape { at: "comments", signs: "author_id body public" },
    ],
    reader: || Box::new(Tickets),
};

const CHATS: Places = &[
    (Fact::User, "visitor.id"),
    (Fact::Channel, "type"),
    (Fact::Satisfied, "rating"),
    (Fact::Comment, "comment"),
    (Fact::Tags, "tags"),
    (Fact::Column("department"), "department_name"),
    (Fact::Column("page"), "webpath.to"),
    (Fact::Column("browser"), "session.browser"),
    (Fact::Column("platform"), "session.platform"),
    (Fact::Column("country"), "session.country_code"),
    (Fact::Column("missed"), "missed"),
];

const TICKETS_SAY: Places = &[
    (Fact::User, "requester_id"),
    (Fact::Channel, "via.channel"),
    (Fact::Satisfied, "satisfaction_rating.score"),
    (Fact::Comment, "satisfaction_rating.comment"),
    (Fact::Tags, "tags"),
    (Fact::Column("status"), "status"),
    (Fact::Column("priority"), "priority"),
    (Fact::Column("type"), "type"),
];

struct Chat;

impl Records for Chat {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("id") else { return Read::Nothing };
        state(id, record, CHATS, out);
        let mut said = 0;
        if let Some(message) = record.said("message") {
            let at = time(record, "timestamp", out);
            said += u32::from(tell(id, "visitor", Role::User, at, message, out));
        }
        let mut bot_spoke = false;
        for event in record.items("history") {
            let nick = event.said("nick").unwrap_or_default();
            let name = event.said("name").unwrap_or_default();
            let role = if nick.starts_with("visitor") {
                Role::User
            } else if nick == "agent:trigger" || event.is("sender_type", "Trigger") {
                Role::Bot
            } else {
                speaker::by_name(name).filter(|role| *role == Role::Bot).unwrap_or(Role::Agent)
            };
            match event.said("type") {
                Some("chat.msg") => {
                    bot_spoke |= role == Role::Bot;
                    let at = time(event, "timestamp", out);
                    let text = event.said("msg").unwrap_or_default();
                    said += u32::from(tell(id, name, role, at, text, out));
                }
                Some("chat.memberjoin") if role == Role::Agent && bot_spoke => handed_over(id, out),
                Some("chat.rating") => state(id, event, &[(Fact::Satisfied, "new_rating")], out),
                Some("chat.comment") => state(id, event, &[(Fact::Comment, "new_comment")], out),
                _ => {}
            }
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}

struct Tickets;

impl Tickets {
    fn comment(id: &str, comment: &Json<'_>, requester: Option<&str>, out: &mut Out<'_>) -> bool {
        let author = comment.said("author_id").unwrap_or_default();
        let role = match author {
            _ if requester == Some(author) => Role::User,
            "-1" => Role::Bot,
            _ => Role::Agent,
        };
        let text: Cow<'_, str> = match comment.said("plain_body") {
            Some(plain) => plain.into(),
            None => match comment.said("html_body") {
                Some(body) => html::to_text(body),
                None => comment.said("body").unwrap_or_default().into(),
            },
        };
        let at = time(comment, "created_at", out);
        // A whole chat in one comment.
        if role != Role::User
            && text.lines().any(|line| line.starts_with("Chat started"))
            && read_dialogue(id, &text, at, out)
        {
            return true;
        }
        tell(id, author, role, at, &text, out)
    }
}

impl Records for Tickets {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        if record.at("public").is_some() {
            // Comments of one ticket, without the ticket.
            if record.is("public", "false") {
                return leave_note(out);
            }
            let id = record.said("ticket_id").map_or_else(|| out.made_id("ticket"), str::to_owned);
            return if Self::comment(&id, record, None, out) { Read::Kept } else { Read::Nothing };
        }
        let Some(id) = record.said("id") else { return Read::Nothing };
        state(id, record, TICKETS_SAY, out);
        if record.is("status", "solved") {
            out.facts(id, &Facts { outcome: Some(Outcome::Resolved), ..Facts::default() });
        }
        let requester = record.said("requester_id");
        let (mut said, mut bot_spoke) = (0, false);
        for comment in record.items("comments") {
            if comment.is("public", "false") {
                leave_note(out);
                continue;
            }
            // Somebody of the team takes over from the bot.
            let author = comment.said("author_id");
            if author == Some("-1") {
                bot_spoke = true;
            } else if bot_spoke && author != requester {
                handed_over(id, out);
            }
            said += u32::from(Self::comment(id, comment, requester, out));
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
