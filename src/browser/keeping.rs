//! What the worker does with requests about analyses that a person keeps in this browser: the one at
//! hand goes into the vault, and one of the vault comes to hand.

use crate::{
    report::FileReport,
    snapshot::{self, About},
    wire::{Kept, Request, Response},
};

use super::{session::Session, vault};

impl Session {
    /// Answers what is asked of the vault.
    pub(super) async fn answer_of_vault(&self, generation: u32, id: u32, request: Request) {
        let no_room = "The browser has no room to keep this analysis, or does not let this page keep it.";
        let kept = match request {
            Request::Keep { id: number, name } => {
                let (kept, bytes) = self.saved(number, name);
                vault::keep(kept, &bytes).await.map_err(|_| no_room)
            }
            Request::DropKept { id } => vault::drop_kept(id).await.map_err(
                |_| "The browser did not let it be removed. Clear the data of this site in its settings.",
            ),
            Request::OpenKept { id: number, timezone, filter } => {
                return self.open_kept(generation, id, number, (&timezone, &filter)).await;
            }
            _ => Ok(vault::list().await),
        };
        self.scope.answer(
            generation,
            id,
            match kept {
                Ok(list) => Response::Kept { list },
                Err(message) => Response::Failed { message: message.into() },
            },
        );
    }

    /// The analysis at hand as a file.
    fn saved(&self, id: u64, name: String) -> (Kept, Vec<u8>) {
        let mut state = self.state.borrow_mut();
        let files = if state.files.is_empty() {
            state.analysis.logs().map(FileReport::from).collect()
        } else {
            state.files.clone()
        };
        let timezone = state.analysis.zone().name().to_owned();
        let about = About { name: name.clone(), timezone, synthetic: state.synthetic, files };
        let bytes = snapshot::write(&about, &mut state.analysis, true);
        let conversations = u64::from(state.analysis.corpus().conversations());
        (Kept { id, name, conversations, bytes: bytes.len() as u64 }, bytes)
    }

    async fn open_kept(&self, generation: u32, id: u32, number: u64, (timezone, filter): (&str, &str)) {
        self.begin(generation, timezone, filter, 0, false);
        let bytes = vault::read(number).await;
        if !self.goes_on(generation) {
            return self.finish(generation, id);
        }
        let opened = match bytes {
            Ok(bytes) => self.open(&bytes, timezone).map_err(|refusal| refusal.to_string()),
            Err(_) => Err("This analysis is no longer kept in this browser.".into()),
        };
        match opened {
            Ok(()) => self.finish(generation, id),
            Err(message) => {
                self.state.borrow_mut().reading = false;
                self.scope.answer(generation, id, Response::Failed { message });
            }
        }
    }
}
