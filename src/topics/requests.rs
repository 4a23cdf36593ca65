//! Which messages are requests: those in which a user asks for something or tells what is wrong. Greetings, thanks, a
//! bare yes or no and data that the bot asked for are none: of them no topic is made.

use crate::{
    conversation::Role,
    language::{Act, Heard, Marks},
};

/// Words that an answer needs to be a request of its own, where it is the first that the user says.
const TELLING: usize = 4;

/// Whether a message is a request. `opens` says that the user has said nothing but greetings before it.
pub fn is_request(role: Role, marks: Marks, heard: Heard, text: &str, opens: bool) -> bool {
    if role != Role::User || is_small(marks) {
        return false;
    }
    match heard.act() {
        Some(Act::Greeting | Act::Thank | Act::Goodbye | Act::Confirm | Act::Deny | Act::Chitchat) => false,
        Some(Act::Inform | Act::Feedback | Act::Unclear) => opens && words(text) >= TELLING,
        Some(_) => true,
        None => opens || words(text) >= TELLING,
    }
}

/// Whether the rules see nothing in a message but a greeting, thanks, or a bare yes or no.
pub fn is_small(marks: Marks) -> bool {
    let small = [Marks::GREETING, Marks::YES, Marks::NO, Marks::CONFIRMS];
    small.iter().any(|mark| marks.has(*mark)) || marks.has(Marks::THANKS) && !marks.has(Marks::QUESTION)
}

/// Words with a letter outside of masked tokens.
fn words(text: &str) -> usize {
    let has_letter = |word: &&str| !word.starts_with('[') && word.chars().any(char::is_alphabetic);
    text.split_whitespace().filter(has_letter).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(act: Option<Act>, text: &str, opens: bool) -> bool {
        let marks = crate::language::mark(Role::User, text, &mut String::new());
        is_request(Role::User, marks, Heard::default().with_act(act), text, opens)
    }

    #[test]
    fn asking_and_telling_are_requests_and_the_rest_is_not() {
        assert!(asks(Some(Act::Question), "where is my parcel", false));
        assert!(asks(Some(Act::Complain), "it broke again", false));
        assert!(asks(None, "refund", true));
        assert!(!asks(None, "refund", false));
        assert!(!asks(None, "hello", true));
        assert!(!asks(Some(Act::Thank), "you are the best", false));
        assert!(!asks(Some(Act::Inform), "it is [ORDER 3]", true));
        assert!(asks(Some(Act::Inform), "my kettle leaks since this morning", true));
        assert!(!asks(Some(Act::Inform), "my kettle leaks since this morning", false));
        assert!(!is_request(
            Role::Bot,
            Marks::default(),
            Heard::default(),
            "what is your order number",
            true
        ));
    }
}
