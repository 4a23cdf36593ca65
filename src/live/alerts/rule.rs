//! A rule: what is watched, where its bands are, and how often it may speak. As JSON, checked with the place of what
//! is wrong.

use std::fmt;

use crate::{
    ingest::{
        Sentence,
        json::{Arena, Json},
    },
    insight::definition,
    language::Signal,
    live::Window,
};

/// Rules at most.
const MOST: usize = 50;

/// What a rule is written with.
const KEYS: [&str; 8] = ["name", "watch", "window", "warn", "alert", "below", "least", "cool_down"];

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// What is watched.
    pub watched: Watched,
    /// Over which stretch of time.
    pub window: Window,
    /// From where on it warns; `None` where it does not.
    pub warn: Option<f64>,
    /// From where on it is an alert; `None` where it never is.
    pub alert: Option<f64>,
    /// Whether low values are the ones to speak of.
    pub below: bool,
    /// Cases that a figure needs before anything is said of it.
    pub least: u64,
    /// Minutes of silence after it spoke.
    pub cool_down: u32,
}

/// What a rule watches.
#[derive(Clone, Debug, PartialEq)]
pub enum Watched {
    /// A figure, by its name in the registry: a share, a mean, a count.
    Figure(String),
    /// The same against the history: the value counts only where the two differ clearly.
    Change(String),
    /// The share of conversations with a signal.
    Signal(Signal),
    /// Any conversation with a signal: speaks of each.
    Any(Signal),
    /// The risk that a running conversation is handed over or abandoned, as learnt from the history: speaks of each.
    Risk,
    /// Messages a minute.
    Pace,
}

/// Why rules cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub Sentence);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::error::Error for Fault {}

impl Watched {
    /// As it is written: `fallback_rate`, `change:fallback_rate`, `signal:churn_risk`, `any:churn_risk`, `risk`, `pace`.
    pub fn written(&self) -> String {
        match self {
            Self::Figure(name) => name.clone(),
            Self::Change(name) => format!("change:{name}"),
            Self::Signal(signal) => format!("signal:{}", signal.name()),
            Self::Any(signal) => format!("any:{}", signal.name()),
            Self::Risk => "risk".to_owned(),
            Self::Pace => "pace".to_owned(),
        }
    }

    fn of(text: &str) -> Option<Self> {
        let signal = |name: &str| Signal::ALL.iter().copied().find(|signal| signal.name() == name);
        match text.split_once(':') {
            None if text == "risk" => Some(Self::Risk),
            None if text == "pace" => Some(Self::Pace),
            None => definition(text).map(|_| Self::Figure(text.to_owned())),
            Some(("change", name)) => definition(name)
                .filter(|definition| !definition.denominator.is_empty())
                .map(|_| Self::Change(name.to_owned())),
            Some(("signal", name)) => signal(name).map(Self::Signal),
            Some(("any", name)) => signal(name).map(Self::Any),
            Some(_) => None,
        }
    }

    /// Whether it speaks of single conversations.
    pub fn is_of_conversations(&self) -> bool {
        matches!(self, Self::Any(_) | Self::Risk)
    }
}

impl Rule {
    /// The rules that are there where nobody says any: what most teams want to hear of at once.
    pub fn usual() -> Vec<Self> {
        let rule = |watched, window, warn, alert, least| Self {
            name: String::new(),
            watched,
            window,
            warn: Some(warn),
            alert: Some(alert),
            below: false,
            least,
            cool_down: 30,
        };
        vec![
            rule(Watched::Figure("fallback_rate".into()), Window::Hour, 0.25, 0.4, 20),
            rule(Watched::Figure("handoff_rate".into()), Window::Hour, 0.3, 0.5, 20),
            rule(Watched::Figure("negative_share".into()), Window::Hour, 0.4, 0.6, 20),
            rule(Watched::Signal(Signal::BugReport), Window::Hour, 0.15, 0.3, 20),
            rule(Watched::Any(Signal::Cancellation), Window::Minutes, 1.0, f64::INFINITY, 1),
        ]
    }

    /// The rules that a JSON list holds.
    ///
    /// # Errors
    /// Which rule cannot be used, why, and what to do.
    pub fn of_json(text: &str) -> Result<Vec<Self>, Fault> {
        let arena = Arena::default();
        let fault = |sentence| Err(Fault(sentence));
        let Some(Json::List(items)) = Json::parse(text.trim(), &arena) else {
            return fault(Sentence::of("alerts are a list of rules, as JSON"));
        };
        if items.len() > MOST {
            return fault(Sentence::of("too many alerts; at most {most} are watched").plain("most", MOST));
        }
        items.iter().zip(1..).map(|(item, at)| rule(item, at)).collect()
    }

    /// A rule as JSON.
    pub fn to_json(&self) -> String {
        let mut fields = vec![
            format!("\"name\":{}", quoted(&self.name)),
            format!("\"watch\":{}", quoted(&self.watched.written())),
            format!("\"window\":\"{}\"", self.window.name()),
        ];
        let bands = [("warn", self.warn), ("alert", self.alert)];
        let bands =
            bands.into_iter().filter_map(|(key, band)| Some((key, band.filter(|band| band.is_finite())?)));
        fields.extend(bands.map(|(key, band)| format!("\"{key}\":{band}")));
        if self.below {
            fields.push("\"below\":true".to_owned());
        }
        fields.push(format!("\"least\":{},\"cool_down\":{}", self.least, self.cool_down));
        format!("{{{}}}", fields.join(","))
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn rule(item: &Json<'_>, at: u64) -> Result<Rule, Fault> {
    let fault = |because: Sentence| {
        Err(Fault(Sentence::of("alert {at}: {because}").plain("at", at).words("because", [because])))
    };
    let Json::Object(entries) = item else {
        return fault(Sentence::of("a rule is an object with “watch” and “warn” or “alert”"));
    };
    if let Some((key, _)) = entries.iter().find(|(key, _)| !KEYS.contains(key)) {
        return fault(
            Sentence::of("“{key}” is not known; a rule has {keys}")
                .plain("key", (*key).to_owned())
                .plain("keys", KEYS.join(", ")),
        );
    }
    let watch = item.said("watch").unwrap_or_default();
    let Some(watched) = Watched::of(watch) else {
        return fault(
            Sentence::of(
                "“{watch}” cannot be watched; write the name of a figure, change: and that of a share, signal: or \
                 any: and that of a signal, risk or pace",
            )
            .plain("watch", watch.to_owned()),
        );
    };
    let number = |key: &str| item.number(key).filter(|value| value.is_finite());
    let (warn, alert) = (number("warn"), number("alert"));
    let of_each = matches!(watched, Watched::Any(_));
    if warn.is_none() && alert.is_none() && !of_each {
        return fault(Sentence::of("it says neither from where on to warn nor from where on to alert"));
    }
    let window = match item.said("window") {
        None => Window::Hour,
        Some(name) => match Window::named(name) {
            Some(window) => window,
            None => {
                return fault(
                    Sentence::of("“{window}” is no window; there are 5m, 1h, 24h and all")
                        .plain("window", name.to_owned()),
                );
            }
        },
    };
    Ok(Rule {
        name: item.said("name").unwrap_or_default().to_owned(),
        window,
        warn,
        // Of something that is there or not, being there is the alert.
        alert: alert.or(of_each.then_some(1.0)),
        below: item.is("below", "true"),
        least: number("least")
            .map_or(if watched.is_of_conversations() { 1 } else { 20 }, |least| least.max(0.0) as u64),
        cool_down: number("cool_down").map_or(30, |minutes| minutes.clamp(0.0, 10_080.0) as u32),
        watched,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_written() {
        let text = r#"[{"name":"Not understood","watch":"fallback_rate","window":"5m","warn":0.2,"alert":0.4,"least":10,"cool_down":5},
            {"watch":"any:churn_risk"},{"watch":"change:handoff_rate","alert":0.1,"below":true}]"#;
        let rules = Rule::of_json(text).unwrap();
        assert_eq!((rules[0].window, rules[0].alert, rules[0].least), (Window::Minutes, Some(0.4), 10));
        assert_eq!((rules[1].alert, rules[1].least), (Some(1.0), 1));
        let again: Vec<String> = rules.iter().map(Rule::to_json).collect();
        assert_eq!(Rule::of_json(&format!("[{}]", again.join(","))).unwrap(), rules);
        for rule in Rule::usual() {
            let again = Rule::of_json(&format!("[{}]", rule.to_json())).unwrap();
            assert_eq!(again[0].watched, rule.watched);
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, says) in [
            ("7", "alerts are a list of rules, as JSON"),
            (
                r#"[{"watch":"fallback_rate","warn":1},{"watch":"nonsense","warn":1}]"#,
                "alert 2: “nonsense” cannot be watched",
            ),
            (r#"[{"watch":"change:messages","warn":1}]"#, "alert 1: “change:messages” cannot be watched"),
            (r#"[{"watch":"fallback_rate"}]"#, "neither from where on to warn"),
            (r#"[{"watch":"pace","warn":1,"window":"2h"}]"#, "“2h” is no window"),
            (r#"[{"watch":"pace","warn":1,"sound":true}]"#, "“sound” is not known"),
        ] {
            let fault = Rule::of_json(text).unwrap_err().to_string();
            assert!(fault.contains(says), "{text}: {fault}");
        }
    }
}
