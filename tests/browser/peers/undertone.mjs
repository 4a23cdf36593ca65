// Undertone in the browser: a file is chosen, then filter after filter is applied.
import { chromium } from "@playwright/test";
import { choose, launchOptions } from "../helpers.mjs";
import { browserPid, rendererPeak } from "../renderer.mjs";
import { isStill, watch, watchView } from "./watch.mjs";

/** A board that nothing changes for so long, in milliseconds, shows everything. */
const STILL_READ = 1_000;
const STILL_FILTERED = 300;
const PATIENCE = 600_000;

/** Says, to the page and to its workers, how many cores there are. */
async function tellCores(page, cores) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setHardwareConcurrencyOverride", { hardwareConcurrency: cores });
  // That does not reach a worker: its scripts begin with it.
  const told = `globalThis.WorkerNavigator && Object.defineProperty(WorkerNavigator.prototype, "hardwareConcurrency", { get: () => ${cores} });`;
  await page.route(/\/worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${told}\n${await response.text()}` });
  });
}

/** The page as a person finds it who has been here before, with as many cores as asked for. */
async function opened(url, cores) {
  const browser = await chromium.launch(launchOptions);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: "UTC" });
  if (cores) await tellCores(page, cores);
  await page.addInitScript(watch);
  for (let load = 0; load < 2; load += 1) {
    await page.goto(url);
    await page.getByTestId("drop-zone").waitFor();
  }
  // A file is chosen a moment after the page is there.
  await page.waitForTimeout(1_500);
  return { browser, page, pid: await browserPid(browser) };
}

/** Chooses the file and waits until the board shows all of it. */
async function read(page, path) {
  await page.evaluate(() => (window.undertonePeers.tasks.length = 0));
  await choose(page, path);
  await page.waitForFunction(isStill, STILL_READ, { timeout: PATIENCE, polling: 100 });
  const seen = await page.evaluate(() => ({ ...window.undertonePeers, inView: null }));
  if (seen.failed) throw new Error("the page could not read the file");
  const [, conversations, messages] = seen.counts.at(-1);
  const exactAt = seen.counts.find(([, each, said]) => each === conversations && said === messages)[0];
  return {
    conversations,
    messages,
    workers: seen.workers,
    first: seen.firstAt - seen.chosenAt,
    exact: exactAt - seen.chosenAt,
    everything: Math.max(seen.readyAt, seen.changedAt, seen.settledAt, seen.drawnAt) - seen.chosenAt,
  };
}

/** Types a filter, whose terms take the place of those on the same fields, and waits for all of the board. */
async function change(page, { text, expected }) {
  await page.getByTestId("filter-line").fill(text);
  await page.keyboard.press("Escape");
  // What typing sets off is over.
  await page.waitForTimeout(150);
  await page.evaluate(() => (window.undertonePeers.answers.length = 0));
  await page.keyboard.press("Enter");
  await page.waitForFunction(isStill, STILL_FILTERED, { timeout: PATIENCE, polling: 50 });
  const { appliedAt, changedAt, settledAt, drawnAt, answers, shown } = await page.evaluate(() => ({
    ...window.undertonePeers,
    inView: null,
    shown: Number(document.querySelector('[data-testid="figure-conversations"]').dataset.value),
  }));
  if (shown !== expected.conversations) {
    throw new Error(`the page shows ${shown} conversations of "${text}", the terminal ${expected.conversations}`);
  }
  return {
    words: changedAt - appliedAt,
    settled: Math.max(changedAt, settledAt) - appliedAt,
    pictures: drawnAt - appliedAt,
    answer: answers[0],
  };
}

/** How soon a file is read. */
export async function measureReading(url, path, cores) {
  const { browser, page } = await opened(url, cores);
  try {
    const told = await Promise.all([page, ...page.workers()].map((scope) => scope.evaluate(() => navigator.hardwareConcurrency)));
    if (cores && told.some((each) => each !== cores)) throw new Error(`a part of the page counts ${told.join(", ")} cores, not ${cores}`);
    return await read(page, path);
  } finally {
    await browser.close();
  }
}

/** How soon a file is read, how soon filters are answered, and what all of it took of the machine. */
export async function measureUndertone(url, path, filters) {
  const { browser, page, pid } = await opened(url);
  try {
    const before = rendererPeak(pid);
    const reading = await read(page, path);
    const inView = await page.evaluate(watchView);
    const changes = [];
    for (const filter of filters) {
      const seen = await change(page, filter);
      if (!filter.warmUp) changes.push(seen);
    }
    const { tasks } = await page.evaluate(() => ({ tasks: window.undertonePeers.tasks }));
    return { ...reading, changes, tasks, inView, before, peak: rendererPeak(pid) };
  } finally {
    await browser.close();
  }
}
