// What is read is spread over workers. However many there are the figures are the same, and the end of one
// of them is mended: what was open is read once more.
import { expect, test } from "@playwright/test";
import { choose, drop, endWorker, figures, filterBy, fixture, generate, openApp, openSample, reaches, settled, terminal, worker } from "./helpers.mjs";

const useCores = (page, cores) =>
  page.addInitScript((cores) => localStorage.setItem("undertone-shards", cores), `${cores}`);

test("any number of workers gives the same figures", async ({ browser }) => {
  const seen = [];
  for (const cores of [1, 2, 3, 8]) {
    const page = await browser.newPage();
    await useCores(page, cores);
    await openSample(page, "saas");
    expect(page.workers()).toHaveLength(cores === 1 ? 1 : cores + 1);
    // They are there, and they are asked.
    const shard = cores > 1 && (await worker(page, "shard"));
    if (shard) {
      await shard.evaluate(() => {
        self.asked = 0;
        self.undertoneShard.addEventListener("message", () => (self.asked += 1));
      });
    }
    await filterBy(page, "is:engaged -outcome:resolved");
    if (shard) expect(await shard.evaluate(() => self.asked)).toBeGreaterThan(0);
    seen.push(await figures(page));
    await page.close();
  }
  expect(Object.keys(seen[0]).length).toBeGreaterThan(10);
  for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
});

for (const name of ["lead", "shard"]) {
  test(`a ${name} that ends while files are read is started again, and all is read`, async ({ page }) => {
    test.skip(!terminal, "the terminal program makes the file");
    await useCores(page, 2);
    await openApp(page);
    await choose(page, generate("shop", 20_000));
    await expect(page.getByTestId("figure-conversations")).toBeAttached();
    await endWorker(page, name);
    await expect(page.getByTestId("error")).toContainText("started again");
    await reaches(page, "ready", { timeout: 60_000 });
    await settled(page);
    expect((await figures(page)).conversations.n).toBe(20_000);
  });
}

test("a worker that ends later is mended too, and the filter stays", async ({ page }) => {
  await useCores(page, 2);
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  await filterBy(page, "messages>2");
  const before = await figures(page);
  await endWorker(page, "shard");
  await expect(page.getByTestId("error")).toContainText("started again");
  await reaches(page, "ready");
  await settled(page);
  expect(await figures(page)).toEqual(before);
  await expect(page.getByTestId("filter-chip")).toHaveCount(1);
});

test("data that end the workers time and again are given up, in words", async ({ page }) => {
  await useCores(page, 2);
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  for (let times = 0; times < 2; times += 1) {
    await reaches(page, "ready");
    await endWorker(page, "lead");
    await expect(page.getByTestId("error")).toContainText("started again");
  }
  await reaches(page, "ready");
  await endWorker(page, "lead");
  await reaches(page, "failed");
  await expect(page.getByTestId("error")).toContainText("nothing was sent anywhere");
  await expect(page).toHaveTitle(/^Stopped/);
  await page.getByTestId("restart").click();
  await reaches(page, "start");
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
});
