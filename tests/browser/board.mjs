// Measures the dashboard in a browser: how soon it can be used beside the hello page of benches/hello, how long
// a change of the filter takes until every picture is drawn, and what memory two hundred of them leave.
// Run while a built page is served:
// UNDERTONE_URL=http://127.0.0.1:8790/ node tests/browser/board.mjs
import { chromium } from "@playwright/test";
import { choose, generate, launchOptions, terminal, worker } from "./helpers.mjs";

const url = process.env.UNDERTONE_URL ?? "http://127.0.0.1:8790/";
const conversations = Number(process.env.UNDERTONE_CONVERSATIONS ?? 15_200);
const LOADS = 21;
const CHANGES = 12;
const MANY_CHANGES = 200;
const FILTERS = ["outcome:abandoned", "outcome:resolved", "outcome:escalated", "outcome:unresolved"];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const millis = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const row = (name, value, note = "") => console.log(`  ${name.padEnd(36)} ${value}${note && `  (${note})`}`);

/** Notes when the page can be used: its drop zone is there. */
function noteUsable() {
  const look = () => {
    if (document.querySelector('[data-testid="drop-zone"]')) window.usableAt ??= performance.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}

async function interactive(browser) {
  // The page of benches/hello: the same libraries, served in the same way.
  const hello = process.env.UNDERTONE_HELLO;
  if (!hello) return console.log("No hello page is served to compare the start with: `cargo xtask bench` does.");
  const page = await browser.newPage();
  await page.addInitScript(noteUsable);
  const times = { hello: [], undertone: [] };
  // In turns, so that whatever else the machine does falls on both.
  for (let load = 0; load <= LOADS; load += 1) {
    for (const [name, address] of [["hello", hello], ["undertone", url]]) {
      await page.goto(address);
      await page.getByTestId("drop-zone").waitFor();
      // The first load fills the caches.
      if (load > 0) times[name].push(await page.evaluate(() => window.usableAt));
    }
  }
  await page.close();
  const [of, beside] = [median(times.undertone), median(times.hello)];
  console.log(`start, median of ${LOADS} warm loads in turns`);
  row("the page can be used after", millis(of));
  row("the hello page of the same libraries", millis(beside), `${(of / beside).toFixed(1)} times as long, ${millis(of - beside)} more`);
}

/** Notes, within the page, when pictures are drawn and for how long the frames that draw keep it busy. */
function noteDrawing() {
  const marks = { asked: 0, drawnAt: 0, drawing: 0, longest: 0, frames: 0, tasks: [] };
  window.boardBench = marks;
  let drew = false;
  const { beginPath } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.beginPath = function (...args) {
    drew = true;
    return beginPath.apply(this, args);
  };
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    ask((at) => {
      drew = false;
      const began = performance.now();
      callback(at);
      const ended = performance.now();
      if (!drew) return;
      marks.drawnAt = ended;
      marks.drawing += ended - began;
      marks.longest = Math.max(marks.longest, ended - began);
      marks.frames += 1;
    });
  window.addEventListener("keydown", ({ key }) => key === "Enter" && (marks.asked = performance.now()), { capture: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) marks.tasks.push(duration);
  }).observe({ type: "longtask" });
}

/** Types a condition in the place of the one that holds, and waits for its figures. */
async function change(page, filter) {
  await page.getByTestId("filter-line").fill(filter);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.locator(`[data-testid="filter-chip"]:has-text("${filter}")`).waitFor();
  await page.waitForSelector('.board[aria-busy="false"]');
}

async function redraw(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: "UTC" });
  await page.addInitScript(noteDrawing);
  await page.goto(url);
  await page.getByTestId("drop-zone").waitFor();
  if (terminal) await choose(page, generate("shop", conversations));
  else await page.getByTestId("sample-shop").click();
  await page.waitForSelector('html[data-state="ready"]', { timeout: 120_000 });
  await page.waitForTimeout(2_000);
  const seen = [];
  for (let at = 0; at < CHANGES; at += 1) {
    await page.evaluate(() => Object.assign(window.boardBench, { drawing: 0, longest: 0, frames: 0, drawnAt: 0, tasks: [] }));
    await change(page, FILTERS[at % FILTERS.length]);
    await page.waitForTimeout(700);
    const marks = await page.evaluate(() => ({ ...window.boardBench }));
    seen.push({ ...marks, whole: marks.drawnAt - marks.asked });
  }
  const charts = await page.locator("section.charts canvas").count();
  const all = await page.locator("canvas").count();
  const words = await page.getByTestId("figure-conversations").textContent();
  await page.close();
  if (seen.some(({ frames }) => frames === 0)) throw new Error("nothing was drawn after a change of the filter");
  const of = (what) => seen.map((one) => one[what]);
  console.log(`a change of the filter, median of ${CHANGES} (${terminal ? conversations : words.match(/[\d,]+/)[0]} conversations, ${charts} charts and ${all - charts} sparklines)`);
  row("from the key to the last picture", millis(median(of("whole"))), `longest ${millis(Math.max(...of("whole")))}`);
  row("main thread busy in frames that draw", millis(median(of("drawing"))), `longest ${millis(Math.max(...of("drawing")))}; goal 8 ms`);
  row("longest of these frames", millis(median(of("longest"))), `longest ${millis(Math.max(...of("longest")))}`);
  const tasks = seen.flatMap(({ tasks }) => tasks);
  row("tasks over 50 ms", tasks.length ? `${tasks.length}, longest ${millis(Math.max(...tasks))}` : "none", "budget 50 ms");
}

/** Bytes held after everything that can go has gone: the page's heap, and the memories of both programs. */
async function held(page, session) {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  // The programs' modules are loaded already: asking for them again gives the same ones.
  const size = async (name) => (await (await import(new URL(name, location.href))).default()).memory.buffer.byteLength;
  return { heap: usedSize, page: await page.evaluate(size, "./page.js"), worker: await (await worker(page)).evaluate(size, "./worker.js") };
}

async function memory(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await page.goto(url);
  await page.getByTestId("sample-shop").click();
  await page.waitForSelector('html[data-state="ready"]');
  for (let at = 0; at < 20; at += 1) await change(page, FILTERS[at % FILTERS.length]);
  const before = await held(page, session);
  for (let at = 0; at < MANY_CHANGES; at += 1) await change(page, FILTERS[at % FILTERS.length]);
  const after = await held(page, session);
  await page.close();
  console.log(`memory over ${MANY_CHANGES} changes of the filter (sample, after 20 to warm up)`);
  const names = { heap: "page's heap", page: "page's program", worker: "worker's program" };
  for (const [what, name] of Object.entries(names)) {
    const [from, to] = [before[what] / 1e6, after[what] / 1e6];
    const grown = (to / from - 1) * 100;
    row(name, `${from.toFixed(1)} MB before, ${to.toFixed(1)} MB after`, `${grown >= 0 ? "+" : ""}${grown.toFixed(1)} %; to be flat`);
  }
}

try {
  const browser = await chromium.launch(launchOptions);
  await interactive(browser);
  await redraw(browser);
  await memory(browser);
  await browser.close();
} catch (error) {
  console.error(`The measurement stopped: ${error.message.split("\n")[0]}.`);
  process.exit(1);
}
