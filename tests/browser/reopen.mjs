// Measures how soon a kept analysis of a million messages is on screen again after the tab was closed:
// from the click to the last figure, as it is kept and encrypted.
import { chromium } from "@playwright/test";
import { choose, generate, launchOptions, terminal } from "./helpers.mjs";

const url = process.env.UNDERTONE_URL;
const conversations = Number(process.env.UNDERTONE_MILLION ?? 151_000);
const RUNS = 5;
const PASSPHRASE = "seven grey herons at dawn";

if (!url || !terminal) {
  console.error("Start this with `cargo xtask bench`, which serves the page and builds the terminal program.");
  process.exit(1);
}

/** How long a click takes to lead to the last figure, in milliseconds. */
const opened = (page, testId) =>
  page.evaluate(
    (testId) =>
      new Promise((done) => {
        const began = performance.now();
        const root = document.documentElement;
        const look = new MutationObserver(() => {
          if (root.dataset.state !== "ready") return;
          look.disconnect();
          done(performance.now() - began);
        });
        look.observe(root, { attributes: true });
        document.querySelector(`[data-testid="${testId}"]`).click();
      }),
    testId,
  );

/** The page anew, with nothing of before in memory. */
async function anew(page) {
  await page.goto("about:blank");
  await page.goto(url);
  await page.getByTestId("kept").waitFor();
  // A person clicks a moment after the page is there.
  await page.waitForTimeout(1_000);
}

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];

const show = (name, all) =>
  console.log(`  ${name.padEnd(26)} ${median(all).toFixed(0)} ms (${all.map((one) => one.toFixed(0)).join(", ")})`);

const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage({ timezoneId: "UTC" });
  await page.goto(url);
  await page.getByTestId("top-settings").click();
  await page.getByTestId("set-keep").check();
  await page.goBack();
  await choose(page, generate("shop", conversations));
  await page.locator('html[data-state="ready"]').waitFor({ timeout: 600_000 });
  const messages = await page.getByTestId("figure-utterances").getAttribute("data-value");
  await page.getByTestId("start-over").click();
  await page.getByTestId("kept").waitFor({ timeout: 120_000 });
  const size = await page.locator(".recent .number").last().textContent();
  console.log(`a kept analysis of ${messages} messages (${size.trim()})`);

  const plain = [];
  for (let run = 0; run < RUNS; run += 1) {
    await anew(page);
    plain.push(await opened(page, "kept"));
  }
  show("open again", plain);

  await anew(page);
  await page.getByTestId("top-settings").click();
  await page.getByTestId("set-encrypt").click();
  await page.getByTestId("passphrase").fill(PASSPHRASE);
  await page.getByTestId("passphrase-again").fill(PASSPHRASE);
  await page.getByTestId("passphrase-send").click();
  await page.getByTestId("passphrase-dialog").waitFor({ state: "hidden", timeout: 120_000 });
  const sealed = [];
  for (let run = 0; run < RUNS; run += 1) {
    await anew(page);
    await page.getByTestId("kept").click();
    await page.getByTestId("passphrase").fill(PASSPHRASE);
    sealed.push(await opened(page, "passphrase-send"));
  }
  show("open again, encrypted", sealed);
} catch (error) {
  console.error(`The measurement stopped: ${error.message.split("\n")[0]}.`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
