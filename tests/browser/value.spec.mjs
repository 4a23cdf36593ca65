// Goals and money: edited in place, kept over a reload, taken to a file and back; what they make of the data, and
// the way to the conversations behind.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { drop, figure, filterBy, go, openApp, reaches, settled } from "./helpers.mjs";

/** 12 conversations of one day: 8 resolved, of which 6 are orders; 4 of which nothing says how they ended. */
const chats = {
  name: "chats.csv",
  text: [
    "conversation_id,timestamp,role,message,channel,tags,status",
    ...Array.from({ length: 12 }, (_, n) => {
      const facts = `${n < 9 ? "web" : "app"},${n < 6 ? "order" : ""},${n < 8 ? "resolved" : ""}`;
      return [
        `c${n},2026-03-01T10:00:00Z,user,${n === 11 ? "write to ada@example.com" : "where is it"},${facts}`,
        `c${n},2026-03-01T10:00:05Z,bot,here it is,${facts}`,
      ].join("\n");
    }),
  ].join("\n"),
};

async function opened(page) {
  const seen = await openApp(page);
  await drop(page, chats);
  await reaches(page, "ready");
  await go(page, "value");
  await expect(page.getByTestId("value")).toBeVisible();
  return seen;
}

async function addGoal(page, name, filter, value) {
  await page.getByTestId("add-goal").click();
  const row = page.getByTestId("goal").last();
  await row.getByTestId("goal-name").fill(name);
  await row.getByTestId("goal-filter").fill(filter);
  if (value) await row.getByTestId("goal-value").fill(value);
  return row;
}

const sheet = (page, name) => page.getByTestId(`sheet-${name}`);

test("a goal that is added shows its conversions, and its row leads to the conversations", async ({ page }) => {
  const seen = await opened(page);
  await expect(page.getByTestId("figure-goal_conversion_rate")).toHaveAttribute("data-state", "absent");
  await addGoal(page, "order", "tag:order", "40");
  await expect(sheet(page, "goals").locator("tbody tr")).toHaveCount(1);
  expect(await figure(page, "goal_conversion_rate")).toEqual({ value: 0.5, n: 6, of: 12, state: "ok" });
  await expect(page.getByTestId("figure-attributed_value")).toHaveAttribute("data-value", "240");
  await expect(sheet(page, "value_by_channel").locator("tbody tr")).toHaveCount(2);
  await sheet(page, "goals").getByRole("button", { name: "order" }).click();
  await expect(page.getByTestId("filter-chip")).toContainText("goal:order");
  await settled(page);
  await go(page, "conversations");
  await expect(page.getByTestId("conversation-row")).toHaveCount(6);
  expect(await seen.allViolations()).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test("a goal decides the outcome where nothing stronger does", async ({ page }) => {
  await opened(page);
  await addGoal(page, "app", "channel:app");
  await expect(sheet(page, "goals").locator("tbody tr")).toHaveCount(1);
  await filterBy(page, "evidence:goal");
  await settled(page);
  await expect(page.getByTestId("figure-goal_conversion_rate")).toHaveAttribute("data-n", "3");
});

test("what is wrong with a goal is said beside it, and nothing else changes", async ({ page }) => {
  await opened(page);
  const row = await addGoal(page, "order", "outcome:sold");
  await expect(row.getByTestId("goal-wrong")).toContainText("“sold” is not a value of this field");
  await expect(page.getByTestId("plan-wrong")).toContainText("goals[1].filter");
  await row.getByTestId("goal-filter").fill("tag:order");
  await expect(row.getByTestId("goal-wrong")).toBeEmpty();
  await expect(page.getByTestId("plan-wrong")).toBeEmpty();
  await expect(sheet(page, "goals").locator("tbody tr")).toHaveCount(1);
});

test("amounts that are said give the return, and what it depends on", async ({ page }) => {
  await opened(page);
  await expect(page.getByTestId("figure-roi")).toHaveAttribute("data-state", "absent");
  await page.getByTestId("money-human_contact").fill("5");
  await page.getByTestId("money-minutes_per_human_contact").fill("15");
  await page.getByTestId("money-bot_fixed_per_month").fill("30,4375");
  await expect(page.getByTestId("figure-roi")).toHaveAttribute("data-state", "ok");
  // 8 contacts at 5 are saved; one day of the bot costs 1.
  await expect(page.getByTestId("figure-hours_saved")).toHaveAttribute("data-state", "ok");
  expect((await figure(page, "roi")).value).toBeCloseTo(39, 6);
  expect((await figure(page, "hours_saved")).value).toBe(2);
  expect((await figure(page, "cost_per_resolution")).value).toBeCloseTo(0.125, 6);
  const rows = sheet(page, "roi_sensitivity").locator("tbody tr");
  await expect(rows).toHaveCount(3);
  // 4.7 to 10.3 contacts move it by 28; a fifth of what the bot costs, by 21.
  await expect(rows.first()).toContainText("Contacts that no person had to take");
  await page.getByTestId("money-human_contact").fill("six");
  await expect(page.getByTestId("money-human_contact")).toHaveAttribute("aria-invalid", "true");
});

test("a goal that is suggested is one click, and one that is removed comes back", async ({ page }) => {
  await opened(page);
  const suggested = page.getByTestId("suggested-goal");
  await expect(suggested).toHaveCount(5);
  await suggested.first().click();
  await expect(page.getByTestId("goal")).toHaveCount(1);
  await expect(suggested).toHaveCount(4);
  await page.getByTestId("remove-goal").click();
  await expect(page.getByTestId("goal")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByTestId("goal-name")).toHaveValue("product details");
});

test("a reload keeps what was said, and a file takes it along", async ({ page }) => {
  await opened(page);
  await addGoal(page, "order", "tag:order", "40");
  await page.getByTestId("money-human_contact").fill("5");
  await expect(sheet(page, "goals").locator("tbody tr")).toHaveCount(1);
  await expect(page.getByTestId("figure-deflected_value")).toHaveAttribute("data-state", "ok");
  const download = page.waitForEvent("download");
  await page.getByTestId("save-plan").click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({
    undertone_plan: 1,
    goals: [{ name: "order", filter: "tag:order", value: 40 }],
    money: { human_contact: 5 },
  });
  await page.reload();
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  await drop(page, chats);
  await reaches(page, "ready");
  await go(page, "value");
  await expect(page.getByTestId("goal-name")).toHaveValue("order");
  await expect(page.getByTestId("money-human_contact")).toHaveValue("5");
  await expect(page.getByTestId("figure-goal_conversion_rate")).toHaveAttribute("data-n", "6");
  await page.getByTestId("remove-goal").click();
  await expect(page.getByTestId("figure-goal_conversion_rate")).toHaveAttribute("data-state", "absent");
  const plan = (text) => ({ name: "plan.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByTestId("load-plan").setInputFiles(plan('{"undertone_plan": 1, "goals": [{"name": "a"}]}'));
  await expect(page.getByTestId("plan-wrong")).toContainText("goals[1].filter");
  await page.getByTestId("load-plan").setInputFiles(plan(text));
  await expect(page.getByTestId("goal-name")).toHaveValue("order");
  await expect(page.getByTestId("figure-goal_conversion_rate")).toHaveAttribute("data-state", "ok");
});

test("leads are listed when they are asked for, masked", async ({ page }) => {
  await opened(page);
  await expect(sheet(page, "leads")).toHaveCount(0);
  await page.getByTestId("show-leads").click();
  const rows = sheet(page, "leads").locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("write to [EMAIL 1]");
});

test("prices of tokens are a table with the date they are of", async ({ page }) => {
  await opened(page);
  const editor = page.getByTestId("prices-editor");
  await expect(editor.locator("summary")).toContainText("2025-11");
  await editor.locator("summary").click();
  const rows = editor.getByTestId("price");
  const known = await rows.count();
  await page.getByTestId("add-price").click();
  await expect(rows).toHaveCount(known + 1);
  await rows.last().getByTestId("price-model").fill("our-own");
  await rows.last().getByTestId("price-input").fill("0.5");
  await page.getByTestId("prices-of").fill("2026-11");
  await expect(editor.locator("summary")).toContainText("2026-11");
  await page.getByTestId("restore-prices").click();
  await expect(rows).toHaveCount(known);
});
