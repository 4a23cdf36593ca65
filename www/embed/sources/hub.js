// Where what owners put into their widgets meets what listens to it, whichever comes first. There is one of it in a
// page, also where this file is loaded under two addresses.
import { plain } from "./plain.js";

/** What was handed over before anybody listened: so many of the latest, and characters of them. */
const MOST = 64;
const MOST_CHARACTERS = 1024 * 1024;

/**
 * @typedef {{source: string, name: string, data: unknown, at: number, size: number}} Kept
 * @typedef {{taps: Map<string, Set<(name: string, value: unknown, at: number) => void>>, kept: Kept[], shown: WeakSet<object>}} Hub
 */

const KEY = Symbol.for("undertone.sources");

/** @returns {Hub} */
export function hub() {
  return (globalThis[KEY] ??= { taps: new Map(), kept: [], shown: new WeakSet() });
}

/**
 * Hands something over to who listens to this source; it is kept for a while where nobody does. Never throws.
 * @param {string} source
 * @param {string} name
 * @param {unknown} value
 */
export function tell(source, name, value) {
  try {
    const { taps, kept } = hub();
    const at = Date.now();
    const listening = taps.get(source);
    if (listening?.size) {
      for (const tap of listening) tap(name, value, at);
      return;
    }
    const copy = plain(value);
    if (!copy) return;
    kept.push({ source, name, at, ...copy });
    let characters = kept.reduce((sum, one) => sum + one.size, 0);
    while (kept.length > MOST || characters > MOST_CHARACTERS) characters -= kept.shift().size;
  } catch {
    // What goes wrong here is none of the widget's business.
  }
}

/**
 * Listens to a source from now on, and to what was kept of it. Gives what ends it.
 * @param {string} source
 * @param {(name: string, value: unknown, at: number) => void} tap
 */
export function listen(source, tap) {
  const { taps, kept } = hub();
  const listening = taps.get(source) ?? new Set();
  taps.set(source, listening.add(tap));
  const own = kept.filter((one) => one.source === source);
  kept.splice(0, kept.length, ...kept.filter((one) => one.source !== source));
  for (const { name, data, at } of own) tap(name, data, at);
  return () => listening.delete(tap);
}
