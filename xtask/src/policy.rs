//! The headers under which the page is served. `www/hosting/_headers` is their one source: the
//! local server reads it, and the tests here hold the other host files and the page to it.

use crate::{failure::Outcome, project::Project};

/// A header's name and value.
pub type Header = (String, String);

/// The headers for every path.
pub fn headers(project: &Project) -> Outcome<Vec<Header>> {
    crate::project::read(&project.root().join("www/hosting/_headers")).map(|text| parse(&text))
}

/// Reads the `/*` block of a `_headers` file: a path at the margin, its headers indented below.
fn parse(text: &str) -> Vec<Header> {
    let mut for_all = false;
    let mut headers = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#') && !line.trim().is_empty()) {
        if !line.starts_with(char::is_whitespace) {
            for_all = line.trim() == "/*";
        } else if let (true, Some((name, value))) = (for_all, line.split_once(':')) {
            headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::{Header, parse};
    use crate::html::meta_http_equiv;

    const HEADERS: &str = include_str!("../../www/hosting/_headers");
    const NGINX: &str = include_str!("../../www/hosting/nginx.conf");
    const CADDY: &str = include_str!("../../www/hosting/Caddyfile");
    const PAGE: &str = include_str!("../../index.html");
    const POLICY: &str = "Content-Security-Policy";

    fn unquote(text: &str) -> String {
        text.trim().trim_matches('"').to_owned()
    }

    /// `add_header NAME "VALUE" always;`
    fn from_nginx(text: &str) -> Vec<Header> {
        text.lines()
            .filter_map(|line| {
                line.trim().strip_prefix("add_header ")?.strip_suffix(" always;")?.split_once(' ')
            })
            .map(|(name, value)| (name.to_owned(), unquote(value)))
            .collect()
    }

    /// The lines of the `header` block.
    fn from_caddy(text: &str) -> Vec<Header> {
        text.lines()
            .map(str::trim)
            .skip_while(|line| *line != "header {")
            .skip(1)
            .take_while(|line| *line != "}")
            .filter_map(|line| line.split_once(' '))
            .map(|(name, value)| (name.to_owned(), unquote(value)))
            .collect()
    }

    fn directives(policy: &str) -> Vec<String> {
        policy.split(';').map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    fn policy() -> String {
        parse(HEADERS).into_iter().find(|(name, _)| name == POLICY).expect("a policy").1
    }

    #[test]
    fn every_host_file_says_the_same() {
        let headers = parse(HEADERS);
        assert!(headers.len() > 5);
        assert_eq!(from_nginx(NGINX), headers);
        assert_eq!(from_caddy(CADDY), headers);
    }

    #[test]
    fn the_page_says_the_same_but_for_what_only_a_header_can() {
        let said = meta_http_equiv(PAGE, POLICY).expect("index.html carries the policy in a meta element");
        let mut expected = directives(&policy());
        expected.retain(|directive| !directive.starts_with("frame-ancestors"));
        assert_eq!(directives(&said), expected);
    }

    #[test]
    fn the_policy_closes_what_it_promises_to_close() {
        let directives = directives(&policy());
        for directive in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "connect-src 'self'",
            "worker-src 'self'",
            "frame-ancestors 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types undertone",
        ] {
            assert!(directives.iter().any(|d| d == directive), "{directive} is missing");
        }
        // A picture that is written out in its own address asks nobody for anything: the page's icon.
        let policy = policy().replace("img-src 'self' data:", "img-src 'self'");
        for hole in
            ["'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:", "'allow-duplicates'"]
        {
            assert!(!policy.contains(hole), "{hole} would open it");
        }
        let headers = parse(HEADERS);
        assert!(headers.contains(&("Connection-Allowlist".to_owned(), "(response-origin)".to_owned())));
    }

    #[test]
    fn only_the_block_for_all_paths_is_read() {
        let text = "# note\n/*\n  A: b: c\n\n/x\n  D: e\n";
        assert_eq!(parse(text), [("A".to_owned(), "b: c".to_owned())]);
    }
}
