// Questions: the table against the terminal, a row and its conversations, what the bot failed at, drafts and their files,
// which ask before they hold anybody's words.
import { expect, test } from "@playwright/test";
import { choose, download, generate, go, openApp, reaches, runTerminal, terminal } from "./helpers.mjs";

const rows = (page, name) => page.getByTestId(`sheet-${name}`).locator("tbody tr");

async function openQuestions(page, path) {
  const seen = await openApp(page);
  await choose(page, path);
  await reaches(page, "ready", { timeout: 60_000 });
  await go(page, "questions");
  await expect(rows(page, "questions").nth(3)).toBeVisible({ timeout: 30_000 });
  return seen;
}

test.describe("against the terminal", () => {
  test.skip(!terminal, "the terminal program was not built");

  test("questions are what the terminal says, and lead to their conversations", async ({ page }) => {
    const path = generate("shop", 600);
    const said = JSON.parse(runTerminal("questions", path)).tables;
    const seen = await openQuestions(page, path);
    const names = (name) => rows(page, name).locator("th").allTextContents();
    expect(await names("questions")).toEqual(said.questions.map((row) => row.question));
    expect(await names("questions_failed")).toEqual(said.questions_failed.map((row) => row.question));
    const asked = await rows(page, "questions").locator("td:nth-child(3)").allTextContents();
    expect(asked.map(Number)).toEqual(said.questions.map((row) => row.asked));
    const first = said.questions_failed[0];
    await expect(rows(page, "questions_failed").first()).toContainText(`${first.failed.n} of ${first.failed.of}`);

    await rows(page, "questions").first().locator("th button").click();
    await expect(page.getByTestId("filter-chip")).toContainText(said.questions[0].question);
    await expect(page.getByTestId("conversation-row").first()).toBeVisible();
    await expect(page.locator(".conversations .bar .number")).toHaveText(`${said.questions[0].conversations} conversations`);
    // Nobody's words are in what is shared.
    expect(decodeURIComponent(page.url())).not.toContain(said.questions[0].question);
    expect(seen.errors).toEqual([]);
    expect(await seen.allViolations()).toEqual([]);
  });

  test("drafts of a question are saved only where the person says so", async ({ page }) => {
    const path = generate("shop", 600);
    const seen = await openQuestions(page, path);
    const rasa = page.getByTestId("save-rasa");
    await expect(rasa).toBeDisabled();
    await expect(page.getByTestId("save-entries")).toBeDisabled();
    await page.getByTestId("drafts-agreed").check();
    for (const [id, form] of [["rasa", "rasa"], ["dialogflow", "dialogflow"], ["csv", "csv"]]) {
      const { text } = await download(page, `save-${id}`);
      expect(text.trimEnd()).toBe(runTerminal("questions", path, "--training", form).trimEnd());
    }
    const entries = (await download(page, "save-entries")).text;
    const sections = (text) => text.slice(text.indexOf("## "));
    expect(sections(entries).trimEnd()).toBe(sections(runTerminal("questions", path, "--entries")).trimEnd());

    // One question alone.
    const all = await rows(page, "training_phrases").count();
    const failed = await rows(page, "questions_failed").first().locator("th").textContent();
    await page.getByTestId("drafts-of").first().click();
    await expect(page.getByTestId("drafts-of").first()).toHaveAttribute("aria-pressed", "true");
    await expect(rows(page, "knowledge_entries")).toHaveCount(1);
    await expect(rows(page, "knowledge_entries").locator("th")).toHaveText(failed);
    const own = await rows(page, "training_phrases").count();
    expect(own).toBeLessThan(all);
    const table = (await download(page, "save-csv")).text;
    expect(table.trimEnd().split("\r\n").length).toBe(own + 1);
    await page.getByTestId("drafts-all").click();
    await expect(rows(page, "training_phrases")).toHaveCount(all);
    expect(seen.errors).toEqual([]);
  });

  test("a phone shows all of it without a page that is too wide", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openQuestions(page, generate("shop", 600));
    await expect(rows(page, "questions_failed").first()).toBeVisible();
    await page.getByTestId("drafts-of").first().scrollIntoViewIfNeeded();
    await page.getByTestId("drafts-of").first().click();
    await expect(rows(page, "knowledge_entries")).toHaveCount(1);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});

test("few data say why there are no questions", async ({ page }) => {
  await openApp(page);
  await choose(page, { name: "few.csv", mimeType: "text/csv", buffer: Buffer.from("conversation_id,role,text\n1,user,where is it\n1,bot,here\n") });
  await reaches(page, "ready");
  await go(page, "questions");
  await expect(page.getByTestId("sheet-questions")).toContainText(/no questions were found/i, { timeout: 30_000 });
  await expect(page.getByTestId("drafts")).toHaveCount(0);
});
