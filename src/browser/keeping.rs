//! What the worker does with requests about analyses that a person keeps in this browser: the one at
//! hand goes into the vault, and one of the vault comes to hand.

use crate::{
    engine::Lost,
    snapshot::{self, About, kept::Label},
    wire::{Passphrase, Request, Response, Room},
};

use super::{
    session::{Session, failed},
    vault::{Seen, Trouble, Wish},
};

impl Session {
    /// Answers what is asked of the vault: with what is kept then, and with why it could not be done.
    pub(super) async fn answer_of_vault(&self, generation: u32, id: u32, request: Request) {
        let wish = match request {
            Request::OpenKept { id: number, timezone, filter } => {
                return self.open_kept(generation, id, number, (&timezone, &filter)).await;
            }
            Request::Keep { id: number, name } => match self.saved(name).await {
                Ok((label, analysis)) => Some(Wish::Keep(number, label, analysis)),
                Err(lost) => return self.scope.answer(generation, id, failed(lost)),
            },
            Request::DropKept { id } => Some(Wish::Remove(id)),
            Request::Passphrase { words: Passphrase(words), purpose } => {
                Some(Wish::Passphrase(words, purpose))
            }
            _ => None,
        };
        let keeps = matches!(wish, Some(Wish::Keep(..)));
        let seals = matches!(wish, Some(Wish::Passphrase(..)));
        let labels = match &wish {
            Some(Wish::Passphrase(words, purpose)) => self.labels_before(words, *purpose).await,
            _ => None,
        };
        let (Seen { list, locked, shut }, done) = self.vault.grant(wish).await;
        if seals && done.is_ok() {
            self.labels_after(labels).await;
        }
        let (mut answers, mut no_room) = (id, 0);
        let mut message = None;
        match done {
            Ok(()) => {}
            // The page asks for the passphrase, and then once more for this.
            Err(Trouble::Shut) if keeps => {}
            Err(Trouble::NoRoom(bytes)) if keeps => no_room = bytes,
            Err(trouble) => {
                // What is so comes first: it may be otherwise than the page knows, by another tab.
                answers = if trouble == Trouble::Partly { id } else { 0 };
                message = Some(trouble.to_string());
            }
        }
        self.scope.answer(generation, answers, Response::Kept { list, locked, shut, no_room });
        if let Some(message) = message {
            self.scope.answer(generation, id, Response::Failed { message });
        }
    }

    /// The analysis at hand as a file, and what is said of it in a list.
    async fn saved(&self, name: String) -> Result<(Label, Vec<u8>), Lost> {
        let (so_far, about) = {
            let mut state = self.state.borrow_mut();
            let timezone = state.lead.zone().name().to_owned();
            let about =
                About { name: name.clone(), timezone, synthetic: state.synthetic, files: state.files() };
            (state.read_so_far(), about)
        };
        let corpus = so_far.asking().store().await?;
        let analysis = snapshot::write(&about, &corpus, true);
        let (conversations, sum) =
            (u64::from(corpus.conversations()), snapshot::sum(&analysis).unwrap_or_default());
        Ok((Label { name, conversations, sum }, analysis))
    }

    async fn open_kept(&self, generation: u32, id: u32, number: u64, (timezone, filter): (&str, &str)) {
        self.begin(generation, timezone, filter, 0, false, Room::default());
        let bytes = self.vault.read(number).await;
        if !self.goes_on(generation) {
            return self.finish(generation, id).await;
        }
        let opened = match bytes {
            Ok(bytes) => self.open(&bytes, timezone).map_err(|refusal| refusal.to_string()),
            Err(trouble) => Err(trouble.to_string()),
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
