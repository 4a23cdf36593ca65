//! What the language model says of texts: for each line of standard input, a text as JSON, its direction, two bytes a
//! dimension, little-endian. `tools/topics/measure.py` compares other ways of grouping them.

use std::io::{BufRead as _, BufWriter, Write as _};

use undertone::text::model::{Model, Scratch};

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).expect("the file of the language model");
    let model = Model::read(std::fs::read(path)?).expect("the model can be read");
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut scratch = Scratch::default();
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        model.read_text(&text, &mut scratch);
        for value in scratch.embedding.direction() {
            out.write_all(&value.to_le_bytes())?;
        }
    }
    out.flush()
}
