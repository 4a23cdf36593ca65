//! Customer satisfaction: ratings in the top two boxes, their mean, and who answered at all.

use super::{Board, Case, Definition, Family, figure::Base};
use crate::conversation::Rating;

/// What any pile of conversations contributes to satisfaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsatPartial {
    conversations: u64,
    ratings: u64,
    top_two: u64,
    /// Ratings on a scale of more than two values.
    scaled: u64,
    /// Their sum, each brought to 1 … 5 and rounded to millionths.
    sum_millionths: i128,
    /// Ratings by their scale, in the order of [`SCALES`].
    scales: [u64; SCALES.len()],
    /// Bot messages with a thumb up and with a thumb down.
    thumbs: [u64; 2],
}

crate::frozen! { CsatPartial { conversations, ratings, top_two, scaled, sum_millionths, scales, thumbs } }

/// Scales by their greatest value, and what they are called; the last is any other.
const SCALES: [(f64, &str); 6] =
    [(2.0, "two_values"), (3.0, "to_3"), (5.0, "to_5"), (7.0, "to_7"), (10.0, "to_10"), (f64::MAX, "other")];

impl Family for CsatPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        self.conversations += 1;
        for (sum, count) in self.thumbs.iter_mut().zip(case.digest.thumbs) {
            *sum += u64::from(count);
        }
        let sound = |rating: &Rating| rating.score.is_finite() && rating.max.is_finite();
        let Some(rating) = case.view.rating.filter(sound) else { return };
        self.ratings += 1;
        let scale = SCALES.iter().position(|(max, _)| rating.max.max(2.0).total_cmp(max).is_eq());
        self.scales[scale.unwrap_or(SCALES.len() - 1)] += 1;
        self.top_two += u64::from(rating.is_top_two());
        if let Some(score) = to_five(rating) {
            self.scaled += 1;
            self.sum_millionths += i128::from(score);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.conversations += other.conversations;
        self.ratings += other.ratings;
        self.top_two += other.top_two;
        self.scaled += other.scaled;
        self.sum_millionths += other.sum_millionths;
        let mine = self.scales.iter_mut().chain(&mut self.thumbs);
        mine.zip(other.scales.iter().chain(&other.thumbs)).for_each(|(sum, n)| *sum += n);
    }

    fn finish(&self, board: &mut Board) {
        let base = Base { none: "no conversation has a rating", few: "fewer than 5 ratings" };
        board.rate("csat_top2", self.top_two, self.ratings, base);
        let none = if self.ratings > 0 { "every rating is a yes or no" } else { base.none };
        let base = Base { none, few: "fewer than 5 ratings on a scale of more than two values" };
        board.mean_score("csat_mean", self.sum_millionths, self.scaled, self.ratings, base);
        let base = Base { none: "there are no conversations", few: "fewer than 5 conversations" };
        board.rate("csat_response_rate", self.ratings, self.conversations, base);
        let parts = SCALES.iter().zip(self.scales).map(|((_, name), count)| ((*name).to_owned(), count));
        board.breakdown("csat_scales", parts.filter(|(_, count)| *count > 0).collect(), self.ratings);
        let [up, down] = self.thumbs;
        let base = Base { none: "no bot message has a thumb up or down", few: "fewer than 5 thumbs" };
        board.rate("feedback_positive_rate", up, up + down, base);
    }
}

/// A rating brought to 1 … 5; `None` on a two-valued scale and for what is no number.
pub fn rating_of_five(rating: Rating) -> Option<f64> {
    let sound = rating.score.is_finite() && rating.max.is_finite();
    to_five(rating).filter(|_| sound).map(|millionths| millionths as f64 / 1e6)
}

/// A score brought from `1 … max` to 1 … 5, in millionths; `None` on a two-valued scale.
fn to_five(rating: Rating) -> Option<i64> {
    if rating.max <= 2.0 {
        return None;
    }
    let five = 1.0 + (rating.score - 1.0) * 4.0 / (rating.max - 1.0);
    Some((five.clamp(1.0, 5.0) * 1e6).round() as i64)
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "csat_scales",
        title: "Scales of the ratings",
        formula: "Ratings by the scale that they are given on, as the source states it or as its values show. Ratings \
                  of several scales are compared by their boxes, and their mean by a straight line.",
        numerator: "ratings on each scale",
        denominator: "conversations with a rating",
        excluded: "conversations without a rating",
        when_empty: "no parts",
        evidence: "",
    },
    Definition {
        name: "feedback_positive_rate",
        title: "Thumbs up",
        formula: "Bot messages with a thumb up ÷ bot messages with a thumb up or down, as the source states them.",
        numerator: "bot messages with a thumb up",
        denominator: "bot messages with a thumb up or down",
        excluded: "messages without feedback; ratings of conversations",
        when_empty: "absent",
        evidence: "is:thumbed",
    },
    Definition {
        name: "csat_top2",
        title: "Satisfaction (top two boxes)",
        formula: "Ratings in the top two boxes of their own scale ÷ ratings. On a two-valued scale (yes or no, \
                  thumbs) the upper value counts. Where ratings are on several scales, how many are on each stands \
                  beside it.",
        numerator: "ratings in the top two boxes",
        denominator: "conversations with a rating",
        excluded: "conversations without a rating; thumbs on single answers",
        when_empty: "absent",
        evidence: "is:satisfied",
    },
    Definition {
        name: "csat_mean",
        title: "Satisfaction (mean)",
        formula: "The mean rating, each scale 1 … max brought to 1 … 5 in a straight line.",
        numerator: "the sum of the ratings, brought to 1 … 5",
        denominator: "ratings on a scale of more than two values",
        excluded: "ratings on two-valued scales; conversations without a rating",
        when_empty: "absent",
        evidence: "is:rated",
    },
    Definition {
        name: "csat_response_rate",
        title: "Rating response rate",
        formula: "Conversations with a rating ÷ conversations.",
        numerator: "conversations with a rating",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "absent",
        evidence: "is:rated",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_brought_to_five() {
        let cases = [
            (1.0, 5.0, Some(1_000_000)),
            (4.0, 5.0, Some(4_000_000)),
            (10.0, 10.0, Some(5_000_000)),
            (5.5, 10.0, Some(3_000_000)),
            (4.0, 7.0, Some(3_000_000)),
            (0.0, 10.0, Some(1_000_000)),
            (1.0, 1.0, None),
            (2.0, 2.0, None),
        ];
        for (score, max, five) in cases {
            assert_eq!(to_five(Rating { score, max }), five, "{score} of {max}");
        }
    }
}
