// Changes and the briefing: from what stands out to what explains it and to the conversations behind it.
import { expect, test } from "@playwright/test";

import { download, drop, generate, go, openApp, reaches, runTerminal } from "./helpers.mjs";

/** Forty conversations a day; on one day sixty more from one channel, about one matter. */
function crash() {
  const rows = ["conversation_id,channel,timestamp,role,text,intent"];
  for (let day = 0; day < 50; day++) {
    const date = new Date(Date.UTC(2026, 3, 1 + day)).toISOString().slice(0, 10);
    const usual = 40 + ((day * day * 31) % 7);
    for (let at = 0; at < usual + (day === 30 ? 60 : 0); at++) {
      const more = at >= usual;
      const channel = more || at % 2 === 0 ? "mobile" : "web";
      const intent = more || at % 3 === 0 ? "app_crash" : "delivery";
      rows.push(`c${day}-${at},${channel},${date}T${String(at % 24).padStart(2, "0")}:10:00Z,user,It does not start at all in room ${day * 100 + at},${intent}`);
    }
  }
  return rows.join("\n");
}

async function opened(page) {
  await openApp(page);
  await drop(page, { name: "chats.csv", text: crash() });
  await reaches(page, "ready");
}

test("a rise leads to what explains it and to its conversations", async ({ page }) => {
  await opened(page);
  await go(page, "changes");
  const change = page.getByTestId("change").filter({ hasText: /^Conversations rose from 4\d to 10\d a day on 2026-05-01/ });
  await expect(change).toHaveCount(1);
  await expect(change).toContainText("of it from intent: app_crash, channel: mobile");
  await expect(change.locator("canvas")).toHaveAttribute("aria-label", /1 May 2026: 10\d, usually/);
  const reasons = page.getByTestId("sheet-change_reasons");
  await expect(reasons.locator("tbody tr", { hasText: "intent: app_crash" })).toHaveCount(1);
  await change.getByTestId("change-conversations").click();
  await expect(page.getByTestId("filter-chip")).toHaveText([/day:2026-05-01/, /intent:app_crash/, /channel:mobile/]);
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  await expect(page.getByRole("main").getByText(/^(6|7)\d conversations$/)).toBeVisible();
});

test("what comes has a picture, its days and how good it was", async ({ page }) => {
  await opened(page);
  await go(page, "changes");
  await expect(page.getByTestId("chart-forecast")).toContainText("conversations are to be expected in the 14 days behind the last");
  await expect(page.getByTestId("sheet-forecasts").locator("tbody tr")).not.toHaveCount(0);
  await expect(page.getByTestId("sheet-forecast_tests").locator("tbody tr").first()).toContainText("Conversations");
});

test("of too few days nothing is said but that", async ({ page }) => {
  await openApp(page);
  await drop(page, { name: "chats.csv", text: crash().split("\n").slice(0, 400).join("\n") });
  await reaches(page, "ready");
  await go(page, "changes");
  await expect(page.getByTestId("sheet-changes")).toContainText("Too little data: changes are told from at least 21 whole days");
  await expect(page.getByTestId("change")).toHaveCount(0);
});

test("the briefing leads to its conversations and is saved without anybody's words unless they are asked for", async ({ page }) => {
  await opened(page);
  await go(page, "briefing");
  const lines = page.getByTestId("briefing-line");
  await expect(lines.filter({ hasText: "conversations from 2026-04-01 to 2026-05-20" })).toHaveCount(1);
  const rise = lines.filter({ hasText: /^Conversations rose/ });
  await expect(rise.locator("blockquote").first()).toHaveText(/^It does not start at all/);
  const saved = async (id) => (await download(page, id)).text;
  const bare = await saved("briefing-html");
  expect(bare).toContain("Conversations rose from");
  expect(bare).not.toContain("It does not start");
  expect(bare).not.toMatch(/<script|https?:/);
  expect(await saved("briefing-markdown")).not.toContain("It does not start");
  await page.getByTestId("briefing-quotes").check();
  expect(await saved("briefing-html")).toContain("<blockquote dir=\"auto\">It does not start at all");
  expect(await saved("briefing-markdown")).toContain("  > It does not start at all");
  await rise.getByRole("button").click();
  await expect(page.getByTestId("filter-chip").first()).toHaveText(/day:2026-05-01/);
});

test("page and terminal tell the same", async ({ page }) => {
  const file = generate("shop", 1500);
  await openApp(page);
  await drop(page, file);
  await reaches(page, "ready");
  await go(page, "briefing");
  await expect(page.getByTestId("briefing-line").first()).toBeVisible();
  const told = await page.getByTestId("briefing-line").evaluateAll((lines) =>
    lines.map((line) => (line.querySelector("button, span").textContent ?? "").trim()));
  const terminal = JSON.parse(runTerminal("brief", file, "--format", "json"));
  expect(told).toEqual(terminal.sentences.map((line) => line.sentence));
});

/** Customers of whom a column says what became; where the bot failed in their conversation most are gone. */
function customers() {
  const rows = ["conversation_id,user_id,timestamp,role,text,contract"];
  for (let at = 0; at < 600; at++) {
    const fails = at % 2 === 0;
    const state = fails ? (at % 10 === 0 ? "active" : at % 4 === 0 ? "gone" : "paused") : at % 21 === 0 ? "gone" : "active";
    const say = (minute, role, text) => rows.push(`c${at},u${at},2026-03-02T10:${minute}:00Z,${role},${text},${state}`);
    say(10, "user", "Where is the parcel that I ordered?");
    say(11, "bot", fails ? "Sorry I did not understand that." : "It is on its way to you.");
    say(12, "user", "The number is on the invoice that came by mail");
    if (fails && at % 3 !== 0) say(13, "agent", "Hello I am here to help you");
    else if (fails) say(13, "bot", "It is on its way to you.");
  }
  return rows.join("\n");
}

test("who is at risk is listed by the column and the values that are chosen", async ({ page }) => {
  const seen = await openApp(page);
  await drop(page, { name: "chats.csv", text: customers() });
  await reaches(page, "ready");
  await go(page, "changes");
  const risks = page.getByTestId("sheet-outcome_risks");
  await expect(risks).toContainText("No column of the source says what became of users");
  await page.getByTestId("became-column").selectOption("contract");
  const values = page.getByTestId("became").locator("label.tick");
  await expect(values).toHaveText([/^active/, /^gone/, /^paused/]);
  await values.filter({ hasText: "gone" }).getByRole("checkbox").check();
  await values.filter({ hasText: "paused" }).getByRole("checkbox").check();
  const rows = risks.locator("tbody tr");
  await expect(rows).toHaveCount(50);
  // The likeliest is one of those where the bot failed and who are still there.
  await expect(rows.first().locator("th")).toHaveText(/^u\d*0$/);
  await expect(rows.first()).toContainText("The bot did not understand (odds × ");
  const link = page.getByTestId("sheet-outcome_link").locator("tbody tr", { hasText: "The bot did not understand" });
  await expect(link).toContainText("240 of 300");
  // A conversation whose end is not known: those that the bot failed have ended here. Its risk, and the way to it.
  const running = page.getByTestId("sheet-early_risks").locator("tbody tr").first();
  await expect(running).toContainText("%");
  await running.getByTestId("said").click();
  await expect(page.getByTestId("transcript").locator("[data-sought]")).toContainText("The number is on the invoice");
  expect(seen.errors).toEqual([]);
});
