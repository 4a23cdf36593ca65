// Recommended actions: each with its factors and its conversations, and what became of what is tracked.
import { expect, test } from "@playwright/test";

import { drop, go, openApp, reaches } from "./helpers.mjs";

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
  await card.locator(".heading button").click();
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
