// What is said with signals: the tables are the terminal's, a row leads to its conversations, worth orders them.
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
