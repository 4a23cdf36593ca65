// Measures the page in a browser: how fast a large file is read, how soon the first figure is
// there, how long the page may be busy, and how much memory it takes.
import { statSync } from "node:fs";
import { chromium } from "@playwright/test";
import { choose, generate, launchOptions, terminal } from "./helpers.mjs";
import { browserPid, renderersNow } from "./renderer.mjs";

const url = process.env.UNDERTONE_URL;
const conversations = Number(process.env.UNDERTONE_CONVERSATIONS ?? 15_200);
if (!url || !terminal) {
  console.error("Start this with `cargo xtask bench`, which serves the page and builds the terminal program.");
  process.exit(1);
}

/** Notes, within the page, long tasks and when states and the first figure come. */
function instrument() {
  const marks = { longTasks: [], states: {}, firstFigure: 0 };
  window.undertoneBench = marks;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) marks.longTasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const state = document.documentElement?.dataset.state;
    if (state && document.querySelector('[data-testid="drop-zone"], [data-testid^="figure-"]')) {
      marks.states[state] ??= performance.now();
    }
    if (!marks.firstFigure && Number(document.querySelector('[data-testid="figure-conversations"]')?.dataset.value) > 0) {
      marks.firstFigure = performance.now();
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

/** Opens the page, reads the file and gives what was seen. */
async function measure(path) {
  const browser = await chromium.launch(launchOptions);
  const pid = await browserPid(browser);
  const page = await browser.newPage({ timezoneId: "UTC" });
  await page.addInitScript(instrument);
  // Once to fill the caches, then for the figure.
  await page.goto(url);
  await page.getByTestId("drop-zone").waitFor();
  await page.goto(url);
  await page.getByTestId("drop-zone").waitFor();
  const interactive = await page.evaluate(() => window.undertoneBench.states.start);

  // A person chooses a file a moment after the page is there.
  await page.waitForTimeout(1_500);
  let peak = 0;
  const sample = setInterval(() => {
    peak = Math.max(peak, renderersNow(pid));
  }, 100);
  await page.evaluate(() => {
    const marks = window.undertoneBench;
    marks.longTasks.length = 0;
    marks.states = {};
    marks.firstFigure = 0;
    document
      .querySelector('[data-testid="file-input"]')
      .addEventListener("change", () => (marks.chosen = performance.now()), { capture: true });
  });
  await choose(page, path);
  await page.waitForFunction(() => window.undertoneBench.states.ready || window.undertoneBench.states.failed, null, {
    timeout: 600_000,
    polling: 100,
  });
  clearInterval(sample);
  peak = Math.max(peak, renderersNow(pid));
  const marks = await page.evaluate(() => ({
    ...window.undertoneBench,
    utterances: Number(document.querySelector('[data-testid="figure-utterances"]')?.dataset.value),
  }));
  await browser.close();
  if (!marks.states.ready) throw new Error("the page could not read the file");
  const seconds = (marks.states.ready - marks.chosen) / 1000;
  return {
    interactive,
    seconds,
    bytes: statSync(path).size,
    utterances: marks.utterances,
    firstFigure: marks.firstFigure - marks.chosen,
    longest: Math.max(0, ...marks.longTasks.map(({ duration }) => duration)),
    nLong: marks.longTasks.length,
    peak,
  };
}

function show(title, seen) {
  const rows = [
    ["page can be used after", `${seen.interactive.toFixed(0)} ms`, "budget 1000 ms"],
    ["read", `${(seen.bytes / 1e6).toFixed(1)} MB, ${seen.utterances} messages in ${seen.seconds.toFixed(2)} s`, ""],
    ["", `${(seen.bytes / 1e6 / seen.seconds).toFixed(1)} MB/s, ${Math.round(seen.utterances / seen.seconds)} messages/s`, ""],
    ["first figure after", `${seen.firstFigure.toFixed(0)} ms`, ""],
    ["longest task of the page", seen.nLong ? `${seen.longest.toFixed(0)} ms (${seen.nLong} over 50 ms)` : "under 50 ms", "budget 50 ms"],
    ["renderer's peak memory", seen.peak ? `${(seen.peak / 1e6).toFixed(0)} MB resident` : "not known here", ""],
  ];
  console.log(title);
  for (const [name, value, note] of rows) console.log(`  ${name.padEnd(26)} ${value}${note ? `  (${note})` : ""}`);
}

try {
  const file = generate("shop", conversations);
  show(`${conversations} conversations`, await measure(file));
  const perConversation = statSync(file).size / conversations;
  const large = Math.ceil(50e6 / perConversation);
  show(`a 50 MB file (${large} conversations)`, await measure(generate("shop", large)));
} catch (error) {
  console.error(`The measurement stopped: ${error.message.split("\n")[0]}.`);
  process.exit(1);
}
