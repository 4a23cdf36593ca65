//! What a checkup concludes from what the browser said.

use crate::{say, words::t};

/// Whether a promise holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Holds,
    /// It does not.
    Open,
    /// Neither; something to know.
    Note,
}

/// One line of a checkup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it holds.
    pub verdict: Verdict,
    /// What was looked at.
    pub title: String,
    /// What was found.
    pub detail: String,
}

/// The policy as it ships.
const OURS: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-src 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types undertone";

/// Directives that widen nothing, whatever they say.
const HARMLESS: [&str; 3] = ["upgrade-insecure-requests", "block-all-mixed-content", "sandbox"];

/// Directives for which `default-src` does not stand in.
const ALONE: [&str; 5] =
    ["base-uri", "form-action", "frame-ancestors", "require-trusted-types-for", "trusted-types"];

/// What the headers of the page's own address say. `None`: they could not be had.
pub fn of_headers(headers: Option<&[(String, String)]>) -> Vec<Finding> {
    let Some(headers) = headers else {
        return vec![Finding {
            verdict: Verdict::Note,
            title: t("Headers of this page").into(),
            detail: t("They could not be read. The policy inside the page itself holds all the same.").into(),
        }];
    };
    let value = |name: &str| {
        headers.iter().find(|header| header.0.eq_ignore_ascii_case(name)).map(|header| header.1.as_str())
    };
    let finding = |verdict, title: &str, detail: String| Finding { verdict, title: title.into(), detail };
    let mut found = Vec::new();
    let title = t("Header: content security policy");
    found.push(match value("content-security-policy") {
        None => finding(
            Verdict::Note,
            title,
            t("The host does not send it. The same policy inside the page holds, but for framing.").into(),
        ),
        Some(policy) => {
            let open = wider(policy);
            if open.is_empty() {
                finding(Verdict::Holds, title, t("Sent, and it admits this page's own address alone.").into())
            } else {
                finding(
                    Verdict::Open,
                    title,
                    say!("Sent, but wider than ours in {names}.", names = open.join(", ")),
                )
            }
        }
    });
    let title = t("Header: connection allow-list");
    found.push(match value("connection-allowlist") {
        Some(list) if list.trim() == "(response-origin)" => finding(
            Verdict::Holds,
            title,
            t("Sent: browsers that know it close links, popups and calls to elsewhere too.").into(),
        ),
        Some(list) => finding(Verdict::Open, title, say!("Sent, but wider than ours: {list}.", list = list)),
        None => finding(
            Verdict::Note,
            title,
            t("The host does not send it. Ways out that the policy does not govern, such as following a link, stay open.").into(),
        ),
    });
    let title = t("Header: nothing is told to other sites");
    found.push(match value("referrer-policy") {
        Some("no-referrer") => {
            finding(Verdict::Holds, title, t("Sent: no address of this page goes along with a link.").into())
        }
        _ => finding(
            Verdict::Note,
            title,
            t("The host does not send it; the page itself asks for the same.").into(),
        ),
    });
    found
}

/// What a page that is one file cannot have enforced: it comes without headers, and from where others lie too.
pub fn of_one_file() -> [Finding; 3] {
    let note = |title: &str, detail: &str| Finding {
        verdict: Verdict::Note,
        title: title.into(),
        detail: detail.into(),
    };
    [
        note(
            t("Headers of this page"),
            t(
                "A file from disk comes without any. The policy inside it holds; what only headers can say does not: that links, popups and calls to elsewhere are closed (connection allow-list), that no other page frames this one, that no other window reaches it.",
            ),
        ),
        note(
            t("Other files on this disk"),
            t(
                "Some browsers count all pages from disk as one origin, so that another file, opened here, could read what this one keeps. It therefore keeps nothing.",
            ),
        ),
        note(
            t("Whether this is the file that was published"),
            t(
                "Whoever gave it to you may have altered it, and an altered file could say anything here. Compare its SHA-256 with the one published beside it, by a tool of your system: sha256sum (Linux), shasum -a 256 (macOS), certutil -hashfile … SHA256 (Windows).",
            ),
        ),
    ]
}

/// The directives of a policy that admit more than ours, those that are missing among them.
fn wider(policy: &str) -> Vec<&str> {
    let (ours, theirs) = (directives(OURS), directives(policy));
    let value = |of: &[(&str, &str)], name: &str| {
        of.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    };
    let missing = ours.iter().map(|(name, _)| *name).filter(|name| {
        let stands_in = !ALONE.contains(name) && value(&theirs, "default-src").is_some();
        value(&theirs, name).is_none() && !stands_in
    });
    let admits_more = theirs.iter().filter(|(name, value_of_theirs)| {
        // What ours does not name falls back to its first.
        let admitted = value(&ours, name).unwrap_or_else(|| "'none' 'self'".into());
        !HARMLESS.contains(name)
            && value_of_theirs
                .split_whitespace()
                .any(|source| source != "'none'" && admitted.split_whitespace().all(|ours| ours != source))
    });
    missing.chain(admits_more.map(|(name, _)| *name)).collect()
}

/// The directives of a policy, each with its value.
fn directives(policy: &str) -> Vec<(&str, &str)> {
    policy
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.split_once(' ').map_or((part, ""), |(name, value)| (name, value.trim())))
        .collect()
}

/// What cannot be tested from inside a page.
pub fn untestable(one_file: bool) -> [&'static str; 4] {
    [
        t(
            "Requests to other addresses: trying one would be the very thing that is promised not to happen. The policy that refuses them is shown above; the network tab of the developer tools shows that there are none.",
        ),
        if one_file {
            t(
                "Links and popups to elsewhere: no policy within a page closes them. A script that should never run here could open one; none runs but the one whose digest the policy names.",
            )
        } else {
            t(
                "Whether this browser knows the connection allow-list. Chromium does; Firefox and Safari do not yet. Without it, a hostile script could still open a link.",
            )
        },
        t("Name look-ups and what the browser itself sends home, such as safe-browsing checks of addresses."),
        t("What browser extensions do: they stand above every page."),
    ]
}

/// What nobody can promise.
pub fn unpromised(one_file: bool) -> [&'static str; 3] {
    [
        if one_file {
            t(
                "That nobody alters this file where it lies. Whoever must be sure compares its digest before opening it.",
            )
        } else {
            t(
                "That the host serves the same files tomorrow. Whoever must be sure serves them from an own host, or keeps a copy.",
            )
        },
        t("That nobody looks over your shoulder, at the screen or at a file that you save and pass on."),
        t(
            "That masking finds every name. It finds what has a form: addresses, numbers, tokens. Names in running text stay.",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(headers: &[(&str, &str)]) -> Vec<Verdict> {
        let headers: Vec<(String, String)> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        of_headers(Some(&headers)).into_iter().map(|finding| finding.verdict).collect()
    }

    #[test]
    fn the_headers_that_ship_hold() {
        let shipped: Vec<(&str, &str)> = include_str!("../../www/hosting/_headers")
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split_once(": "))
            .collect();
        assert_eq!(verdicts(&shipped), [Verdict::Holds; 3]);
    }

    #[test]
    fn a_wider_policy_is_said() {
        assert_eq!(wider(OURS), [""; 0]);
        let shipped = include_str!("../../www/hosting/_headers");
        assert!(shipped.contains(&format!("Content-Security-Policy: {OURS}\n")), "it is what ships");
        for (policy, names) in [
            (
                OURS.replace("connect-src 'self'", "connect-src 'self' https://example.com"),
                vec!["connect-src"],
            ),
            (OURS.replace("img-src 'self' data:", "img-src *"), vec!["img-src"]),
            (OURS.replace("; object-src 'none'", ""), vec![]),
            (OURS.replace("; trusted-types undertone", ""), vec!["trusted-types"]),
            (format!("{OURS}; script-src-elem *"), vec!["script-src-elem"]),
            (format!("{OURS}; report-uri https://example.com"), vec!["report-uri"]),
            (format!("{OURS}; upgrade-insecure-requests"), vec![]),
        ] {
            assert_eq!(wider(&policy), names, "{policy}");
            let open = verdicts(&[("Content-Security-Policy", &policy)])[0] == Verdict::Open;
            assert_eq!(open, !names.is_empty(), "{policy}");
        }
        assert_eq!(verdicts(&[("connection-allowlist", "*")])[1], Verdict::Open);
    }

    #[test]
    fn a_host_without_headers_is_noted() {
        assert_eq!(verdicts(&[]), [Verdict::Note; 3]);
        assert_eq!(of_headers(None).len(), 1);
    }
}
