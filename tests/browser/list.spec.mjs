// The list of a hundred thousand conversations: it scrolls without holding the page up, and each place
// of it shows the row that belongs there.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { choose, filterBy, generate, go, openApp, reaches, terminal } from "./helpers.mjs";

const CONVERSATIONS = 100_000;
/** What no task may exceed, in milliseconds. The promise is 50; a machine that does other work meanwhile
 * is given its due. What was measured stands beside the result. */
const LONGEST = 500;

/** Ids in the order in which conversations began, by the file itself. */
function byBeginning(path) {
  const began = new Map();
  for (const [, id, at] of readFileSync(path, "utf8").matchAll(/^(c-\d+),([^,]+),/gm)) {
    if (!began.has(id) || at < began.get(id)) began.set(id, at);
  }
  return [...began].sort(([a, at], [b, bt]) => (at === bt ? (a < b ? -1 : 1) : at < bt ? -1 : 1)).map(([id]) => id);
}

/** The rows in view, by their place; those that have come. */
const shown = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-testid="conversation-row"]:not([data-loading])')].map((row) => [
      Number(row.dataset.row),
      row.querySelector("[data-id]").dataset.id,
    ]),
  );

test("a hundred thousand conversations are scrolled through without a long task", async ({ page }, info) => {
  test.skip(!terminal, "the terminal program is not built");
  test.setTimeout(240_000);
  const path = generate("shop", CONVERSATIONS);
  const expected = byBeginning(path);
  expect(expected).toHaveLength(CONVERSATIONS);
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready", { timeout: 180_000 });
  await go(page, "conversations");
  const table = page.getByTestId("ranked-table");
  await expect(page.locator(".conversations .bar .number")).toHaveText("100,000 conversations");
  await expect(table).toHaveAttribute("aria-rowcount", `${CONVERSATIONS + 1}`);
  const title = page.locator('[data-column="started"]');
  while ((await title.getAttribute("aria-sort")) !== "ascending") {
    await title.locator("button").click();
    await page.waitForTimeout(100);
  }

  /** Waits for a place of the list, and holds its rows to the file. */
  const isRight = async (where, first, last) => {
    await expect.poll(async () => (await shown(page)).some(([row]) => row >= first && row <= last), where).toBe(true);
    await expect(page.locator('[data-testid="conversation-row"][data-loading]'), where).toHaveCount(0);
    const rows = await shown(page);
    expect(rows.length, where).toBeGreaterThan(5);
    // Only those few are in the page, however long the list is.
    expect(rows.length, where).toBeLessThan(100);
    for (const [row, id] of rows) expect(`${row} ${id}`, where).toBe(`${row} ${expected[row]}`);
  };
  const to = (share) =>
    table.evaluate((grid, share) => {
      grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight);
    }, share);
  await isRight("at the top", 0, 5);
  await to(0.5);
  await isRight("in the middle", 49_900, 50_100);
  await to(1);
  await isRight("at the end", 99_999, 99_999);
  await to(0);
  await isRight("back at the top", 0, 5);
  // Other work of the page is over.
  await page.waitForTimeout(1_000);

  await page.evaluate(() => {
    window.undertoneTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.undertoneTasks.push(Math.round(duration));
    }).observe({ type: "longtask" });
  });
  const taken = () => page.evaluate(() => window.undertoneTasks.splice(0));

  // By wheel, as fast as a hand can turn it.
  const box = await table.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 120; turn += 1) await page.mouse.wheel(0, 900);
  await expect.poll(() => table.evaluate((grid) => grid.scrollTop)).toBeGreaterThan(50_000);
  await page.waitForTimeout(500);
  const byWheel = await taken();

  // By its bar: from end to end within two seconds, each frame another place.
  const frames = await table.evaluate(async (grid) => {
    const gaps = [];
    const far = grid.scrollHeight - grid.clientHeight;
    const begun = performance.now();
    let last = begun;
    while (performance.now() - begun < 4_000) {
      const at = await new Promise((drawn) => requestAnimationFrame(drawn));
      gaps.push(at - last);
      last = at;
      const share = ((performance.now() - begun) % 2_000) / 2_000;
      grid.scrollTop = far * share;
    }
    return { n: gaps.length, longest: Math.round(Math.max(...gaps.slice(1))) };
  });
  await page.waitForTimeout(500);
  const byBar = await taken();
  const measured =
    `by wheel ${byWheel.length ? `${byWheel.length} over 50 ms, longest ${Math.max(...byWheel)} ms` : "none over 50 ms"}; ` +
    `by bar ${byBar.length ? `${byBar.length} over 50 ms, longest ${Math.max(...byBar)} ms` : "none over 50 ms"}, ` +
    `${frames.n} frames, longest gap ${frames.longest} ms`;
  info.annotations.push({ type: "long tasks", description: measured });
  console.log(`100,000 conversations: ${measured}`);
  expect(Math.max(0, ...byWheel, ...byBar), "longest task").toBeLessThan(LONGEST);

  await to(1);
  await isRight("at the end, after all that", 99_999, 99_999);
  await table.focus();
  await page.keyboard.press("Home");
  await isRight("by the key, at the top", 0, 5);
  await page.keyboard.press("End");
  await isRight("by the key, at the end", 99_999, 99_999);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("transcript").locator("dl.parts dd").first()).toHaveText(expected.at(-1));
  await page.keyboard.press("Escape");

  // A filter over all of them.
  await filterBy(page, "outcome:unresolved rating<=2");
  await expect(page.locator(".conversations .bar .number")).toHaveText(/^[\d,]+ conversations$/);
  await expect(page.locator(".conversations .bar .number")).not.toHaveText("100,000 conversations");
  await expect(page.getByTestId("conversation-row").first()).toHaveAttribute("data-row", "0");
});
