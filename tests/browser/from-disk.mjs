// Measures the page as one file: from opening it on the disk to its start screen, and to the figures of a sample
// that is asked for as soon as it can be; and, where it is served, the hosted page beside it. Each run is a browser
// of its own, so that nothing is warm but the disk.
import { statSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "./helpers.mjs";
import { built, placed } from "./single.mjs";

const RUNS = 9;

/** Runs in the page before anything of it. */
function instrument() {
  const marks = { longest: 0 };
  window.undertoneBench = marks;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) marks.longest = Math.max(marks.longest, duration);
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    const sample = document.querySelector('[data-testid="sample-shop"]');
    if (sample && !marks.screen) {
      marks.screen = performance.now();
      // Once the page is done with what it is at.
      setTimeout(() => sample.click());
    }
    if (marks.screen && document.documentElement.dataset.state === "ready") marks.ready ??= performance.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

/** What one browser sees of an address. */
async function seen(address) {
  const browser = await chromium.launch(launchOptions);
  const page = await browser.newPage({ timezoneId: "UTC" });
  await page.addInitScript(instrument);
  await page.goto(address);
  await page.waitForFunction(() => window.undertoneBench.ready, null, { polling: 50, timeout: 60_000 });
  const marks = await page.evaluate(() => window.undertoneBench);
  await browser.close();
  return marks;
}

const pages = [[`the page as one file, from disk (${(statSync(built).size / 1e6).toFixed(2)} MB)`, placed(), []]];
if (process.env.UNDERTONE_URL) pages.push(["the hosted page, from this machine", process.env.UNDERTONE_URL, []]);
// By turns, so that a busy machine is so for both.
for (let run = 0; run < RUNS; run += 1) {
  for (const [, address, all] of pages) all.push(await seen(address));
}
for (const [title, , runs] of pages) {
  console.log(`${title}, ${RUNS} browsers`);
  for (const [name, of] of [
    ["start screen after", "screen"],
    ["sample analysed after", "ready"],
    ["longest task until then", "longest"],
  ]) {
    const all = runs.map((marks) => Math.round(marks[of])).sort((a, b) => a - b);
    console.log(`  ${name.padEnd(26)} ${all[all.length >> 1]} ms (${all[0]}–${all.at(-1)})`);
  }
}
