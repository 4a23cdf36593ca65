// Every figure and every table of every place: how it is counted is said as docs/metrics.md says it, what has a value
// leads to its conversations, and of two conversations nothing is claimed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { choose, fixture, generate, go, openApp, openSample, reaches, root, terminal } from "./helpers.mjs";

/** What docs/metrics.md says of each name: title and formula. */
const written = Object.fromEntries(
  readFileSync(join(root, "docs/metrics.md"), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title, name, formula] = section.split("\n\n");
      return [name.replaceAll("`", ""), { title, formula }];
    }),
);

/** The sample with the right intent of each conversation in a column beside the one that the source states. */
async function labelled(page) {
  const path = generate("shop", 400, "jsonl");
  const label = (line) => {
    const said = JSON.parse(line);
    return JSON.stringify({ ...said, right_intent: said.messages.find((message) => message.intent)?.intent ?? "other" });
  };
  writeFileSync(path, readFileSync(path, "utf8").trim().split("\n").map(label).join("\n"));
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready");
}

/** Chooses what the bot's engine must be told before it shows all that it has. */
async function chosen(page) {
  await page.getByTestId("choose-labels").selectOption("right_intent");
  await page.getByTestId("choose-group").selectOption("channel");
  await expect(page.getByTestId("sheet-fairness")).toBeVisible();
  await expect(page.getByTestId("sheet-intent_matrix")).toBeVisible();
}

async function planned(page) {
  await page.getByTestId("suggested-goal").last().click();
  await page.getByTestId("money-human_contact").fill("6");
  await page.getByTestId("money-bot_fixed_per_month").fill("900");
  await expect(page.getByTestId("sheet-goals").locator("tbody tr")).toHaveCount(1);
}

/** Places with their figures and tables: at least how many there are, and what makes them whole. */
const PLACES = [
  { place: "board", figures: 40, sheets: 0 },
  { place: "people", figures: 8, sheets: 2, shown: "retention" },
  { place: "journeys", figures: 3, sheets: 3, shown: "journey_ways" },
  { place: "funnels", figures: 3, sheets: 3, shown: "funnel_last" },
  { place: "friction", figures: 0, sheets: 5, shown: "drop_off" },
  { place: "value", figures: 3, sheets: 4, ready: planned },
  { place: "machine", figures: 6, sheets: 8, from: labelled, ready: chosen },
  { place: "experiments", figures: 0, sheets: 1, shown: "comparison" },
  { place: "actions", figures: 0, sheets: 1, shown: "recommended_actions" },
];

/** What carries a definition on screen, by name: test id without its first word. */
async function named(page, kind) {
  const all = page.locator(`[data-testid^="${kind}-"]`);
  return all.evaluateAll((found, from) => found.map((element) => element.dataset.testid.slice(from)), kind.length + 1);
}

for (const { place, figures, sheets, shown, from, ready } of PLACES) {
  test(`on ${place}, every figure and table says how it is counted, and leads to what it counts`, async ({ page }) => {
    test.setTimeout(180_000);
    test.skip(Boolean(from) && !terminal, "the terminal program is not built");
    await (from ?? openSample)(page);
    await go(page, place);
    if (shown) await expect(page.getByTestId(`sheet-${shown}`)).toBeVisible();
    await ready?.(page);
    const [ofFigures, ofSheets] = [await named(page, "figure"), await named(page, "sheet")];
    expect(ofFigures.length, "figures").toBeGreaterThanOrEqual(figures);
    expect(ofSheets.length, "tables").toBeGreaterThanOrEqual(sheets);
    for (const [kind, name] of [...ofFigures.map((name) => ["figure", name]), ...ofSheets.map((name) => ["sheet", name])]) {
      const part = page.getByTestId(`${kind}-${name}`).first();
      await test.step(name, async () => {
        await part.locator("button.how").first().click();
        const panel = page.locator("[popover]:popover-open");
        expect(written[name], `${name} is in docs/metrics.md`).toBeDefined();
        await expect(panel).toContainText(written[name].title);
        await expect(panel).toContainText(written[name].formula.slice(0, 60));
        await page.keyboard.press("Escape");
        await expect(panel).toHaveCount(0);
      });
    }
    // Behind a figure with a value stand its conversations.
    for (const name of ofFigures) {
      const open = page.getByTestId(`figure-${name}`).locator("button.open");
      if ((await open.count()) === 0) continue;
      await test.step(`behind ${name}`, async () => {
        await open.click();
        const evidence = page.getByTestId("evidence");
        await expect(evidence).toHaveAttribute("data-figure", name);
        await expect(evidence.locator("p.number")).toContainText(/conversation/);
        await page.keyboard.press("Escape");
        await expect(evidence).toHaveCount(0);
      });
    }
  });
}

/** States of what may be shown of two conversations: no share and no mean stands as if it were known. */
test("of two conversations, no rate is shown as known, and each says why", async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page);
  await choose(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  for (const { place, shown } of PLACES.filter(({ place }) => ["board", "people", "machine", "value"].includes(place))) {
    await go(page, place);
    if (shown) await expect(page.getByTestId(`sheet-${shown}`)).toBeVisible();
    const rates = page.locator('[data-testid^="figure-"]').filter({ has: page.locator("xpath=self::*[@data-of]") });
    await expect.poll(() => page.locator('[data-testid^="figure-"]').count(), place).toBeGreaterThan(2);
    for (const rate of await rates.all()) {
      const { testid, state, of, value } = await rate.evaluate((element) => ({ ...element.dataset }));
      if (!["too_few", "absent"].includes(state)) {
        // What stands as known is a count or a spread of what was measured, or of five or more cases.
        const isShare = (await rate.locator(".value").textContent()).includes("%");
        expect.soft(!isShare || Number(of) >= 5, `${place} ${testid} ${state} ${value}`).toBe(true);
        continue;
      }
      await expect.soft(rate.locator(".reason"), `${place} ${testid}`).not.toBeEmpty();
    }
  }
});
