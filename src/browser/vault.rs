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
    order,
    snapshot::{
        Refusal,
        kept::{Head, ITERATIONS, Label, NONCE, Seal},
    },
    wire::{Kept, Purpose},
};

/// How names of kept analyses end.
const ENDING: &str = ".kept";

/// How those of the first version end, and what lay beside them.
const FIRST_ENDING: &str = ".undertone";
const FIRST_LIST: &str = "list";

/// The file that is there while a passphrase is set.
const LOCK: &str = "lock";

/// So much of a file is read to list it: far more than head and label take.
const GLANCE: u64 = 16 << 10;

/// Bytes that a seal adds.
const TAG: usize = 16;

/// Labels that are sealed are as long as a multiple of this: how long a name is says something of it.
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

/// What is wanted of the vault.
pub enum Wish {
    /// To keep an analysis, in the place of one with the same number or the same content.
    Keep(u64, Label, Vec<u8>),
    /// To remove one, or all and the passphrase with them.
    Remove(Option<u64>),
    /// To set, enter or take away the passphrase.
    Passphrase(String, Purpose),
}

/// What the vault holds, as it is said to the page.
#[derive(Default)]
pub struct Seen {
    /// What is kept, the latest first. What is sealed has neither name nor counts while its key is not
    /// known.
    pub list: Vec<Kept>,
    /// Whether a passphrase was set.
    pub locked: bool,
    /// Whether it is to be entered first.
    pub shut: bool,
}

/// What is kept, and the key to it while it is known.
#[derive(Default)]
pub struct Vault {
    key: RefCell<Option<Rc<Key>>>,
}

/// A file as far as it says what it is.
pub(super) struct Entry {
    name: String,
    /// Number of the analysis; 0 is the lock.
    id: u64,
    file: File,
    head: Result<Head, Refusal>,
    /// Head and label, at least.
    front: Vec<u8>,
}

impl Vault {
    /// Does what is wanted, alone among the tabs. Gives what is kept then, and why something could not be
    /// done: what was kept before is still there.
    pub async fn grant(&self, wish: Option<Wish>) -> (Seen, Result<(), Trouble>) {
        let _turn = Turn::take().await;
        let mut done = Ok(());
        if let Some(wish) = wish {
            done = self.change(wish).await;
        }
        (self.see().await.unwrap_or_default(), done)
    }

    /// What is kept; an error where the browser has no such place.
    async fn see(&self) -> Result<Seen, Fault> {
        let folder = Folder::open(false).await?;
        let (entries, _) = entries(&folder).await?;
        let mut seen = Seen::default();
        for entry in entries.iter().filter(|entry| entry.id > 0) {
            let known = self.label(entry).await;
            let bytes = known.as_ref().map_or(0, |_| entry.file.size() as u64);
            let Label { name, conversations, .. } = known.unwrap_or_default();
            seen.list.push(Kept { id: entry.id, name, conversations, bytes, sealed: entry.seal().is_some() });
        }
        // A tab that went between writing and removing left two of one.
        seen.list.dedup_by_key(|kept| kept.id);
        seen.locked = is_locked(&entries);
        seen.shut = self.key_to_write(&entries).is_err();
        Ok(seen)
    }

    /// The bytes of an analysis that is kept. It needs no turn.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub async fn read(&self, id: u64) -> Result<Vec<u8>, Trouble> {
        let folder = Folder::open(false).await?;
        let (entries, _) = entries(&folder).await?;
        let entry = entries.into_iter().find(|entry| entry.id == id).ok_or(Trouble::Gone)?;
        self.analysis(&entry).await
    }

    async fn change(&self, wish: Wish) -> Result<(), Trouble> {
        if matches!(wish, Wish::Remove(None)) {
            self.key.take();
            return Ok(Folder::remove_all().await?);
        }
        let folder = Folder::open(true).await?;
        let (entries, strays) = entries(&folder).await?;
        for stray in strays {
            // What stays is tried again with the next change.
            let _ = folder.remove(&stray).await;
        }
        // What goes when the wish is fulfilled.
        let mut goes: Vec<&Entry> = Vec::new();
        let done = match wish {
            Wish::Keep(id, label, analysis) => {
                let key = self.key_to_write(&entries)?;
                write(&folder, None, id, &label, &analysis, key.as_deref()).await?;
                for entry in &entries {
                    let same = self.label(entry).await.is_some_and(|known| known.sum == label.sum);
                    if entry.id > 0 && (same || entry.id == id) {
                        goes.push(entry);
                    }
                }
                Ok(())
            }
            Wish::Passphrase(words, purpose) => {
                let key = self.take_key(&folder, &entries, &words, purpose).await?;
                let key = key.as_deref().filter(|_| purpose != Purpose::End);
                let mut done = Ok(());
                for entry in entries.iter().filter(|entry| entry.id > 0) {
                    if entry.seal().is_some() != key.is_some() {
                        // One that is in the way does not hold up the others.
                        match self.write_again(&folder, entry, key).await {
                            Ok(()) => goes.push(entry),
                            Err(_) if purpose == Purpose::Begin => done = Err(Trouble::Partly),
                            Err(_) if purpose == Purpose::End => done = Err(Trouble::Stuck),
                            // It had no room when the passphrase was set, and has none yet.
                            Err(_) => {}
                        }
                    }
                }
                if purpose == Purpose::End && done.is_ok() {
                    goes.extend(entries.iter().filter(|entry| entry.id == 0));
                    self.key.take();
                }
                done
            }
            Wish::Remove(id) => {
                goes.extend(entries.iter().filter(|entry| Some(entry.id) == id));
                Ok(())
            }
        };
        for entry in goes {
            folder.remove(&entry.name).await?;
        }
        done
    }

    /// The key of a passphrase: made and locked with, or made again and tried. `None` where there is no
    /// lock any more that it could be for.
    async fn take_key(
        &self,
        folder: &Folder,
        entries: &[Entry],
        words: &str,
        purpose: Purpose,
    ) -> Result<Option<Rc<Key>>, Trouble> {
        let sets = purpose == Purpose::Begin;
        if is_locked(entries) == sets {
            return if sets { Err(Trouble::Set) } else { Ok(None) };
        }
        let (mut salt, mut iterations) = (sealing::random().map_err(Fault::from)?, ITERATIONS);
        let tried = tried_on(entries);
        if let Some((_, seal, _)) = tried {
            (salt, iterations) = (seal.salt, seal.iterations);
        } else if !sets {
            let why = entries.last().and_then(|lock| lock.head.err());
            return Err(Trouble::File(why.unwrap_or(Refusal::Damaged)));
        }
        let key = Key::derive(words, salt, iterations).await.map_err(|_| Trouble::NoSealing)?;
        match tried {
            Some((head, seal, label)) => {
                let opened = key.open(seal.label_nonce, &head.vouched(), &Uint8Array::from(label)).await;
                opened.map_err(|_| Trouble::Wrong)?;
            }
            None => write(folder, Some(LOCK), 0, &Label::default(), &[], Some(&key)).await?,
        }
        let key = Rc::new(key);
        *self.key.borrow_mut() = Some(Rc::clone(&key));
        Ok(Some(key))
    }

    async fn write_again(&self, folder: &Folder, entry: &Entry, key: Option<&Key>) -> Result<(), Trouble> {
        let label = self.label(entry).await.ok_or(Trouble::File(Refusal::Damaged))?;
        let analysis = self.analysis(entry).await?;
        write(folder, None, entry.id, &label, &analysis, key).await
    }

    /// What is written now is sealed under this; `None` while there is no lock.
    fn key_to_write(&self, entries: &[Entry]) -> Result<Option<Rc<Key>>, Trouble> {
        if !is_locked(entries) {
            return Ok(None);
        }
        let key = tried_on(entries).and_then(|(_, seal, _)| self.key_for(&seal));
        key.map(Some).ok_or(Trouble::Shut)
    }

    /// The same for who has not looked at the files.
    pub(super) async fn key_at_hand(&self, folder: &Folder) -> Result<Option<Rc<Key>>, Trouble> {
        self.key_to_write(&entries(folder).await?.0)
    }

    fn key_for(&self, seal: &Seal) -> Option<Rc<Key>> {
        let fits = |key: &Rc<Key>| key.salt == seal.salt && key.iterations == seal.iterations;
        self.key.borrow().clone().filter(fits)
    }

    /// What a file says of itself, if it can be read.
    async fn label(&self, entry: &Entry) -> Option<Label> {
        let head = entry.head.ok()?;
        let Some(seal) = head.seal else { return Label::of(&head, &entry.front) };
        let label = Uint8Array::from(head.label_of(&entry.front)?);
        let opened = self.key_for(&seal)?.open(seal.label_nonce, &head.vouched(), &label).await;
        Label::thaw(&opened.ok()?)
    }

    /// What a file holds.
    pub(super) async fn analysis(&self, entry: &Entry) -> Result<Vec<u8>, Trouble> {
        let head = entry.head.map_err(Trouble::File)?;
        let bytes = files::read(&entry.file, head.body_at(), entry.file.size() as u64).await?;
        if u64::from(bytes.length()) != head.body {
            return Err(Trouble::File(Refusal::Damaged));
        }
        let Some(seal) = head.seal else { return Ok(bytes.to_vec()) };
        let key = self.key_for(&seal).ok_or(Trouble::Shut)?;
        // The key opened what the passphrase was tried on, so it is the file that is not as it was.
        let opened = key.open(seal.body_nonce, &head.vouched(), &bytes).await;
        opened.map_err(|_| Trouble::File(Refusal::Damaged))
    }
}

impl Entry {
    fn seal(&self) -> Option<Seal> {
        self.head.ok()?.seal
    }
}

/// All files of ours, the latest first, the lock last; and names of those that a tab was writing when it
/// went, or that nobody needs any more. Where one cannot be looked at nothing is said of any: it may be
/// the lock.
async fn entries(folder: &Folder) -> Result<(Vec<Entry>, Vec<String>), Fault> {
    let (mut entries, mut strays) = (Vec::new(), Vec::new());
    for name in folder.names().await? {
        match entry(folder, &name).await {
            Ok(Some(entry)) => entries.push(entry),
            Ok(None) if name.ends_with(ENDING) || name == FIRST_LIST => strays.push(name),
            // Not ours, or gone meanwhile.
            Ok(None) | Err(Fault::Gone) => {}
            Err(fault) => return Err(fault),
        }
    }
    order::sort_by(&mut entries, |one, two| two.id.cmp(&one.id));
    Ok((entries, strays))
}

async fn entry(folder: &Folder, name: &str) -> Result<Option<Entry>, Fault> {
    let file = folder.file(name).await?;
    let front = files::read(&file, 0, GLANCE).await?.to_vec();
    let mut head = Head::read(&front);
    let mut id = Head::id_of(&front).filter(|_| name.ends_with(ENDING));
    if name == LOCK {
        id = Some(0);
    } else if let Some(number) = name.strip_suffix(FIRST_ENDING) {
        id = number.parse().ok();
        head = Ok(Head::of_first(id.unwrap_or_default(), file.size() as u64));
    }
    Ok(id.map(|id| Entry { name: name.to_owned(), id, file, head, front }))
}

/// The first whole file of some names that are not those of analyses, and which it is.
pub(super) async fn beside(
    folder: &Folder,
    names: &[&'static str],
) -> Result<Option<(&'static str, Entry)>, Fault> {
    for name in names {
        match folder.file(name).await {
            Ok(file) => {
                let front = files::read(&file, 0, GLANCE).await?.to_vec();
                let head = Head::read(&front);
                if head.is_ok() {
                    return Ok(Some((*name, Entry { name: (*name).to_owned(), id: 0, file, head, front })));
                }
            }
            Err(Fault::Gone) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(None)
}

/// Whether a passphrase is set. A lock that is damaged is one.
fn is_locked(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.id == 0 || entry.seal().is_some())
}

/// What a passphrase is tried on: the lock, and where that is no good another that is sealed.
fn tried_on(entries: &[Entry]) -> Option<(Head, Seal, &[u8])> {
    entries.iter().rev().find_map(|entry| {
        let head = entry.head.ok()?;
        Some((head, head.seal?, head.label_of(&entry.front)?))
    })
}

/// Writes an analysis beside the others, without a name of its own under another each time: what it
/// replaces is still there.
pub(super) async fn write(
    folder: &Folder,
    name: Option<&str>,
    id: u64,
    label: &Label,
    analysis: &[u8],
    key: Option<&Key>,
) -> Result<(), Trouble> {
    let mut label = label.freeze();
    let mut body = Bytes::Ours(analysis);
    let mut head = Head::new(id, label.len(), analysis.len());
    if let Some(key) = key {
        label.resize(label.len().next_multiple_of(LABEL_STEP), 0);
        let [label_nonce, body_nonce] = [nonce()?, nonce()?];
        let seal = Seal { iterations: key.iterations, salt: key.salt, label_nonce, body_nonce };
        head.seal = Some(seal);
        head.label = (label.len() + TAG) as u32;
        head.body += TAG as u64;
        let vouched = head.vouched();
        let failed = |_| Trouble::NoSealing;
        label = key.seal(label_nonce, &vouched, &label).await.map_err(failed)?.to_vec();
        body = Bytes::Its(key.seal(body_nonce, &vouched, analysis).await.map_err(failed)?);
    }
    let [a, b, c, d, ..] = nonce()?;
    let name = name.map_or_else(|| format!("{}{ENDING}", u32::from_le_bytes([a, b, c, d])), str::to_owned);
    let written = folder.write(&name, &head.front(&label), &body).await;
    written.map_err(|fault| if fault == Fault::NoRoom { Trouble::NoRoom(head.body) } else { fault.into() })
}

#[inline(never)]
fn nonce() -> Result<[u8; NONCE], Fault> {
    Ok(sealing::random()?)
}
