//! What messengers write into the export of a chat besides what people said: notices that the chat is
//! encrypted, places of pictures that were left out, marks of edits and deletions.

use crate::ingest::finding;

use super::dialogue::Line;

/// Words of notices and of messages that are no longer there, small, in the languages of their apps.
const NOTHING_SAID: [&str; 16] = [
    "end-to-end encrypted",
    "ende-zu-ende-verschlüsselt",
    "cifrados de extremo a extremo",
    "chiffrés de bout en bout",
    "<media omitted>",
    "<medien ausgeschlossen>",
    "<multimedia omitido>",
    "<médias omis>",
    "this message was deleted",
    "you deleted this message",
    "diese nachricht wurde gelöscht",
    "du hast diese nachricht gelöscht",
    "se eliminó este mensaje",
    "ce message a été supprimé",
    "missed voice call",
    "verpasster sprachanruf",
];

/// Marks behind a message that was changed.
const EDITED: [&str; 4] = [
    "<This message was edited>",
    "<Diese Nachricht wurde bearbeitet>",
    "<Se editó este mensaje>",
    "<Ce message a été modifié>",
];

/// Whether a line of a chat is nobody's words. On an iPhone such a line begins with a mark of direction.
pub fn says_nothing(line: &Line) -> bool {
    let text = line.text.to_lowercase();
    let is_short = text.len() < 300;
    !line.speaker.is_empty() && text.starts_with('\u{200e}')
        || is_short && finding::has_any(&text, &NOTHING_SAID)
}

/// A message without the marks of its app.
pub fn without_marks(text: &str) -> &str {
    let text = text.trim_start_matches('\u{200e}');
    let text =
        EDITED.iter().find_map(|mark| text.trim_end_matches('\u{200e}').strip_suffix(mark)).unwrap_or(text);
    text.trim_end_matches(['\u{200e}', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_and_marks_are_told_from_words() {
        let line = |speaker: &str, text: &str| Line {
            time: None,
            speaker: speaker.into(),
            text: text.into(),
            number: 1,
        };
        assert!(says_nothing(&line("", "Messages and calls are end-to-end encrypted. Tap to learn more.")));
        assert!(says_nothing(&line("Ines", "\u{200e}image omitted")));
        assert!(says_nothing(&line("Ines", "<Media omitted>")));
        assert!(!says_nothing(&line("", "Marta Silva joined the chat")));
        assert_eq!(without_marks("yes \u{200e}<This message was edited>"), "yes");
        assert_eq!(without_marks("a <b>"), "a <b>");
    }
}
