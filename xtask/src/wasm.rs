//! The outer shape of a WebAssembly program: its sections, and how numbers and texts are written in it.

/// Id of a section that the machine does not read.
pub const CUSTOM: u8 = 0;

/// Id of the section that lists imports.
pub const IMPORTS: u8 = 2;

/// Id of the section that lists exports.
pub const EXPORTS: u8 = 7;

/// Id of the section that holds the bodies of functions.
pub const CODE: u8 = 10;

/// What a program begins with.
pub const HEAD: usize = 8;

/// The sections of a program, in their order: id and contents.
pub fn sections(wasm: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut sections = Vec::new();
    let mut at = HEAD;
    while at < wasm.len() {
        let id = *wasm.get(at)?;
        at += 1;
        sections.push((id, bytes(wasm, &mut at)?));
    }
    (at == wasm.len()).then_some(sections)
}

/// Writes a section.
pub fn put_section(out: &mut Vec<u8>, id: u8, body: &[u8]) {
    out.push(id);
    put_number(out, body.len());
    out.extend_from_slice(body);
}

/// A number (LEB128).
pub fn number(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let (mut value, mut shift) = (0usize, 0);
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
        shift += 7;
    }
}

/// Writes a number.
pub fn put_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        out.push(if value == 0 { low & 0x7f } else { low | 0x80 });
        if value == 0 {
            return;
        }
    }
}

/// As many bytes as the number in front of them says.
pub fn bytes<'b>(bytes: &'b [u8], at: &mut usize) -> Option<&'b [u8]> {
    let length = number(bytes, at)?;
    let taken = bytes.get(*at..at.checked_add(length)?)?;
    *at += length;
    Some(taken)
}

/// A text.
pub fn text<'b>(from: &'b [u8], at: &mut usize) -> Option<&'b str> {
    std::str::from_utf8(bytes(from, at)?).ok()
}

/// Writes a text.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_read_as_they_were_written() {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        put_section(&mut wasm, CODE, &[7; 300]);
        put_section(&mut wasm, CUSTOM, b"");
        assert_eq!(sections(&wasm), Some(vec![(CODE, &[7; 300][..]), (CUSTOM, b"")]));
        assert_eq!(sections(&wasm[..200]), None, "cut short");
    }
}
