//! Analyses that a person keeps in this browser, each a file that says itself what it is
//! ([`crate::snapshot::kept`]). Nothing is here unless it was asked for.
//!
//! Where the person set a passphrase, a file called `lock` is there, sealed under it and empty: from then
//! on whatever is kept is sealed. The key lives as long as the worker; the passphrase not even so long.
//!
//! Invariants. (1) Whoever changes anything has the turn; whoever reads needs none. (2) Nothing that is
//! kept goes before what replaces it is there. (3) While there is a lock nothing is written unsealed, in
//! no tab.

use std::{cell::RefCell, fmt, rc::Rc};

use js_sys::Uint8Array;
use web_sys::File;

use super::{
    private_files::{self as files, Bytes, Fault, Folder},
    sealing::{self, Key},
    turns::Turn,
};
use crate::{
    binary::In,
    snapshot::{
        self, Refusal,
        kept::{Head, Label, Seal},
    },
    wire::{Kept, Lock},
};

/// How names of kept analyses end.
const ENDING: &str = ".kept";

/// The file that is there while a passphrase is set.
const LOCK: &str = "lock";

/// The list beside analyses of the first version, and how their names end.
const FIRST_LIST: &str = "list";
const FIRST_ENDING: &str = ".undertone";

/// So much of a file is read to list it; a longer label is read again.
const GLANCE: u64 = 4 << 10;

/// Bytes that a file takes beyond its own, at most.
const SLACK: f64 = 64.0 * 1024.0;

/// Bytes that a seal adds.
const TAG: usize = 16;

/// Labels that are sealed are as long as a multiple of this.
const LABEL_STEP: usize = 256;

/// Why something cannot be done with what is kept, to be said to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser gives no room for so many bytes.
    NoRoom(u64),
    /// It is not there.
    Gone,
    /// The browser does not let the page keep anything.
    Refused,
    /// The passphrase is needed first.
    Shut,
    /// This is not the passphrase.
    Wrong,
    /// There is a passphrase already.
    Set,
    /// The browser does not encrypt here.
    NoSealing,
    /// The passphrase is set, but not all that was kept before is sealed.
    Partly,
    /// Not all that is sealed could be opened, so the passphrase stays.
    Stuck,
    /// The file cannot be opened.
    File(Refusal),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRoom(_) => "The browser gives this page no more room. Remove some of what is kept on the start screen.",
            Self::Gone => "This analysis is no longer kept in this browser.",
            Self::Refused => {
                "The browser does not let this page keep analyses, or change what is kept. Private windows often do not; what is kept can be cleared in the browser's settings, with the data of this site."
            }
            Self::Shut => "What is kept is encrypted. Choose it on the start screen, and enter the passphrase.",
            Self::Wrong => "This is not the passphrase. Try again; capitals and spaces count.",
            Self::Set => "A passphrase was set meanwhile, perhaps in another tab. Reload the page and enter that one.",
            Self::NoSealing => {
                "The browser does not encrypt on this page. It does so only for pages that come by HTTPS or from this machine."
            }
            Self::Partly => {
                "The passphrase is set. Of what was kept before, some is not encrypted yet, because the browser gives no more room or a file is damaged. Remove some on the start screen, then reload the page and enter the passphrase."
            }
            Self::Stuck => {
                "Some of it stays encrypted, because the browser gives no more room or a file is damaged. Remove some on the start screen, then try again."
            }
            Self::File(refusal) => return refusal.fmt(f),
        })
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NoRoom => Self::NoRoom(0),
            Fault::Gone => Self::Gone,
            Fault::Refused => Self::Refused,
        }
    }
}

/// What is kept, and the key to it while it is known.
#[derive(Default)]
pub struct Vault {
    key: RefCell<Option<Rc<Key>>>,
}

/// A file as far as it says what it is.
struct Entry {
    name: String,
    id: u64,
    /// Bytes of the whole file.
    size: u64,
    file: File,
    head: Result<Head, Refusal>,
    /// Head and label, at least.
    front: Vec<u8>,
}

impl Entry {
    fn seal(&self) -> Option<Seal> {
        self.head.ok()?.seal
    }
}

impl Vault {
    /// What is kept, the latest first, and whether it can be opened. Nothing where the browser has no such
    /// place. What is sealed has neither name nor counts while the key is not known.
    pub async fn list(&self) -> (Vec<Kept>, Lock) {
        let Ok(folder) = Folder::open(false).await else { return (Vec::new(), Lock::None) };
        if folder.file(FIRST_LIST).await.is_ok() {
            let _turn = Turn::take().await;
            // What has no room yet is tried again with the next list.
            let _ = self.adopt(&folder).await;
        }
        let entries = entries(&folder).await;
        let mut list = Vec::new();
        for entry in &entries {
            let known = self.label(entry).await;
            let bytes = known.as_ref().map_or(0, |_| entry.size);
            let Label { name, conversations, .. } = known.unwrap_or_default();
            list.push(Kept { id: entry.id, name, conversations, bytes, sealed: entry.seal().is_some() });
        }
        // A tab that went between writing and removing left two of one.
        list.dedup_by_key(|kept| kept.id);
        let lock = match reference(&folder, &entries).await {
            None => Lock::None,
            Some(front) if self.key_of(&front).is_some() => Lock::Open,
            Some(_) => Lock::Shut,
        };
        (list, lock)
    }

    /// Keeps an analysis, in the place of one with the same number or the same content.
    ///
    /// # Errors
    /// Why it is not kept; what was kept before is still there.
    pub async fn keep(&self, id: u64, label: &Label, analysis: &[u8]) -> Result<(), Trouble> {
        let _turn = Turn::take().await;
        let folder = Folder::open(true).await?;
        let before = entries(&folder).await;
        sweep(&folder, &before).await;
        let key = self.key_to_write(&folder, &before).await?;
        write(&folder, id, label, analysis, key.as_deref()).await?;
        for entry in before {
            let same = self.label(&entry).await.is_some_and(|known| known.sum == label.sum);
            if same || entry.id == id {
                folder.remove(&entry.name).await?;
            }
        }
        Ok(())
    }

    /// The bytes of an analysis that is kept.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub async fn read(&self, id: u64) -> Result<Vec<u8>, Trouble> {
        let folder = Folder::open(false).await?;
        let entry = entries(&folder).await.into_iter().find(|entry| entry.id == id).ok_or(Trouble::Gone)?;
        let head = entry.head.map_err(Trouble::File)?;
        self.body(&entry, &head).await
    }

    /// Removes one.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn remove(&self, id: u64) -> Result<(), Trouble> {
        let _turn = Turn::take().await;
        let Ok(folder) = Folder::open(false).await else { return Ok(()) };
        for entry in entries(&folder).await {
            if entry.id == id {
                folder.remove(&entry.name).await?;
            }
        }
        Ok(())
    }

    /// Removes all, the passphrase's lock with it.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn remove_all(&self) -> Result<(), Trouble> {
        let _turn = Turn::take().await;
        self.key.take();
        Ok(Folder::remove_all().await?)
    }

    /// Sets a passphrase: seals what is kept, and all that will be.
    ///
    /// # Errors
    /// Where there is one already, or what cannot be sealed; what is not sealed then is so at the next
    /// time the passphrase is entered.
    pub async fn set_passphrase(&self, passphrase: &str) -> Result<(), Trouble> {
        let _turn = Turn::take().await;
        let folder = Folder::open(true).await?;
        if reference(&folder, &entries(&folder).await).await.is_some() {
            return Err(Trouble::Set);
        }
        let key = Rc::new(Key::fresh(passphrase).await.map_err(|_| Trouble::NoSealing)?);
        write_as(&folder, LOCK, 0, &Label::default(), &[], Some(&key)).await.map_err(
            |trouble| match trouble {
                Trouble::NoRoom(_) => Trouble::NoRoom(0),
                trouble => trouble,
            },
        )?;
        *self.key.borrow_mut() = Some(Rc::clone(&key));
        self.rewrite(&folder, Some(&key)).await.map_err(|_| Trouble::Partly)
    }

    /// Takes the passphrase that was set.
    ///
    /// # Errors
    /// Where it is not the one, or what it is for is damaged.
    pub async fn enter_passphrase(&self, passphrase: &str) -> Result<(), Trouble> {
        let folder = Folder::open(false).await?;
        self.take_key(&folder, passphrase).await?;
        let _turn = Turn::take().await;
        if let Some(key) = self.key_to_write(&folder, &entries(&folder).await).await? {
            // What had no room to be sealed when the passphrase was set has another chance.
            let _ = self.rewrite(&folder, Some(&key)).await;
        }
        Ok(())
    }

    /// Makes the key of the passphrase that was set, and tries it. Where none is set any more there is
    /// nothing to try.
    async fn take_key(&self, folder: &Folder, passphrase: &str) -> Result<(), Trouble> {
        let Some(front) = reference(folder, &entries(folder).await).await else {
            self.key.take();
            return Ok(());
        };
        let (head, seal, label) = sealed_label(&front).map_err(Trouble::File)?;
        let key =
            Key::derive(passphrase, seal.salt, seal.iterations).await.map_err(|_| Trouble::NoSealing)?;
        let opened = key.open(seal.label_nonce, &head.vouched(), &Uint8Array::from(label)).await;
        opened.map_err(|_| Trouble::Wrong)?;
        *self.key.borrow_mut() = Some(Rc::new(key));
        Ok(())
    }

    /// Takes the passphrase away: nothing is sealed then.
    ///
    /// # Errors
    /// As [`Vault::enter_passphrase`], or what cannot be opened or has no room; the lock stays then.
    pub async fn drop_passphrase(&self, passphrase: &str) -> Result<(), Trouble> {
        let folder = Folder::open(false).await?;
        self.take_key(&folder, passphrase).await?;
        let _turn = Turn::take().await;
        // Another tab may have set another since.
        self.key_to_write(&folder, &entries(&folder).await).await?;
        self.rewrite(&folder, None).await.map_err(|_| Trouble::Stuck)?;
        self.key.take();
        match folder.remove(LOCK).await {
            Err(Fault::Gone) | Ok(()) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Seals under a key all that is not sealed, or opens all that is; one that is in the way does not
    /// hold up the others.
    async fn rewrite(&self, folder: &Folder, key: Option<&Key>) -> Result<(), Trouble> {
        let mut done = Ok(());
        for entry in entries(folder).await {
            if let Ok(head) = entry.head
                && head.seal.is_some() != key.is_some()
            {
                done = done.and(self.rewrite_one(folder, &entry, &head, key).await);
            }
        }
        done
    }

    async fn rewrite_one(
        &self,
        folder: &Folder,
        entry: &Entry,
        head: &Head,
        key: Option<&Key>,
    ) -> Result<(), Trouble> {
        let label = self.label(entry).await.ok_or(Trouble::File(Refusal::Damaged))?;
        let analysis = self.body(entry, head).await?;
        write(folder, entry.id, &label, &analysis, key).await?;
        Ok(folder.remove(&entry.name).await?)
    }

    /// What is written now is sealed under this; `None` while there is no lock.
    async fn key_to_write(&self, folder: &Folder, entries: &[Entry]) -> Result<Option<Rc<Key>>, Trouble> {
        match reference(folder, entries).await {
            None => Ok(None),
            Some(front) => self.key_of(&front).map(Some).ok_or(Trouble::Shut),
        }
    }

    /// The key of a sealed file, if it is known.
    fn key_of(&self, front: &[u8]) -> Option<Rc<Key>> {
        let seal = Head::read(front).ok()?.seal?;
        self.key_for(&seal)
    }

    fn key_for(&self, seal: &Seal) -> Option<Rc<Key>> {
        let fits = |key: &Rc<Key>| key.salt == seal.salt && key.iterations == seal.iterations;
        self.key.borrow().clone().filter(fits)
    }

    /// What a file says of itself, if it can be read.
    async fn label(&self, entry: &Entry) -> Option<Label> {
        let head = entry.head.ok()?;
        let label = head.label_of(&entry.front)?;
        let Some(seal) = head.seal else { return Label::thaw(label) };
        let key = self.key_for(&seal)?;
        let opened = key.open(seal.label_nonce, &head.vouched(), &Uint8Array::from(label)).await;
        Label::thaw(&opened.ok()?)
    }

    /// The analysis of a file.
    async fn body(&self, entry: &Entry, head: &Head) -> Result<Vec<u8>, Trouble> {
        let bytes = files::read(&entry.file, head.body_at(), entry.size).await?;
        if u64::from(bytes.length()) != head.body {
            return Err(Trouble::File(Refusal::Damaged));
        }
        let Some(seal) = head.seal else { return Ok(bytes.to_vec()) };
        let key = self.key_for(&seal).ok_or(Trouble::Shut)?;
        // The key opened what the passphrase was tried on, so it is the file that is not as it was.
        let opened = key.open(seal.body_nonce, &head.vouched(), &bytes).await;
        opened.map_err(|_| Trouble::File(Refusal::Damaged))
    }

    /// Makes files of today of what the first version kept. Its list held the names of all in one file.
    async fn adopt(&self, folder: &Folder) -> Result<(), Trouble> {
        // Another tab may have done it before this one had its turn.
        let Ok(list) = folder.file(FIRST_LIST).await else { return Ok(()) };
        let list = files::read(&list, 0, list.size() as u64).await?.to_vec();
        let key = self.key_to_write(folder, &entries(folder).await).await?;
        let mut from = In(&list);
        // Number, name, conversations and bytes of each.
        let mut next = || Some((from.number()?, from.text()?, from.number()?, from.number()?));
        while let Some((id, name, conversations, _)) = next() {
            let first = format!("{id}{FIRST_ENDING}");
            let Ok(file) = folder.file(&first).await else { continue };
            let analysis = files::read(&file, 0, file.size() as u64).await?.to_vec();
            let sum = snapshot::sum(&analysis).unwrap_or(id);
            let label = Label { name, conversations, sum };
            write(folder, id, &label, &analysis, key.as_deref()).await?;
            folder.remove(&first).await?;
        }
        Ok(folder.remove(FIRST_LIST).await?)
    }
}

/// The files that are kept, the latest first. What is no file of ours is left out.
async fn entries(folder: &Folder) -> Vec<Entry> {
    let mut entries = Vec::new();
    for name in folder.names().await.unwrap_or_default() {
        if name.ends_with(ENDING)
            && let Ok(Some(entry)) = entry(folder, name).await
        {
            entries.push(entry);
        }
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    entries
}

async fn entry(folder: &Folder, name: String) -> Result<Option<Entry>, Fault> {
    let file = folder.file(&name).await?;
    let mut front = files::read(&file, 0, GLANCE).await?.to_vec();
    let head = Head::read(&front);
    if let Ok(head) = head
        && head.body_at() > GLANCE
    {
        front = files::read(&file, 0, head.body_at()).await?.to_vec();
    }
    let size = file.size() as u64;
    Ok(Head::id_of(&front).map(|id| Entry { name, id, size, file, head, front }))
}

/// What a passphrase is tried on: the lock, and where that is no good the latest that is sealed.
async fn reference(folder: &Folder, entries: &[Entry]) -> Option<Vec<u8>> {
    let mut lock = None;
    if let Ok(file) = folder.file(LOCK).await {
        lock = files::read(&file, 0, GLANCE).await.ok().map(|front| front.to_vec());
    }
    let sealed = entries.iter().filter(|entry| entry.seal().is_some()).map(|entry| entry.front.clone());
    let all: Vec<Vec<u8>> = lock.into_iter().chain(sealed).collect();
    let good = all.iter().position(|front| sealed_label(front).is_ok());
    all.into_iter().nth(good.unwrap_or_default())
}

/// Head, seal and label of a sealed file that begins like this.
fn sealed_label(front: &[u8]) -> Result<(Head, Seal, &[u8]), Refusal> {
    let head = Head::read(front)?;
    let parts = head.seal.zip(head.label_of(front));
    parts.map(|(seal, label)| (head, seal, label)).ok_or(Refusal::Damaged)
}

/// Removes what a tab was writing when it went.
async fn sweep(folder: &Folder, known: &[Entry]) {
    for name in folder.names().await.unwrap_or_default() {
        if name.ends_with(ENDING) && known.iter().all(|entry| entry.name != name) {
            // What stays is tried again with the next that is kept.
            let _ = folder.remove(&name).await;
        }
    }
}

/// Writes an analysis beside the others, under another name each time: what it replaces is still there.
async fn write(
    folder: &Folder,
    id: u64,
    label: &Label,
    analysis: &[u8],
    key: Option<&Key>,
) -> Result<(), Trouble> {
    let chance = sealing::random::<8>().map_err(Fault::from)?;
    write_as(folder, &format!("{:016x}{ENDING}", u64::from_le_bytes(chance)), id, label, analysis, key).await
}

async fn write_as(
    folder: &Folder,
    name: &str,
    id: u64,
    label: &Label,
    analysis: &[u8],
    key: Option<&Key>,
) -> Result<(), Trouble> {
    let mut label = label.freeze();
    let (mut seal, mut tag) = (None, 0);
    if let Some(key) = key {
        // How long a name is says something of it.
        label.resize(label.len().next_multiple_of(LABEL_STEP), 0);
        tag = TAG;
        let (label_nonce, body_nonce) =
            (sealing::random().map_err(Fault::from)?, sealing::random().map_err(Fault::from)?);
        seal = Some(Seal { iterations: key.iterations, salt: key.salt, label_nonce, body_nonce });
    }
    let head = Head { id, seal, label: (label.len() + tag) as u32, body: (analysis.len() + tag) as u64 };
    let needed = head.body_at() + head.body;
    if files::room().await.is_some_and(|room| room < needed as f64 + SLACK) {
        return Err(Trouble::NoRoom(needed));
    }
    let mut body = Bytes::Ours(analysis);
    if let (Some(key), Some(seal)) = (key, seal) {
        let vouched = head.vouched();
        let failed = |_| Trouble::NoSealing;
        label = key.seal(seal.label_nonce, &vouched, &label).await.map_err(failed)?.to_vec();
        body = Bytes::Its(key.seal(seal.body_nonce, &vouched, analysis).await.map_err(failed)?);
    }
    let written = folder.write(name, &head.front(&label), &body).await;
    written.map_err(|fault| if fault == Fault::NoRoom { Trouble::NoRoom(needed) } else { fault.into() })
}
