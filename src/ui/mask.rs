//! Masked text on screen: what was said as text, its tokens as chips.

use super::chips::{self, Piece};
use crate::{
    ui::prelude::*,
    words::{hits, t},
};

/// Masked text with some stretches of it lit; these are in characters, in order and apart.
pub fn lit(text: &str, stretches: &[(u32, u32)]) -> AnyView {
    hits::pieces(text, stretches)
        .into_iter()
        .map(|(piece, is_lit)| {
            let piece = masked(&piece);
            if is_lit {
                view! { class = "u", <mark class="lit">{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect_view()
        .into_any()
}

/// Masked text in pieces. The brackets stay in the text, so that what is copied is
/// what was stored.
pub fn masked(text: &str) -> Vec<AnyView> {
    chips::pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Said(said) => said.into_any(),
            Piece::Mask(token) => view! { class = "u",
                <span class="mask" title=t("Personal data, masked before it was stored")>
                    <span class="bracket">"["</span>{token}<span class="bracket">"]"</span>
                </span>
            }
            .into_any(),
        })
        .collect()
}
