// A page that means harm, or is broken: nothing of what it hands over runs, reaches anything, or stops what is well.
import { expect, test } from "@playwright/test";
import { ORIGIN, OTHER, STRICT, heard, html, listens, stage } from "./stage.mjs";

async function open(page, list, { options, policy = STRICT, files = {} } = {}) {
  const seen = await stage(page, { files: { "index.html": html(), "page.js": listens(list, options), ...files }, policy });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => window.disconnect);
  return seen;
}

test("values that trap their reader are copied without what traps", async ({ page }) => {
  const seen = await open(page, "event");
  await page.evaluate(() => {
    const say = (detail) => document.dispatchEvent(new CustomEvent("chat:message", { detail }));
    const throwing = { role: "user", text: "getter" };
    Object.defineProperty(throwing, "trap", { enumerable: true, get: () => { throw new Error("trap"); } });
    say(throwing);
    const circle = { role: "user", text: "circle", list: [] };
    circle.list.push(circle);
    say(circle);
    say(JSON.parse('{"role":"user","text":"keys","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'));
    say({ role: "user", text: "things", node: document.body, view: window, call: () => 1, bytes: new Uint8Array(9), big: 9n, not: NaN });
    say({ role: "user", text: "<img src=x onerror=window.ran=1>", toJSON: () => ({ text: "another" }) });
    let deep = {};
    for (let at = 0; at < 10_000; at += 1) deep = { deep };
    say({ role: "user", text: "deep", deep });
    say(new Proxy({}, { ownKeys: () => { throw new Error("trap"); } }));
    say(new Proxy({ role: "user", text: "proxy" }, { get: (of, key) => { if (key === "text") throw new Error("trap"); return of[key]; } }));
    say({ role: "user", text: "picture", file: `data:image/png;base64,${"A".repeat(300_000)}` });
  });
  const found = (await heard(page)).map(({ data }) => data);
  expect(found.map(({ text }) => text)).toEqual([
    "getter",
    "circle",
    "keys",
    "things",
    "<img src=x onerror=window.ran=1>",
    "deep",
    undefined,
    "picture",
  ]);
  expect(found[0]).toEqual({ role: "user", text: "getter" });
  expect(found[1]).toEqual({ role: "user", text: "circle", list: [null] });
  expect(found[2]).toEqual({ role: "user", text: "keys" });
  expect(found[3]).toEqual({ role: "user", text: "things", big: "9", not: null });
  expect(found[7]).toEqual({ role: "user", text: "picture" });
  expect(await page.evaluate(() => [window.ran, {}.polluted, window.disconnect.counts])).toEqual([
    undefined,
    undefined,
    { delivered: 8, refused: 1, failed: 0, foreign: 0 },
  ]);
  expect(seen.errors).toEqual([]);
});

test("what is too large is refused and counted, and the next is heard", async ({ page }) => {
  const seen = await open(page, "event");
  await page.evaluate(() => {
    const say = (detail) => document.dispatchEvent(new CustomEvent("chat:message", { detail }));
    say({ role: "user", text: "x".repeat(256 * 1024) });
    say({ role: "user", text: "many", parts: Array.from({ length: 30_000 }, (_, at) => at) });
    say(Array.from({ length: 3_000 }, () => ({ role: "user", text: "y".repeat(100) })));
    say({ role: "user", text: "x".repeat(200 * 1024) });
    say({ role: "user", text: "small" });
  });
  expect((await heard(page)).map(({ data }) => data.text.length)).toEqual([200 * 1024, 5]);
  expect(await page.evaluate(() => window.disconnect.counts)).toEqual({ delivered: 2, refused: 3, failed: 0, foreign: 0 });
  expect(seen.errors).toEqual([]);
});

test("messages of foreign origins are counted, unless the owner named them", async ({ page }) => {
  const send = (text) => `parent.postMessage({ role: "user", text: "${text}" }, "*");
    parent.postMessage('{"type":"voiceflow:save_session","payload":{}}', "*");`;
  const files = { "other.html": html(), "frame.js": send("foreign"), "own.html": html() };
  files["other.html"] = files["other.html"].replace("/page.js", "/frame.js");
  files["own.html"] = files["own.html"].replace("/page.js", "/own.js");
  files["own.js"] = send("of its own");
  const frame = (src) =>
    page.evaluate(
      (src) =>
        new Promise((resolve) => {
          const frame = document.createElement("iframe");
          frame.onload = () => setTimeout(resolve, 300);
          frame.src = src;
          document.body.append(frame);
        }),
      src,
    );
  await open(page, "postmessage voiceflow", { policy: null, files });
  await page.evaluate(() => (window.onmessage = () => (window.called = (window.called ?? 0) + 1)));
  await frame(`${OTHER}/other.html`);
  await frame(`${ORIGIN}/own.html`);
  const texts = (await heard(page)).map(({ source, data }) => `${source} ${data.text ?? "session"}`);
  expect(texts).toEqual(["message of its own", "voiceflow session"]);
  const [counts, called] = await page.evaluate(() => [window.disconnect.counts, window.called]);
  expect(counts).toMatchObject({ foreign: 1, delivered: 2 });
  // The page's own listener hears all of it, and stands where it stood.
  expect(called).toBe(4);
  await page.evaluate((origin) => {
    window.named = [];
    window.undertone.connect("postmessage", { origins: origin }, ({ data }) => window.named.push(data.text));
  }, OTHER);
  await frame(`${OTHER}/other.html`);
  expect(await page.evaluate(() => window.named)).toEqual(["foreign"]);
});

test("a widget that breaks, or that the page breaks, breaks nothing else", async ({ page }) => {
  const list = "tawk crisp landbot zendesk botpress observe nope constructor __proto__ toString broadcast event";
  const seen = await open(page, list);
  await page.evaluate(async () => {
    for (const name of ["$crisp", "botpress", "myLandbot"]) {
      Object.defineProperty(window, name, { get: () => { throw new Error("not yet"); } });
    }
    window.zE = () => { throw new Error("no such event"); };
    window.Tawk_API = Object.freeze({ onChatMessageVisitor: () => "made" });
    await new Promise((resolve) => setTimeout(resolve, 700));
    document.dispatchEvent(new CustomEvent("chat:message", { detail: { role: "user", text: "still here" } }));
  });
  expect((await heard(page)).map(({ data }) => data.text)).toEqual(["still here"]);
  const [unknown, counts, made] = await page.evaluate(() => [
    window.disconnect.unknown,
    window.disconnect.counts,
    window.Tawk_API.onChatMessageVisitor(),
  ]);
  expect(unknown).toEqual(["nope", "constructor", "__proto__", "toString", "broadcast"]);
  expect(counts.failed).toBeGreaterThan(1);
  expect(made).toBe("made");
  expect(seen.errors).toEqual([]);
});

test("who listens may fail, and the page does not notice", async ({ page }) => {
  const seen = await open(page, "");
  const counts = await page.evaluate(() => {
    const disconnect = window.undertone.connect("event", undefined, () => { throw new Error("panel is gone"); });
    const going = document.dispatchEvent(new CustomEvent("chat:message", { detail: { text: "a" }, cancelable: true }));
    disconnect();
    disconnect();
    document.dispatchEvent(new CustomEvent("chat:message", { detail: { text: "b" } }));
    return [going, disconnect.counts];
  });
  expect(counts).toEqual([true, { delivered: 0, refused: 0, failed: 1, foreign: 0 }]);
  expect(seen.errors).toEqual([]);
});
