// Measures the ranked search in a browser: how long its index takes after a file was read, what it weighs,
// and how long it takes from a key to the hits on screen.
import { chromium } from "@playwright/test";
import { choose, generate, launchOptions, terminal } from "./helpers.mjs";

const url = process.env.UNDERTONE_URL;
const conversations = Number(process.env.UNDERTONE_CONVERSATIONS ?? 15_200);
/** A file to read in the place of a generated one. */
const file = process.env.UNDERTONE_FILE;
if (!url || !(terminal || file)) {
  console.error("Start this with `cargo xtask bench`, which serves the page and builds the terminal program.");
  process.exit(1);
}

const KEYS = 12;

/** How long nothing is asked after a file was read, so that the index is made. */
const QUIET = Number(process.env.UNDERTONE_QUIET ?? 4_000);

/** What is typed, the last letter of it under the clock, and what that is. */
const TYPED = [
  ["rare word", "kettlebell"],
  ["common word", "order"],
  ["most common word", "you"],
  ["two words", "refund order"],
  ["phrase", '"your order"'],
  ["one letter", "a"],
  ["two letters", "th"],
  ["nothing", "zzzzz"],
];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const millis = (value) => `${value.toFixed(1)} ms`;
const row = (name, value, note = "") => console.log(`  ${name.padEnd(38)} ${value}${note ? `  (${note})` : ""}`);

/** Notes, within the page, when a key was pressed, and when what it led to was drawn. */
function note() {
  const marks = { pressed: 0, there: 0, drawn: 0, tasks: [] };
  window.searchBench = marks;
  window.addEventListener("keydown", () => Object.assign(marks, { pressed: performance.now(), drawn: 0 }), { capture: true });
  new MutationObserver(() => {
    const search = document.querySelector('[data-testid="search"]');
    if (!marks.pressed || marks.drawn || search?.getAttribute("aria-busy") !== "false") return;
    marks.there = performance.now();
    // The message behind a frame comes when it has been drawn.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (marks.drawn ||= performance.now());
      port2.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-busy"] });
  new PerformanceObserver((list) => marks.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
}

/** Bytes of the memories of all workers' programs. */
async function held(page) {
  const size = async () => (await (await import(new URL("./worker.js", location.href))).default()).memory.buffer.byteLength;
  const sizes = await Promise.all(page.workers().map((worker) => worker.evaluate(size)));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** Reads the file; gives the time at which it was ready. */
async function read(browser, path) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: "UTC" });
  await page.addInitScript(note);
  await page.goto(url);
  await page.getByTestId("drop-zone").waitFor();
  await page.waitForTimeout(1_500);
  await choose(page, path);
  await page.waitForSelector('html[data-state="ready"]', { timeout: 600_000 });
  return page;
}

async function answered(page, key) {
  await page.keyboard.press(key);
  await page.waitForFunction(() => window.searchBench.drawn > 0, null, { timeout: 60_000, polling: 20 });
  return page.evaluate(() => ({ ...window.searchBench }));
}

/** Searches at once: what is not in the index yet is taken in first. */
async function atOnce(browser, path) {
  const page = await read(browser, path);
  await page.getByTestId("go-search").click();
  await page.getByTestId("search-line").waitFor();
  const { pressed, drawn } = await answered(page, "q");
  row("a search at once, which makes it", millis(drawn - pressed), `${page.workers().length - 1} shards`);
  await page.close();
}

/** Lets the index be made while nothing is asked, then types. */
async function afterwards(browser, path) {
  const page = await read(browser, path);
  const before = await held(page);
  await page.waitForTimeout(QUIET);
  const after = await held(page);
  row("memory of all workers' programs", `${(before / 1e6).toFixed(0)} MB`, `with the index ${(after / 1e6).toFixed(0)} MB`);
  await page.getByTestId("go-search").click();
  const line = page.getByTestId("search-line");
  await line.waitFor();
  const { pressed, drawn } = await answered(page, "q");
  row(`a search after ${QUIET / 1000} s in which it was made`, millis(drawn - pressed));
  for (const [name, words] of TYPED) {
    const seen = [];
    for (let at = 0; at < KEYS; at += 1) {
      await line.fill(words.slice(0, -1));
      await page.waitForTimeout(150);
      await page.waitForSelector('[data-testid="search"][aria-busy="false"]');
      await page.evaluate(() => Object.assign(window.searchBench, { pressed: 0, drawn: 0 }));
      seen.push(await answered(page, words.at(-1)));
    }
    const there = seen.map(({ pressed, there }) => there - pressed);
    const drawn = seen.map(({ pressed, drawn }) => drawn - pressed);
    const hits = await page.getByTestId("hit").count();
    const count = await page.getByTestId("search-count").textContent();
    row(`${name}: ${words}`, `${millis(median(there))}, drawn ${millis(median(drawn))}`, `longest ${millis(Math.max(...drawn))}; ${hits} hits, ${count || "none"}`);
  }
  const tasks = await page.evaluate(() => window.searchBench.tasks);
  row("tasks over 50 ms, reading among them", tasks.length ? `${tasks.length}, longest ${millis(Math.max(...tasks))}` : "none");
  await page.close();
}

const browser = await chromium.launch(launchOptions);
try {
  const path = file ?? generate("shop", conversations);
  console.log("the ranked search");
  await atOnce(browser, path);
  await afterwards(browser, path);
} finally {
  await browser.close();
}
