// Registers <undertone-panel>: a live insight panel that stands beside the chat of a page. This file is all that a page
// loads at first; what a panel consists of comes when one is seen or first used.
//
//   <script type="module" src="/undertone/undertone-panel.js"></script>
//   <undertone-panel source="crisp"></undertone-panel>
//
// Attributes and properties, methods and events are in undertone-panel.d.ts.

/** Where the files of this product are. */
const BASE = new URL("./", import.meta.url).href;

/** What is handed over before the panel runs is kept, so much of it. */
const MOST_WAITING = 20_000;

/** Events of the page that wait for what listens to them. */
const MOST_EARLY = 64;

/** Attributes that a running panel is told of. */
const ATTRIBUTES = ["theme", "lang", "view", "readonly", "source", "allow-origin", "src", "window", "demo", "full", "include-text"];

/** Properties that may be set before this file is there. */
const PROPERTIES = ["messages", "config", "adapter"];

const Base = globalThis.HTMLElement ?? class {};

class UndertonePanel extends Base {
  static get observedAttributes() {
    return ATTRIBUTES;
  }

  /** The running panel, once it is there. */
  #host = null;
  /** Its coming. */
  #coming = null;
  #waiting = [];
  #lost = 0;
  #config = {};
  #adapter = null;
  #messages = [];
  #had = [];
  #watcher = null;
  #disconnect = null;
  /** What the page said by events before what listens to them was there. */
  #early = [];
  /** Counts how often it was added: what was begun before is over. */
  #turn = 0;

  connectedCallback() {
    for (const name of PROPERTIES) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    const turn = ++this.#turn;
    this.#watcher?.disconnect();
    if (!this.shadowRoot) this.attachShadow({ mode: "open" });
    this.#listen();
    if (this.hasAttribute("eager")) {
      this.#begin().catch(() => {});
      return;
    }
    this.#watcher = new IntersectionObserver((entries) => {
      if (turn === this.#turn && entries.some((entry) => entry.isIntersecting)) this.#begin().catch(() => {});
    });
    this.#watcher.observe(this);
  }

  disconnectedCallback() {
    const turn = ++this.#turn;
    // Moving takes an element out and puts it in again at once; only one that stays away is over.
    queueMicrotask(() => {
      if (turn === this.#turn) this.#end();
    });
  }

  attributeChangedCallback(name, before, value) {
    if (before === value || !this.isConnected) return;
    if (name === "source" || name === "allow-origin") this.#listen();
    this.#host?.attribute(name, value);
  }

  get config() {
    return this.#config;
  }
  /** Rules, goals, zone and limits; see the typings. */
  set config(config) {
    this.#config = { ...config };
    if (this.isConnected && this.#config.sources) this.#listen();
    this.#host?.configure(this.#config);
  }

  get adapter() {
    return this.#adapter;
  }
  /** A function of the page's own that is given what takes messages, and gives back what ends it. */
  set adapter(adapter) {
    this.#adapter = adapter;
    if (this.isConnected) this.#listen();
  }

  get messages() {
    return this.#messages;
  }
  /** Messages that the page has; the panel takes those that it has not had. */
  set messages(messages) {
    this.#messages = Array.isArray(messages) ? messages : [];
    // What the list began with before was taken then.
    const words = this.#messages.map((message) => {
      try {
        return JSON.stringify(message);
      } catch {
        return undefined;
      }
    });
    const same = words.findIndex((word, at) => word !== this.#had[at]);
    const from = same < 0 ? words.length : same;
    this.#had = words;
    this.#take(this.#messages.slice(from).map((data) => ({ source: "message", name: "messages", data, at: Date.now() })));
  }

  /** Takes one message, or several. */
  async push(messages) {
    const list = Array.isArray(messages) ? messages : [messages];
    this.#take(list.map((data) => ({ source: "message", name: "push", data, at: Date.now() })));
    await this.#begin();
  }

  async load(source) {
    return (await this.#begin()).load(source);
  }
  async clear() {
    return (await this.#begin()).clear();
  }
  async snapshot() {
    return (await this.#begin()).ask("snapshot");
  }
  async restore(bytes) {
    return (await this.#begin()).ask("restore", bytes);
  }
  async exportReport() {
    return (await this.#begin()).ask("export");
  }
  async saveAnalysis() {
    return (await this.#begin()).ask("save");
  }
  async askToNotify() {
    return (await this.#begin()).notify();
  }

  /** Hands over what a source said, or keeps it until the panel runs; the first of it brings the panel. */
  #take(deliveries) {
    if (this.#host) {
      this.#host.take(deliveries);
      return;
    }
    for (const delivery of deliveries) this.#waiting.push(delivery);
    const beyond = this.#waiting.length - MOST_WAITING;
    if (beyond > 0) {
      this.#waiting.splice(0, beyond);
      this.#lost += beyond;
    }
    if (this.isConnected && deliveries.length > 0) this.#begin().catch(() => {});
  }

  /** Connects what the attributes and the adapter name, in the place of what was connected. */
  #listen() {
    this.#disconnect?.();
    const list = this.getAttribute("source") ?? "";
    const adapter = this.#adapter;
    if (!list.trim() && typeof adapter !== "function") {
      this.#disconnect = null;
      return;
    }
    let over = false;
    let ends = [];
    this.#disconnect = () => {
      over = true;
      ends.forEach((end) => end?.());
    };
    const deliver = (delivery) => {
      if (!over) this.#take([delivery]);
    };
    // What the page says by events until then waits, as it is said.
    const seen = new WeakSet();
    const note = (event) => {
      if (seen.has(event)) return;
      seen.add(event);
      let detail;
      try {
        detail = event.detail;
        detail = structuredClone(detail);
      } catch {
        // What cannot be cloned is copied later, without what is not plain.
      }
      this.#early.push({ name: event.type, detail, at: Date.now() });
      if (this.#early.length > MOST_EARLY) {
        this.#early.shift();
        this.#lost += 1;
      }
    };
    const events = list.split(/\s+/u).filter((name) => /^event(:|$)/u.test(name)).map((name) => name.slice(6) || "chat:message");
    const each = (what) => events.forEach((name) => [document, window].forEach((target) => target[what](name, note)));
    each("addEventListener");
    ends.push(() => each("removeEventListener"));
    import(BASE + "sources.js").then(({ connect, plain }) => {
      if (over) return;
      each("removeEventListener");
      for (const { name, detail, at } of this.#early.splice(0)) {
        const copy = plain(detail);
        if (copy) deliver({ source: "message", name, data: copy.data, at });
        else this.#lost += 1;
      }
      const origins = this.getAttribute("allow-origin") ?? undefined;
      const names = list.split(/\s+/u).filter((name) => name && name !== "tabs").join(" ");
      if (names) ends.push(connect(names, { origins, ...this.#config.sources }, deliver));
      if (typeof adapter === "function") {
        try {
          ends.push(adapter((data) => deliver({ source: "message", name: "adapter", data, at: Date.now() })));
        } catch (error) {
          this.#tell("error", { code: "adapter", message: String(error) });
        }
      }
    }, (error) => this.#tell("error", { code: "not-loaded", message: String(error) }));
  }

  /** Brings the panel; resolves when it takes what it is told. */
  #begin() {
    if (this.#coming) return this.#coming;
    if (!this.isConnected) return Promise.reject(new DOMException("The panel is not in the page.", "AbortError"));
    this.#watcher?.disconnect();
    const before = ATTRIBUTES.map((name) => this.getAttribute(name));
    const coming = import(BASE + "panel-host.js").then(async ({ start }) => {
      const host = await start(this, BASE, this.#config, (what, detail) => this.#tell(what, detail));
      if (this.#coming !== coming) {
        host.end();
        throw new DOMException("The panel was removed.", "AbortError");
      }
      this.#host = host;
      // What was changed while it came.
      ATTRIBUTES.forEach((name, at) => {
        const now = this.getAttribute(name);
        if (now !== before[at]) host.attribute(name, now);
      });
      host.configure(this.#config);
      host.take(this.#waiting.splice(0), this.#lost);
      this.#lost = 0;
      return host;
    });
    this.#coming = coming;
    coming.catch((error) => {
      if (this.#coming === coming) {
        // Nobody takes what comes now.
        this.#disconnect?.();
        this.#disconnect = null;
        this.#waiting = [];
      }
      if (error?.name !== "AbortError") this.#tell("error", { code: error?.code ?? "not-started", message: String(error?.message ?? error) });
    });
    return coming;
  }

  #end() {
    this.#watcher?.disconnect();
    this.#disconnect?.();
    this.#disconnect = null;
    this.#host?.end();
    this.#host = null;
    this.#coming = null;
    this.#waiting = [];
    this.#early = [];
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`undertone-${what}`, { bubbles: true, composed: true, detail }));
  }
}

if (globalThis.customElements && !customElements.get("undertone-panel")) {
  customElements.define("undertone-panel", UndertonePanel);
}

export { UndertonePanel };
