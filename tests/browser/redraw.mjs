// How long the page's thread is busy when the whole board is drawn anew: the sum over all frames
// after a change of colours or of width, each of which draws every picture. Run while a built page is served:
// UNDERTONE_URL=http://127.0.0.1:8790/ node tests/browser/redraw.mjs
import { chromium } from "@playwright/test";
import { launchOptions } from "./helpers.mjs";

const ROUNDS = 9;
const browser = await chromium.launch(launchOptions);
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
// Each picture is drawn in a frame of its own; a callback's time is what it keeps the thread busy.
await page.addInitScript(() => {
  const ask = window.requestAnimationFrame.bind(window);
  window.frameTimes = [];
  window.requestAnimationFrame = (callback) =>
    ask((at) => {
      const began = performance.now();
      callback(at);
      window.frameTimes.push(performance.now() - began);
    });
});
await page.goto(process.env.UNDERTONE_URL ?? "http://127.0.0.1:8790/");
await page.getByTestId("sample-shop").click();
await page.waitForSelector('html[data-state="ready"]');
await page.waitForTimeout(2000);
const pictures = await page.locator("section.charts canvas").count();

const say = (millis) => `${millis.toFixed(1)} ms`;
async function measure(what, change) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.evaluate(() => (window.frameTimes.length = 0));
    await change(round);
    await page.waitForTimeout(700);
    const times = await page.evaluate(() => window.frameTimes);
    rounds.push({ sum: times.reduce((a, b) => a + b, 0), longest: Math.max(...times) });
  }
  rounds.sort((a, b) => a.sum - b.sum);
  const median = rounds[Math.floor(ROUNDS / 2)];
  console.log(
    `${pictures} pictures, ${what}: ${say(median.sum)} (median of ${ROUNDS}; ${say(rounds[0].sum)} to ` +
      `${say(rounds.at(-1).sum)}), longest frame ${say(median.longest)}`,
  );
}
await measure("other colours", (round) => page.emulateMedia({ colorScheme: round % 2 ? "light" : "dark" }));
await measure("other width", (round) => page.setViewportSize({ width: round % 2 ? 1200 : 1160, height: 900 }));
await browser.close();
