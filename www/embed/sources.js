// Listens to the chat of a page and hands over what happens in it, as plain data. Of its own it changes nothing: it
// asks for no address, replies to nobody, prevents nothing, and takes back whatever it did when it is disconnected.
//
//   const disconnect = connect("crisp event:my-chat", options, ({ source, name, data, at }) => …);
//   disconnect.counts    // { delivered, refused, failed, foreign }, which goes on counting
//   disconnect.unknown   // names in the list that are no source
//   disconnect();
//
// Sources are a list with spaces between them.
//   event, event:NAME    custom events on document or window, by the name "chat:message" if none is given
//   postmessage          messages of windows and frames; options.origins: those that may send, as a list or a text
//                        with spaces; the page's own if none is named
//   broadcast:NAME       a BroadcastChannel
//   storage:KEY          a list of messages, or the latest one, that a script keeps in the browser's storage
//   frames               what the page gives to frame(text, name) of its own connection to its bot
//   observe              messages as they stand in the page; options.list, .user, .bot, .agent: selectors, .root: an
//                        element, a shadow root or the selector of a host; .rests: milliseconds that a text must rest
//   webchat, flowise, n8n, typebot
//                        what owners put into their widgets by the helpers of these names
//   deep-chat, rasa      options.element: the element or its selector, where there are several
//   rasa-webchat         options.key: where it keeps its session, "chat_session" if nothing is said
//   landbot              options.landbot: the instance, else window.myLandbot
//   voiceflow, chatwoot, dialogflow, botpress, crisp, tawk, livechat, hubspot, zendesk
//
// Options of one source stand under its name, those of all beside them: { root: a, observe: { list: "#chat" } }.
//
// What is delivered: `source` is the adapter that reads it, "message" for all transports; `name` is that of the
// source's event; `data` is a copy as plain as JSON of at most 256 KB, what is larger is refused and counted; `at`
// is when it came, in milliseconds.
import { broadcast, event, frames, postmessage, storage } from "./sources/transports.js";
import { observe } from "./sources/observe.js";
import { plain } from "./sources/plain.js";
import { WIDGETS } from "./sources/widgets.js";

export { plain };
export { flowise, frame, n8n, rasaWebchat, typebot, webchat } from "./sources/owner.js";

/**
 * @typedef {{source: string, name: string, data: unknown, at: number}} Delivery
 * @typedef {Record<string, any>} Options
 * @typedef {{delivered: number, refused: number, failed: number, foreign: number}} Counts
 * @typedef {(() => void) & {counts: Counts, unknown: string[]}} Disconnect
 *
 * What a source is given to work with; whatever it begins ends with the connection.
 * @typedef {object} Context
 * @property {Options} options
 * @property {Counts} counts
 * @property {(source: string, name: string, value: unknown, at?: number) => void} give
 * @property {<F extends Function>(call: F) => F} guarded
 * @property {(target: EventTarget, name: string, take: (event: any) => void, capture?: boolean) => void} on
 * @property {(millis: number, call: () => void) => void} every
 * @property {(millis: number, call: () => void) => void} after
 * @property {<T>(look: () => T, found: (value: NonNullable<T>) => void) => void} wait
 * @property {(call: () => void) => void} undo
 */

const TRANSPORTS = { event, postmessage, broadcast, storage, frames, observe };

/** What a transport listens to where nothing is named. */
const NAMED = { event: "chat:message" };

/** Transports that listen to nothing unless it is named. */
const NEEDS_NAME = new Set(["broadcast", "storage"]);

/** Every source by its name, without what follows a colon. */
export const SOURCES = Object.freeze([...Object.keys(TRANSPORTS), ...Object.keys(WIDGETS)]);

/** A widget is waited for as long as the page is open: often at first, then now and then. */
const SOON = 250;
const LATER = 2_000;
const OFTEN = 60_000;

/**
 * @param {string} list
 * @param {Options | undefined} options
 * @param {(delivery: Delivery) => void} deliver
 * @returns {Disconnect}
 */
export function connect(list, options, deliver) {
  /** @type {Counts} */
  const counts = { delivered: 0, refused: 0, failed: 0, foreign: 0 };
  const undoing = new Set();
  let connected = true;

  const guarded = (call) =>
    function (...given) {
      if (!connected) return undefined;
      try {
        return call.apply(this, given);
      } catch {
        counts.failed += 1;
        return undefined;
      }
    };
  const context = (own) => ({
    options: own,
    counts,
    guarded,
    give(source, name, value, at = Date.now()) {
      if (!connected) return;
      const copy = plain(value);
      if (!copy) {
        counts.refused += 1;
        return;
      }
      try {
        deliver({ source, name, data: copy.data, at });
        counts.delivered += 1;
      } catch {
        counts.failed += 1;
      }
    },
    on(target, name, take, capture = false) {
      const listener = guarded(take);
      target.addEventListener(name, listener, { capture, passive: true });
      undoing.add(() => target.removeEventListener(name, listener, { capture }));
    },
    every(millis, call) {
      const timer = setInterval(guarded(call), millis);
      undoing.add(() => clearInterval(timer));
    },
    after(millis, call) {
      const undo = () => clearTimeout(timer);
      const timer = setTimeout(() => {
        undoing.delete(undo);
        guarded(call)();
      }, millis);
      undoing.add(undo);
    },
    wait(look, found) {
      const begun = Date.now();
      let timer;
      const again = () => {
        if (!connected) return;
        let value;
        try {
          value = look();
        } catch {
          // A widget that is not whole yet.
        }
        if (value) guarded(found)(value);
        else timer = setTimeout(again, Date.now() - begun < OFTEN ? SOON : LATER);
      };
      undoing.add(() => clearTimeout(timer));
      again();
    },
    undo: (call) => undoing.add(call),
  });

  const unknown = [];
  const wanted = new Set(String(list ?? "").split(/\s+/).filter(Boolean));
  for (const source of wanted) {
    const at = source.indexOf(":");
    const kind = at < 0 ? source : source.slice(0, at);
    const name = (at < 0 ? "" : source.slice(at + 1)) || NAMED[kind] || "";
    const own = { ...options, ...options?.[kind] };
    const transport = Object.hasOwn(TRANSPORTS, kind) ? TRANSPORTS[kind] : undefined;
    if (transport && (name || !NEEDS_NAME.has(kind))) guarded(transport)(name, context(own));
    else if (at < 0 && Object.hasOwn(WIDGETS, kind)) guarded(WIDGETS[kind])(context(own));
    else unknown.push(source);
  }

  const disconnect = () => {
    if (!connected) return;
    for (const call of [...undoing].reverse()) {
      try {
        call();
      } catch {
        counts.failed += 1;
      }
    }
    undoing.clear();
    connected = false;
  };
  return Object.assign(disconnect, { counts, unknown });
}
