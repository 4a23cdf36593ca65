//! Tables: a heading that names messages, then anything.
#![no_main]

use libfuzzer_sys::fuzz_target;

const HEADINGS: [&str; 6] = [
    "conversation_id,role,text,timestamp\n",
    "id;sender;message;date;time;rating\n",
    "conversation_id\ttranscript\n",
    "session,question,answer\n",
    "text,is_bot,plan\n",
    "id,session_id,message\n",
];

fuzz_target!(|input: (u8, u8, &[u8])| {
    let heading = HEADINGS[usize::from(input.0) % HEADINGS.len()];
    undertone_fuzz::check("table.csv", &[heading.as_bytes(), input.2].concat(), usize::from(input.1));
});
