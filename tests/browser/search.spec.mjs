// The ranked search: it answers as one types, shows why, leads to the line, and tells nobody.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { address, choose, drop, filterBy, fixture, go, openApp, openSample, reaches, runTerminal, terminal } from "./helpers.mjs";

const line = (page) => page.getByTestId("search-line");
const hits = (page) => page.getByTestId("hit");
const count = (page) => page.getByTestId("search-count");

/** Types into the search, and waits for its answer. */
async function search(page, words) {
  await line(page).fill(words);
  await expect(page.getByTestId("search")).toHaveAttribute("aria-busy", "false");
}

/** How many messages the page says it found. */
async function found(page) {
  const text = await count(page).textContent();
  return Number((text.match(/of ([\d,]+) message/) ?? text.match(/([\d,]+) message/))[1].replaceAll(",", ""));
}

test("it answers as one types, with the words lit", async ({ page }) => {
  const seen = await openSample(page);
  await go(page, "search");
  await expect(line(page)).toBeFocused();
  await page.keyboard.type("ord");
  await expect(hits(page)).toHaveCount(50);
  expect(await count(page).textContent()).toMatch(/^50 of [\d,]+ messages$/);
  const letters = await found(page);
  await page.keyboard.type("er ");
  await expect.poll(() => found(page)).toBeLessThan(letters + 1);
  await expect(page.getByTestId("search")).toHaveAttribute("aria-busy", "false");
  for (const hit of await hits(page).all()) {
    expect(await hit.locator("mark").first().textContent()).toMatch(/^order$/i);
    await expect(hit.locator(".speaker")).toHaveText(/Customer|Bot|Agent/);
  }
  // Taking words away at once, faster than any answer.
  await line(page).fill("zzzz");
  await line(page).fill("refund");
  await expect(page.getByTestId("search")).toHaveAttribute("aria-busy", "false");
  expect(await hits(page).locator("mark").first().textContent()).toMatch(/refund/i);
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("what was said is text, whatever is in it", async ({ page }) => {
  await openApp(page);
  const text = "conversation_id,role,text\n1,user,\"<b>order</b> & <img src=x onerror=alert(1)> ann@example.com\"\n";
  await drop(page, { name: "chats.csv", text });
  await reaches(page, "ready");
  await go(page, "search");
  await search(page, "order example [EMAIL*");
  await expect(hits(page).locator(".said")).toHaveText("<b>order</b> & <img src=x onerror=alert(1)> [EMAIL 1]");
  await expect(hits(page).locator("mark")).toHaveText(["order", "[EMAIL 1]"]);
  await expect(hits(page).locator("mark .mask")).toHaveCount(1);
  expect(await hits(page).locator("b, img").count()).toBe(0);
  await expect(page.getByTestId("search-some")).toBeVisible();
});

test("a message opens its transcript at its line, and back leads to the list", async ({ page }) => {
  await openSample(page);
  await go(page, "search");
  await search(page, "refund");
  const third = hits(page).nth(2);
  const said = (await third.locator(".said").textContent()).replace(/^…|…$/g, "");
  await line(page).press("ArrowDown");
  await line(page).press("ArrowDown");
  await expect(third).toHaveAttribute("aria-selected", "true");
  expect(await line(page).getAttribute("aria-activedescendant")).toBe(await third.getAttribute("id"));
  await line(page).press("Enter");
  const sought = page.getByTestId("transcript").locator("[data-sought]");
  await expect(sought).toHaveCount(1);
  expect(await sought.locator(".words").textContent()).toContain(said);
  await expect(sought).toBeInViewport();
  await expect(page.locator(".drawer-tools .number")).toHaveText("3 of 50");

  // On to the next message found, which is marked in its turn.
  await page.getByTestId("next").click();
  await expect(page.locator(".drawer-tools .number")).toHaveText("4 of 50");
  const next = (await hits(page).nth(3).locator(".said").textContent()).replace(/^…|…$/g, "");
  await expect.poll(() => sought.locator(".words").textContent()).toContain(next);
  await expect(sought).toBeInViewport();
  await expect(hits(page).nth(3)).toHaveAttribute("aria-selected", "true");

  await page.goBack();
  await expect(page.getByTestId("transcript")).toHaveCount(0);
  await expect(hits(page)).toHaveCount(50);
  await expect(line(page)).toHaveValue("refund");

  // By pointer, and closed by Escape: the focus is where it was.
  await third.click();
  await expect(sought).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("transcript")).toHaveCount(0);
  await expect(third).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(hits(page).nth(3)).toBeFocused();
});

test("a line far down a long conversation comes into view", async ({ page }) => {
  await openApp(page);
  const rows = Array.from({ length: 700 }, (_, n) => `1,${n % 2 ? "bot" : "user"},row ${n}${n === 650 ? " needle" : ""}`);
  await drop(page, { name: "long.csv", text: `conversation_id,role,text\n${rows.join("\n")}\n` });
  await reaches(page, "ready");
  await go(page, "search");
  await search(page, "needle");
  await line(page).press("Enter");
  const sought = page.getByTestId("transcript").locator("[data-sought]");
  await expect(sought).toBeInViewport();
  await expect(sought).toContainText("row 650 needle");
});

test("the filter applies, and is said", async ({ page }) => {
  await openSample(page);
  await go(page, "search");
  await search(page, "order");
  const all = await found(page);
  await filterBy(page, "outcome:abandoned");
  await expect(page.getByTestId("search-filter")).toContainText("outcome:abandoned");
  await expect.poll(() => found(page)).toBeLessThan(all);
  await hits(page).first().click();
  await expect(page.getByTestId("transcript").locator("p.outcome")).toHaveAttribute("data-outcome", "abandoned");
});

test("nothing that is searched for is in the address, nor in the tab's history", async ({ page }) => {
  await openSample(page);
  await go(page, "search");
  await search(page, "refund");
  await line(page).press("Enter");
  await expect(page.getByTestId("transcript")).toBeVisible();
  const here = await address(page);
  expect(here.place).toBe("search");
  expect(here.l).toMatch(/^\d+$/);
  expect(here.hash.toLowerCase()).not.toContain("refund");
  expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain("refund");
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain("refund");
  // The link leads to the line all the same.
  await page.reload();
  await reaches(page, "ready");
  await expect(page.getByTestId("transcript").locator("[data-sought]")).toBeInViewport();
  await expect(line(page)).toHaveValue("");
  // What belongs to an analysis goes with it.
  await page.keyboard.press("Escape");
  await search(page, "refund");
  await page.getByTestId("start-over").click();
  await reaches(page, "start");
  await page.getByTestId("sample-saas").click();
  await reaches(page, "ready");
  await go(page, "search");
  await expect(line(page)).toHaveValue("");
});

test("a key and the palette lead to it, nothing found is said, and it can be cleared", async ({ page }) => {
  await openApp(page);
  await page.keyboard.press("/");
  await expect(line(page), "there is nothing to search in").toHaveCount(0);
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  await page.keyboard.press("/");
  await expect(line(page)).toBeFocused();
  await expect(line(page)).toHaveValue("");
  await page.keyboard.type("and/or");
  await expect(line(page)).toHaveValue("and/or");
  await search(page, "zebra");
  await expect(page.getByTestId("empty")).toContainText("No message has these words");
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page.getByTestId("empty")).toHaveCount(0);
  await expect(line(page)).toBeFocused();
  await go(page, "board");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("search");
  await expect(page.getByTestId("palette-command").first()).toContainText("Search");
  await page.keyboard.press("Enter");
  await expect(line(page)).toBeFocused();
});

test("on a phone it fits, and a touch opens the transcript", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, locale: "de-DE" });
  const page = await context.newPage();
  await openSample(page);
  await go(page, "search");
  await search(page, "order refund");
  await expect(count(page)).toContainText("Nachricht");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  for (const place of await page.locator(".rail .place").all()) {
    const box = await place.boundingBox();
    expect(box.height).toBeGreaterThanOrEqual(40);
    expect(box.width).toBeGreaterThanOrEqual(40);
  }
  await hits(page).nth(1).tap();
  await expect(page.getByTestId("transcript").locator("[data-sought]")).toBeInViewport();
  await page.getByTestId("back-to-list").tap();
  await expect(page.getByTestId("transcript")).toHaveCount(0);
  await expect(hits(page).nth(1)).toBeInViewport();
  await context.close();
});

test("an analysis without texts says so, and not that nothing has the words", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const file = join(mkdtempSync(join(tmpdir(), "undertone-")), "bare.undertone");
  runTerminal("analyze", fixture("two-conversations.csv"), "--save", file);
  await openApp(page);
  await choose(page, file);
  await reaches(page, "ready");
  await expect(page.getByTestId("sampled")).toHaveText("without texts");
  await go(page, "search");
  await search(page, "order");
  await expect(page.getByTestId("empty")).toContainText("This analysis holds no texts");
  await go(page, "reading");
  await expect(page.getByTestId("about-texts")).toContainText("holds no texts");
});
