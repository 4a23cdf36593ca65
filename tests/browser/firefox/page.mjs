// One page of a Firefox, with the few things that the tests do to it. Like `helpers.mjs` for
// Chromium, it knows the page by its data-testid names alone.
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MILLIS = 20_000;
const ESCAPE = "\uE00C";

/** A fresh tab at an address, watched from before it loads. */
export async function open(firefox, url, { width = 1280, height = 900 } = {}) {
  const { context } = await firefox.send("browsingContext.create", { type: "tab" });
  await firefox.send("browsingContext.setViewport", { context, viewport: { width, height } });
  const seen = { requests: [], errors: [] };
  await firefox.hear("network.beforeRequestSent", ({ request }) => seen.requests.push(request.url));
  await firefox.hear("log.entryAdded", ({ level, text, source }) => {
    if (level === "error" && source.context === context) seen.errors.push(text);
  });
  await firefox.send("script.addPreloadScript", {
    contexts: [context],
    functionDeclaration: `() => {
      window.undertoneTestViolations = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        window.undertoneTestViolations.push(event.effectiveDirective + " " + event.blockedURI);
      });
    }`,
  });
  await firefox.send("browsingContext.navigate", { context, url, wait: "complete" });

  /** Calls a function in the page with these values; gives what it gives, as JSON carries it. */
  const evaluate = async (callee, ...values) => {
    const { type, result, exceptionDetails } = await firefox.send("script.callFunction", {
      functionDeclaration: `(values) => JSON.stringify((${callee})(...JSON.parse(values)))`,
      arguments: [{ type: "string", value: JSON.stringify(values) }],
      target: { context },
      awaitPromise: false,
      userActivation: true,
    });
    if (type !== "success") throw new Error(exceptionDetails.text);
    return result.type === "string" ? JSON.parse(result.value) : undefined;
  };

  /** The same, again and again until it gives something true. */
  const until = async (what, callee, ...values) => {
    const end = Date.now() + PATIENCE_MILLIS;
    for (;;) {
      const found = await evaluate(callee, ...values);
      if (found) return found;
      if (Date.now() > end) throw new Error(`In vain waited for ${what}.`);
      await pause(50);
    }
  };

  const shown = (id) =>
    until(`${id} to be seen`, (id) => {
      const element = document.querySelector(`[data-testid="${id}"]`);
      return element?.checkVisibility() && element.getBoundingClientRect().width > 0;
    }, id);

  /** Scrolls it into view; what is laid out on the way may move it, so until it stands still. */
  const stands = async (id) => {
    let before = "";
    for (;;) {
      const now = await evaluate((id) => {
        const element = document.querySelector(`[data-testid="${id}"]`);
        element.scrollIntoView({ block: "center" });
        return element.getBoundingClientRect();
      }, id);
      if (JSON.stringify(now) === before) return;
      before = JSON.stringify(now);
      await pause(100);
    }
  };

  /** The element itself, for commands that take one. */
  const element = async (id) => {
    const { nodes } = await firefox.send("browsingContext.locateNodes", {
      context,
      locator: { type: "css", value: `[data-testid="${id}"]` },
      maxNodeCount: 1,
    });
    if (nodes.length === 0) throw new Error(`There is no ${id}.`);
    return { sharedId: nodes[0].sharedId };
  };

  return {
    context,
    seen,
    evaluate,
    until,
    shown,
    /** Waits for a state of the page: start, reading, ready or failed. */
    reaches: (state) => until(`the state ${state}`, (state) => document.documentElement.dataset.state === state, state),
    /** Clicks where a mouse would, once the element is there and in view. */
    click: async (id) => {
      await shown(id);
      await stands(id);
      const origin = { type: "element", element: await element(id) };
      const actions = [
        { type: "pointerMove", x: 0, y: 0, origin },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await firefox.send("input.performActions", { context, actions: [{ type: "pointer", id: "mouse", actions }] });
    },
    /** Presses Esc. */
    escape: () =>
      firefox.send("input.performActions", {
        context,
        actions: [
          { type: "key", id: "keys", actions: [{ type: "keyDown", value: ESCAPE }, { type: "keyUp", value: ESCAPE }] },
        ],
      }),
    /** Chooses files through the input of that name. */
    choose: async (id, ...files) => firefox.send("input.setFiles", { context, element: await element(id), files }),
    /** The `data-` values of a figure. */
    figure: async (name) => {
      const data = await until(`the figure ${name}`, (name) => {
        const figure = document.querySelector(`[data-testid="figure-${name}"]`);
        return figure && { ...figure.dataset };
      }, name);
      const number = (text) => (text === undefined || text === "" ? null : Number(text));
      return { value: number(data.value), n: number(data.n), of: number(data.of), state: data.state };
    },
    text: (id) => evaluate((id) => document.querySelector(`[data-testid="${id}"]`)?.textContent ?? "", id),
    violations: () => evaluate(() => window.undertoneTestViolations),
    close: () => firefox.send("browsingContext.close", { context }),
  };
}
