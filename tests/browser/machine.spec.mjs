// The bot's engine: its figures and tables, intents against a chosen column, groups against the best one, and articles
// that are dropped on the screen.
import { expect, test } from "@playwright/test";
import { address, drop, figure, go, openApp, openSample, reaches } from "./helpers.mjs";

const sheet = (page, name) => page.getByTestId(`sheet-${name}`);
const rows = (page, name) => sheet(page, name).locator("tbody tr");

/** Conversations with a stated intent, the right one, a plan, an outcome, and an answer of the bot. */
function conversations() {
  const lines = ["conversation_id,role,text,intent,confidence,right_intent,plan,status"];
  for (let at = 0; at < 40; at += 1) {
    const intent = at % 4 === 0 ? "refund" : "order";
    const plan = at < 20 ? "pro" : "free";
    const status = at < 20 || at % 4 === 1 ? "resolved" : "unresolved";
    const answer = at % 2 ? "Standard delivery takes two to four working days." : "Our store in Hamburg opens at ten.";
    lines.push(`c${at},user,How long does the delivery take? Write to a${at}@example.com,${intent},0.9,order,${plan},${status}`);
    lines.push(`c${at},bot,${answer},,,,,`);
  }
  return { name: "chats.csv", text: lines.join("\n") };
}

const articles = {
  name: "shop.md",
  text: "# Delivery times\nStandard delivery takes 2 to 4 working days.\n# Gift cards\nGift cards are valid for three years.\n",
};

async function machine(page) {
  const seen = await openApp(page);
  await drop(page, conversations());
  await reaches(page, "ready");
  await go(page, "machine");
  await expect(page.getByTestId("machine")).toBeVisible();
  await expect(sheet(page, "models")).toBeVisible();
  return seen;
}

test("figures, tables and what is estimated stand on the screen", async ({ page }) => {
  const seen = await machine(page);
  expect(await figure(page, "personal_data_share")).toEqual({ value: 1, n: 40, of: 40, state: "ok" });
  expect((await figure(page, "flagged_answer_rate")).of).toBe(40);
  expect((await figure(page, "model_latency")).state).toBe("absent");
  await expect(page.getByTestId("note").filter({ hasText: "estimated from the masked words" })).toBeVisible();
  await expect(rows(page, "personal_data_kinds").first()).toContainText("EMAIL");
  await expect(rows(page, "models").first()).toContainText("not stated");
  expect(await seen.allViolations()).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test("intents are compared with a column, which stands in the address", async ({ page }) => {
  await machine(page);
  await page.getByTestId("choose-labels").selectOption("right_intent");
  await expect(sheet(page, "intent_confusion")).toBeVisible();
  expect(await figure(page, "intent_accuracy")).toEqual({ value: 0.75, n: 30, of: 40, state: "ok" });
  await expect(rows(page, "intent_confusion")).toHaveCount(1);
  await expect(rows(page, "intent_confusion").first()).toContainText("refund");
  await expect(rows(page, "intent_reliability").first()).toContainText("90–100");
  expect((await address(page)).labels).toBe("right_intent");
  // A row is the way to its conversations.
  await rows(page, "intent_confusion").first().getByRole("button").click();
  await expect(page.getByTestId("filter-chip").first()).toBeVisible();
});

test("groups are compared with the best, and the line is marked", async ({ page }) => {
  await machine(page);
  await page.getByTestId("choose-group").selectOption("plan");
  await expect(sheet(page, "fairness")).toBeVisible();
  await expect(sheet(page, "fairness")).toContainText("below four fifths");
  await expect(page.locator('[data-testid="note"][data-weight="bad"]').first()).toContainText("free");
  expect((await address(page)).group).toBe("plan");
});

test("articles are dropped on the screen and compared in the tab", async ({ page }) => {
  const seen = await machine(page);
  await page.getByTestId("articles-input").setInputFiles({
    name: articles.name,
    mimeType: "text/markdown",
    buffer: Buffer.from(articles.text),
  });
  await expect(page.getByTestId("articles-names")).toHaveText("shop.md");
  await expect(sheet(page, "unsupported_answers")).toBeVisible();
  expect(await figure(page, "unsupported_answer_rate")).toEqual({ value: 0.5, n: 20, of: 40, state: "ok" });
  await expect(rows(page, "unsupported_answers").first()).toContainText("Hamburg");
  await expect(rows(page, "articles")).toHaveCount(2);
  await expect(page.getByTestId("note").filter({ hasText: "no proof" })).toBeVisible();
  // Nobody's words are in the address, and the transcripts stay open.
  expect((await address(page)).hash).not.toContain("Hamburg");
  expect(await seen.allViolations()).toEqual([]);
  // Dropped there, they take the place of those before.
  await page.getByTestId("ask-articles").evaluate((place) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["<h1>Gift cards</h1><p>Gift cards are valid for three years.</p>"], "gifts.html"));
    place.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
  });
  await expect(page.getByTestId("articles-names")).toHaveText("gifts.html");
  await expect(rows(page, "articles")).toHaveCount(1);
  await expect(page.getByTestId("machine")).toBeVisible();
});

test("a sample without labels or groups chosen asks for them", async ({ page }) => {
  await openSample(page);
  await go(page, "machine");
  await expect(page.getByTestId("ask-labels")).toBeVisible();
  await expect(sheet(page, "intent_confusion")).toHaveCount(0);
  await expect(sheet(page, "fairness")).toHaveCount(0);
  await page.getByTestId("choose-group").selectOption("channel");
  await expect(sheet(page, "fairness")).toBeVisible();
});
