//! Taught labels in the vault, beside the analyses that are kept: sealed where these are, and not among them.
//!
//! There are two names, so that what is written is there before what it replaces goes.

use super::{
    private_files::{Fault, Folder},
    turns::Turn,
    vault::{self, Trouble, Vault},
};
use crate::snapshot::kept::Label;

/// The names.
const NAMES: [&str; 2] = ["labels-0", "labels-1"];

impl Vault {
    /// The labels that are kept, as a file; `None` where none are.
    ///
    /// # Errors
    /// Why they cannot be read.
    pub async fn labels(&self) -> Result<Option<Vec<u8>>, Trouble> {
        let folder = match Folder::open(false).await {
            Err(Fault::Gone) => return Ok(None),
            folder => folder?,
        };
        match vault::beside(&folder, &NAMES).await? {
            Some((_, entry)) => self.analysis(&entry).await.map(Some),
            None => Ok(None),
        }
    }

    /// Keeps labels in the place of those that are kept; `None` keeps none any more.
    ///
    /// # Errors
    /// Why they cannot be kept.
    pub async fn keep_labels(&self, file: Option<&[u8]>) -> Result<(), Trouble> {
        let _turn = Turn::take().await;
        let folder = match Folder::open(file.is_some()).await {
            Err(Fault::Gone) => return Ok(()),
            folder => folder?,
        };
        let known = vault::beside(&folder, &NAMES).await?.map(|(name, _)| name);
        if let Some(file) = file {
            let key = self.key_at_hand(&folder).await?;
            let name = if known == Some(NAMES[0]) { NAMES[1] } else { NAMES[0] };
            vault::write(&folder, Some(name), 0, &Label::default(), file, key.as_deref()).await?;
        }
        if let Some(known) = known {
            folder.remove(known).await?;
        }
        Ok(())
    }
}
