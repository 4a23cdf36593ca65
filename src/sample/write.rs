//! Conversations as bytes: CSV rows or a line of JSON.

use std::io::Write;

use super::{
    calendar,
    draft::{Draft, Line, VARIANTS},
    plan::Kind,
};

const COLUMNS: &str = "conversation_id,timestamp,role,message,user_id,channel,language,intent,confidence,rating,\
status,variant,event,quick_replies,page,tags";
const CUSTOMER_COLUMNS: &str = ",customer_value,plan,seats,churned";

/// Writes the header row.
pub fn header(kind: Kind, out: &mut Vec<u8>) {
    out.extend_from_slice(COLUMNS.as_bytes());
    if kind == Kind::Saas {
        out.extend_from_slice(CUSTOMER_COLUMNS.as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

/// Writes one row per message. Rating and statement stand on the last row only.
#[inline(never)]
pub fn csv(draft: &Draft, out: &mut Vec<u8>) {
    let last = draft.lines.len().saturating_sub(1);
    for (at, line) in draft.lines.iter().enumerate() {
        cell(&draft.id, out);
        out.push(b',');
        calendar::write_moment(line.at, out);
        for text in [line.role.name(), &line.text, draft.user.as_deref().unwrap_or_default(), draft.channel] {
            out.push(b',');
            cell(text, out);
        }
        for text in [draft.language, line.intent] {
            out.push(b',');
            cell(text, out);
        }
        out.push(b',');
        confidence(line, out);
        out.push(b',');
        if let Some(rating) = draft.rating.filter(|_| at == last) {
            put(out, format_args!("{rating}"));
        }
        let status = if at == last { draft.status } else { "" };
        let offered = line.quick_replies.join("|");
        let tags = draft.tags.join("|");
        for text in [status, VARIANTS[draft.variant], line.event, &offered, line.page, &tags] {
            out.push(b',');
            cell(text, out);
        }
        if let Some(customer) = draft.customer {
            let (value, seats, churned) = (customer.value, customer.seats, customer.churned);
            put(out, format_args!(",{value},{},{seats},{churned}", customer.plan));
        }
        out.extend_from_slice(b"\r\n");
    }
}

/// Writes one object on one line.
#[inline(never)]
pub fn jsonl(draft: &Draft, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"id\":");
    string(&draft.id, out);
    if let Some(user) = &draft.user {
        member("user_id", user, out);
    }
    member("channel", draft.channel, out);
    member("language", draft.language, out);
    member("variant", VARIANTS[draft.variant], out);
    if let Some(rating) = draft.rating {
        put(out, format_args!(",\"rating\":{rating}"));
    }
    if !draft.status.is_empty() {
        member("status", draft.status, out);
    }
    out.extend_from_slice(b",\"tags\":");
    strings(&draft.tags, out);
    if let Some(customer) = draft.customer {
        put(out, format_args!(",\"customer_value\":{}", customer.value));
        member("plan", customer.plan, out);
        put(out, format_args!(",\"seats\":{},\"churned\":{}", customer.seats, customer.churned));
    }
    out.extend_from_slice(b",\"messages\":[");
    for (at, line) in draft.lines.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        message(line, out);
    }
    out.extend_from_slice(b"]}\n");
}

#[inline(never)]
fn message(line: &Line, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"role\":");
    string(line.role.name(), out);
    member("content", &line.text, out);
    out.extend_from_slice(b",\"timestamp\":\"");
    calendar::write_moment(line.at, out);
    out.push(b'"');
    if !line.intent.is_empty() {
        member("intent", line.intent, out);
    }
    if line.confidence.is_some() {
        out.extend_from_slice(b",\"confidence\":");
        confidence(line, out);
    }
    if !line.event.is_empty() {
        member("event", line.event, out);
    }
    if !line.page.is_empty() {
        member("page", line.page, out);
    }
    if !line.quick_replies.is_empty() {
        out.extend_from_slice(b",\"quick_replies\":");
        strings(line.quick_replies, out);
    }
    out.push(b'}');
}

fn confidence(line: &Line, out: &mut Vec<u8>) {
    if let Some(hundredths) = line.confidence {
        put(out, format_args!("{}.{:02}", hundredths / 100, hundredths % 100));
    }
}

/// A cell, in quotes if it needs them.
#[inline(never)]
fn cell(text: &str, out: &mut Vec<u8>) {
    if !text.contains(['"', ',', '\n', '\r']) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

#[inline(never)]
fn member(name: &str, value: &str, out: &mut Vec<u8>) {
    put(out, format_args!(",\"{name}\":"));
    string(value, out);
}

#[inline(never)]
fn strings(values: &[&str], out: &mut Vec<u8>) {
    out.push(b'[');
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        string(value, out);
    }
    out.push(b']');
}

/// A JSON string. Phrases hold no control characters but the newline.
#[inline(never)]
fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

#[inline(never)]
fn put(out: &mut Vec<u8>, text: std::fmt::Arguments) {
    // Writing to memory cannot fail.
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_when_it_must_be() {
        let mut out = Vec::new();
        cell("so,\n\"it\" is", &mut out);
        cell("plain", &mut out);
        assert_eq!(out, b"\"so,\n\"\"it\"\" is\"plain");
    }
}
