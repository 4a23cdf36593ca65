// What is heard: the place Signals against the terminal, its ways on, and every way in which the language
// model can be missing.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  address,
  choose,
  figure,
  generate,
  go,
  openApp,
  openSample,
  reaches,
  root,
  runTerminal,
  settled,
  terminal,
} from "./helpers.mjs";

const MODEL = "**/undertone.model";

/** Opens the place with the built-in shop; its quotes are there. */
async function signals(page) {
  const seen = await openSample(page);
  await go(page, "signals");
  await settled(page);
  await expect(page.getByTestId("quote").first()).toBeAttached();
  return seen;
}

/** The counts that a chart's table holds, largest first. */
async function counts(page, testId) {
  const chart = page.getByTestId(testId);
  await expect(chart).toHaveAttribute("data-present", "true");
  await chart.getByTestId("chart-menu").click();
  await chart.getByTestId("as-table").click();
  const cells = await chart.locator("tbody tr td:nth-of-type(1)").allTextContents();
  return cells.map((text) => Number(text.replaceAll(",", ""))).sort((one, two) => two - one);
}

test("the place shows what the terminal counts in the same file", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("shop", 1200);
  const told = JSON.parse(runTerminal("analyze", path, "--json", "--timezone", "UTC"));
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready");
  await go(page, "signals");
  await settled(page);
  for (const name of ["sentiment_mean", "negative_share", "signal_rate", "rephrase_rate"]) {
    const { value, n, of } = told.figures[name];
    expect([name, await figure(page, name)]).toEqual([name, { value, n, of, state: "ok" }]);
  }
  const parts = (name, wanted = () => true) =>
    told.breakdowns[name].parts
      .filter(([part, n]) => n > 0 && wanted(part))
      .map(([, n]) => n)
      .sort((one, two) => two - one);
  const given = async (testId) => (await counts(page, testId)).filter((n) => n > 0);
  expect(await given("chart-signals")).toEqual(parts("signal"));
  expect(await given("chart-emotions")).toEqual(parts("emotion", (part) => part !== "none"));
  expect(await given("chart-segments")).toEqual(parts("segment"));
  expect(await given("chart-trajectories")).toEqual(parts("sentiment_trajectory"));
  expect(parts("signal").length, "signals were planted").toBeGreaterThan(5);
  // The words that prove them are the same, too.
  const { quotes } = JSON.parse(runTerminal("analyze", path, "--json", "--quotes", "--timezone", "UTC"));
  await expect(page.getByTestId("quote")).toHaveCount(quotes.length);
  const [first] = quotes;
  await expect(page.getByTestId(`signal-${first.signal}`).getByTestId("quote").first()).toContainText(
    first.text.replaceAll(/\s+/g, " ").slice(0, 40),
  );
});

test("a bar and a count narrow the filter, and the quotes follow", async ({ page }) => {
  const seen = await signals(page);
  const canvas = page.getByTestId("chart-segments").locator("canvas");
  await canvas.click({ position: { x: 120, y: 20 } });
  await expect(page.getByTestId("filter-chip")).toHaveText(/segment:research/);
  await settled(page);
  const research = (await figure(page, "signal_rate")).of;
  expect(research).toBeGreaterThan(0);
  await page.getByTestId("filter-clear").click();
  await settled(page);

  const group = page.getByTestId("signal-price_objection");
  const count = group.locator(".bar button.link");
  const n = Number((await count.textContent()).match(/^([\d,]+)/)[1].replaceAll(",", ""));
  await count.click();
  await expect(page.getByTestId("filter-chip")).toHaveText(/signal:price_objection/);
  await settled(page);
  expect(await figure(page, "signal_rate")).toMatchObject({ n, of: n, value: 1 });
  // All of them have the signal that was asked for, so it stands first.
  await expect(page.locator('[data-testid="quotes"] h3').first()).toHaveText("Finds it too dear");
  await expect(page.getByTestId("quote").first()).toBeVisible();
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("a quote opens its conversation at the line, and Why says how sure and by which words", async ({ page }) => {
  await signals(page);
  const quote = page.getByTestId("signal-misunderstood").getByTestId("quote").first();
  const proof = (await quote.locator("mark").first().textContent()).trim();
  expect(proof).not.toBe("");
  await quote.click();
  const line = page.getByTestId("transcript").locator("[data-sought]");
  await expect(line).toBeInViewport();
  await expect(line.locator("p.words mark").filter({ hasText: proof })).toHaveCount(1);
  await expect(line.getByTestId("labels")).toContainText("Was misunderstood");
  const { c, l, hash } = await address(page);
  expect(Number(c) >= 0 && Number(l) > 0, hash).toBe(true);
  expect(hash).not.toContain(proof);

  await line.getByTestId("why").click();
  const reasons = line.getByTestId("reasons");
  await expect(reasons.locator(".reason-line[data-given]").filter({ hasText: "Was misunderstood" })).toContainText(
    /\d+\s% sure/,
  );
  await expect(reasons.locator("mark").first()).toBeVisible();
  // Asking about another message leaves this answer where it is.
  const other = page.getByTestId("transcript").locator('.line[data-role="user"]:not([data-sought])').first();
  await other.hover();
  await other.getByTestId("why").click();
  await expect(other.getByTestId("reasons")).not.toContainText("Asking");
  await expect(reasons).toContainText("% sure");
  await line.getByTestId("why").click();
  await expect(reasons).toHaveCount(0);
});

test("what bots do has no tag, and no two reasons have the same words", async ({ page }) => {
  await signals(page);
  await page.getByTestId("filter-line").fill("is:fallback");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await settled(page);
  await page.getByTestId("quote").first().click();
  const transcript = page.getByTestId("transcript");
  await expect(transcript.locator('.line[data-role="bot"]').first()).toBeVisible();
  await expect(transcript.locator('.line[data-role="bot"] [data-testid="labels"]')).toHaveCount(0);
  const fallback = transcript.locator(".line[data-fallback]").first();
  await fallback.getByTestId("why").click();
  const tags = fallback.locator(".reason-line .tag");
  await expect(tags.first()).toBeVisible();
  const words = await tags.allTextContents();
  expect(new Set(words).size).toBe(words.length);
  expect(words).toContain("did not understand");
});

test("the place can be worked by keyboard", async ({ page }) => {
  await signals(page);
  await page.keyboard.press("Control+k");
  await page.getByTestId("palette-line").fill("may leave");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("filter-chip")).toHaveText(/signal:churn_risk/);
  await settled(page);
  const canvas = page.getByTestId("chart-signals").locator("canvas");
  await canvas.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByTestId("chart-signals").locator(".read-out")).toContainText("May leave: ");
  await page.getByTestId("quote").first().focus();
  await page.keyboard.press("Enter");
  const line = page.getByTestId("transcript").locator("[data-sought]");
  await expect(line).toBeInViewport();
  await line.getByTestId("why").focus();
  await page.keyboard.press("Enter");
  await expect(line.getByTestId("reasons")).toContainText("% sure");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("transcript")).toHaveCount(0);
});

test("the filter completes labels by name and in words, with counts", async ({ page }) => {
  await signals(page);
  const line = page.getByTestId("filter-line");
  await line.fill("signal:may");
  const suggested = page.getByTestId("filter-suggestion").first();
  await expect(suggested).toContainText("churn_risk");
  await expect(suggested).toContainText(/May leave · \d+/);
  await line.fill("trajectory:det");
  await expect(suggested).toContainText(/Deteriorating · \d+/);
});

test("in German every label has its words", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("undertone-language", "de"));
  await signals(page);
  const place = page.getByTestId("signals");
  for (const words of ["Stimmungen im Zeitverlauf", "Signale", "Absichten", "In ihren eigenen Worten", "Wurde missverstanden"]) {
    await expect(place).toContainText(words);
  }
  const charts = page.locator('[data-testid^="chart-"] canvas');
  const read = await charts.evaluateAll((all) => all.map((canvas) => canvas.getAttribute("aria-label")).join("\n"));
  for (const words of ["Droht zu gehen", "Dank", "Kaufbereit", "Schlechter", "Englisch", "Negativ"]) {
    expect(read).toContain(words);
  }
  for (const english of ["May leave", "Gratitude", "Ready to buy", "Improving", "English", "messages", "conversations"]) {
    expect(read).not.toContain(english);
  }
  await page.getByTestId("quote").first().click();
  const line = page.getByTestId("transcript").locator("[data-sought]");
  await line.getByRole("button", { name: "Warum?" }).click();
  await expect(line.getByTestId("reasons")).toContainText(/zu \d+\s% sicher/);
});

test.describe("without a model", () => {
  const bytes = () => readFileSync(join(root, "dist/undertone.model"));
  const flipped = () => {
    const model = bytes();
    model[model.length >> 1] ^= 1;
    return model;
  };
  const ofAnotherVersion = () => {
    const model = bytes();
    model[7] += 1;
    return model;
  };
  const gives = (body) => (route) => route.fulfill({ status: 200, contentType: "application/octet-stream", body });
  const WAYS = [
    ["it is not there", (route) => route.fulfill({ status: 404, body: "" }), "could not be loaded"],
    ["the way to it breaks", (route) => route.abort(), "could not be loaded"],
    ["it is cut short", (route) => gives(bytes().subarray(0, 2_000_000))(route), "is cut short"],
    ["one bit is another", (route) => gives(flipped())(route), "is damaged"],
    ["it is of another version", (route) => gives(ofAnotherVersion())(route), "is of another version"],
    ["the host answers with a page", (route) => gives("<!doctype html><title>Home</title>")(route), "is no such file"],
  ];
  for (const [what, answer, words] of WAYS) {
    test(`${what}: the page says so, and counts everything else`, async ({ page }) => {
      await page.route(MODEL, answer);
      await openSample(page);
      const containment = await figure(page, "containment_rate");
      expect(containment).toMatchObject({ state: "ok" });
      expect(containment.of).toBeGreaterThan(2000);
      await go(page, "signals");
      await expect(page.getByTestId("unheard")).toContainText(words);
      await expect(page.getByTestId("unheard")).toContainText("everything else is counted");
      await expect(page.getByTestId("quote")).toHaveCount(0);
      await page.getByTestId("unheard").getByRole("button").click();
      await settled(page);
      expect(await figure(page, "sentiment_mean")).toMatchObject({ value: null, state: "absent" });
      // A transcript has no label to explain.
      await page.getByTestId("conversation-row").first().click();
      await expect(page.getByTestId("transcript")).toBeVisible();
      await expect(page.getByTestId("labels")).toHaveCount(0);
    });
  }

  test("the same figures as with one, where the model has no say", async ({ page }) => {
    const structural = ["conversations", "utterances", "csat_top2", "turn_count", "session_length", "identified_share"];
    const all = async () => Promise.all(structural.map(async (name) => [name, await figure(page, name)]));
    await openSample(page);
    const heard = await all();
    await page.route(MODEL, (route) => route.fulfill({ status: 404, body: "" }));
    await page.reload();
    await reaches(page, "ready");
    await settled(page);
    expect(await all()).toEqual(heard);
  });
});
