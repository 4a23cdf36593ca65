// Messages that say themselves what they are, by what a page has to pass them on. All of it is read by the source
// "message".
import { listen } from "./hub.js";

/** @typedef {import("../sources.js").Context} Context */

const SOURCE = "message";

/**
 * Custom events on document or window; one that bubbles is taken once.
 * @param {string} name
 * @param {Context} to
 */
export function event(name, to) {
  const seen = new WeakSet();
  const take = (event) => {
    if (seen.has(event)) return;
    seen.add(event);
    to.give(SOURCE, name, event.detail);
  };
  to.on(document, name, take);
  to.on(window, name, take);
}

/** What an object of a message has that may be ours; windows are full of others. */
const TELLING = ["text", "content", "message", "body", "messages", "choices", "delta"];
const QUOTED = [...TELLING.map((key) => `"${key}"`), '"chat.'];

function mayBeOurs(data) {
  if (typeof data === "string") return /^\s*[{[]/.test(data) && QUOTED.some((key) => data.includes(key));
  if (typeof data !== "object" || data === null) return false;
  if (Array.isArray(data)) return data.length > 0 && mayBeOurs(data[0]);
  return TELLING.some((key) => key in data) || (typeof data.type === "string" && data.type.startsWith("chat."));
}

/**
 * Messages of windows and frames, of the origins that the owner allows; of the page's own, if none are named.
 * @param {string} _
 * @param {Context} to
 */
export function postmessage(_, to) {
  const { origins = [] } = to.options;
  const named = (typeof origins === "string" ? origins.split(/\s+/) : [...origins]).filter(Boolean);
  const allowed = new Set(named.length > 0 ? named : [location.origin]);
  to.on(window, "message", (event) => {
    if (!(event instanceof MessageEvent) || !mayBeOurs(event.data)) return;
    if (allowed.has(event.origin)) to.give(SOURCE, "message", event.data);
    else to.counts.foreign += 1;
  });
}

/**
 * A channel between tabs of the page's origin.
 * @param {string} name
 * @param {Context} to
 */
export function broadcast(name, to) {
  const channel = new BroadcastChannel(name);
  to.on(channel, "message", (event) => to.give(SOURCE, "message", event.data));
  to.undo(() => channel.close());
}

/**
 * Frames that the page hands over by `frame(text)`.
 * @param {string} _
 * @param {Context} to
 */
export function frames(_, to) {
  to.undo(listen("frames", (name, text, at) => to.give(SOURCE, name, text, at)));
}

/** How often what another script keeps is looked at, in milliseconds, while the page is seen. */
const POLL = 1_000;

/**
 * Calls with what stands under a key whenever that changes: at once by another tab, within a second by this one.
 * @param {string[]} keys
 * @param {Context} to
 * @param {(text: string, key: string) => void} changed
 */
export function watchStorage(keys, to, changed) {
  const before = new Map();
  const look = to.guarded(() => {
    for (const key of keys) {
      for (const kind of ["sessionStorage", "localStorage"]) {
        const text = window[kind].getItem(key);
        if (text === null || before.get(kind + key) === text) continue;
        before.set(kind + key, text);
        changed(text, key);
      }
    }
  });
  to.on(window, "storage", look);
  to.on(document, "visibilitychange", look);
  to.on(window, "pagehide", look);
  to.every(POLL, () => document.visibilityState === "visible" && look());
  look();
  return look;
}

const CONVERSATION = ["conversation_id", "conversationId", "session_id", "sessionId", "id"];

/**
 * What a script keeps under a key of the browser's storage: messages in a list that grows, or the latest one.
 * @param {string} key
 * @param {Context} to
 */
export function storage(key, to) {
  let known = [];
  let first = true;
  watchStorage([key], to, (text) => {
    let kept;
    try {
      kept = JSON.parse(text);
    } catch {
      to.give(SOURCE, "storage", text);
      return;
    }
    const list = Array.isArray(kept) ? kept : (kept?.messages ?? kept?.conversation);
    if (!Array.isArray(list)) {
      to.give(SOURCE, "storage", kept);
      return;
    }
    // A list that does not go on where it was is another one.
    const words = list.map((message) => JSON.stringify(message));
    const goesOn = known.every((word, at) => word === words[at]);
    const named = CONVERSATION.map((name) => [name, kept[name]]).find(([, id]) => id !== undefined);
    const around = named && !Array.isArray(kept) ? { conversation_id: named[1] } : {};
    for (const message of list.slice(goesOn ? known.length : 0)) {
      const again = first || !goesOn ? { history: true } : {};
      to.give(SOURCE, "storage", { ...around, ...message, ...again });
    }
    known = words;
  });
  // What stands there by now was said before.
  first = false;
}
