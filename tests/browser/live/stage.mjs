// A page with a chat in it, answered from here alone: files of the test, the widget, and our sources as they are
// shipped. Nothing listens at its address, and every other one is refused and noted.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { root, terminal } from "../helpers.mjs";

/** Another site, which a page may hold in a frame. */
export const OTHER = "http://127.0.0.1:8153";

/** What counts as secure for a browser, so that a page has all that it has on a real site. */
export const ORIGIN = "http://localhost:8153";

const TYPES = { html: "text/html", js: "text/javascript", json: "application/json" };

/** What a strict site says, if it says anything. */
export const STRICT =
  "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'";

/**
 * Sets a page up. `files` are texts or paths by their names, `answer` gives what a back end says to a request.
 * Gives what was asked of the back end, and of whom else.
 */
export async function stage(page, { files, answer = () => undefined, policy }) {
  const seen = { asked: [], elsewhere: [], errors: [] };
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  await page.routeWebSocket(/.*/, (socket) => {
    seen.elsewhere.push(socket.url());
    socket.close();
  });
  await page.context().route("**/*", async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    if (url.origin !== ORIGIN && url.origin !== OTHER) {
      seen.elsewhere.push(request.url());
      return route.abort();
    }
    const headers = policy ? { "content-security-policy": policy } : {};
    const name = url.pathname.slice(1) || "index.html";
    const ours = name.startsWith("undertone/") ? join(root, "www/embed", name.slice("undertone/".length)) : undefined;
    const file = files[name];
    if (ours ?? file !== undefined) {
      const contentType = `${TYPES[name.split(".").pop()]}; charset=utf-8`;
      const body = ours ? readFileSync(ours, "utf8") : file.startsWith("/") ? readFileSync(file, "utf8") : file;
      return route.fulfill({ contentType, body, headers });
    }
    if (name === "favicon.ico") return route.fulfill({ status: 404 });
    seen.asked.push(`${request.method()} ${url.pathname}${url.search} ${request.postData() ?? ""}`);
    const said = await answer(url, request.postData(), request);
    if (said === undefined) return route.fulfill({ status: 404, body: "" });
    if (typeof said === "string") return route.fulfill({ contentType: "text/plain; charset=utf-8", body: said });
    if (said.events) return route.fulfill({ contentType: "text/event-stream", body: said.events });
    return route.fulfill({ json: said });
  });
  return seen;
}

/** A page that loads a script, and before it one of a widget's. */
export const html = (body = "", classic = "") =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><body>${body}` +
  `${classic ? `<script src="/${classic}"></script>` : ""}<script type="module" src="/page.js"></script></body></html>`;

/** Begins to listen in the page, as a panel does; `heard` is what was delivered. */
export const listens = (list, options = "{}") => `
  import * as undertone from "/undertone/sources.js";
  window.undertone = undertone;
  window.heard = JSON.parse(sessionStorage.getItem("heard") ?? "[]");
  window.disconnect = undertone.connect(${JSON.stringify(list)}, ${options}, (delivery) => {
    window.heard.push(structuredClone(delivery));
    sessionStorage.setItem("heard", JSON.stringify(window.heard));
  });
`;

/** What was delivered to the page's collector. */
export const heard = (page) => page.evaluate(() => window.heard);

/** What the adapters make of deliveries: each conversation as its messages, "role: text". */
export function conversations(deliveries, info) {
  const path = info.outputPath("deliveries.jsonl");
  writeFileSync(path, deliveries.map((delivery) => `${JSON.stringify(delivery)}\n`).join(""));
  const quiet = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  const lines = execFileSync(terminal, ["live", path, "--originals"], quiet).split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

export const brief = (conversation) => conversation.messages.map(({ role, text }) => `${role}: ${text}`);

/** Waits until the adapters find these conversations in what was delivered; fails with what they do find. */
export async function expectHeard(page, info, expected) {
  let found;
  const look = async () => {
    const deliveries = await heard(page);
    found = deliveries.length > 0 ? conversations(deliveries, info).map(brief) : [];
    return JSON.stringify(found) === JSON.stringify(expected);
  };
  await expect.poll(look, { timeout: 8_000 }).toBe(true).catch(() => {});
  expect(found).toEqual(expected);
}

/** All text that a person sees, that of shadow roots too, once it rests. */
export async function seenText(page, rests = 500) {
  let [text, since] = ["", Date.now()];
  while (Date.now() - since < rests) {
    const now = await textNow(page);
    if (now !== text) [text, since] = [now, Date.now()];
    await page.waitForTimeout(100);
  }
  return text;
}

const textNow = (page) =>
  page.evaluate(() => {
    const texts = [];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) texts.push(node.data.trim());
      if (["STYLE", "SCRIPT"].includes(node.nodeName)) return;
      if (node.shadowRoot) walk(node.shadowRoot);
      node.childNodes.forEach(walk);
    };
    walk(document.body);
    return texts.join("\n");
  });

/** The same of any two runs: without the numbers that are made anew each time, and the time. */
export const steady = (text) =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")
    .replace(/\bc[a-z0-9]{24}\b/g, "ID")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replace(/\b1\d{12}\b/g, "TIME")
    .replace(/\bt=[\w.-]+/g, "TIME")
    .replace(/\d{1,2}:\d\d(:\d\d)?( ?[AP]M)?/gi, "TIME");
