// A website with a panel on it: its own server, its own policy, and the built files of this product under /undertone/.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createGzip } from "node:zlib";
import { root } from "../helpers.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".jsonl": "application/jsonl",
};

/** What sites say of scripts, from nothing to all that Undertone can live with. */
export const POLICIES = {
  none: "",
  self: "default-src 'self'",
  wasm: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
  trusted:
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; frame-src 'self'; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types undertone",
};

/** A page with a panel, and whatever else. */
export const page = (panel, { head = "", body = "" } = {}) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>` +
  `<script type="module" src="/undertone/undertone-panel.js"></script>${head}</head><body>${panel}${body}</body></html>`;

/** Serves pages by their names until it is closed; what else is asked for is noted. Packed, files come as hosts send them. */
export async function site(pages, policy = POLICIES.trusted, packed = false) {
  const asked = [];
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    asked.push(path);
    if (policy) answer.setHeader("content-security-policy", policy);
    const own = pages[path.slice(1) || "index.html"];
    if (own !== undefined) {
      answer.setHeader("content-type", TYPES[extname(path)] ?? TYPES[".html"]);
      return answer.end(own);
    }
    const file = join(root, "dist", normalize(path.replace(/^\/undertone\//u, "")));
    if (!path.startsWith("/undertone/") || !existsSync(file) || !statSync(file).isFile()) {
      answer.statusCode = 404;
      return answer.end();
    }
    answer.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    if (!packed) return createReadStream(file).pipe(answer);
    answer.setHeader("content-encoding", "gzip");
    createReadStream(file).pipe(createGzip()).pipe(answer);
  });
  await new Promise((listens) => server.listen(0, "localhost", listens));
  const origin = `http://localhost:${server.address().port}`;
  return { origin, asked, close: () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  } };
}

/** Waits until the panel of a page listens. */
export const listens = (tab, selector = "undertone-panel") =>
  tab.waitForFunction(
    (wanted) => document.querySelector(wanted)?.shadowRoot?.querySelector(".body"),
    selector,
    { timeout: 30_000 },
  );

/** What a panel says that it heard: conversations and messages. */
export const heard = (tab, selector = "undertone-panel") =>
  tab.evaluate((wanted) => {
    const body = document.querySelector(wanted)?.shadowRoot?.querySelector(".body");
    return body ? [Number(body.dataset.conversations), Number(body.dataset.messages)] : null;
  }, selector);

/** Notes every event of a panel in the page, before there is one. */
export const noting = () => {
  window.told = [];
  for (const what of ["ready", "progress", "updated", "alert", "error", "selected", "happened"]) {
    document.addEventListener(`undertone-${what}`, ({ detail }) => window.told.push([what, detail]));
  }
};

/** Conversations that somebody might have had, one a line, as messages of their own. */
export function messages(conversations, from = Date.now() - 60_000) {
  const all = [];
  for (let number = 0; number < conversations; number += 1) {
    const said = (role, text, after, more = {}) =>
      all.push({ conversation_id: `c-${number}`, id: `${number}-${after}`, role, text, ts: new Date(from + number * 50 + after * 1_000).toISOString(), ...more });
    said("user", `Where is my order ${number}?`, 0, { intent: "order_status", user_id: `u-${number % 7}` });
    if (number % 4 === 0) said("bot", "Sorry, I did not understand that. Could you rephrase?", 1);
    else said("bot", "It is on its way and arrives tomorrow.", 1);
    said("user", number % 3 === 0 ? "That is terrible, I am very angry" : "Great, thank you very much!", 2);
  }
  return all;
}
