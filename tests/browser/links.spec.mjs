// The view in the address: a link opens what it was copied from, holds nobody's words, and the tab's
// history goes through it step by step.
import { expect, test } from "@playwright/test";
import {
  address,
  drop,
  evidenceTotal,
  figure,
  figures,
  filterBy,
  go,
  openApp,
  openSample,
  reaches,
  settled,
  watch,
} from "./helpers.mjs";

/** Opens a link in a tab of its own, as somebody else would. */
async function elsewhere(browser, url, state = "ready") {
  const page = await (await browser.newContext({ timezoneId: "UTC", locale: "en-GB" })).newPage();
  const seen = await watch(page);
  await page.goto(url);
  await reaches(page, state);
  return { page, seen };
}

test("the board of a sample opens from its link in a fresh tab", async ({ page, browser }) => {
  await openSample(page);
  await filterBy(page, "outcome:abandoned -is:handoff");
  const before = await figures(page);
  const url = page.url();
  const { page: fresh, seen } = await elsewhere(browser, url);
  await settled(fresh);
  expect(await figures(fresh)).toEqual(before);
  expect(await fresh.getByTestId("filter-chip").count()).toBe(2);
  expect(fresh.url()).toBe(url);
  expect(seen.errors).toEqual([]);
  await fresh.context().close();
});

test("a sorted list with a conversation open opens from its link in a fresh tab", async ({ page, browser }) => {
  await openSample(page);
  await go(page, "conversations");
  await filterBy(page, "outcome:unresolved");
  await page.locator('[data-column="messages"] button').click();
  await expect(page.getByTestId("conversation-row").first()).not.toHaveAttribute("data-loading");
  await page.getByTestId("conversation-row").nth(3).click();
  const transcript = page.getByTestId("transcript");
  await expect(transcript).toBeVisible();
  const place = page.locator(".drawer-tools .number");
  await expect(place).toHaveText(/^4 of /);
  const said = [await transcript.textContent(), await place.textContent()];

  const { page: fresh } = await elsewhere(browser, page.url());
  await expect(fresh.getByTestId("transcript")).toBeVisible();
  await expect(fresh.locator('[data-column="messages"]')).toHaveAttribute("aria-sort", "descending");
  await expect(fresh.locator(".drawer-tools .number")).toHaveText(said[1]);
  expect(await fresh.getByTestId("transcript").textContent()).toBe(said[0]);
  await expect(fresh.getByTestId("go-conversations")).toHaveAttribute("aria-current", "page");
  await fresh.context().close();
});

test("the evidence of a figure opens from its link in a fresh tab", async ({ page, browser }) => {
  await openSample(page);
  await page.getByTestId("figure-handoff_rate").locator("button.open").click();
  await expect.poll(() => evidenceTotal(page)).not.toBeNull();
  const total = await evidenceTotal(page);
  const { page: fresh } = await elsewhere(browser, page.url());
  await expect(fresh.getByTestId("evidence")).toHaveAttribute("data-figure", "handoff_rate");
  await expect.poll(() => evidenceTotal(fresh)).toBe(total);
  await fresh.context().close();
});

const file = {
  name: "three.csv",
  text:
    "conversation_id,timestamp,role,message,channel\n" +
    ["web", "web", "app"]
      .map((channel, at) => `k-${at},2026-03-0${at + 2}T09:00:00Z,user,question ${at},${channel}\n`)
      .join(""),
};

test("a link to the view of a file waits for the file and keeps its filter", async ({ page }) => {
  await page.goto("./#/conversations?f=channel%3Aweb");
  await reaches(page, "start");
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  await drop(page, file);
  await reaches(page, "ready");
  await expect(page.getByTestId("filter-chip")).toHaveText(/channel:web/);
  await expect(page.getByTestId("conversation-row")).toHaveCount(2);
  await go(page, "board");
  await settled(page);
  expect((await figure(page, "conversations")).value).toBe(2);
  await page.getByTestId("filter-clear").click();
  await settled(page);
  expect((await figure(page, "conversations")).value).toBe(3);
});

test("a link that is nonsense opens the start", async ({ page }) => {
  const seen = await watch(page);
  await page.goto("./#/nowhere?f=outcome%3Ax&sort=-shoe&c=many&data=%zz&%%%&x=1");
  await reaches(page, "start");
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  expect(seen.errors).toEqual([]);
});

test("a link never holds what was searched for, and says so when it is opened", async ({ page, browser }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openSample(page);
  await filterBy(page, '"double charge" -zq7refund* outcome:unresolved');
  await page.getByTestId("figure-containment_rate").locator("button.open").click({ timeout: 2_000 }).catch(() => {});
  const searched = /double|charge|zq7refund/i;
  const addresses = [page.url()];
  for (const place of ["conversations", "reading", "board"]) {
    await page.keyboard.press("Escape");
    await go(page, place);
    addresses.push(page.url());
  }
  for (const url of addresses) {
    expect(decodeURIComponent(url), "the address").not.toMatch(searched);
    expect(decodeURIComponent(url)).toContain("•••");
  }
  // What can be copied is the same; what the tab shows is not masked.
  await page.getByTestId("figure-conversations").locator("button.open").click();
  await page.getByTestId("copy-link").click();
  await expect(page.getByTestId("toast")).toContainText("Link copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(page.url());
  expect(decodeURIComponent(copied)).not.toMatch(searched);
  await expect(page.getByTestId("filter-chip")).toHaveCount(3);
  await expect(page.getByTestId("filter-chip").first()).toContainText("double charge");
  // Nor is it in the title, which histories keep.
  expect(await page.title()).not.toMatch(searched);

  const { page: fresh } = await elsewhere(browser, copied);
  await expect(fresh.getByTestId("error")).toContainText("Words that somebody searched for are not in links");
  await expect(fresh.getByTestId("filter-chip")).toHaveCount(1);
  await expect(fresh.getByTestId("filter-chip")).toContainText("outcome:unresolved");
  await fresh.context().close();

  // This tab's own history keeps them: reloading it is not the same as handing a link on.
  await page.reload();
  await reaches(page, "ready");
  await expect(page.getByTestId("filter-chip")).toHaveCount(3);
});

test("back and forward go through filter, place and drawer", async ({ page }) => {
  const seen = await openSample(page);
  const chips = page.getByTestId("filter-chip");
  const steps = [];
  const step = async (name) => steps.push({ name, ...(await address(page)) });
  await step("board");
  await filterBy(page, "outcome:abandoned");
  const narrowed = await figures(page);
  await step("filtered");
  await go(page, "conversations");
  await expect(page.getByTestId("ranked-table")).toBeVisible();
  await step("list");
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toBeVisible();
  await step("conversation");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("transcript")).toHaveCount(0);
  await go(page, "board");
  await page.getByTestId("figure-abandoned_share").or(page.getByTestId("figure-engaged_rate")).first().locator("button.open").click();
  await expect(page.getByTestId("evidence")).toBeVisible();
  await step("evidence");

  await page.goBack();
  await expect(page.getByTestId("evidence")).toHaveCount(0);
  await page.goBack();
  await expect(page.getByTestId("ranked-table")).toBeVisible();
  await page.goBack();
  await expect(page.getByTestId("transcript")).toBeVisible();
  expect(await address(page)).toEqual({ ...steps[3], name: undefined });
  await page.goBack();
  await expect(page.getByTestId("transcript")).toHaveCount(0);
  await expect(page.getByTestId("ranked-table")).toBeVisible();
  await page.goBack();
  await expect(page.getByTestId("go-board")).toHaveAttribute("aria-current", "page");
  await settled(page);
  expect(await figures(page)).toEqual(narrowed);
  await page.goBack();
  await expect(chips).toHaveCount(0);
  await settled(page);
  expect((await figures(page)).conversations.value).toBeGreaterThan(narrowed.conversations.value);

  for (let at = 0; at < 3; at += 1) await page.goForward();
  await expect(page.getByTestId("transcript")).toBeVisible();
  await expect(chips).toHaveCount(1);
  expect(await address(page)).toEqual({ ...steps[3], name: undefined });
  await reaches(page, "ready");
  expect(seen.errors).toEqual([]);
});
