//! Who speaks, from the words by which sources say it, in English, German, French and Spanish.

use crate::conversation::Role;

use super::finding;

/// Words for each role, lower case. Longer sender names are looked at word by word.
const WORDS: &[(Role, &[&str])] = &[
    (
        Role::User,
        &[
            "user",
            "visitor",
            "customer",
            "client",
            "contact",
            "guest",
            "human",
            "end_user",
            "end-user",
            "enduser",
            "end user",
            "incoming",
            "inbound",
            "v",
            "me",
            "you",
            "shopper",
            "member",
            "caller",
            "lead",
            "consumer",
            "kunde",
            "kundin",
            "nutzer",
            "nutzerin",
            "benutzer",
            "besucher",
            "besucherin",
            "gast",
            "cliente",
            "usuario",
            "visitante",
            "utilisateur",
            "visiteur",
            "external",
            "buyer",
            "patient",
            "student",
            "requester",
        ],
    ),
    (
        Role::Bot,
        &[
            "bot",
            "assistant",
            "ai",
            "system_bot",
            "automated",
            "agent_bot",
            "chatbot",
            "gpt",
            "model",
            "virtual",
            "robot",
            "assistent",
            "assistentin",
            "asistente",
            "asistant",
            "automation",
            "bot_message",
            "llm",
            "auto",
            "autoresponder",
            "chatgpt",
            "claude",
            "gemini",
            "copilot",
            "trigger",
        ],
    ),
    (
        Role::Agent,
        &[
            "agent",
            "operator",
            "admin",
            "support",
            "rep",
            "representative",
            "staff",
            "employee",
            "advisor",
            "team",
            "human_agent",
            "human agent",
            "live_agent",
            "live agent",
            "teammate",
            "moderator",
            "mitarbeiter",
            "mitarbeiterin",
            "berater",
            "beraterin",
            "agente",
            "operador",
            "conseiller",
            "conseillère",
            "technician",
            "assignee",
            "consultant",
            "supporter",
        ],
    ),
    (
        Role::System,
        &[
            "system",
            "event",
            "notification",
            "info",
            "developer",
            "tool",
            "function",
            "activity",
            "notice",
            "log",
            "note",
        ],
    ),
];

/// The role of a value in a role column or a speaker label that is exactly a role word.
///
/// ```
/// use undertone::{conversation::Role, ingest::speaker::exact};
/// assert_eq!(exact("Visitor"), Some(Role::User));
/// assert_eq!(exact("Ines Moura"), None);
/// ```
pub fn exact(value: &str) -> Option<Role> {
    let value = value.trim().to_lowercase();
    WORDS.iter().find(|(_, words)| words.contains(&value.as_str())).map(|(role, _)| *role)
}

/// The role that a sender's name suggests: exact, or by one of its words ("Shop Assistant",
/// "Support Team", "agent:42"). Bot words win, because bots are given human titles.
pub fn by_name(name: &str) -> Option<Role> {
    if let Some(role) = exact(name) {
        return Some(role);
    }
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).collect();
    [Role::Bot, Role::System, Role::Agent, Role::User].into_iter().find(|role| {
        WORDS.iter().any(|(of, list)| of == role && words.iter().any(|word| list.contains(word)))
            || (*role == Role::Bot && words.iter().any(|word| word.ends_with("bot") && word.len() < 12))
    })
}

/// The role of a direction column's value: incoming is the user; outgoing may be bot or agent.
pub fn by_direction(value: &str) -> Option<Role> {
    match value.trim().to_lowercase().as_str() {
        "in" | "incoming" | "inbound" | "received" => Some(Role::User),
        "out" | "outgoing" | "outbound" | "sent" => Some(Role::Bot),
        _ => None,
    }
}

/// The name that a notice announces as having joined ("Marta Silva joined the chat").
pub fn joined(notice: &str) -> Option<&str> {
    let text = notice.trim_matches(|c: char| c == '*' || c.is_whitespace());
    let lower = text.to_lowercase();
    [
        " joined the ",
        " has joined",
        " entered the ",
        " hat den chat betreten",
        " ist dem chat beigetreten",
        " se ha unido",
    ]
    .iter()
    .find_map(|mark| finding::find(&lower, mark).and_then(|at| text.get(..at)))
    .map(str::trim)
    .filter(|name| !name.is_empty() && name.len() <= 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suggest_roles() {
        for (name, expect) in [
            ("Shop Assistant", Some(Role::Bot)),
            ("HelpBot", Some(Role::Bot)),
            ("AI Agent", Some(Role::Bot)),
            ("Support Team", Some(Role::Agent)),
            ("agent:42", Some(Role::Agent)),
            ("Kundin", Some(Role::User)),
            ("Marta Silva", None),
            ("Abbot", Some(Role::Bot)),
            ("System", Some(Role::System)),
        ] {
            assert_eq!(by_name(name), expect, "{name}");
        }
    }

    #[test]
    fn a_notice_tells_who_joined() {
        assert_eq!(joined("*** Marta Silva joined the chat ***"), Some("Marta Silva"));
        assert_eq!(joined("Chat ended"), None);
    }
}
