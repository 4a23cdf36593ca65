// The essentials once more, in Firefox: the page starts, reads, shows, saves, and sends nothing.
// What is shown is held to what the terminal program says of the same bytes.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fixture, generate, listedAssets, runTerminal, terminal } from "../helpers.mjs";
import { launch } from "./bidi.mjs";
import { open } from "./page.mjs";
import { proxy } from "./proxy.mjs";

const url = process.env.UNDERTONE_URL;
const origin = new URL(url).origin;
/** What does not leave the machine: saved files, and fonts and pictures of the browser itself. */
const isLocal = (address) => /^(blob|data|about|resource|chrome):/.test(address);
/** What this browser asks by itself, whatever page is open. */
const isHousekeeping = (address) => /^[\w.-]+\.mozilla\.(com|org|net):443$/.test(address);
/** Long enough for a request that was asked for to be on its way. */
const SETTLE_MILLIS = 500;
const timeout = 60_000;
const compared = { skip: terminal ? false : "the terminal program is not built" };

let firefox;
let wire;

before(async () => {
  wire = await proxy(origin);
  firefox = await launch(wire.prefs);
}, { timeout });

after(async () => {
  await firefox?.close();
  wire?.close();
});

/** Runs a test in a tab of its own. */
const inTab = (what, check, options = {}) =>
  test(what, { timeout, ...options }, async () => {
    const page = await open(firefox, url);
    try {
      await page.shown("drop-zone");
      await check(page);
      assert.deepEqual(page.seen.errors, [], "errors in the page");
      assert.deepEqual(await page.violations(), [], "violations of the policy");
    } finally {
      await page.close();
    }
  });

/** The files that were saved; not every Firefox tells of them. One that is on its way has another beside it. */
function savedFiles() {
  const names = existsSync(firefox.saved) ? readdirSync(firefox.saved) : [];
  const whole = (name) => !name.endsWith(".part") && !names.includes(`${name}.part`);
  return names.filter((name) => whole(name) && statSync(join(firefox.saved, name)).size > 0);
}

/** Clicks, and gives the file that is saved. */
async function download(page, id) {
  const before = new Set(savedFiles());
  await page.click(id);
  let found;
  for (const end = Date.now() + 20_000; !found && Date.now() < end; ) {
    await pause(50);
    found = savedFiles().find((name) => !before.has(name));
  }
  assert.ok(found, `${id} was saved`);
  return readFileSync(join(firefox.saved, found), "utf8");
}

/** Every figure that the page shows is the one that the terminal gives. */
async function sameFigures(page, path) {
  const report = JSON.parse(runTerminal("analyze", path, "--json", "--timezone", "UTC"));
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('[data-testid^="figure-"]')].map(({ dataset }) => ({ ...dataset })),
  );
  assert.ok(shown.length > 10, "the board has figures");
  for (const { testid, value, n, state } of shown) {
    const figure = report.figures[testid.replace("figure-", "")];
    assert.ok(figure, `${testid} is known to the terminal`);
    assert.equal(state, figure.state, testid);
    assert.equal(value ? Number(value) : null, figure.value, testid);
    assert.equal(Number(n), figure.n, testid);
  }
  return report;
}

inTab("the page starts, in the zone that is asked for", async (page) => {
  await page.reaches("start");
  assert.equal(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone), "UTC");
  await page.shown("privacy-line");
});

inTab("a sample opens with the figures of its truth", async (page) => {
  await page.click("sample-shop");
  await page.reaches("ready");
  assert.ok((await page.figure("conversations")).value > 1000);
  assert.match(await page.text("synthetic"), /synthetic/);
  const containment = await page.figure("containment_rate");
  assert.equal(containment.state, "ok");
  const handoff = await page.figure("handoff_rate");
  assert.ok(handoff.n > 0 && handoff.n < handoff.of);
});

inTab("a table gives the figures that the terminal gives", async (page) => {
  const path = generate("shop", 500);
  await page.choose("file-input", path);
  await page.reaches("ready");
  const report = await sameFigures(page, path);
  assert.equal(report.conversations, 500);
  const exported = JSON.parse(await download(page, "download-figures"));
  assert.deepEqual(exported.figures, report.figures);
}, compared);

inTab("a small file, broken lines and all", async (page) => {
  const path = fixture("broken-lines.jsonl");
  await page.choose("file-input", path);
  await page.reaches("ready");
  await sameFigures(page, path);
  await page.click("go-reading");
  assert.match(await download(page, "download-report"), /broken-lines\.jsonl/);
}, compared);

inTab("a transcript opens, masked, and closes", async (page) => {
  await page.choose("file-input", fixture("personal.csv"));
  await page.reaches("ready");
  await page.click("conversation-row");
  await page.shown("transcript");
  const text = await page.text("transcript");
  assert.match(text, /\[EMAIL \d+\]/);
  assert.doesNotMatch(text, /ada@example\.org|4111|DE89/);
  await page.escape();
  await page.until("the transcript to be gone", () => !document.querySelector('[data-testid="transcript"]'));
});

inTab("what is kept encrypted opens with its passphrase alone", async (page) => {
  const enter = async (words, ...fields) => {
    for (const id of ["passphrase", ...fields]) {
      await page.shown(id);
      await page.evaluate((id, words) => {
        document.querySelector(`[data-testid="${id}"]`).value = words;
      }, id, words);
    }
    await page.click("passphrase-send");
  };
  const says = (id, words) =>
    page.until(`${id} to say ${words}`, (id, words) => document.querySelector(`[data-testid="${id}"]`)?.textContent.includes(words), id, words);
  await page.click("top-settings");
  await page.click("set-keep");
  await page.click("set-encrypt");
  await enter("seven grey herons", "passphrase-again");
  await page.until("the passphrase to be set", () => document.querySelector('[data-testid="set-encrypt"]').checked);
  await page.evaluate(() => history.back());
  await page.reaches("start");
  await page.shown("drop-zone");
  await page.choose("file-input", fixture("two-conversations.csv"));
  await page.reaches("ready");
  await page.click("start-over");
  await says("kept", "two-conversations.csv");
  await page.evaluate(() => location.reload());
  await says("kept", "Analysis of");
  await page.click("kept");
  await enter("seven grey geese");
  await says("passphrase-wrong", "not the passphrase");
  await enter("seven grey herons");
  await page.reaches("ready");
  assert.equal((await page.figure("conversations")).value, 2);
  await page.click("go-settings");
  await page.click("forget");
  await page.until("all to be forgotten", () => !document.querySelector('[data-testid="set-encrypt"]').checked);
});

inTab("a reload while files are read asks for them once more", async (page) => {
  const says = (id, words) =>
    page.until(`${id} to say ${words}`, (id, words) => document.querySelector(`[data-testid="${id}"]`)?.textContent.includes(words), id, words);
  await page.evaluate(() => {
    localStorage.setItem("undertone-keep", "yes");
    // The last word of the worker is not heard.
    const hear = Worker.prototype.addEventListener;
    Worker.prototype.addEventListener = function (kind, heard, ...rest) {
      const deaf = (event) => event.data?.envelope?.body === "final" || heard(event);
      hear.call(this, kind, kind === "message" ? deaf : heard, ...rest);
    };
  });
  // So that its listeners are new ones: the choice of cores starts the workers again.
  await page.click("top-settings");
  await page.evaluate(() => {
    const cores = document.querySelector('[data-testid="set-cores"]');
    cores.value = "1";
    cores.dispatchEvent(new Event("change", { bubbles: true }));
    history.back();
  });
  await page.shown("drop-zone");
  await page.choose("file-input", fixture("two-conversations.csv"));
  await page.until("it to be remembered", () => sessionStorage.length === 1);
  await page.evaluate(() => location.reload());
  await says("unfinished", "two-conversations.csv was not read to its end.");
  await page.choose("unfinished-input", fixture("two-conversations.csv"));
  await page.reaches("ready");
  assert.equal((await page.figure("conversations")).value, 2);
  await page.until("it to be forgotten", () => sessionStorage.length === 0);
  await page.click("go-settings");
  await page.click("forget");
});

inTab("nothing is asked for once the page is ready", async (page) => {
  await page.until("the worker", () => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".wasm")));
  await pause(SETTLE_MILLIS);
  const outer = (list) => list.filter((address) => !isLocal(address) && !isHousekeeping(address));
  const [nSeen, nWire] = [page.seen.requests.length, wire.asked.length];
  await page.choose("file-input", fixture("two-conversations.csv"));
  await page.reaches("ready");
  await page.click("conversation-row");
  await page.shown("transcript");
  await page.escape();
  await download(page, "download-figures");
  await pause(SETTLE_MILLIS);

  assert.deepEqual(outer(page.seen.requests.slice(nSeen)), [], "requests after ready, as the browser tells");
  assert.deepEqual(outer(wire.asked.slice(nWire)), [], "requests after ready, on the wire");
  const allowed = new Set(["/", "/favicon.ico", ...listedAssets()].map((path) => origin + path));
  const worker = `${origin}/worker_bg.wasm`;
  for (const [who, list] of [["the browser", page.seen.requests], ["the wire", wire.asked]]) {
    assert.ok(list.includes(worker), `${who} saw the worker load`);
    assert.deepEqual(outer(list).filter((address) => !allowed.has(address)), [], `${who}: to elsewhere`);
  }
});

test("a page that sends is seen sending, its worker too", { timeout }, async () => {
  const files = {
    "/": `<script>
      fetch("http://other.invalid/from-page").catch(() => {});
      new Worker("/worker.js").onmessage = () => { document.title = "done"; };
    </script>`,
    "/worker.js": `fetch("http://other.invalid/from-worker").catch(() => {}).then(() => postMessage(""));`,
  };
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": request.url === "/" ? "text/html" : "text/javascript" });
    response.end(files[request.url]);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const own = `http://127.0.0.1:${server.address().port}`;
  const watched = await proxy(own);
  const other = await launch(watched.prefs);
  try {
    const page = await open(other, `${own}/`);
    await page.until("its worker", () => document.title === "done");
    for (const path of ["/from-page", "/from-worker"]) {
      assert.ok(page.seen.requests.includes(`http://other.invalid${path}`), `${path}, as the browser tells`);
      assert.ok(watched.asked.includes(`http://other.invalid${path}`), `${path}, on the wire`);
    }
  } finally {
    await other.close();
    watched.close();
    server.close();
  }
});

test("where the system is dark, so is the page", { timeout }, async () => {
  const dark = await launch({ "layout.css.prefers-color-scheme.content-override": 0 });
  try {
    const page = await open(dark, url);
    await page.shown("drop-zone");
    const paper = await page.evaluate(() => ({
      theme: document.documentElement.dataset.theme,
      background: getComputedStyle(document.body).backgroundColor,
      ink: getComputedStyle(document.body).color,
    }));
    const brightness = (color) => color.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
    assert.equal(paper.theme, "dark");
    assert.ok(brightness(paper.background) < brightness(paper.ink), JSON.stringify(paper));
  } finally {
    await dark.close();
  }
});
