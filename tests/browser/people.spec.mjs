// People over time and friction: figures against the terminal, cohorts, what is too little to say, and the ways on.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  address,
  choose,
  evidenceTotal,
  figure,
  filterBy,
  generate,
  go,
  openApp,
  openSample,
  reaches,
  runTerminal,
  settled,
  terminal,
} from "./helpers.mjs";

/** Goes to a place of studies; its tables are there. */
async function study(page, place, table) {
  await go(page, place);
  await expect(page.getByTestId(`sheet-${table}`)).toBeVisible();
}

/** A table's rows as they are read. */
const rows = (page, name) => page.getByTestId(`sheet-${name}`).locator("tbody tr");

/** Visits by user and day of March 2026, whose 2nd is a Monday, as a file. */
function visits(name, days) {
  const path = join(test.info().outputPath(), `${name}.csv`);
  const lines = Object.entries(days).flatMap(([user, days]) =>
    days.map((day) => `${user}-${day},${user},2026-03-${String(day).padStart(2, "0")}T12:00:00Z,user,where is it`),
  );
  writeFileSync(path, ["conversation_id,user_id,timestamp,role,message", ...lines, ""].join("\n"));
  return path;
}

/** Five who come back the week after, one who does not, and weeks with fewer. */
const COHORTS = { a: [2, 9], b: [3, 10], c: [4, 9], d: [5, 11], e: [6, 15], f: [8], g: [10, 16], h: [22] };

test("people are counted as the terminal counts them", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("shop", 1200);
  const told = JSON.parse(runTerminal("analyze", path, "--json", "--timezone", "UTC"));
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready");
  await study(page, "people", "retention");
  for (const name of ["stickiness", "retention_week_1", "retention_week_4", "conversations_per_user", "top_users_share"]) {
    const { value, n, of } = told.figures[name];
    expect([name, await figure(page, name)]).toEqual([name, { value, n, of, state: "ok" }]);
  }
  const sheet = told.sheets.find((sheet) => sheet.name === "retention");
  await expect(rows(page, "retention")).toHaveCount(sheet.rows.length);
  await expect(page.getByTestId("chart-active-users")).toHaveAttribute("data-present", "true");
});

test("a cohort is a row, its shares are coloured, and what is too little says so", async ({ page }) => {
  await openApp(page);
  await choose(page, visits("cohorts", COHORTS));
  await reaches(page, "ready");
  await study(page, "people", "retention");
  await expect(rows(page, "retention")).toHaveCount(3);
  const [first, second] = [rows(page, "retention").nth(0), rows(page, "retention").nth(1)];
  await expect(first.locator("th")).toHaveText("2026-03-02");
  // Six were new in the first week, five of them came in the next.
  const share = first.locator("td").nth(1);
  await expect(share).toContainText("5 of 6");
  await expect(share).toHaveAttribute("data-heat", "8");
  // Of the second week there is one.
  const few = second.locator("td").nth(1);
  await expect(few).toHaveAttribute("data-state", "too-few");
  await expect(few).toContainText("too few to say");
  expect(await few.getAttribute("data-heat")).toBeNull();
  // The last week has none after it that is over.
  await expect(rows(page, "retention").nth(2).locator("td").nth(1)).toHaveText("");

  const card = page.getByTestId("sheet-retention");
  await card.getByRole("button", { name: "How is this counted?" }).click();
  await expect(card.getByText("users of the row with a conversation in that week")).toBeVisible();
  await page.keyboard.press("Escape");

  await first.getByRole("button", { name: "2026-03-02" }).click();
  await expect(page.getByTestId("filter-chip")).toHaveText(["is:identified", "day:2026-03-02..2026-03-08"]);
});

test("a figure of people opens its evidence", async ({ page }) => {
  await openSample(page, "saas");
  await study(page, "people", "retention");
  await page.getByTestId("figure-weekly_active_users").locator("button.open").click();
  await expect(page.getByTestId("evidence")).toHaveAttribute("data-figure", "weekly_active_users");
  await expect.poll(() => evidenceTotal(page)).toBeGreaterThan(0);
  expect((await address(page)).place).toBe("people");
});

test("one id for everybody is said to be no user", async ({ page }) => {
  await openApp(page);
  await choose(page, visits("guest", { guest: [2, 3, 9, 10, 16, 17] }));
  await reaches(page, "ready");
  await settled(page);
  expect((await figure(page, "unique_users")).state).toBe("absent");
  await study(page, "people", "retention");
  await expect(page.getByTestId("note")).toHaveText(/One user id stands for all conversations/);
  await expect(page.getByTestId("note")).toHaveAttribute("data-weight", "broken");
  await expect(page.getByTestId("figure-stickiness")).toContainText("One user id stands for all conversations");
});

test("what comes again is completed, found, and stays what it is under a filter", async ({ page }) => {
  await openSample(page, "shop");
  const { n } = await figure(page, "repeat_contact_rate");
  expect(n).toBeGreaterThan(0);
  await filterBy(page, "is:repeated");
  expect((await figure(page, "conversations")).value).toBe(n);
  const shown = await figure(page, "repeat_contact_rate");
  expect([shown.n, shown.of]).toEqual([n, n]);
  await page.getByTestId("filter-line").fill("is:follo");
  await expect(page.getByTestId("filter-suggestion").first()).toContainText("followed");
});

test("friction is told by intent, and a row leads to its conversations", async ({ page }) => {
  await openSample(page, "shop");
  await study(page, "friction", "friction_by_intent");
  for (const name of ["drop_off", "csat_scales", "top_missed", "friction_by_segment", "quick_replies"]) {
    await expect(page.getByTestId(`sheet-${name}`)).toBeVisible();
  }
  const row = rows(page, "friction_by_intent").first();
  const intent = await row.locator("th").textContent();
  await row.locator("th button").click();
  await expect(page.getByTestId("filter-chip")).toHaveText(`intent:${intent}`);
});
