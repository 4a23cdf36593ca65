// What a running <undertone-panel> consists of beside its program: its worker, what it keeps, the tabs that it shares
// with, and whoever else is told what happens.
import init, { Panel, styles } from "./panel.js";

/** Deliveries are handed over together, after so many milliseconds. */
const TOGETHER = 30;

/** A snapshot is kept so many milliseconds after something changed. */
const KEEP_AFTER = 2_000;

/** Name of the policy for Trusted Types: it admits the worker of this product alone. */
const POLICY = "undertone";

/** Which start of an element is its latest. */
const STARTED = Symbol("started");

/** The window that tags and analytics listen in. */
const page = globalThis;

let program = null;
let sheet = null;
let policy;

/** Loads the program, once for all panels of a page. */
function load(base, address) {
  program ??= init({ module_or_path: new URL(address || "panel_bg.wasm", base) }).catch((error) => {
    program = null;
    throw error;
  });
  return program;
}

/** The worker's address as the page's policy wants it. */
function trusted(url) {
  if (!page.trustedTypes) return url;
  policy ??= trustedTypes.createPolicy(POLICY, {
    createScriptURL: (asked) => {
      if (asked === url) return asked;
      throw new TypeError("not ours");
    },
  });
  return policy.createScriptURL(url);
}

/** What stops a panel, said so that the page's owner can mend it. */
function because(error, violations, base) {
  const directive = violations.map((one) => one.effectiveDirective ?? "");
  const wasm = error instanceof WebAssembly.CompileError || /wasm-unsafe-eval|WebAssembly/u.test(String(error));
  const line = (text) => `This page's Content-Security-Policy stops Undertone. Add to it: ${text}`;
  if (directive.some((one) => one.startsWith("require-trusted-types") || one.startsWith("trusted-types")) || /trusted/iu.test(String(error)))
    return line(`trusted-types ${POLICY}`);
  if (violations.some((one) => one.blockedURI === "wasm-eval") || wasm) return line("script-src 'self' 'wasm-unsafe-eval'");
  if (directive.includes("worker-src")) return line("worker-src 'self'");
  if (directive.includes("connect-src")) return line("connect-src 'self'");
  if (new URL(base).origin !== location.origin)
    return "Undertone must be served from this page's own address: a browser starts no worker from another one. Copy its files there.";
  return `Undertone could not start (${error?.message ?? error}).`;
}

/** Shows why there is no panel, without its program. */
function fail(root, text) {
  const problem = document.createElement("p");
  problem.setAttribute("role", "alert");
  problem.setAttribute("part", "error");
  problem.textContent = text;
  root.replaceChildren(problem);
}

/**
 * @param {HTMLElement} element
 * @param {string} base
 * @param {Record<string, any>} config
 * @param {(what: string, detail: any) => void} tell
 */
export async function start(element, base, config, tell) {
  const root = element.shadowRoot;
  const violations = [];
  const seen = (event) => violations.push(event);
  document.addEventListener("securitypolicyviolation", seen);
  const attribute = (name) => element.getAttribute(name);
  let worker;
  // An element that is put in again starts anew: what an earlier start says is of no use then.
  const mark = Symbol("start");
  element[STARTED] = mark;
  try {
    await load(base, attribute("wasm-url"));
    const url = new URL("worker-start.js", base).href;
    worker = new Worker(trusted(url), { type: "module", name: "panel" });
  } catch (error) {
    // A policy's violation is told a moment later.
    await new Promise((over) => setTimeout(over, 50));
    const text = because(error, violations, base);
    if (element[STARTED] === mark) fail(root, text);
    throw Object.assign(new Error(text), { code: "policy" });
  } finally {
    document.removeEventListener("securitypolicyviolation", seen);
  }
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles());
  }
  root.adoptedStyleSheets = [sheet];
  const place = document.createElement("div");
  place.className = "root";
  if (element[STARTED] === mark) root.replaceChildren(place);

  const answers = new Map();
  let asked = 0;
  let panel;
  let ended = false;
  let stopped = null;
  let changed = 0;
  // Known from the attribute before the worker says it.
  let synthetic = element.hasAttribute("demo");
  let keeping = null;
  let tabs = null;

  const written = (value) => (value ? JSON.stringify(value) : "");
  /** What the panel was told, by its names. */
  const standing = { rules: written(config.rules), goals: written(config.goals) };
  const options = {
    timezone: config.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    room: String(config.room ?? ""),
    ...standing,
    words: element.hasAttribute("include-text") ? "yes" : "",
    window: attribute("window") ?? "5m",
  };

  // --- What happens, told to the page.
  const analytics = (attribute("analytics") ?? "").split(/\s+/u);
  function count(name, label) {
    const facts = label ? { chatbot_label: label } : {};
    if (analytics.includes("datalayer")) (page.dataLayer ??= []).push({ event: name, ...facts });
    if (analytics.includes("gtag") && typeof page.gtag === "function") page.gtag("event", name, facts);
  }
  function show(detail) {
    if (!element.hasAttribute("notify") || page.Notification?.permission !== "granted") return;
    const name = detail.rule || detail.watch.replaceAll(/[_:]/gu, " ");
    new Notification("Undertone", { body: `${detail.level}: ${name}`, tag: `undertone-${detail.watch}` });
  }
  function hear(what, detail) {
    if (what === "answer") {
      const answer = answers.get(detail.id);
      answers.delete(detail.id);
      if (detail.failed === undefined) answer?.resolve(detail.value);
      else answer?.reject(new Error(detail.failed));
      return;
    }
    if (ended) return;
    // Nobody is to count what nobody said, nor once more what a widget shows of earlier visits.
    if (what === "happened" && !synthetic && !detail.history && (tabs?.counts() ?? true)) count(detail.name, detail.label);
    if (what === "alert" && !synthetic) show(detail);
    if (what === "updated") synthetic = detail.synthetic || element.hasAttribute("demo");
    if (what === "error" && detail.code === "stopped") stop(detail.message);
    if (what === "updated" && detail.messages !== changed) {
      changed = detail.messages;
      keepSoon();
    }
    tell(what, detail);
  }

  // --- Asking the worker.
  function stop(text) {
    stopped = new Error(text);
    answers.forEach(({ reject }) => reject(stopped));
    answers.clear();
  }
  function ask(what, value) {
    return new Promise((resolve, reject) => {
      if (stopped) {
        reject(stopped);
        return;
      }
      if (ended) {
        reject(new DOMException("The panel was removed.", "AbortError"));
        return;
      }
      asked += 1;
      answers.set(asked, { resolve, reject });
      panel.ask(asked, what, value);
    });
  }
  function progress(done) {
    tell("progress", { done });
  }
  async function bytesOf(source) {
    if (typeof source === "string") return [new File([source], "history.jsonl")];
    if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return [new File([source], "history")];
    return source instanceof Blob ? [source] : [...source];
  }

  // --- What is kept beyond a reload.
  const storage = attribute("storage") ?? "none";
  const kept = storage === "session" || storage === "local" ? await import("./panel-kept.js") : null;
  // Panels without an id go by their places among those of the page.
  const name = element.id || `panel ${[...document.querySelectorAll("undertone-panel:not([id])")].indexOf(element) + 1}`;
  const key = kept?.keyOf(storage, name);
  function keepSoon() {
    if (!kept || keeping || ended) return;
    keeping = setTimeout(keep, KEEP_AFTER);
  }
  async function keep() {
    clearTimeout(keeping);
    keeping = null;
    try {
      await kept.put(key, await ask("snapshot"));
    } catch (error) {
      if (error?.name !== "AbortError") tell("error", { code: "not-kept", message: String(error) });
    }
  }
  const hidden = () => {
    if (document.visibilityState === "hidden" && keeping) keep();
  };

  // --- Deliveries, handed over together.
  let together = [];
  let going = null;
  function go() {
    going = null;
    if (ended || together.length === 0) return;
    const texts = together;
    together = [];
    panel.push(`[${texts.join(",")}]`);
  }
  function take(deliveries, lost = 0) {
    if (lost > 0) tell("error", { code: "lost", message: `${lost} messages came before the panel ran, more than it keeps` });
    for (const delivery of deliveries) {
      try {
        // What cannot be written as JSON is left out alone.
        const text = JSON.stringify(delivery);
        together.push(text);
        tabs?.share(text);
      } catch {
        tell("error", { code: "not-plain", message: "a message could not be read" });
      }
    }
    going ??= setTimeout(go, TOGETHER);
  }
  function takeQuietly(text) {
    if (typeof text !== "string") return;
    together.push(text);
    going ??= setTimeout(go, TOGETHER);
  }

  panel = new Panel(place, worker, base, options, hear);
  worker.addEventListener("error", (event) => {
    const text = because(event.error ?? event.message ?? "the worker did not start", violations, base);
    panel.fail(text);
    stop(text);
    tell("error", { code: "worker", message: text });
  });
  const put = (name, value) => {
    if (name === "demo") panel.set(name, value === null ? "0" : value || "20");
    else if (name === "readonly") panel.set(name, value === null ? "" : "yes");
    else if (name === "include-text") panel.set("words", value === null ? "" : "yes");
    else if (name === "lang") panel.set(name, value ?? document.documentElement.lang ?? "en");
    else if (name === "src" && value) {
      // The history's file, of the page's own address.
      ask("src", value).catch((error) => tell("error", { code: "src", message: error.message }));
    } else if (["view", "window", "full"].includes(name)) panel.set(name, value ?? "");
  };
  for (const name of ["lang", "view", "readonly", "full", "demo", "src"]) {
    if (name === "lang" || element.hasAttribute(name)) put(name, attribute(name));
  }
  if (kept) {
    const bytes = await kept.get(key).catch(() => null);
    if (bytes) {
      await ask("restore", bytes).catch((error) => (/snapshot/u.test(error.message) ? kept.drop(key) : tell("error", { code: "not-kept", message: error.message })));
    }
    document.addEventListener("visibilitychange", hidden);
  }
  if ((attribute("source") ?? "").split(/\s+/u).includes("tabs")) {
    const { Tabs } = await import("./panel-tabs.js");
    const counts = analytics.some((one) => one === "datalayer" || one === "gtag");
    tabs = new Tabs(name, { counts, takeQuietly, snapshot: () => (go(), ask("snapshot")), restore: (bytes) => ask("restore", bytes) });
    await tabs.join();
  }

  return {
    take,
    ask,
    attribute: put,
    configure(next) {
      for (const name of ["rules", "goals"]) {
        const text = written(next[name]);
        if (text === standing[name]) continue;
        standing[name] = text;
        // Without rules the usual ones watch, without goals there are none.
        const told = text || (name === "goals" ? "[]" : "");
        ask(name, told).catch((error) => tell("error", { code: name, message: error.message }));
      }
      for (const [name, begun] of [["timezone", config.timezone], ["room", config.room]]) {
        if (next[name] !== undefined && next[name] !== begun)
          tell("error", { code: "config", message: `${name} counts from the start of a panel; set it before, or remove the panel and add it again` });
      }
    },
    async clear() {
      await ask("clear");
      clearTimeout(keeping);
      keeping = null;
      await kept?.drop(key);
    },
    async load(source) {
      progress(0);
      const loaded = await ask("load", await bytesOf(source));
      progress(1);
      return loaded;
    },
    async notify() {
      return page.Notification ? Notification.requestPermission() : "denied";
    },
    end() {
      if (ended) return;
      go();
      // What changed a moment ago is kept before the worker goes.
      const last = keeping && !stopped ? ask("snapshot").then((bytes) => kept.put(key, bytes)).catch(() => {}) : null;
      ended = true;
      clearTimeout(keeping);
      clearTimeout(going);
      document.removeEventListener("visibilitychange", hidden);
      tabs?.leave();
      place.remove();
      const gone = new DOMException("The panel was removed.", "AbortError");
      const over = () => {
        answers.forEach(({ reject }) => reject(gone));
        answers.clear();
        panel.free();
      };
      if (last) last.then(over);
      else over();
    },
  };
}
