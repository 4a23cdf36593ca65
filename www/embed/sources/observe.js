// Messages as they stand in the page, where a widget tells nobody of them: an owner says in which list, and by what
// those of the user, the bot and people are told apart. A message is taken once its text rests.
import { Given } from "./given.js";

/** @typedef {import("../sources.js").Context} Context */

/** So long a text must rest, in milliseconds: answers are written piece by piece. */
const RESTS = 1_200;

/** How often it is looked whether a text rests, and whether the list is another one, in milliseconds. */
const LOOK = 300;

const ROLES = ["user", "bot", "agent"];

/** Dots that move say that somebody types. */
const HAS_WORDS = /[\p{L}\p{N}]/u;

/**
 * Where to look: the document, a root or an element that the owner hands, or the open shadow root of one that is
 * named.
 * @param {Context["options"]} options
 */
function root({ root }) {
  const found = typeof root === "string" ? document.querySelector(root) : root;
  if (root && !found) return null;
  return found ? (found.shadowRoot ?? found) : document;
}

/**
 * @param {string} _
 * @param {Context} to
 */
export function observe(_, to) {
  const { options } = to;
  const roles = ROLES.filter((role) => options[role]);
  if (!options.list || roles.length === 0) throw new Error("observe needs list, and user or bot");
  const any = roles.map((role) => options[role]).join(",");
  const rests = Number(options.rests ?? RESTS);
  /** @type {WeakSet<Element>} */
  let taken = new WeakSet();
  /** @type {Map<Element, {text: string, first: number, changed: number}>} */
  const waiting = new Map();
  let list;

  const textOf = (element) => (element.innerText ?? element.textContent ?? "").trim();
  const isOutermost = (element) => !element.parentElement?.closest(any);
  const messages = () => [...list.querySelectorAll(any)].filter(isOutermost);
  const roleOf = (element) => roles.find((role) => element.matches(options[role]));
  const given = new Given();
  const nameOf = (element, text) => `${roleOf(element)} ${text}`;
  const give = (element, text, more) => {
    given.add(nameOf(element, text));
    to.give("message", "observed", { role: roleOf(element), text, ...more });
  };

  const look = to.guarded(() => {
    const now = Date.now();
    const all = messages();
    for (const element of all.filter((element) => !taken.has(element))) {
      const text = textOf(element);
      const before = waiting.get(element);
      if (before?.text !== text) waiting.set(element, { text, first: before?.first ?? now, changed: now });
    }
    const settled = [];
    for (const [element, { text, first, changed }] of waiting) {
      const rested = now - changed >= rests && HAS_WORDS.test(text);
      if (rested) settled.push([element, text, first]);
      if (rested || !element.isConnected) waiting.delete(element);
    }
    settled.sort(([one], [other]) => all.indexOf(one) - all.indexOf(other));
    for (const [element] of settled) taken.add(element);
    // What begins with the first of all is drawn anew, by whatever means.
    const isDrawnAnew = settled.some(([element]) => element === all[0]);
    const names = settled.map(([element, text]) => nameOf(element, text));
    for (const [element, text, ts] of settled.slice(isDrawnAnew ? given.known(names) : 0)) give(element, text, { ts });
  });

  const observer = new MutationObserver(look);
  to.undo(() => observer.disconnect());
  const follow = () => {
    const found = root(options)?.querySelector(options.list);
    if (found && found !== list) {
      const isFirst = !list;
      list = found;
      taken = new WeakSet();
      waiting.clear();
      observer.disconnect();
      observer.observe(list, { childList: true, subtree: true, characterData: true });
      // What stands there at first was said before.
      for (const element of isFirst ? messages() : []) {
        const text = textOf(element);
        if (!HAS_WORDS.test(text)) continue;
        taken.add(element);
        give(element, text, { history: true });
      }
      look();
    }
    // A text that rests changes nothing, so time is looked at too.
    if (waiting.size > 0) look();
  };
  to.guarded(follow)();
  to.every(Math.min(rests, LOOK), follow);
}
