//! Zendesk: chats with their history from the Chat API, and tickets with their comments. A chat may stand in
//! a ticket as the text of one comment.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Outcome, Role},
    ingest::{Effect, Kind, Out, formats::transcript_rows::read_dialogue, html, json::Json, speaker, values},
};

use super::{Platform, Read, Records, Shape, columns, handed_over, leave_note, tell, texts, time};

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

struct Chat;

impl Records for Chat {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("id") else { return Read::Nothing };
        let rating = record.said("rating").unwrap_or_default();
        out.facts(
            &id,
            &Facts {
                user: record.said("visitor.id"),
                channel: Some("chat".into()),
                rating: values::rating(&rating, 1.0).unwrap_or_default(),
                tags: texts(record.items("tags"), None),
                columns: columns(
                    record,
                    &[
                        ("department", "department_name"),
                        ("page", "webpath.to"),
                        ("browser", "session.browser"),
                        ("platform", "session.platform"),
                        ("country", "session.country_code"),
                        ("missed", "missed"),
                    ],
                ),
                ..Facts::default()
            },
        );
        let mut said = 0;
        if let Some(message) = record.said("message") {
            let at = time(record, "timestamp", out);
            said += u32::from(tell(&id, "visitor", Role::User, at, message, out));
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
                speaker::by_name(&name).filter(|role| *role == Role::Bot).unwrap_or(Role::Agent)
            };
            match event.said("type").as_deref() {
                Some("chat.msg") => {
                    bot_spoke |= role == Role::Bot;
                    let at = time(event, "timestamp", out);
                    let text = event.said("msg").unwrap_or_default();
                    said += u32::from(tell(&id, &name, role, at, text, out));
                }
                Some("chat.memberjoin") if role == Role::Agent && bot_spoke => handed_over(&id, out),
                Some("chat.rating") => {
                    let rating = event.said("new_rating").unwrap_or_default();
                    let rating = values::rating(&rating, 1.0).unwrap_or_default();
                    out.facts(&id, &Facts { rating, ..Facts::default() });
                }
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
        let role = match author.as_ref() {
            _ if requester == Some(author.as_ref()) => Role::User,
            "-1" => Role::Bot,
            _ => Role::Agent,
        };
        let html_body = comment.said("html_body");
        let text = comment
            .said_at(&["plain_body"])
            .or_else(|| html_body.as_ref().map(|body| Cow::Owned(html::to_text(body).into_owned())))
            .or_else(|| comment.said("body"))
            .unwrap_or_default();
        let at = time(comment, "created_at", out);
        // A whole chat in one comment.
        if role != Role::User
            && text.lines().any(|line| line.starts_with("Chat started"))
            && read_dialogue(id, &text, at, out)
        {
            return true;
        }
        tell(id, &author, role, at, text, out)
    }
}

impl Records for Tickets {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        if record.at("public").is_some() {
            // Comments of one ticket, without the ticket.
            if record.is("public", "false") {
                return leave_note(out);
            }
            let id = record.said("ticket_id").map_or_else(|| out.made_id("ticket"), Cow::into_owned);
            return if Self::comment(&id, record, None, out) { Read::Kept } else { Read::Nothing };
        }
        let Some(id) = record.said("id") else { return Read::Nothing };
        let score = record.said("satisfaction_rating.score").unwrap_or_default();
        let rating = values::rating(&score, 1.0).unwrap_or_else(|()| {
            out.note(Effect::Noted, Kind::BadRating);
            None
        });
        out.facts(
            &id,
            &Facts {
                user: record.said("requester_id"),
                channel: record.said("via.channel"),
                rating,
                outcome: record.is("status", "solved").then_some(Outcome::Resolved),
                tags: texts(record.items("tags"), None),
                columns: columns(record, &[("status", "status"), ("priority", "priority"), ("type", "type")]),
                ..Facts::default()
            },
        );
        let requester = record.said("requester_id");
        let (mut said, mut bot_spoke) = (0, false);
        for comment in record.items("comments") {
            if comment.is("public", "false") {
                leave_note(out);
                continue;
            }
            // Somebody of the team takes over from the bot.
            let author = comment.said("author_id");
            if author.as_deref() == Some("-1") {
                bot_spoke = true;
            } else if bot_spoke && author != requester {
                handed_over(&id, out);
            }
            said += u32::from(Self::comment(&id, comment, requester.as_deref(), out));
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
