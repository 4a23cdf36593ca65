//! `undertone generate`: synthetic data of any size whose truth is known.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
    process::ExitCode,
};

use clap::ValueEnum;
use undertone::sample::{self, Counted, Plan};

use crate::Failure;

/// Whose bot it is.
#[derive(Clone, Copy, ValueEnum)]
pub enum Voice {
    /// An online shop's bot
    Shop,
    /// A SaaS company's support bot
    Saas,
}

/// File format of the data.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// A table with one row per message
    Csv,
    /// One conversation a line
    Jsonl,
}

/// Bytes gathered before they are written.
const BUFFER: usize = 1 << 20;

/// Makes a data set and writes it.
pub fn run(
    voice: Voice,
    conversations: Option<u32>,
    seed: u64,
    format: Format,
    output: Option<&Path>,
    truth: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let plan = Plan::default_size(match voice {
        Voice::Shop => sample::Kind::Shop,
        Voice::Saas => sample::Kind::Saas,
    });
    let plan = Plan { seed, conversations: conversations.unwrap_or(plan.conversations), ..plan };
    let format = match format {
        Format::Csv => sample::Format::Csv,
        Format::Jsonl => sample::Format::Jsonl,
    };
    let mut out: Box<dyn Write> = match output {
        Some(path) => Box::new(create(path)?),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let mut generator = Counted::new(plan, format);
    let mut buffer = Vec::with_capacity(BUFFER * 2);
    loop {
        let more = generator.next_chunk(&mut buffer);
        if buffer.len() >= BUFFER || !more {
            out.write_all(&buffer).map_err(|error| Failure::printing(&error))?;
            buffer.clear();
        }
        if !more {
            break;
        }
    }
    out.flush().map_err(|error| Failure::printing(&error))?;
    if let Some(path) = truth {
        serde_json::to_writer_pretty(create(path)?, generator.truth())
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn create(path: &Path) -> Result<BufWriter<File>, Failure> {
    let file = File::create(path)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
    Ok(BufWriter::new(file))
}
