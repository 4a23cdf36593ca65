// The page as one file, opened from disk in Firefox, which gives pages from disk storage of their own: it reads,
// counts as the terminal does, asks for nothing and keeps nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fixture, generate, runTerminal, terminal } from "../helpers.mjs";
import { placed } from "../single.mjs";
import { launch } from "./bidi.mjs";
import { open } from "./page.mjs";
import { proxy } from "./proxy.mjs";

const address = placed();
/** What this browser asks by itself, whatever page is open. */
const isHousekeeping = (address) => /^[\w.-]+\.mozilla\.(com|org|net):443$/.test(address);
const timeout = 60_000;

let firefox;
let wire;

before(async () => {
  // Nobody is let through.
  wire = await proxy("http://nobody.invalid");
  firefox = await launch(wire.prefs);
}, { timeout });

after(async () => {
  await firefox?.close();
  wire?.close();
});

/** Has the page find something out that takes its time, and gives it. */
async function found(page, name, begin, ...values) {
  await page.evaluate(begin, ...values);
  return JSON.parse(await page.until(name, (name) => window[name], name));
}

/** All that this origin keeps in the browser. */
const stored = (page) =>
  found(page, "undertoneTestStored", () => {
    const list = async () => {
      const files = [];
      const root = await navigator.storage.getDirectory().catch(() => undefined);
      if (root) for await (const name of root.keys()) files.push(name);
      const databases = (await indexedDB.databases()).map(({ name }) => name);
      return { local: Object.keys(localStorage), session: Object.keys(sessionStorage), databases, files };
    };
    window.undertoneTestStored = undefined;
    list().then((stored) => (window.undertoneTestStored = JSON.stringify(stored)));
  });

/** Nothing was asked for beyond the file, by the browser's account and on the wire, and nothing went wrong. */
async function isQuiet(page) {
  const isLocal = (url) => /^(blob|data|about|resource|chrome):/.test(url) || url.split("#")[0] === address;
  assert.deepEqual(page.seen.requests.filter((url) => !isLocal(url)), []);
  assert.deepEqual(page.seen.errors, [], "errors in the page");
  assert.deepEqual(await page.violations(), [], "violations of the policy");
  assert.deepEqual(wire.asked.filter((address) => !isHousekeeping(address)), [], "on the wire");
}

const compared = { skip: terminal ? false : "the terminal program is not built" };

test("a table gives the terminal's figures, and nothing is asked for", { timeout, ...compared }, async () => {
  const page = await open(firefox, address);
  await page.shown("drop-zone");
  const path = generate("shop", 500);
  await page.choose("file-input", path);
  await page.reaches("ready");
  const report = JSON.parse(runTerminal("analyze", path, "--json", "--timezone", "UTC"));
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('[data-testid^="figure-"]')].map(({ dataset }) => ({ ...dataset })),
  );
  assert.ok(shown.length > 10, "the board has figures");
  for (const { testid, value, n, state } of shown) {
    const figure = report.figures[testid.replace("figure-", "")];
    assert.deepEqual([state, value ? Number(value) : null, Number(n)], [figure.state, figure.value, figure.n], testid);
  }
  await isQuiet(page);
  await page.close();
});

test("a Parquet file is read and German is spoken, and nothing is kept", { timeout }, async () => {
  const page = await open(firefox, address);
  await page.shown("drop-zone");
  await page.choose("file-input", fixture("two-conversations.csv"), fixture("parquet/flat-zstd.parquet"));
  await page.reaches("ready");
  assert.equal((await page.figure("conversations")).value, 12);
  await page.click("go-settings");
  await page.shown("keeps-nothing");
  await page.evaluate(() => {
    const language = document.querySelector('[data-testid="set-language"]');
    language.value = "de";
    language.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.until("German", () => document.documentElement.lang === "de");
  assert.deepEqual(await stored(page), { local: [], session: [], databases: [], files: [] });
  await isQuiet(page);
  await page.close();
});

test("its policy stops a page that is made to send", { timeout }, async () => {
  const page = await open(firefox, address);
  await page.shown("drop-zone");
  const n = wire.asked.length;
  const sent = await found(page, "undertoneTestSent", () => {
    fetch("http://other.invalid/").then(
      () => (window.undertoneTestSent = '"sent"'),
      () => (window.undertoneTestSent = '"refused"'),
    );
  });
  assert.equal(sent, "refused");
  assert.match((await page.violations()).join(), /connect-src/);
  assert.deepEqual(wire.asked.slice(n).filter((address) => !isHousekeeping(address)), []);
  await page.close();
});

test("a tab that is closed while its workers begin leaves the next ones to begin", { timeout }, async () => {
  // A program that is compiled while it is unpacked hangs in two of three such rows of tabs.
  const left = [];
  for (let tab = 0; tab < 6; tab += 1) {
    const page = await open(firefox, address);
    await page.until("the start screen", () => document.querySelector('[data-testid="drop-zone"]') !== null);
    if (tab % 2 === 1) await page.close();
    else left.push(page);
  }
  for (const page of left) await page.close();
});
