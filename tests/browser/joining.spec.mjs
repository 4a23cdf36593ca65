// Files of facts beside the transcripts: dropped together, joined by their ids, and asked about where it
// cannot be told whose ids they are.
import { expect, test } from "@playwright/test";
import { drop, figure, filterBy, go, openApp, reaches, settled } from "./helpers.mjs";

const dialog = (page) => page.getByTestId("mapping-dialog");
const column = (page, at) => page.getByTestId(`mapping-column-${at}`);
const conversations = async (page, filter) => {
  const clear = page.getByTestId("filter-clear");
  if (await clear.isVisible()) await clear.click();
  await expect(page.getByTestId("filter-chip")).toHaveCount(0);
  await filterBy(page, filter);
  await settled(page);
  return (await figure(page, "conversations")).value;
};

const chats = {
  name: "conversations.csv",
  text: [
    "conversation_id,user_id,role,text",
    ...[["c1", "u1"], ["c2", "u2"], ["c3", "u1"], ["c4", "u3"]].flatMap(([chat, user]) => [
      `${chat},${user},user,where is my parcel`,
      `${chat},${user},bot,it left this morning`,
    ]),
  ].join("\n"),
};
const customers = {
  name: "customers.csv",
  text: "user_id,plan,mrr,churned,churn_date\nu1,enterprise,1200,no,\nu2,free,0,yes,2026-03-01\nu9,pro,49,no,\n",
};
const csat = {
  name: "csat.csv",
  text: "conversation_id,score,comment\nc1,5,all was well and quick\nc2,1,nobody could help me\nc8,4,a bit slow but fine\n",
};

test("three files at once are one analysis, filtered by what was joined", async ({ page }) => {
  const seen = await openApp(page);
  await drop(page, csat, customers, chats);
  await reaches(page, "ready");
  await expect(dialog(page)).toBeHidden();
  expect((await figure(page, "conversations")).value).toBe(4);
  expect(await conversations(page, "plan:enterprise")).toBe(2);
  expect(await conversations(page, "mrr>1000 is:satisfied")).toBe(1);
  expect(await conversations(page, "churned:yes is:rated")).toBe(1);
  await go(page, "reading");
  const report = page.getByTestId("files-report");
  await expect(report).toContainText("2 of 3 customers matched; 1 without a conversation here");
  await expect(report).toContainText("2 of 3 conversations matched; 1 not among those read");
  await expect(page.locator('[data-testid="problem"][data-kind="unmatched"]')).toHaveCount(2);
  expect(await seen.allViolations()).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test("an id that may be anyone's is asked about, with a guess", async ({ page }) => {
  await openApp(page);
  const facts = { name: "export.json", text: JSON.stringify([{ id: "u1", plan: "pro", seats: 3 }, { id: "u2", plan: "free", seats: 1 }]) };
  await drop(page, facts, chats);
  await expect(dialog(page)).toBeVisible();
  await expect(page.getByTestId("mapping-about")).toHaveValue("2");
  await expect(page.getByTestId("mapping-summary")).toHaveText(
    "3 columns are read; each record goes to the conversations that have its “id”.",
  );
  // Of a fact nobody can choose that it was said.
  await expect(column(page, 1).locator("option", { hasText: "Message text" })).toHaveCount(0);
  await page.getByTestId("mapping-about").selectOption("1");
  await expect(column(page, 0).locator("option:checked")).toHaveText("Conversation");
  await page.getByTestId("mapping-about").selectOption("2");
  await expect(column(page, 0).locator("option:checked")).toHaveText("Customer number");
  await column(page, 1).selectOption({ label: "Tags" });
  await page.getByTestId("mapping-apply").click();
  await reaches(page, "ready");
  expect(await conversations(page, "tag:pro")).toBe(2);
  expect(await conversations(page, "seats<2")).toBe(1);
});

test("a file that was taken for facts can be read as messages, and back", async ({ page }) => {
  await openApp(page);
  await drop(page, chats, csat);
  await reaches(page, "ready");
  await go(page, "reading");
  await page.getByTestId("read-otherwise").nth(1).click();
  await expect(page.getByTestId("mapping-about")).toHaveValue("1");
  await page.getByTestId("mapping-about").selectOption("0");
  await expect(column(page, 2).locator("option:checked")).toHaveText("Message text");
  await page.getByTestId("mapping-apply").click();
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(5);
  await go(page, "reading");
  await page.getByTestId("read-otherwise").nth(1).click();
  await page.getByTestId("mapping-about").selectOption("1");
  await page.getByTestId("mapping-apply").click();
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(4);
});
