// What it takes to look into a million messages in the page: from the click on a place to its last table and picture, the
// first time, and once more after a change that lays it out anew.
//
//   UNDERTONE_URL=… node mining.mjs     (UNDERTONE_CONVERSATIONS: 151,000 if nothing is said)
import { chromium } from "@playwright/test";
import { choose, generate, go, launchOptions, terminal } from "./helpers.mjs";

const url = process.env.UNDERTONE_URL;
const conversations = Number(process.env.UNDERTONE_CONVERSATIONS ?? 151_000);
if (!url || !terminal) {
  console.error("This needs UNDERTONE_URL, where the page is served, and UNDERTONE_BIN, the terminal program.");
  process.exit(1);
}

/** Places, each with what it shows when it has all of it. */
const PLACES = [
  ["journeys", "[data-testid=chart-flow] canvas, [data-testid^=chart-] canvas"],
  ["topics", "[data-testid=sheet-topics] tbody tr"],
  ["questions", "[data-testid=sheet-questions] tbody tr"],
  ["signals", "[data-testid=sheet-features_asked_for] tbody tr"],
  ["changes", "[data-testid^=sheet-] tbody tr"],
  ["funnels", "[data-testid=sheet-funnel_steps] tbody tr"],
  ["friction", "[data-testid^=sheet-] tbody tr"],
  ["briefing", "[data-testid=briefing] p"],
];

const browser = await chromium.launch(launchOptions);
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: "UTC" });

/** Waits in the page until something is there, nothing is on its way, and that has held for a while; gives when it began to. */
const rested = (shows) =>
  page.evaluate(
    (shows) =>
      new Promise((resolve, reject) => {
        const end = performance.now() + 120_000;
        let since = 0;
        const look = () => {
          const main = document.querySelector("main");
          const waits = main.querySelector('.skeleton, [data-waiting], .board[aria-busy="true"]');
          const now = performance.now();
          if (waits || !main.querySelector(shows)) since = 0;
          else since ||= now;
          if (since && now - since > 700) resolve(since);
          else if (now > end) reject(new Error(`${shows} did not come`));
          else requestAnimationFrame(look);
        };
        look();
      }),
    shows,
  );

/** Does something, and gives how many milliseconds after it the page rests. */
async function timed(shows, act) {
  const began = await page.evaluate(() => performance.now());
  await act();
  return (await rested(shows)) - began;
}

try {
  await page.goto(url);
  const path = generate("shop", conversations);
  await choose(page, path);
  await page.waitForFunction(() => document.documentElement.dataset.state === "ready", undefined, { timeout: 300_000 });
  await page.waitForTimeout(5_000);
  for (const [place, shows] of PLACES) {
    const first = await timed(shows, () => go(page, place));
    await go(page, "reading");
    await page.waitForTimeout(300);
    const again = await timed(shows, () => go(page, place));
    console.log(`${place}: ${first.toFixed(0)} ms the first time, ${again.toFixed(0)} ms again`);
    if (place === "journeys") {
      const depth = page.getByTestId("journey-depth");
      if (await depth.count()) {
        const values = await depth.locator("option").evaluateAll((all) => all.map(({ value }) => value));
        for (const value of values.slice(0, 3)) console.log(`  depth ${value}: ${(await timed(shows, () => depth.selectOption(value))).toFixed(0)} ms`);
      }
    }
  }
} finally {
  await browser.close();
}
