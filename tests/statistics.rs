//! Statistics are those of SciPy and statsmodels: `tests/fixtures/statistics.json`, written by
//! `tools/fixtures/statistics.py`, which says of which versions.

use serde_json::Value;
use undertone::stats::{
    Moments, Tally, chi_squared, chi_squared_above, difference, fisher, holm, mann_whitney, odds_ratio,
    sample_size, share_ratio, split, student_quantile, student_two_sided, two_proportions, two_sided, welch,
    wilson,
};

/// How near a result is: to the ninth place, or of a great one to the ninth digit.
const NEAR: f64 = 1e-9;

#[track_caller]
fn near(what: &str, ours: f64, theirs: &Value) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() <= NEAR * theirs.abs().max(1.0), "{what}: {ours}, not {theirs}");
}

fn cases(of: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("fixtures/statistics.json")).unwrap();
    let cases = all[of].as_array().unwrap().clone();
    assert!(cases.len() > 1, "{of}");
    cases
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn counts(list: &Value) -> Vec<u64> {
    list.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

fn tally(pair: &Value) -> Tally {
    Tally { hits: pair[0].as_u64().unwrap(), of: pair[1].as_u64().unwrap() }
}

#[test]
fn tails() {
    for case in cases("tails") {
        let (x, freedom) = (case["x"].as_f64().unwrap(), case["freedom"].as_f64().unwrap());
        near("normal", two_sided(x), &case["normal"]);
        near("chi-squared", chi_squared_above(x, freedom), &case["chi_squared"]);
        near("student", student_two_sided(x, freedom), &case["student"]);
        near("student's quantile", student_quantile(freedom), &case["student_quantile"]);
    }
}

#[test]
fn shares() {
    for case in cases("proportions") {
        let (one, two) = (tally(&case["one"]), tally(&case["two"]));
        let (first, second) = (wilson(one.hits, one.of).unwrap(), wilson(two.hits, two.of).unwrap());
        near("wilson", first.low, &case["wilson"][0]);
        near("wilson", first.high, &case["wilson"][1]);
        let newcombe = difference((one.share(), &first), (two.share(), &second), "newcombe");
        near("newcombe", newcombe.low, &case["newcombe"][0]);
        near("newcombe", newcombe.high, &case["newcombe"][1]);
        let (z, p) = two_proportions(one, two).unwrap_or((0.0, 1.0));
        near("z", z, &case["z"]);
        near("p", p, &case["p"]);
        near("fisher", fisher(one, two), &case["fisher"]);
        let (ratio, interval) = odds_ratio(one, two).unwrap();
        if let Some((value, katz)) = share_ratio(one, two) {
            // A share of none has its ratio, 0, as the lower end: statsmodels' own is above it.
            near(
                "share ratio",
                if value == 0.0 { katz.high } else { katz.low },
                &case["share_ratio"][usize::from(value == 0.0)],
            );
            near("share ratio", katz.high, &case["share_ratio"][1]);
        }
        near("odds ratio", ratio, &case["odds_ratio"][0]);
        near("odds ratio", interval.low, &case["odds_ratio"][1]);
        near("odds ratio", interval.high, &case["odds_ratio"][2]);
    }
}

#[test]
fn means() {
    for case in cases("means") {
        let moments = |list: &Value| {
            let values = numbers(list);
            Moments {
                n: values.len() as f64,
                sum: values.iter().sum(),
                squares: values.iter().map(|value| value * value).sum(),
            }
        };
        let found = welch(moments(&case["one"]), moments(&case["two"])).unwrap();
        near("t", found.difference / found.error, &case["t"]);
        near("degrees of freedom", found.freedom, &case["freedom"]);
        near("p", found.p, &case["p"]);
        near("interval", found.interval.low, &case["interval"][0]);
        near("interval", found.interval.high, &case["interval"][1]);
    }
}

#[test]
fn ranks() {
    for case in cases("ranks") {
        let found = mann_whitney(&counts(&case["one"]), &counts(&case["two"])).unwrap();
        near("above", found.above, &case["above"]);
        near("p", found.p, &case["p"]);
    }
}

#[test]
fn many() {
    for case in cases("many") {
        let arms: Vec<Tally> = case["arms"].as_array().unwrap().iter().map(tally).collect();
        let (x, p) = chi_squared(&arms).unwrap();
        near("chi-squared", x, &case["x"]);
        near("its p", p, &case["p"]);
    }
    for case in cases("splits") {
        let (x, p) = split(&counts(&case["counts"]), &counts(&case["planned"])).unwrap();
        near("split", x, &case["x"]);
        near("its p", p, &case["p"]);
    }
    for case in cases("holm") {
        for (ours, theirs) in holm(&numbers(&case["ps"])).iter().zip(case["adjusted"].as_array().unwrap()) {
            near("holm", *ours, theirs);
        }
    }
}

#[test]
fn needed_samples() {
    for case in cases("samples") {
        let n = case["n"].as_f64().unwrap().ceil() as u64;
        assert_eq!(sample_size(case["base"].as_f64().unwrap(), case["by"].as_f64().unwrap()), Some(n));
    }
}
