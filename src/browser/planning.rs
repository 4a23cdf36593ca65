//! What a person says of their business, in the worker: checked, handed to the shards, and to those of the next
//! analysis too.

use web_sys::File;

use super::{
    private_files,
    session::{Session, failed},
};
use crate::{
    ingest::Sentence,
    plan::{Fault, Plan},
    wire::Response,
};

impl Session {
    /// Follows a plan: the one that a file holds, where there is one, else the one that the page says.
    pub(super) async fn answer_of_plan(&self, (generation, id): (u32, u32), plan: String, files: Vec<File>) {
        let read = match files.first() {
            Some(file) => plan_of(file).await,
            // The page sends what it wrote.
            None => Ok(Plan::of_packed(&plan).unwrap_or_default()),
        };
        let answer = match read.and_then(Plan::checked).and_then(Plan::with_patterns) {
            Ok(plan) => {
                let so_far = {
                    let mut state = self.state.borrow_mut();
                    state.plan = plan.without_funnels();
                    state.read_so_far()
                };
                let followed = so_far.asking().follow(&plan).await;
                // What was answered before holds no more.
                self.state.borrow_mut().read(|_, _| ());
                let plan = Some(Box::new(plan));
                followed.map_or_else(failed, |()| Response::Plan { plan, wrong: Sentence::default() })
            }
            Err(Fault(wrong)) => Response::Plan { plan: None, wrong },
        };
        self.scope.answer(generation, id, answer);
    }
}

async fn plan_of(file: &File) -> Result<Plan, Fault> {
    let unreadable = |_| Fault(Sentence::of("The browser could not read this file. Choose it again."));
    let bytes = private_files::read(file, 0, file.size() as u64).await.map_err(unreadable)?;
    Plan::of_json(&String::from_utf8_lossy(&bytes.to_vec()))
}
