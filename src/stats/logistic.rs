//! Logistic regression of what holds or does not, by what else does: with a ridge, so that what is rare or always
//! comes together has an answer too (S. le Cessie, J. C. van Houwelingen, Applied Statistics 41, 1992).
//!
//! Cases with the same features are counted together, so that the fit is of whole numbers in one order: any split of
//! the data gives the same bits. Newton's method, a fixed number of steps.

/// Newton's steps; it is there after six or seven.
const STEPS: usize = 20;

/// How much a coefficient weighs against the data: as much as half a standard deviation of 1 is unlikely.
const RIDGE: f64 = 1.0;

/// Cases that have the same features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Their features, a bit each.
    pub features: u32,
    /// How many.
    pub of: u64,
    /// Those of which it holds.
    pub hits: u64,
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// The logarithm of the odds without any feature.
    pub base: f64,
    /// What each feature adds to it.
    pub adds: Vec<f64>,
}

crate::frozen! { Logistic { base, adds } }

impl Logistic {
    /// Fits cases by so many features. `None` where it holds of none or of all.
    pub fn fit(cases: &[Alike], features: usize) -> Option<Self> {
        let (of, hits) = cases.iter().fold((0, 0), |sum, case| (sum.0 + case.of, sum.1 + case.hits));
        if hits == 0 || hits == of {
            return None;
        }
        let share = hits as f64 / of as f64;
        let mut model = Self { base: libm::log(share / (1.0 - share)), adds: vec![0.0; features] };
        for _ in 0..STEPS {
            let n = features + 1;
            let mut slope = vec![0.0; n];
            let mut bend = vec![0.0; n * n];
            for case in cases {
                let p = model.chance(case.features);
                let (off, weight) =
                    (case.hits as f64 - case.of as f64 * p, (case.of as f64 * p * (1.0 - p)).max(1e-12));
                let has: Vec<usize> =
                    (0..n).filter(|at| *at == 0 || case.features >> (at - 1) & 1 == 1).collect();
                for one in &has {
                    slope[*one] += off;
                    for two in &has {
                        bend[one * n + two] += weight;
                    }
                }
            }
            for at in 1..n {
                slope[at] -= RIDGE * model.adds[at - 1];
                bend[at * n + at] += RIDGE;
            }
            let step = solved(bend, slope);
            model.base += step[0];
            model.adds.iter_mut().zip(&step[1..]).for_each(|(add, step)| *add += step);
        }
        Some(model)
    }

    /// How likely it is of a case with these features.
    pub fn chance(&self, features: u32) -> f64 {
        let has = self.adds.iter().enumerate().filter(|(at, _)| features >> at & 1 == 1);
        let log = self.base + has.map(|(_, add)| add).sum::<f64>();
        1.0 / (1.0 + libm::exp(-log))
    }
}

/// The solution of a positive definite system, by Cholesky's method.
fn solved(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| matrix[i * n + k] * matrix[j * n + k]).sum();
            let left = matrix[i * n + j] - sum;
            matrix[i * n + j] = if i == j { left.max(1e-12).sqrt() } else { left / matrix[j * n + j] };
        }
    }
    for i in 0..n {
        let sum: f64 = (0..i).map(|k| matrix[i * n + k] * right[k]).sum();
        right[i] = (right[i] - sum) / matrix[i * n + i];
    }
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|k| matrix[k * n + i] * right[k]).sum();
        right[i] = (right[i] - sum) / matrix[i * n + i];
    }
    right
}

/// How likely a case of which it holds is thought likelier than one of which it does not; equals count half. Of each
/// group of cases what is thought of them, how many there are, and of how many it holds. `None` where it holds of
/// none or of all.
pub fn told_apart(thought: &[(f64, u64, u64)]) -> Option<f64> {
    let mut sorted = thought.to_vec();
    crate::order::sort_by(&mut sorted, |one, two| one.0.total_cmp(&two.0));
    let (mut below, mut sum, mut hits_all) = (0.0, 0.0, 0.0);
    let mut at = 0;
    while at < sorted.len() {
        let (alike, mut of, mut hits) = (sorted[at].0, 0.0, 0.0);
        while let Some((_, more, holds)) = sorted.get(at).filter(|other| other.0.total_cmp(&alike).is_eq()) {
            of += *more as f64;
            hits += *holds as f64;
            at += 1;
        }
        sum += hits * (below + (of - hits) / 2.0);
        below += of - hits;
        hits_all += hits;
    }
    (hits_all > 0.0 && below > 0.0).then(|| sum / (hits_all * below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_feature_gives_its_odds_ratio() {
        // 300 of 1000 with it, 100 of 1000 without: odds 3/7 and 1/9. So many cases hardly feel the ridge.
        let cases =
            [Alike { features: 1, of: 1_000, hits: 300 }, Alike { features: 0, of: 1_000, hits: 100 }];
        let model = Logistic::fit(&cases, 1).unwrap();
        assert!((libm::exp(model.adds[0]) - 27.0 / 7.0).abs() < 0.1, "{model:?}");
        assert!((model.chance(0) - 0.1).abs() < 0.002 && (model.chance(1) - 0.3).abs() < 0.002);
    }

    #[test]
    fn what_is_never_and_what_comes_together_has_an_answer() {
        let cases = [Alike { features: 0b11, of: 20, hits: 20 }, Alike { features: 0, of: 20, hits: 2 }];
        let model = Logistic::fit(&cases, 3).unwrap();
        assert!((model.adds[0] - model.adds[1]).abs() < 1e-9 && model.adds[2] == 0.0, "{model:?}");
        assert!(model.chance(0b11) > 0.8 && model.adds[0].is_finite());
        assert_eq!(Logistic::fit(&[Alike { features: 0, of: 5, hits: 5 }], 1), None);
        assert_eq!(Logistic::fit(&[], 1), None);
    }

    #[test]
    fn telling_apart_by_hand() {
        // Hits at 0.9 and 0.5, misses at 0.5 and 0.1: of four pairs three are right and one is even.
        let thought = [(0.9, 1, 1), (0.5, 2, 1), (0.1, 1, 0)];
        assert!((told_apart(&thought).unwrap() - 3.5 / 4.0).abs() < 1e-12);
        assert_eq!(told_apart(&[(0.5, 3, 3)]), None);
    }
}
