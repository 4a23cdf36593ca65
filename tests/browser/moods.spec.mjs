// Where moods turned: what stands there, whose mood it was; a row leads to its conversations, a message to its transcript.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { drop, go, openApp, reaches } from "./helpers.mjs";

const sheet = (page, name) => page.getByTestId(`sheet-${name}`);

/** Twenty conversations that turn for the worse behind a failure of the bot, twenty that go on as they began. */
function turning() {
  const glad = ["I love this shop, thank you so much for the great help", "This is wonderful, I am very happy"];
  const cross = ["This is terrible, I am furious, your service is awful", "I hate this, it is useless and I am really angry now"];
  const rows = ["conversation_id,timestamp,role,text"];
  for (let at = 0; at < 40; at++) {
    let minute = 10;
    const say = (role, text) => rows.push(`c${at},2026-03-${String((at % 28) + 1).padStart(2, "0")}T10:${minute++}:00Z,${role},"${text}"`);
    if (at % 2 === 0) {
      say("user", glad[0]);
      say("bot", "You are welcome. Your parcel is on its way to you.");
      say("user", glad[1]);
      say("bot", "Sorry, I did not understand that.");
      say("user", cross[0]);
      say("bot", "Your parcel is on its way to you.");
      say("user", cross[1]);
    } else {
      for (const word of ["one", "two", "three"]) {
        say("user", `My order has the number ${word}`);
        say("bot", "It is on its way to you.");
      }
    }
  }
  return rows.join("\n");
}

async function opened(page) {
  const seen = await openApp(page);
  await drop(page, { name: "chats.csv", text: turning() });
  await reaches(page, "ready");
  await go(page, "signals");
  await expect(sheet(page, "moods_worse_at")).toBeVisible();
  return seen;
}

test("what stands where moods turned is told, and a row leads to exactly its conversations", async ({ page }) => {
  const seen = await opened(page);
  const turns = page.getByTestId("turns");
  await expect(turns.getByTestId("note").first()).toContainText("20 got worse. At 100 % of the turns the bot had not understood");
  const failed = sheet(page, "moods_worse_at").locator("tbody tr", { hasText: "the bot had not understood" });
  await expect(failed.locator("td").first()).toHaveText("20");
  await failed.getByRole("button").first().click();
  await expect(page.getByTestId("filter-chip")).toHaveText([/trajectory:deteriorating/, /turned:fallback/]);
  await expect(page.locator(".conversations.whole p.number")).toHaveText("20 conversations");
  expect(seen.errors).toEqual([]);
});

test("a message opens its transcript at the turn", async ({ page }) => {
  await opened(page);
  const list = sheet(page, "moods_worse").locator("tbody tr");
  await expect(list).toHaveCount(20);
  await expect(list.first()).toContainText("the bot had not understood");
  const said = list.first().getByTestId("said");
  const words = (await said.textContent()).trim();
  await said.click();
  const line = page.getByTestId("transcript").locator("[data-sought]");
  await expect(line).toBeInViewport();
  await expect(line).toContainText(words);
});

test("who it was is in a file only with the masked messages that were chosen", async ({ page }) => {
  await opened(page);
  const card = sheet(page, "moods_worse");
  await card.getByTestId("table-menu").click();
  await expect(page.getByRole("menuitem")).toHaveText(["Save as CSV, with masked messages"]);
  const saving = page.waitForEvent("download");
  await page.getByRole("menuitem").click();
  const text = readFileSync(await (await saving).path(), "utf8");
  expect(text).toContain("In their words,By how much");
  expect(text.trim().split("\r\n")).toHaveLength(21);
});

test("the filter line offers what can stand at a turn", async ({ page }) => {
  await opened(page);
  await page.getByTestId("filter-line").fill("turned:fal");
  await expect(page.getByRole("option").first()).toContainText("the bot had not understood");
});
