// Files that will hardly fit into memory: the question before they are read, each answer to it, and what lies
// on disk meanwhile. The limit is set low, as a machine with little memory has it.
import { expect, test } from "@playwright/test";
import { choose, figures, filterBy, generate, go, openApp, reaches, settled, terminal } from "./helpers.mjs";

const CONVERSATIONS = 20_000;

test.skip(!terminal, "the terminal program makes the file");

let path;
test.beforeAll(() => {
  path = generate("saas", CONVERSATIONS);
});

const limit = (page, megabytes) =>
  page.addInitScript((megabytes) => {
    localStorage.setItem("undertone-memory-limit", megabytes);
    localStorage.setItem("undertone-shards", "2");
  }, `${megabytes}`);

/** Names of the files that lie on disk for open analyses. */
const onDisk = (page) =>
  page.evaluate(async () => {
    const names = [];
    try {
      const root = await navigator.storage.getDirectory();
      const place = await root.getDirectoryHandle("undertone-texts");
      for await (const name of place.keys()) names.push(name);
    } catch {
      // The place is made when it is first needed.
    }
    return names;
  });

/** Chooses the file, answers the question, and reads to the end. */
async function read(page, plan) {
  await choose(page, path);
  await expect(page.getByTestId("forecast")).toContainText("of memory; this browser allows about");
  await page.getByTestId(plan).click();
  await reaches(page, "ready", { timeout: 60_000 });
  await settled(page);
  return figures(page);
}

async function memory(page) {
  await go(page, "reading");
  const data = await page.getByTestId("memory").evaluate((element) => ({ ...element.dataset }));
  await go(page, "board");
  return { bytes: Number(data.bytes), oneIn: Number(data.oneIn), elsewhere: Number(data.elsewhere) };
}

async function openFirst(page) {
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toBeVisible();
}

test("files that fit are read without a question", async ({ page }) => {
  await limit(page, 4000);
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready", { timeout: 60_000 });
  await settled(page);
  expect((await figures(page)).conversations.n).toBe(CONVERSATIONS);
  const { bytes, oneIn, elsewhere } = await memory(page);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect([oneIn, elsewhere]).toEqual([1, 0]);
});

test("every answer gives the same figures, and none is read where nothing is wanted", async ({ browser }) => {
  const seen = [];
  for (const plan of ["plan-disk", "plan-sample", "plan-all"]) {
    const page = await browser.newPage();
    await limit(page, 20);
    await openApp(page);
    seen.push(await read(page, plan));
    await page.close();
  }
  expect(seen[0].conversations.n).toBe(CONVERSATIONS);
  for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
  const page = await browser.newPage();
  await limit(page, 20);
  await openApp(page);
  await choose(page, path);
  await page.getByTestId("plan-cancel").click();
  await expect(page.getByTestId("forecast")).toHaveCount(0);
  await reaches(page, "start");
});

test("texts on disk are read from there, masked, and are gone with the analysis", async ({ page }) => {
  await limit(page, 20);
  await openApp(page);
  await read(page, "plan-disk");
  expect(await onDisk(page)).toHaveLength(2);
  expect((await memory(page)).elsewhere).toBeGreaterThan(1_000_000);
  // Words are looked for on disk, in what was masked.
  await filterBy(page, "email");
  const found = (await figures(page)).conversations.n;
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(CONVERSATIONS);
  await openFirst(page);
  const said = (await page.getByTestId("transcript").locator(".words").allTextContents()).join(" ");
  expect(said.toLowerCase()).toContain("email");
  expect(said).not.toMatch(/\w@\w/);
  await expect(page.getByTestId("not-kept")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByTestId("start-over").click();
  await reaches(page, "start");
  await expect.poll(() => onDisk(page)).toEqual([]);
});

test("what a tab left on disk is removed when the next begins", async ({ context }) => {
  const one = await context.newPage();
  await limit(one, 20);
  await openApp(one);
  await read(one, "plan-disk");
  const left = await onDisk(one);
  expect(left).toHaveLength(2);
  // While the first is open its files stay.
  const other = await context.newPage();
  await openApp(other);
  expect(await onDisk(other)).toEqual(left);
  await one.close();
  await other.reload();
  await expect.poll(() => onDisk(other)).toEqual([]);
});

test("words of a part are kept where that was chosen or memory runs short, and it is said", async ({ page }) => {
  await limit(page, 24);
  await openApp(page);
  await read(page, "plan-sample");
  await expect(page.getByTestId("sampled")).toContainText("words of one conversation in");
  const { oneIn } = await memory(page);
  expect(oneIn).toBeGreaterThan(1);
  await go(page, "reading");
  await expect(page.getByTestId("about-texts").first()).toContainText(`one conversation in ${oneIn}`);
});

test("where there is memory for no words at all, that is said", async ({ page }) => {
  await limit(page, 6);
  await openApp(page);
  await read(page, "plan-sample");
  await expect(page.getByTestId("sampled")).toHaveText("no words are kept");
  await openFirst(page);
  await expect(page.getByTestId("not-kept")).toBeVisible();
  await page.keyboard.press("Escape");
  await go(page, "search");
  await page.getByTestId("search-line").fill("invoice");
  await expect(page.getByTestId("empty")).toContainText("holds no texts");
  await go(page, "reading");
  await expect(page.getByTestId("about-texts").first()).toContainText("no words are kept");
});

test("where the disk has no room fewer words are kept, and both are said", async ({ page, context }) => {
  // Room for many blocks of texts before memory is full: the browser counts late what two workers write at once.
  await limit(page, 24);
  await openApp(page);
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 200_000 });
  await read(page, "plan-disk");
  expect((await figures(page)).conversations.n).toBe(CONVERSATIONS);
  await go(page, "reading");
  await expect(page.getByTestId("files-report")).toContainText("no more room on this disk");
  await expect(page.getByTestId("files-report")).toContainText("one conversation in");
});

test("only some days are read where that was chosen, and what was left out is counted", async ({ page }) => {
  await limit(page, 12);
  await openApp(page);
  await choose(page, path);
  await expect(page.getByTestId("plan-days")).toBeDisabled();
  await page.getByTestId("plan-from").fill("1990-01-01");
  await page.getByTestId("plan-to").fill("1990-01-02");
  await page.getByTestId("plan-days").click();
  await reaches(page, "ready", { timeout: 60_000 });
  await go(page, "reading");
  await expect(page.getByTestId("files-report")).toContainText("on other days");
  await expect(page.getByTestId("files-report")).toContainText("0 kept");
});
