//! Digests of all files of a built page, in the form in which browsers check them (subresource integrity): for who
//! loads one of them from a package or from another host, and for who wants to know whether a host gives what was built.

use std::{fs, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

use crate::failure::{Failure, Outcome};

/// The file in `dist/`.
pub const FILE: &str = "integrity.json";

/// What is not sent to anybody by its name, and the list itself.
const NOT_LISTED: [&str; 2] = ["_headers", FILE];

/// Puts the list into a built page, of which all else is there.
pub fn put(dist: &Path) -> Outcome {
    let failure = |error: std::io::Error| {
        Failure::new(format!("{FILE} could not be put into dist/: {error}."), "See to its permissions.")
    };
    let mut lines = Vec::new();
    let mut folders = vec![dist.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).map_err(failure)? {
            let path = entry.map_err(failure)?.path();
            let name = path.strip_prefix(dist).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if !NOT_LISTED.contains(&name.as_str()) {
                lines.push(format!("  {name:?}: \"{}\"", digest(&fs::read(&path).map_err(failure)?)));
            }
        }
    }
    lines.sort();
    fs::write(dist.join(FILE), format!("{{\n{}\n}}\n", lines.join(",\n"))).map_err(failure)
}

fn digest(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{FILE, digest, put};

    #[test]
    fn every_file_is_listed_once_by_its_digest() {
        // As published with the algorithm.
        let abc = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(digest(b"abc"), abc);
        let dist = std::env::temp_dir().join(format!("undertone-integrity-{}", std::process::id()));
        fs::create_dir_all(dist.join("more")).unwrap();
        for name in ["b.js", "a.wasm", "more/c.css", "_headers"] {
            fs::write(dist.join(name), "abc").unwrap();
        }
        let listed = || {
            put(&dist).unwrap();
            fs::read_to_string(dist.join(FILE)).unwrap()
        };
        let list = listed();
        let expected =
            ["a.wasm", "b.js", "more/c.css"].map(|name| format!("  \"{name}\": \"{abc}\"")).join(",\n");
        assert_eq!(list, format!("{{\n{expected}\n}}\n"));
        assert_eq!(listed(), list, "the list is not in itself");
        fs::write(dist.join("b.js"), "abd").unwrap();
        assert_ne!(listed(), list);
        fs::remove_dir_all(dist).unwrap();
    }
}
