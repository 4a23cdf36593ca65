// Funnels: compose, edit, reorder, remove, undo by going back, from those who stop to a transcript, two selections, a
// link, the keyboard, a phone; figures against the terminal.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { drop, go, openApp, openSample, reaches, runTerminal, terminal } from "./helpers.mjs";

/** Conversations: what the user wants, what the bot does, whether a second wish follows, how it ends, how many, where. */
function table(kinds) {
  const bot = { fallback: "I didn't get that.", answer: "It ships today." };
  const rows = kinds.flatMap(([intent, act, next, end, many, channel], kind) =>
    Array.from({ length: many }, (_, at) => {
      const id = `k${kind}-${at}`;
      const fact = (second) => `${id},${channel},2026-03-02T10:00:${second}Z`;
      const said = [`${fact("00")},user,my ${intent} please,${intent},${end}`, `${fact("20")},bot,${bot[act]},,${end}`];
      return next ? [...said, `${fact("50")},user,and the ${next},${next},${end}`] : said;
    }).flat(),
  );
  return ["conversation_id,channel,timestamp,role,text,intent,outcome", ...rows].join("\n");
}

const TALKS = table([
  ["refund", "answer", "invoice", "resolved", 30, "web"],
  ["refund", "fallback", null, "abandoned", 12, "web"],
  ["refund", "fallback", null, "abandoned", 20, "app"],
  ["refund", "answer", "invoice", "resolved", 10, "app"],
  ["sizes", "answer", null, "resolved", 8, "web"],
]);

const conditions = (page) => page.getByTestId("funnel-condition");
const rows = (page, name) => page.getByTestId(`sheet-${name}`).locator("tbody tr");

const total = (page) => page.locator(".conversations [role=status]");

/** The steps that are written. */
const written = (page) => conditions(page).evaluateAll((lines) => lines.map((line) => line.value));

/** The counts of the table of steps. */
const reached = async (page) =>
  rows(page, "funnel_steps").evaluateAll((all) => all.map((row) => row.cells[1].textContent.trim()));

async function write(page, at, text) {
  await conditions(page).nth(at).fill(text);
  await conditions(page).nth(at).press("Enter");
}

async function funnels(page) {
  const seen = await openApp(page);
  await drop(page, { name: "talks.csv", text: TALKS });
  await reaches(page, "ready");
  await go(page, "funnels");
  await expect(page.getByTestId("chart-funnel")).toHaveAttribute("data-present", "true");
  return seen;
}

test("steps are composed, moved, removed and brought back by going back", async ({ page }) => {
  const seen = await funnels(page);
  // What the data suggest is there to begin with.
  expect(await written(page)).toEqual(["is:engaged", "intent:refund", "outcome:resolved"]);
  await expect.poll(() => reached(page)).toEqual(["80", "72", "40"]);
  await write(page, 2, "intent:invoice");
  await expect.poll(() => reached(page)).toEqual(["80", "72", "40"]);
  await page.getByTestId("funnel-add").click();
  await expect(conditions(page)).toHaveCount(4);
  await write(page, 3, "channel:app");
  await expect.poll(() => reached(page)).toEqual(["80", "72", "40", "10"]);
  // An invoice is asked for behind the refund, never before it.
  await page.getByTestId("funnel-up").nth(2).click();
  await expect.poll(() => written(page)).toEqual(["is:engaged", "intent:invoice", "intent:refund", "channel:app"]);
  await expect.poll(() => reached(page)).toEqual(["80", "40", "0", "0"]);
  await page.getByTestId("funnel-remove").nth(1).click();
  await expect.poll(() => reached(page)).toEqual(["80", "72", "30"]);
  await page.goBack();
  await expect.poll(() => written(page)).toEqual(["is:engaged", "intent:invoice", "intent:refund", "channel:app"]);
  await page.goBack();
  await expect.poll(() => reached(page)).toEqual(["80", "72", "40", "10"]);
  expect(seen.errors).toEqual([]);
});

test("a step completes as it is typed, by keyboard alone, and says what is wrong", async ({ page }) => {
  const seen = await funnels(page);
  const line = conditions(page).nth(1);
  await line.focus();
  await line.fill("intent:in");
  const options = page.getByTestId("funnel-step").nth(1).getByTestId("filter-suggestion");
  await expect(options.first()).toContainText("invoice");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(line).toHaveValue("intent:invoice");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect.poll(() => reached(page)).toEqual(["80", "40", "40"]);
  await expect(line).toBeFocused();
  await line.fill("outcome:nowhere");
  await line.press("Enter");
  await expect(page.getByTestId("filter-error")).toContainText("nowhere");
  expect(await reached(page)).toEqual(["80", "40", "40"]);
  await line.fill("path:fallback");
  // Leaving the line applies it too.
  await page.getByTestId("funnel-order").focus();
  await expect.poll(() => reached(page)).toEqual(["80", "32", "0"]);
  await page.getByTestId("funnel-down").nth(1).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => written(page)).toEqual(["is:engaged", "outcome:resolved", "path:fallback"]);
  expect(seen.errors).toEqual([]);
});

test("those who stop lead to their conversations and on to a transcript", async ({ page }) => {
  const seen = await funnels(page);
  await write(page, 2, "intent:invoice");
  await expect.poll(() => reached(page)).toEqual(["80", "72", "40"]);
  await page.getByTestId("explain-stopping").nth(1).click();
  await expect(rows(page, "funnel_leaving").first()).toContainText("After it: Not understood");
  await expect(rows(page, "funnel_last").filter({ hasText: "Not understood" })).toContainText("32 of 32");
  await rows(page, "funnel_drop_offs").nth(1).getByRole("button").first().click();
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  await expect(total(page)).toHaveText("32 conversations");
  expect(decodeURIComponent(page.url())).toContain("-funnel:");
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toContainText("my refund please");
  await page.goBack();
  await page.goBack();
  await expect.poll(() => written(page)).toEqual(["is:engaged", "intent:refund", "intent:invoice"]);
  expect(seen.errors).toEqual([]);
});

test("a bar leads to those who came so far", async ({ page }) => {
  await funnels(page);
  const canvas = page.getByTestId("chart-funnel").locator("canvas");
  await canvas.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("chart-funnel").locator(".read-out")).toContainText("intent:refund: 72 of 80");
  await expect(page.getByTestId("chart-funnel").locator(".read-out")).toContainText("8 stop before it");
  await page.keyboard.press("Enter");
  await expect(total(page)).toHaveText("72 conversations");
});

test("two selections are held against each other as in the terminal, and a link brings all of it", async ({ page, context }, info) => {
  test.skip(!terminal, "needs the terminal program");
  await funnels(page);
  await write(page, 2, "intent:invoice");
  await page.getByTestId("funnel-order").selectOption("strict");
  await page.getByTestId("funnel-within").selectOption("1h");
  await page.getByTestId("funnel-against").fill("channel:app");
  await page.getByTestId("funnel-against").blur();
  await expect(rows(page, "funnel_differences")).toHaveCount(4);
  const file = info.outputPath("talks.csv");
  writeFileSync(file, TALKS);
  const steps = ["is:engaged", "intent:refund", "intent:invoice"].flatMap((step) => ["--step", step]);
  const asked = ["--strict", "--within", "1h", "--against", "channel:app", "--json"];
  const found = JSON.parse(runTerminal("funnel", file, ...steps, ...asked));
  const sheet = found.sheets.find(({ name }) => name === "funnel_differences");
  const shown = await rows(page, "funnel_differences").evaluateAll((all) => all.map((row) => row.textContent));
  sheet.rows.forEach(({ cells }, at) => {
    for (const { figure } of [cells[1], cells[2]]) expect(shown[at]).toContain(`${figure.n} of ${figure.of}`);
  });
  expect(sheet.rows[2].cells[1].figure.n).toBe(30);

  const link = page.url();
  const other = await context.newPage();
  await other.goto(link);
  await drop(other, { name: "talks.csv", text: TALKS });
  await reaches(other, "ready");
  await go(other, "funnels");
  await expect.poll(() => written(other)).toEqual(["is:engaged", "intent:refund", "intent:invoice"]);
  await expect(other.getByTestId("funnel-order")).toHaveValue("strict");
  await expect(other.getByTestId("funnel-within")).toHaveValue("1h");
  await expect(other.getByTestId("funnel-against")).toHaveValue("channel:app");
});

test("a link holds no words that were typed", async ({ page }) => {
  await funnels(page);
  await write(page, 1, '"my refund"');
  await expect.poll(() => reached(page)).toEqual(["80", "72", "40"]);
  expect(decodeURIComponent(page.url())).not.toContain("my refund");
});

test("users come through over several conversations", async ({ page }) => {
  const seen = await openSample(page, "shop");
  await go(page, "funnels");
  await expect(page.getByTestId("chart-funnel")).toHaveAttribute("data-present", "true");
  await page.getByTestId("funnel-whose").selectOption("users");
  await expect(page.getByTestId("sheet-funnel_steps").locator("thead")).toContainText("Users");
  await expect(page.getByTestId("note").first()).toContainText("not listed");
  await expect(rows(page, "funnel_drop_offs").first().getByRole("button")).toHaveCount(0);
  expect(seen.errors).toEqual([]);
});

test("goals are steps of a funnel", async ({ page }) => {
  await funnels(page);
  await go(page, "value");
  await page.getByTestId("suggested-goal").first().click();
  await page.getByTestId("suggested-goal").first().click();
  await page.getByTestId("goals-funnel").click();
  await expect(conditions(page)).toHaveCount(2);
  expect((await written(page))[0]).toMatch(/^goal:/);
});

test("on a phone it fits", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await funnels(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
  const box = await conditions(page).first().boundingBox();
  expect(box.width).toBeGreaterThan(140);
});

test("a funnel is kept under a name with the plan, taken again after a reload, and forgotten with undo", async ({ page }) => {
  await openApp(page);
  await drop(page, { name: "talks.csv", text: TALKS });
  await reaches(page, "ready");
  await go(page, "funnels");
  await conditions(page).nth(1).fill("intent:refund");
  await conditions(page).nth(1).press("Enter");
  await page.getByTestId("funnel-within").selectOption("7d");
  const steps = await written(page);
  await page.getByTestId("keep-this-funnel").click();
  const dialog = page.getByTestId("save-funnel");
  await page.getByTestId("keep-funnel").click();
  await expect(dialog.getByRole("alert")).toHaveText("a funnel needs a name; write one");
  await page.getByTestId("funnel-name").fill("Refunds");
  await page.getByTestId("keep-funnel").click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId("forget-funnel")).toHaveText("Forget “Refunds”");

  // Another funnel, then a reload: the kept one is there, with its time.
  const first = page.getByTestId("funnel-suggested").first();
  await expect(first).toHaveText("Refunds");
  await page.getByTestId("funnel-suggested").last().click();
  await expect(page.getByTestId("forget-funnel")).toHaveCount(0);
  await page.reload();
  await drop(page, { name: "talks.csv", text: TALKS });
  await reaches(page, "ready");
  await go(page, "funnels");
  await page.getByTestId("funnel-suggested").first().click();
  expect(await written(page)).toEqual(steps);
  await expect(page.getByTestId("funnel-within")).toHaveValue("7d");
  await expect(rows(page, "funnel_steps")).toHaveCount(steps.length);

  // It goes with the file of the plan.
  await go(page, "value");
  const saving = page.waitForEvent("download");
  await page.getByTestId("save-plan").click();
  const plan = JSON.parse(readFileSync(await (await saving).path(), "utf8"));
  expect(plan.funnels).toEqual([{ name: "Refunds", steps: `within 7d; ${steps.join(" > ")}` }]);

  await go(page, "funnels");
  await page.getByTestId("forget-funnel").click();
  await expect(first).not.toHaveText("Refunds");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(first).toHaveText("Refunds");
});
