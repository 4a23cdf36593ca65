//! What the worker does with requests about analyses that a person keeps in this browser: the one at
//! hand goes into the vault, and one of the vault comes to hand.

use crate::{
    engine::Lost,
    snapshot::{self, About},
    wire::{Kept, Request, Response, Room},
};

use super::{
    session::{Session, failed},
    vault,
};

impl Session {
    /// Answers what is asked of the vault.
    pub(super) async fn answer_of_vault(&self, generation: u32, id: u32, request: Request) {
        let no_room = "The browser has no room to keep this analysis, or does not let this page keep it.";
        let kept = match request {
            Request::Keep { id: number, name } => match self.saved(number, name).await {
                Ok((kept, bytes)) => vault::keep(kept, &bytes).await.map_err(|_| no_room),
                Err(lost) => return self.scope.answer(generation, id, failed(lost)),
            },
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
    async fn saved(&self, id: u64, name: String) -> Result<(Kept, Vec<u8>), Lost> {
        let (so_far, about) = {
            let mut state = self.state.borrow_mut();
            let timezone = state.lead.zone().name().to_owned();
            let about =
                About { name: name.clone(), timezone, synthetic: state.synthetic, files: state.files() };
            (state.read_so_far(), about)
        };
        let corpus = so_far.asking().store().await?;
        let bytes = snapshot::write(&about, &corpus, true);
        let conversations = u64::from(corpus.conversations());
        Ok((Kept { id, name, conversations, bytes: bytes.len() as u64 }, bytes))
    }

    async fn open_kept(&self, generation: u32, id: u32, number: u64, (timezone, filter): (&str, &str)) {
        self.begin(generation, timezone, filter, 0, false, Room::default());
        let bytes = vault::read(number).await;
        if !self.goes_on(generation) {
            return self.finish(generation, id).await;
        }
        let opened = match bytes {
            Ok(bytes) => self.open(&bytes, timezone).map_err(|refusal| refusal.to_string()),
            Err(_) => Err("This analysis is no longer kept in this browser.".into()),
        };
        match opened {
            Ok(()) => self.finish(generation, id).await,
            Err(message) => {
                self.state.borrow_mut().reading = false;
                self.scope.answer(generation, id, Response::Failed { message });
            }
        }
    }
}
