// What a panel keeps beyond a reload, for who asks for it: a snapshot, masked, in the browser's own database. That of a
// session is found again by a name that goes with the tab; what nobody came back to for a day is dropped.
const DATABASE = "undertone-panel";
const STORE = "snapshots";
const DAY = 86_400_000;

/** The name under which a panel is kept: the tab's own, or the same for all tabs. */
export function keyOf(storage, name) {
  if (storage === "local") return `local ${name}`;
  const place = `undertone-panel-${name}`;
  try {
    let session = sessionStorage.getItem(place);
    if (!session) {
      session = crypto.randomUUID();
      sessionStorage.setItem(place, session);
    }
    return `session ${session}`;
  } catch {
    // Storage can be forbidden; then nothing is found again.
    return `session ${crypto.randomUUID()}`;
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function done(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function put(key, bytes) {
  await done("readwrite", (store) => store.put({ at: Date.now(), bytes }, key));
}

export async function get(key) {
  await sweep();
  return (await done("readonly", (store) => store.get(key)))?.bytes ?? null;
}

export async function drop(key) {
  await done("readwrite", (store) => store.delete(key));
}

async function sweep() {
  const old = Date.now() - DAY;
  await done("readwrite", (store) => {
    const cursor = store.openCursor();
    cursor.onsuccess = () => {
      const at = cursor.result;
      if (!at) return;
      if (String(at.key).startsWith("session ") && at.value.at < old) at.delete();
      at.continue();
    };
  });
}
