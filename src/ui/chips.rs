//! Masked text in pieces: what was said, and the tokens that stand for personal data.

/// A piece of a masked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it was said.
    Said(String),
    /// What stands between the brackets of a token: `EMAIL 12`.
    Mask(String),
}

/// Cuts a text at its tokens: a bracket, capitals, a number, a bracket.
///
/// ```
/// use undertone::ui::chips::{Piece, pieces};
/// let said = |text: &str| Piece::Said(text.into());
/// assert_eq!(
///     pieces("write to [EMAIL 12]."),
///     [said("write to "), Piece::Mask("EMAIL 12".into()), said(".")],
/// );
/// assert_eq!(pieces("see [1] and [x 2]"), [said("see [1] and [x 2]")]);
/// ```
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut said_from, mut at) = (0, 0);
    while let Some(open) = text[at..].find('[').map(|found| at + found) {
        at = open + 1;
        // Tokens are short; a bracket without its end near by is an ordinary one.
        let Some(close) = text.as_bytes()[at..].iter().take(32).position(|&b| b == b']').map(|i| at + i)
        else {
            continue;
        };
        if is_token(&text[at..close]) {
            if open > said_from {
                pieces.push(Piece::Said(text[said_from..open].to_owned()));
            }
            pieces.push(Piece::Mask(text[at..close].to_owned()));
            said_from = close + 1;
            at = said_from;
        }
    }
    if said_from < text.len() {
        pieces.push(Piece::Said(text[said_from..].to_owned()));
    }
    pieces
}

fn is_token(inside: &str) -> bool {
    inside.rsplit_once(' ').is_some_and(|(kind, number)| {
        kind.len() >= 2
            && kind.bytes().all(|b| b.is_ascii_uppercase() || b == b'_' || b == b'-' || b == b' ')
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The first `most` characters of a text, and whether that is all of it.
pub fn beginning(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().nth(most) {
        Some((end, _)) => (&text[..end], false),
        None => (text, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_put_together_are_the_text() {
        for text in
            ["", "[", "[]", "[EMAIL 1]", "a[EMAIL 1][PHONE 22]b]", "[[IP 3]]", "[ÄÖ 1] é[", "[EMAIL 1"]
        {
            let whole: String = pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Said(said) => said,
                    Piece::Mask(mask) => format!("[{mask}]"),
                })
                .collect();
            assert_eq!(whole, text);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(beginning("äöü", 2), ("äö", false));
        assert_eq!(beginning("äöü", 3), ("äöü", true));
    }
}
