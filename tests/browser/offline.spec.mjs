// The page without a network, for who asked for that: it opens, reads and counts; and it is gone when it is not wanted.
import { expect, test } from "@playwright/test";
import { figures, go, listedAssets, openApp, openSample, reaches, settled } from "./helpers.mjs";

const stores = (page) => page.evaluate(() => caches.keys());

/** Goes to the settings and has the page's files kept. */
async function keep(page) {
  await go(page, "settings");
  await page.getByTestId("set-offline").check();
  await expect(page.getByTestId("offline-says")).toContainText("opens without a network", { timeout: 30_000 });
}

test("it opens and counts without a network, and asked for its own files alone", async ({ page, context }) => {
  const seen = await openSample(page, "shop");
  const before = await figures(page);
  await keep(page);
  await context.setOffline(true);
  await page.goto("about:blank");
  await page.goto(process.env.UNDERTONE_URL ?? "http://127.0.0.1:8790/");
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
  await settled(page);
  expect(await figures(page)).toEqual(before);
  // Its language model and the words of another language are there too.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Deutsch");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const { origin } = new URL(page.url());
  const allowed = new Set(["/", "/favicon.ico", ...listedAssets()].map((path) => origin + path));
  expect(seen.requests.filter((url) => /^https?:/.test(url) && !allowed.has(url))).toEqual([]);
  expect(seen.violations).toEqual([]);
});

test("nothing is kept unasked, and what was kept goes when it is not wanted", async ({ page }) => {
  await openApp(page);
  expect(await stores(page)).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
  await keep(page);
  const [store, ...others] = await stores(page);
  expect(store).toMatch(/^undertone-program-[0-9a-f]{16}$/);
  expect(others).toEqual([]);
  // All of the page's files, and none but them; the page itself by its own address. What is there for panels on other
  // pages is theirs to keep.
  const ofPanel = /^\/(panel|undertone-panel\.js|sources\.js|auto\.js|frame\.|live\.)/u;
  const kept = await page.evaluate(async (store) => {
    const requests = await (await caches.open(store)).keys();
    return requests.map(({ url }) => new URL(url).pathname);
  }, store);
  const own = listedAssets().filter((path) => path !== "/offline.js" && !ofPanel.test(path)).map((path) => (path === "/index.html" ? "/" : path));
  expect(kept.sort()).toEqual(own.sort());
  await page.getByTestId("set-offline").uncheck();
  await expect.poll(() => stores(page)).toEqual([]);
  await page.reload();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
