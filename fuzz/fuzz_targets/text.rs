//! Text with speakers, captions and chats of messengers: a beginning that is one of these, then anything.
#![no_main]

use libfuzzer_sys::fuzz_target;

const BEGINNINGS: [&str; 5] = [
    "User: hello\nBot: hi\n",
    "[2026-03-02 09:14:05] Ann: hello\n[2026-03-02 09:14:09] Bot: hi\n",
    "[02/03/2026, 09:14:05] Ann: hello\n[02/03/2026, 09:15:05] Shop: hi\n",
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann>hello\n\n",
    "1\n00:00:01,000 --> 00:00:02,000\nAnn: hello\n\n",
];

fuzz_target!(|input: (u8, u8, &[u8])| {
    let beginning = BEGINNINGS[usize::from(input.0) % BEGINNINGS.len()];
    undertone_fuzz::check("chat.txt", &[beginning.as_bytes(), input.2].concat(), usize::from(input.1));
});
