// Panels of several tabs of one address as one: each hands its own messages to the others, and one that comes later is
// given what was heard before. A message is known by the tab it came to and its number there, so that none counts twice.
// One of those with analytics counts for all: the first, and when it goes, the next. Without locks, as on pages that are
// not secure, there is no telling which, and each counts.

/** Milliseconds until nobody is there. */
const WAIT = 400;

/** Milliseconds for one that is there to say what it heard. */
const WAIT_LONGER = 10_000;

export class Tabs {
  #channel;
  #name = crypto.randomUUID();
  #number = 0;
  #known = new Map();
  #host;
  #joined = null;
  #asking = false;
  #counts = false;
  #left = new AbortController();
  /** What is heard while others are asked for what they heard. */
  #meanwhile = [];

  constructor(id, host) {
    this.#host = host;
    this.#channel = new BroadcastChannel(`undertone-panel ${id}`);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    if (!host.counts) return;
    const { signal } = this.#left;
    const locks = globalThis.navigator?.locks;
    this.#counts = !locks;
    locks
      ?.request(`undertone-panel ${id}`, { signal }, () => {
        this.#counts = true;
        return new Promise((over) => signal.addEventListener("abort", over));
      })
      // Left before it was its turn, or there are no locks here.
      .catch(() => {
        if (!signal.aborted) this.#counts = true;
      });
  }

  /** Whether it is this tab that counts for all. */
  counts() {
    return this.#counts;
  }

  /** Asks the others for what they heard; resolves when it is here, or when nobody is there. */
  join() {
    return new Promise((resolve) => {
      const over = () => {
        this.#joined = null;
        this.#catchUp();
        resolve();
      };
      let timer = setTimeout(over, WAIT);
      this.#joined = async ({ bytes, known }) => {
        clearTimeout(timer);
        if (!bytes) {
          timer = setTimeout(over, WAIT_LONGER);
          return;
        }
        this.#joined = null;
        known.forEach(([name, number]) => this.#known.set(name, number));
        await this.#host.restore(bytes).catch(() => {});
        this.#catchUp();
        resolve();
      };
      this.#asking = true;
      this.#say({ asks: this.#name });
    });
  }

  /** Takes what was heard while others were asked. */
  #catchUp() {
    this.#asking = false;
    for (const word of this.#meanwhile.splice(0)) this.#hear(word);
  }

  /** Hands a message of this tab to the others. */
  share(delivery) {
    this.#number += 1;
    this.#say({ from: this.#name, number: this.#number, delivery });
  }

  leave() {
    this.#left.abort();
    this.#channel.close();
  }

  #say(word) {
    try {
      this.#channel.postMessage(word);
    } catch {
      // Closed, or not to be cloned: the others go without it.
    }
  }

  async #hear(word) {
    if (word?.delivery && this.#asking) {
      this.#meanwhile.push(word);
    } else if (word?.delivery && word.from !== this.#name) {
      // Those of one tab come in their order.
      if (word.number <= (this.#known.get(word.from) ?? 0)) return;
      this.#known.set(word.from, word.number);
      this.#host.takeQuietly(word.delivery);
    } else if (word?.asks && word.asks !== this.#name) {
      // It takes a moment where much was heard.
      this.#say({ answers: word.asks });
      const known = [...this.#known, [this.#name, this.#number]];
      const bytes = await this.#host.snapshot().catch(() => null);
      if (bytes) this.#say({ answers: word.asks, bytes, known });
    } else if (word?.answers === this.#name && this.#joined) {
      this.#joined(word);
    }
  }
}
