//! What is tracked, for the tools in which work is planned: as a table that each of them imports, or as text. It holds
//! counts, the filter that means the conversations, and what a person wrote; nobody's words, and no link.

use serde::Serialize;

use super::Tracked;
use crate::{
    charts::{Cell, Table},
    conversation::Day,
    insight::Unit,
    say,
    stats::wilson,
    ui::words,
    words::t,
};

/// A tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// A table with a column for each part.
    Table,
    /// Jira's import of tables.
    Jira,
    /// Linear's import of tables.
    Linear,
    /// Asana's import of tables, which goes by the order of the columns.
    Asana,
    /// Issues as GitHub's interface takes them one by one.
    Github,
}

/// What is exported of one.
pub struct Standing<'t> {
    /// It, as it is kept.
    pub tracked: &'t Tracked,
    /// What the data say became of it, in words; empty where that is not known.
    pub became: String,
}

/// An issue as GitHub's REST interface takes it (`POST /repos/OWNER/REPO/issues`).
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    title: String,
    body: String,
    labels: [&'static str; 1],
    assignees: Vec<String>,
}

impl Tool {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Table, Self::Jira, Self::Linear, Self::Asana, Self::Github];

    /// Its name, as part of a file's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Jira => "jira",
            Self::Linear => "linear",
            Self::Asana => "asana",
            Self::Github => "github",
        }
    }

    /// What the button says.
    pub fn words(self) -> &'static str {
        match self {
            Self::Table => t("As a table (CSV)"),
            Self::Jira => t("For Jira (CSV)"),
            Self::Linear => t("For Linear (CSV)"),
            Self::Asana => t("For Asana (CSV)"),
            Self::Github => t("For GitHub (JSON)"),
        }
    }

    /// Titles of its columns, in the words by which the tool knows them; none of one that takes no table.
    fn head(self) -> &'static [&'static str] {
        match self {
            Self::Table => &[
                "action",
                "baseline_count",
                "baseline_of",
                "baseline_share",
                "baseline_low",
                "baseline_high",
                "baseline_day",
                "became",
                "owner",
                "due",
                "filter",
                "out_of",
            ],
            Self::Jira => &["Summary", "Description", "Issue Type", "Assignee", "Due Date", "Labels"],
            Self::Linear => &["Title", "Description", "Assignee", "Labels"],
            Self::Asana => &["Name", "Description", "Section", "Assignee", "Due Date"],
            Self::Github => &[],
        }
    }

    /// The table that it imports.
    pub fn table(self, all: &[Standing<'_>]) -> Table {
        let row = |one: &Standing<'_>| {
            let cells = match self {
                Self::Table => return one.cells(),
                Self::Jira => {
                    vec![one.title(), one.body(), "Task".to_owned(), one.owner(), one.due(), LABEL.to_owned()]
                }
                Self::Linear => vec![one.title(), one.text(), one.owner(), LABEL.to_owned()],
                Self::Asana => vec![one.title(), one.body(), "Undertone".to_owned(), one.owner(), one.due()],
                Self::Github => Vec::new(),
            };
            cells.into_iter().map(Cell::Text).collect()
        };
        let head = self.head().iter().map(|title| (*title).to_owned()).collect();
        Table { head, rows: all.iter().map(row).collect() }
    }
}

/// What marks them in the other tool.
const LABEL: &str = "undertone";

/// All of them as GitHub takes them; who begins with an at sign is somebody there.
pub fn issues(all: &[Standing<'_>]) -> Vec<Issue> {
    let issue = |one: &Standing<'_>| Issue {
        title: one.title(),
        body: one.text(),
        labels: [LABEL],
        assignees: one.tracked.owner.strip_prefix('@').map(str::to_owned).into_iter().collect(),
    };
    all.iter().map(issue).collect()
}

/// All of them as text to paste, in Markdown.
pub fn as_text(all: &[Standing<'_>]) -> String {
    let one = |one: &Standing<'_>| format!("## {}\n\n{}", one.title(), one.text());
    all.iter().map(one).collect::<Vec<_>>().join("\n")
}

impl Standing<'_> {
    fn title(&self) -> String {
        self.tracked.title.clone()
    }

    fn owner(&self) -> String {
        self.tracked.owner.clone()
    }

    fn due(&self) -> String {
        self.tracked.due.map(|due| due.to_string()).unwrap_or_default()
    }

    /// How it stood, what became of it, and by which filter it is found again.
    fn body(&self) -> String {
        let track = &self.tracked.track;
        let (n, of) = track.before;
        let mut lines = Vec::new();
        if let Some(range) = wilson(n, of) {
            lines.push(say!(
                "Up to {day}: {n} of {of} conversations, {share} ({range}).",
                day = Day(track.day),
                n = words::count(n),
                of = words::count(of),
                share = words::value(Unit::Share, n as f64 / of as f64, of),
                range = words::interval(Unit::Share, &range)
            ));
        }
        if !self.became.is_empty() {
            lines.push(say!("Since then: {what}", what = self.became));
        }
        lines.push(say!(
            "Found again in Undertone by the filter {filter}, out of {of}.",
            filter = format!("`{}`", track.filter),
            of = format!("`{}`", track.of)
        ));
        lines.join("\n")
    }

    /// The same with who sees to it and until when, for tools that have no place for them.
    fn text(&self) -> String {
        let mut text = self.body();
        for (is, line) in [
            (!self.tracked.owner.is_empty(), say!("Owner: {name}", name = self.tracked.owner)),
            (self.tracked.due.is_some(), say!("Due: {day}", day = self.due())),
        ] {
            if is {
                text.push('\n');
                text.push_str(&line);
            }
        }
        text.push('\n');
        text
    }

    fn cells(&self) -> Vec<Cell> {
        let track = &self.tracked.track;
        let (n, of) = track.before;
        let range = wilson(n, of);
        let end = |value: Option<f64>| value.map_or(Cell::Nothing, Cell::Number);
        vec![
            Cell::Text(self.title()),
            Cell::Count(n),
            Cell::Count(of),
            Cell::share_of(n, of),
            end(range.as_ref().map(|range| range.low)),
            end(range.as_ref().map(|range| range.high)),
            Cell::Text(Day(track.day).to_string()),
            Cell::Text(self.became.clone()),
            Cell::Text(self.owner()),
            Cell::Text(self.due()),
            Cell::Text(track.filter.clone()),
            Cell::Text(track.of.clone()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Track;

    fn tracked(owner: &str) -> Tracked {
        Tracked {
            title: "=Mend “refund”, now".into(),
            track: Track {
                filter: "intent:refund outcome:unresolved".into(),
                of: "intent:refund".into(),
                day: 20_600,
                before: (12, 48),
            },
            owner: owner.into(),
            due: Day::parse("2026-06-30"),
        }
    }

    fn csv(tool: Tool, one: &Tracked) -> String {
        tool.table(&[Standing { tracked: one, became: "No difference shown.".into() }]).csv()
    }

    #[test]
    fn each_tool_finds_its_own_columns() {
        let one = tracked("kim@example.com");
        for (tool, head) in [
            (Tool::Jira, "Summary,Description,Issue Type,Assignee,Due Date,Labels\r\n"),
            (Tool::Linear, "Title,Description,Assignee,Labels\r\n"),
            (Tool::Asana, "Name,Description,Section,Assignee,Due Date\r\n"),
        ] {
            let csv = csv(tool, &one);
            assert!(csv.starts_with(head), "{csv}");
            // A title is no formula, whoever opens the file.
            assert!(csv.contains("\"'=Mend “refund”, now\""), "{csv}");
            assert!(csv.contains("12 of 48 conversations, 25"), "{csv}");
            assert!(csv.contains("No difference shown.") && csv.contains("kim@example.com"), "{csv}");
        }
        assert!(csv(Tool::Jira, &one).contains(",2026-06-30,undertone\r\n"));
        let table = csv(Tool::Table, &one);
        assert!(table.contains(",12,48,0.25,") && table.contains(",kim@example.com,2026-06-30,"), "{table}");
        assert_eq!(Tool::Github.table(&[]).csv(), "\r\n");
    }

    #[test]
    fn issues_and_text_say_who_and_until_when() {
        let (one, other) = (tracked("@kim"), tracked(""));
        let standing = |tracked| Standing { tracked, became: String::new() };
        let issues = issues(&[standing(&one), standing(&other)]);
        assert_eq!(issues[0].assignees, ["kim"]);
        assert!(issues[1].assignees.is_empty() && !issues[1].body.contains("Owner"));
        assert!(issues[0].body.contains("Owner: @kim\nDue: 2026-06-30\n"), "{}", issues[0].body);
        let text = as_text(&[standing(&one), standing(&other)]);
        assert!(
            text.starts_with("## =Mend “refund”, now\n\n") && text.matches("\n## ").count() == 1,
            "{text}"
        );
        // Not yet counted: nothing is said of a share.
        let fresh = Tracked { track: Track { before: (0, 0), ..one.track.clone() }, ..one.clone() };
        assert!(!standing(&fresh).body().contains(" of 0"));
    }
}
