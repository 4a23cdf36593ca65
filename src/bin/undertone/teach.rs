//! `undertone teach`: a label by examples, into a file of labels.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use undertone::{
    engine::at_once,
    language::taught::{Lesson, Quality, Taught},
    privacy::{Masker, Names},
};

use crate::{Failure, analyze, input};

/// What a label is taught by: texts of files, one a line, masked as messages are.
pub fn lesson(name: String, examples: &Path, others: Option<&Path>) -> Result<Lesson, Failure> {
    let mut masker = Masker::with_names([0; 16], Names::of(&*input::model()?).map(Arc::new));
    let mut texts = |path: &Path| -> Result<Vec<String>, Failure> {
        let text = fs::read_to_string(path).map_err(|error| input::cannot_read(path, &error))?;
        Ok(text.lines().map(|line| masker.mask(line).text.into_owned()).collect())
    };
    let examples = texts(examples)?;
    Ok(Lesson { name, examples, others: others.map(texts).transpose()?.unwrap_or_default() })
}

/// Teaches a label, says how good it is, and writes it.
pub fn run(
    lesson: &Lesson,
    files: &[PathBuf],
    save: &Path,
    with_examples: bool,
) -> Result<ExitCode, Failure> {
    let model = input::model()?;
    let mut taught = Taught::default();
    if save.exists() {
        let file = fs::read(save).map_err(|error| input::cannot_read(save, &error))?;
        taught = Taught::of_file(&file, model.sum())
            .map_err(|refusal| Failure::new(format!("cannot add to {}: {refusal}", save.display())))?;
    }
    let (analysis, _) = analyze::open(files, None, None, false)?;
    let learned = at_once(analysis.asking().teach(&model, lesson));
    let label = learned
        .map_err(|lost| Failure::new(lost.to_string()))?
        .map_err(|too_few| Failure::new(too_few.to_string()))?;
    let quality = label.quality;
    if !taught.put(label) {
        return Err(Failure::new(format!(
            "{} holds 16 labels, which is as many as there can be",
            save.display()
        )));
    }
    input::write(save, &taught.to_file(with_examples))?;
    println!("{}", said(quality));
    Ok(ExitCode::SUCCESS)
}

/// How good a label is, in a sentence.
fn said(quality: Quality) -> String {
    let percent =
        |share: Option<f64>| share.map_or("–".to_owned(), |share| format!("{:.0} %", share * 100.0));
    let caution = if quality.is_telling() { "" } else { "; with fewer than 10 examples this says little" };
    format!(
        "held back in turn, {} of {} examples were recognised (recall {}), and {} of {} other messages were taken for it (precision {}, F1 {}){caution}",
        quality.hits,
        quality.examples,
        percent(quality.recall()),
        quality.mistaken,
        quality.others,
        percent(quality.precision()),
        percent(quality.f1()),
    )
}
