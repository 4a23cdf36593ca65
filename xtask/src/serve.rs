//! A server for this machine alone: files of `dist/` under the policy's headers, nothing else.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    path::{Component, Path, PathBuf},
    sync::Arc,
    thread,
    time::UNIX_EPOCH,
};

use crate::{
    build::{self, Profile},
    failure::{Failure, Outcome},
    http::{self, Request, Response},
    policy, prepare,
    project::Project,
};

const PORT: u16 = 8080;

/// `cargo xtask serve`
pub fn command(project: &Project, args: &[String]) -> Outcome {
    let options = Options::parse("serve", args, "--no-build")?;
    if options.flag {
        if !project.dist().join("index.html").is_file() {
            return Err(Failure::new("There is nothing in dist/ to serve yet.", "Run `cargo xtask serve`."));
        }
    } else {
        let tools = prepare::for_build(project)?;
        build::build(project, &tools, Profile::Release)?;
    }
    let served = Served::start(project, options.port)?;
    println!("Undertone is at {} (Ctrl+C ends it).", served.address());
    served.wait();
    Ok(())
}

/// What `serve` and `dev` can be told.
pub struct Options {
    /// The port, if one was asked for.
    pub port: Option<u16>,
    /// Whether the one flag was given.
    pub flag: bool,
}

impl Options {
    /// Reads `--port N` and the flag.
    pub fn parse(command: &str, args: &[String], flag: &str) -> Outcome<Self> {
        let mut options = Self { port: None, flag: false };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if arg == flag {
                options.flag = true;
            } else if arg == "--port" {
                let port = args.next().and_then(|port| port.parse().ok());
                options.port = Some(port.ok_or_else(|| {
                    Failure::new("`--port` wants a number from 0 to 65535.", "Write `--port 8080`.")
                })?);
            } else {
                return Err(Failure::new(
                    format!("`{command}` does not know `{arg}`."),
                    format!("Run `cargo xtask {command} [--port N] [{flag}]`."),
                ));
            }
        }
        Ok(options)
    }
}

/// A running server. It ends with the program.
pub struct Served {
    port: u16,
    thread: thread::JoinHandle<()>,
}

impl Served {
    /// Serves `dist/` on this port; without one, on the first free one from 8080 on. Port 0 is any.
    pub fn start(project: &Project, port: Option<u16>) -> Outcome<Self> {
        Self::of(project, project.dist(), port)
    }

    /// Serves another build of the page in the same way.
    pub fn of(project: &Project, dist: PathBuf, port: Option<u16>) -> Outcome<Self> {
        let mut headers = policy::headers(project)?;
        headers.push(fresh());
        Self::site(Site { dist, headers }, port)
    }

    /// Serves a directory of what is not the product, without its policy, on any port.
    pub fn plain(dist: PathBuf) -> Outcome<Self> {
        Self::site(Site { dist, headers: vec![fresh()] }, Some(0))
    }

    fn site(site: Site, port: Option<u16>) -> Outcome<Self> {
        let site = Arc::new(site);
        let listener = listen(port)?;
        let port = listener.local_addr().map_or(0, |address| address.port());
        let thread = thread::spawn(move || http::serve(&listener, move |request| site.answer(request)));
        Ok(Self { port, thread })
    }

    /// Where it is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Stays until the program is ended.
    fn wait(self) {
        // It has no end of its own but a panic, and then there is nothing left to wait for.
        let _ = self.thread.join();
    }
}

fn listen(port: Option<u16>) -> Outcome<TcpListener> {
    let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port).map_err(|error| {
            Failure::new(
                format!("Port {port} cannot be listened on: {error}."),
                "Choose another with `--port N`.",
            )
        }),
        None => (PORT..PORT + 100).find_map(|port| bind(port).ok()).ok_or_else(|| {
            Failure::new(
                format!("No port from {PORT} to {} is free.", PORT + 99),
                "Choose one with `--port N`, or `--port 0` for any.",
            )
        }),
    }
}

/// Browsers ask each time whether a file has changed.
fn fresh() -> (String, String) {
    ("Cache-Control".to_owned(), "no-cache".to_owned())
}

/// What is served, and under which headers.
struct Site {
    dist: PathBuf,
    headers: Vec<(String, String)>,
}

impl Site {
    fn answer(&self, request: &Request) -> Response {
        let mut response = self.response(request);
        response.headers.extend(self.headers.iter().cloned());
        response
    }

    fn response(&self, request: &Request) -> Response {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return plain(405, "Only GET and HEAD are answered here.\n");
        }
        let Some(path) = resolve(&self.dist, &request.url) else {
            return plain(404, "There is no such file.\n");
        };
        let (Ok(metadata), Ok(bytes)) = (fs::metadata(&path), fs::read(&path)) else {
            return plain(404, "There is no such file.\n");
        };
        let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let tag = format!("\"{:x}-{:x}\"", bytes.len(), changed.unwrap_or_default().as_nanos());
        let known = request.headers.iter().any(|(name, value)| {
            name == "if-none-match" && value.split(',').any(|known| known.trim() == tag)
        });
        let (status, body) = if known { (304, Vec::new()) } else { (200, bytes) };
        let headers =
            vec![("ETag".to_owned(), tag), ("Content-Type".to_owned(), content_type(&path).to_owned())];
        Response { status, headers, body }
    }
}

fn plain(status: u16, text: &str) -> Response {
    let headers = vec![("Content-Type".to_owned(), content_type(Path::new("x.txt")).to_owned())];
    Response { status, headers, body: text.as_bytes().to_vec() }
}

/// The file that an address names, if it lies within the directory.
fn resolve(dist: &Path, url: &str) -> Option<PathBuf> {
    let path = decode(url.split(['?', '#']).next()?)?;
    let relative = Path::new(path.trim_start_matches('/'));
    let plain = relative.components().all(|component| matches!(component, Component::Normal(_)));
    // `_headers` speaks to the host; a browser has no business with it.
    if !plain || path.contains(['\\', '\0']) || path.split('/').any(|part| part.starts_with(['.', '_'])) {
        return None;
    }
    let file = if path.ends_with('/') { dist.join(relative).join("index.html") } else { dist.join(relative) };
    // A link that leads out of the directory is not followed.
    let file = file.canonicalize().ok()?;
    (file.is_file() && file.starts_with(dist.canonicalize().ok()?)).then_some(file)
}

/// Undoes percent encoding; `None` if that gives no text.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::{Options, content_type, decode, resolve};

    #[test]
    fn only_files_within_the_directory_are_found() {
        let outside = std::env::temp_dir().join(format!("undertone-serve-{}", std::process::id()));
        let dist = outside.join("dist");
        fs::create_dir_all(dist.join("snippets")).unwrap();
        for file in ["secret.txt", "dist/index.html", "dist/_headers", "dist/.hidden", "dist/snippets/a b.js"]
        {
            fs::write(outside.join(file), "x").unwrap();
        }
        let found = |url: &str| resolve(&dist, url).map(|path| path.file_name().unwrap().to_owned());
        assert_eq!(found("/").unwrap(), "index.html");
        assert_eq!(found("/index.html?a=/../b#c").unwrap(), "index.html");
        assert_eq!(found("/snippets/a%20b.js").unwrap(), "a b.js");
        for url in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/snippets/../../secret.txt",
            "/snippets/..%2f..%2fsecret.txt",
            "/..\\secret.txt",
            "//secret.txt",
            "/snippets",
            "/_headers",
            "/.hidden",
            "/nothing",
            "/%",
            "/%00",
            "/%ff",
        ] {
            assert_eq!(found(url), None, "{url}");
        }
        fs::remove_dir_all(outside).unwrap();
    }

    #[test]
    fn percent_encoding_is_undone_once() {
        assert_eq!(decode("/a%252e").as_deref(), Some("/a%2e"));
        assert_eq!(decode("/%C3%A4").as_deref(), Some("/ä"));
        assert_eq!(decode("/%+1"), None);
    }

    #[test]
    fn programs_have_their_types() {
        assert_eq!(content_type(Path::new("page_bg.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("page.js")), "text/javascript; charset=utf-8");
        assert_eq!(content_type(Path::new("LICENSE")), "application/octet-stream");
    }

    #[test]
    fn options_are_read_or_refused() {
        let parse = |args: &[&str]| {
            let args: Vec<String> = args.iter().map(ToString::to_string).collect();
            Options::parse("serve", &args, "--no-build")
        };
        let options = parse(&["--port", "0", "--no-build"]).unwrap();
        assert_eq!((options.port, options.flag), (Some(0), true));
        for wrong in [&["--port"][..], &["--port", "x"], &["--port", "70000"], &["--fast"]] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
