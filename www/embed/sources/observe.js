// Messages as they stand in the page, where a widget tells nobody of them: an owner says in which list, and by what
// those of the user, the bot and people are told apart. A message is taken once its text rests.

/** @typedef {import("../sources.js").Context} Context */

/** So long a text must rest, in milliseconds: answers are written piece by piece. */
const RESTS = 1_200;

/** So many at once are a list that is shown again. */
const MANY = 3;

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
  to.wait(
    () => root(options)?.querySelector(options.list),
    (list) => {
      const taken = new WeakSet();
      /** @type {Map<Element, {text: string, first: number, changed: number}>} */
      const waiting = new Map();
      const textOf = (element) => (element.innerText ?? element.textContent ?? "").trim();
      const give = (element, text, ts, history) => {
        taken.add(element);
        const role = roles.find((role) => element.matches(options[role]));
        to.give("message", "observed", { role, text, ts, ...(history ? { history: true } : {}) });
      };
      const found = () =>
        [...list.querySelectorAll(any)].filter((element) => !taken.has(element) && !element.parentElement?.closest(any));
      const look = to.guarded(() => {
        const now = Date.now();
        for (const element of found()) {
          const text = textOf(element);
          const known = waiting.get(element);
          if (known?.text === text) continue;
          waiting.set(element, { text, first: known?.first ?? now, changed: now });
        }
        const settled = [];
        for (const [element, { text, first, changed }] of waiting) {
          if (!element.isConnected) {
            waiting.delete(element);
          } else if (now - changed >= rests && HAS_WORDS.test(text)) {
            settled.push([element, text, first]);
            waiting.delete(element);
          }
        }
        for (const [element, text, first] of settled) give(element, text, first, settled.length >= MANY);
      });
      // What stands there already was said before.
      for (const element of found()) {
        const text = textOf(element);
        if (HAS_WORDS.test(text)) give(element, text, undefined, true);
      }
      const observer = new MutationObserver(look);
      observer.observe(list, { childList: true, subtree: true, characterData: true });
      to.undo(() => observer.disconnect());
      // A text that rests changes nothing, so time is looked at too.
      to.every(Math.min(rests, 400), () => waiting.size > 0 && look());
    },
  );
}
