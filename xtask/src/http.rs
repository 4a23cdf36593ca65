//! As much of HTTP as a browser needs of a server on the same machine: a connection has a thread of
//! its own and carries one request, so none ever waits for another.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
    time::Duration,
};

/// The longest head of a request that is read.
const LONGEST_HEAD: u64 = 64 << 10;
/// A browser may open a connection ahead of time and never use it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request without its body, which nothing here has a use for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// GET, HEAD, or what is refused.
    pub method: String,
    /// The path, with its query.
    pub url: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Answers whoever comes, until the program ends.
pub fn serve(listener: &TcpListener, answer: impl Fn(&Request) -> Response + Clone + Send + 'static) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        let answer = answer.clone();
        // A browser that went away, or that speaks something else, needs no answer.
        thread::spawn(move || converse(stream, &answer));
    }
}

fn converse(mut stream: TcpStream, answer: &impl Fn(&Request) -> Response) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some(request) = parse(BufReader::new(stream.try_clone()?.take(LONGEST_HEAD)))? else { return Ok(()) };
    write(&mut stream, &answer(&request), request.method == "HEAD")
}

/// The request at the beginning of a connection; `None` if nothing sensible comes.
fn parse(mut from: impl BufRead) -> io::Result<Option<Request>> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(url), Some(_version)) = (words.next(), words.next(), words.next()) else {
        return Ok(None);
    };
    let mut request = Request { method, url, headers: Vec::new() };
    loop {
        line.clear();
        if from.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let header = line.trim_end();
        if header.is_empty() {
            return Ok(Some(request));
        }
        let Some((name, value)) = header.split_once(':') else { return Ok(None) };
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
}

fn write(to: &mut impl Write, response: &Response, head_only: bool) -> io::Result<()> {
    let mut head = Vec::new();
    write!(head, "HTTP/1.1 {} {}\r\n", response.status, reason(response.status))?;
    for (name, value) in &response.headers {
        write!(head, "{name}: {value}\r\n")?;
    }
    // Of what the browser has already, nothing is said of its length.
    if response.status != 304 {
        write!(head, "Content-Length: {}\r\n", response.body.len())?;
    }
    head.extend(b"Connection: close\r\n\r\n");
    to.write_all(&head)?;
    if !head_only {
        to.write_all(&response.body)?;
    }
    to.flush()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        304 => "Not Modified",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Other",
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::{Ipv4Addr, TcpListener, TcpStream},
        thread,
    };

    use super::{Request, Response, parse, serve};

    fn parsed(text: &str) -> Option<Request> {
        parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_request_is_read_or_left() {
        let request = parsed("GET /a?b HTTP/1.1\r\nHost: x\r\nIf-None-Match:  \"1\" \r\n\r\nrest").unwrap();
        assert_eq!((request.method.as_str(), request.url.as_str()), ("GET", "/a?b"));
        assert_eq!(request.headers[1], ("if-none-match".to_owned(), "\"1\"".to_owned()));
        for nothing in
            ["", "\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.1\r\nx\r\n\r\n"]
        {
            assert_eq!(parsed(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn connections_that_are_held_open_keep_nobody_waiting() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            serve(&listener, |request| Response {
                status: 200,
                headers: Vec::new(),
                body: request.url.clone().into_bytes(),
            });
        });
        let held: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(address).unwrap()).collect();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET /here HTTP/1.1\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n/here"), "{answer}");
        drop(held);
    }
}
