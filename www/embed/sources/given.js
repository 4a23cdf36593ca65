// What was handed over of a chat that has no ids of messages, to know it again where the chat shows all of it anew.

/** So many of the latest messages are known again. */
const MOST = 500;

export class Given {
  /** @type {string[]} */
  #names = [];

  /** @param {string} name a message by who speaks and what is said */
  add(name) {
    this.#names.push(name);
    if (this.#names.length > MOST) this.#names.shift();
  }

  /**
   * How many messages at the beginning of a list were handed over before: as many as end what was, or all up to where
   * what was handed over stands in it, behind older ones.
   * @param {string[]} list
   */
  known(list) {
    const names = this.#names;
    const stands = (part, at, whole) => part.every((one, nth) => one === whole[at + nth]);
    for (let n = Math.min(names.length, list.length); n > 0; n -= 1) {
      if (stands(names.slice(-n), 0, list)) return n;
    }
    for (let at = 1; names.length > 0 && at + names.length <= list.length; at += 1) {
      if (stands(names, at, list)) return at + names.length;
    }
    return 0;
  }
}
