// A copy of what a page hands over, as plain as JSON: no code of the page's runs when it is read later, and nothing
// of it can reach into ours. Getters that throw, circles, nodes of the page and keys that would change prototypes
// are left out; what is too large is refused as a whole.

/** Characters that one delivery may hold. */
export const MOST = 256 * 1024;

const DEEPEST = 24;
const MOST_VALUES = 20_000;

/** A picture or a sound within a text says nothing to a reader of words. */
const FILE = /^data:[\w.+-]*\/[\w.+-]*[;,]/;
const SHORT = 1024;

/** Keys by which an object would be made another than it looks. */
const KEYS = new Set(["__proto__", "prototype", "constructor"]);

class TooLarge extends Error {}

/**
 * The copy, or undefined where it would be too large or the value cannot be looked at.
 * @param {unknown} value
 * @param {number} [most] characters that it may have
 * @returns {{data: unknown, size: number} | undefined}
 */
export function plain(value, most = MOST) {
  const path = new Set();
  let size = 0;
  let values = 0;
  const take = (characters) => {
    size += characters;
    values += 1;
    if (size > most || values > MOST_VALUES) throw new TooLarge();
  };
  const copy = (value, depth) => {
    switch (typeof value) {
      case "string":
        if (value.length > SHORT && FILE.test(value.slice(0, 100))) return undefined;
        take(value.length + 2);
        return value;
      case "boolean":
        take(5);
        return value;
      case "number":
        take(8);
        return Number.isFinite(value) ? value : null;
      case "bigint":
        return copy(String(value), depth);
      case "object":
        break;
      default:
        return undefined;
    }
    if (value === null) return null;
    if (depth > DEEPEST || path.has(value)) return undefined;
    if (value instanceof Date) return Number.isFinite(+value) ? copy(value.toISOString(), depth) : null;
    // Of another window or frame too; bytes are no words.
    if (typeof value.nodeType === "number" || value.window === value || ArrayBuffer.isView(value)) return undefined;
    path.add(value);
    take(2);
    const made = Array.isArray(value) ? list(value, depth) : object(value, depth);
    path.delete(value);
    return made;
  };
  const part = (value, key, depth) => {
    try {
      return copy(value[key], depth + 1);
    } catch (error) {
      if (error instanceof TooLarge) throw error;
      return undefined;
    }
  };
  const list = (value, depth) => {
    const made = [];
    for (let at = 0; at < value.length; at += 1) {
      // Of a list of nothing, too, there is only so much.
      take(4);
      made.push(part(value, at, depth) ?? null);
    }
    return made;
  };
  const object = (value, depth) => {
    const made = {};
    for (const key of Object.keys(value)) {
      if (KEYS.has(key)) continue;
      const copied = part(value, key, depth);
      if (copied === undefined) continue;
      take(key.length + 3);
      made[key] = copied;
    }
    return made;
  };
  try {
    return { data: copy(value, 0) ?? null, size };
  } catch {
    return undefined;
  }
}
