// What is said with signals: the tables are the terminal's, a row leads to its conversations, worth orders them.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { choose, drop, generate, go, openApp, openSample, reaches, runTerminal, terminal } from "./helpers.mjs";

const sheet = (page, name) => page.getByTestId(`sheet-${name}`);
const rows = (page, name) => sheet(page, name).locator("tbody tr");

test("the tables are the terminal's, and a row leads to its conversations", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("saas", 1500);
  const told = JSON.parse(runTerminal("analyze", path, "--timezone", "UTC", "--voices", "customer_value", "--json"));
  const of = (name) => told.sheets.find((sheet) => sheet.name === name);
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready");
  await go(page, "signals");
  await expect(page.getByTestId("value-column")).toHaveValue("customer_value");
  for (const name of ["features_asked_for", "faults_reported", "competitors", "why_they_may_leave"]) {
    const { rows: theirs } = of(name);
    await expect(rows(page, name)).toHaveCount(theirs.length);
    await expect(rows(page, name).first()).toContainText(theirs[0].cells[0].text);
  }
  // The messages are on the screen alone.
  expect(of("features_asked_for").columns.map(({ title }) => title)).not.toContain("In their words");
  await expect(sheet(page, "features_asked_for").locator("thead")).toContainText("In their words");
  const first = rows(page, "features_asked_for").first();
  const many = (await first.locator("td").first().textContent()).trim();
  await first.getByRole("button").first().click();
  await expect(page.locator(".conversations.whole p.number")).toHaveText(`${many} conversations`);
});

test("a list is saved without messages, and with them where that is chosen", async ({ page }) => {
  await openSample(page, "saas");
  await go(page, "signals");
  const card = sheet(page, "features_asked_for");
  const saved = async (what) => {
    await card.getByTestId("table-menu").click();
    const saving = page.waitForEvent("download");
    await card.getByRole("menuitem", { name: what }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toBe("undertone-features_asked_for.csv");
    return readFileSync(await file.path(), "utf8");
  };
  const quote = (await rows(page, "features_asked_for").first().locator("td").last().textContent()).trim();
  const bare = await saved("without messages");
  expect(bare).toContain("Conversations,Users,Worth");
  expect(bare).not.toContain("In their words");
  expect(bare).not.toContain(quote);
  const whole = await saved("with masked messages");
  expect(whole).toContain("In their words");
  expect(whole.replaceAll('""', '"')).toContain(quote);
});

test("what is worth most comes first, unless each is worth the same", async ({ page }) => {
  const wish = (at, words, worth) => `c${at},u${at},2026-03-${String((at % 28) + 1).padStart(2, "0")}T10:00:00Z,user,"${words}",${worth}`;
  const dark = ["Please add a dark mode to the app", "I wish there was a dark mode", "Feature request: dark mode please"];
  const pdf = ["Please add a PDF export of invoices", "I wish invoices could be exported as PDF", "Feature request: PDF export of invoices"];
  const lines = [
    ...Array.from({ length: 30 }, (_, at) => wish(at, `${dark[at % 3]}, number ${at}`, 1)),
    ...Array.from({ length: 24 }, (_, at) => wish(at + 40, `${pdf[at % 3]}, number ${at}`, 500)),
  ];
  await openApp(page);
  await drop(page, { name: "wishes.csv", text: ["conversation_id,user_id,timestamp,role,text,revenue", ...lines].join("\n") });
  await reaches(page, "ready");
  await go(page, "signals");
  const top = rows(page, "features_asked_for").first();
  await expect(top).toContainText(/pdf|invoices/i);
  await page.getByTestId("value-column").selectOption("");
  await expect(top).toContainText(/dark/i);
  await expect(sheet(page, "features_asked_for").locator("thead")).not.toContainText("Worth");
});

test("the sample's lists fit a phone", async ({ page }) => {
  await openSample(page, "saas");
  await go(page, "signals");
  await expect(sheet(page, "features_asked_for")).toBeVisible();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }
});

test("what competitors and products are called is said once, and undone", async ({ page }) => {
  const say = (at, words) => `c${at},u${at},2026-03-02T10:00:00Z,user,"${words}, number ${at}"`;
  const lines = Array.from({ length: 24 }, (_, at) =>
    say(at, at % 2 ? "Does the pulse 9 float in salt water" : "I saw the same at BRIGHTMERE yesterday"));
  const seen = await openApp(page);
  await drop(page, { name: "chats.csv", text: ["conversation_id,user_id,timestamp,role,text", ...lines].join("\n") });
  await reaches(page, "ready");
  await go(page, "signals");
  await page.getByTestId("name-them").click();
  const list = (key) => page.getByTestId(`names-${key}`);
  await list("competitors").getByTestId("new-name").fill("Brightmere, Bolt");
  await page.keyboard.press("Enter");
  await expect(list("competitors").getByRole("listitem")).toHaveText(["Brightmere", "Bolt"]);
  await list("products").getByTestId("new-name").fill("Pulse 9, bolt");
  await list("products").getByTestId("add-name").click();
  await expect(list("products").getByRole("listitem")).toHaveText(["Pulse 9"]);
  await expect(list("products").getByTestId("name-wrong")).toContainText("stands in these lists already");
  await expect(list("products").getByTestId("new-name")).toHaveValue("bolt");
  await go(page, "signals");
  await expect(rows(page, "names_listed")).toHaveText([/Brightmerecompetitor12/, /Pulse 9product12/]);
  // A name that is gone is told of no more, until that is undone.
  await go(page, "value");
  await list("competitors").getByRole("listitem").first().getByTestId("remove-name").click();
  await expect(list("competitors").getByRole("listitem")).toHaveText(["Bolt"]);
  await go(page, "signals");
  await expect(rows(page, "names_listed")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page, "names_listed")).toHaveCount(2);
  // It is kept, and a row leads to its conversations.
  await rows(page, "names_listed").first().getByRole("button").first().click();
  await expect(page.getByTestId("filter-chip")).toHaveText([/entity:"?competitor: Brightmere/]);
  await expect(page.locator(".conversations.whole p.number")).toHaveText("12 conversations");
  await page.reload();
  await drop(page, { name: "chats.csv", text: ["conversation_id,user_id,timestamp,role,text", ...lines].join("\n") });
  await reaches(page, "ready");
  await go(page, "value");
  await expect(list("products").getByRole("listitem")).toHaveText(["Pulse 9"]);
  expect(seen.errors).toEqual([]);
});
