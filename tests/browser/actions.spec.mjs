// Recommended actions: each with its factors and its conversations, and what became of what is tracked.
import { readFileSync } from "node:fs";

import { expect, test } from "@playwright/test";

import { drop, go, openApp, openSample, reaches } from "./helpers.mjs";

async function sample(page, kind = "shop") {
  await openApp(page);
  await page.getByTestId(`sample-${kind}`).click();
  await reaches(page, "ready");
  await go(page, "actions");
  await expect(page.getByTestId("sheet-recommended_actions").locator("tbody tr").first()).toBeVisible();
}

test("an action stands with its factors, its definition and its conversations", async ({ page }) => {
  await sample(page);
  const card = page.getByTestId("sheet-recommended_actions");
  await expect(card.locator("thead th").nth(4)).toHaveText("Worth of it all");
  const worth = await card
    .locator("tbody tr td:nth-child(5) span:first-child")
    .evaluateAll((cells) => cells.filter((cell) => !cell.classList.contains("beside")).map((cell) => Number(cell.textContent.replace(/,/g, ""))));
  expect(worth.length).toBeGreaterThan(3);
  expect(worth).toEqual([...worth].sort((one, two) => two - one));
  await card.locator(".heading .how").click();
  await expect(page.getByText("Severities are a judgement")).toBeVisible();
  await page.keyboard.press("Escape");
  const row = card.locator("tbody tr", { hasText: "version “A”" });
  const failed = /([\d,]+) of/.exec(await row.locator("td").nth(1).textContent())[1];
  await row.getByRole("button", { name: /version “A”/ }).first().click();
  await go(page, "conversations");
  await expect(page.getByRole("main").getByText(`${failed} conversations`, { exact: true })).toBeVisible();
});

test("what a conversation is worth comes from a column", async ({ page }) => {
  await openApp(page);
  const line = (id, channel, outcome, value) => `${id},${channel},2026-03-02T10:00:00Z,user,Hello there,${outcome},${value}`;
  const some = (channel, n, failed, value) =>
    Array.from({ length: n }, (_, at) => line(`${channel}${at}`, channel, at < failed ? "unresolved" : "resolved", value));
  const rows = ["conversation_id,channel,timestamp,role,text,outcome,order_total", ...some("web", 40, 8, 10), ...some("app", 40, 32, 20)];
  await drop(page, { name: "chats.csv", text: rows.join("\n") });
  await reaches(page, "ready");
  await go(page, "actions");
  const worth = page.getByTestId("sheet-recommended_actions").locator("tbody tr", { hasText: "“app”" }).locator("td").nth(3);
  await expect(worth).toContainText("480.0");
  await page.getByTestId("value-column").selectOption("");
  await expect(worth).toContainText("24.0");
});

test("an action is tracked, kept over a reload, and dropped with a way back", async ({ page }) => {
  await sample(page);
  const row = page.getByTestId("sheet-recommended_actions").locator("tbody tr", { hasText: "version “A”" });
  await row.getByRole("button", { name: /^Track this/ }).click();
  await expect(row.getByRole("button", { name: /^Tracked/ })).toBeDisabled();
  const tracked = page.getByTestId("tracked");
  await expect(tracked).toContainText("version “A”");
  // Nothing came after the end of the data yet.
  await expect(tracked.getByTestId("sheet-tracked_actions")).toContainText("Too few conversations since to say.");
  await page.reload();
  await reaches(page, "ready");
  await expect(tracked).toContainText("version “A”");
  await tracked.getByRole("button", { name: /^Track no more/ }).click();
  await expect(tracked).toContainText("Nothing yet.");
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(tracked).toContainText("version “A”");
});

/** Saves what is tracked for one of the tools. */
async function exported(page, label) {
  await page.getByTestId("export-tracked").click();
  const saving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: label }).click();
  const saved = await saving;
  return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), "utf8") };
}

test("an action has an owner and a day, and goes to the tools in which work is planned", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await sample(page);
  await page.getByTestId("sheet-recommended_actions").getByRole("button", { name: /^Track this.*version “A”/ }).click();
  const tracked = page.getByTestId("tracked");
  await tracked.getByTestId("tracked-owner").fill("kim@example.com");
  await tracked.getByTestId("tracked-due").fill("2026-12-24");
  await tracked.getByTestId("tracked-due").blur();
  await page.reload();
  await reaches(page, "ready");
  await expect(tracked.getByTestId("tracked-owner")).toHaveValue("kim@example.com");
  await expect(tracked.getByTestId("tracked-due")).toHaveValue("2026-12-24");
  await expect(tracked.getByTestId("sheet-tracked_actions")).toContainText("Too few conversations since to say.");
  const jira = await exported(page, "For Jira (CSV)");
  expect(jira.name).toBe("undertone-actions-jira.csv");
  expect(jira.text).toMatch(/^Summary,Description,Issue Type,Assignee,Due Date,Labels\r\n/);
  expect(jira.text).toContain(",Task,kim@example.com,2026-12-24,undertone");
  const [issue] = JSON.parse((await exported(page, "For GitHub (JSON)")).text);
  expect(issue.title).toContain("version “A”");
  expect(issue.body).toContain("Owner: kim@example.com\nDue: 2026-12-24");
  await page.getByTestId("export-tracked").click();
  await page.getByRole("menuitem", { name: "Copy as text" }).click();
  await expect(page.getByText("nobody's words.").last()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("Too few conversations since to say.");
});

test("contacts about a matter are tracked from where friction is seen", async ({ page }) => {
  await openSample(page, "shop");
  await go(page, "friction");
  const row = page.getByTestId("sheet-friction_by_intent").locator("tbody tr").first();
  const name = await row.locator("th").textContent();
  await row.getByRole("button", { name: /^Track this/ }).click();
  await expect(row.getByRole("button", { name: /^Tracked/ })).toBeDisabled();
  await go(page, "actions");
  const tracked = page.getByTestId("tracked");
  await expect(tracked).toContainText(name);
  // How many of all who spoke, counted when it is looked at first, and kept.
  const share = tracked.getByTestId("sheet-tracked_actions").locator("tbody tr th");
  await expect(share).toContainText(/\d of [1-9]/);
  const kept = await page.evaluate(() => localStorage.getItem("undertone-tracked"));
  expect(kept.split("\t").slice(4, 6).map(Number).every((n) => n > 0)).toBe(true);
});
