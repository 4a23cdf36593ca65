//! Masked text on screen: what was said as text, its tokens as chips.

use super::chips::{self, Piece};
use crate::{ui::prelude::*, words::t};

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
