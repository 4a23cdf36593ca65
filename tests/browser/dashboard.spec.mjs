// The board as a tool: what is picked in a picture or typed in the line narrows every figure, and each
// figure opens the conversations that it was counted from.
import { expect, test } from "@playwright/test";
import {
  choose,
  evidenceTotal,
  figure,
  figures,
  filterBy,
  generate,
  openApp,
  openSample,
  reaches,
  runTerminal,
  settled,
  terminal,
} from "./helpers.mjs";

/** The canvas of a picture, in view, and where it stands. */
async function canvasOf(page, name) {
  const canvas = page.getByTestId(name).locator("canvas");
  await canvas.scrollIntoViewIfNeeded();
  return { canvas, box: await canvas.boundingBox() };
}

test("days marked in the course of time narrow every figure", async ({ page }) => {
  const seen = await openSample(page, "shop");
  const before = await figures(page);
  const { box } = await canvasOf(page, "chart-over-time");
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();

  const chips = page.getByTestId("filter-chip");
  await expect(chips).toHaveCount(1);
  await expect(chips).toHaveText(/^day:\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/);
  await settled(page);
  const after = await figures(page);
  expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
  const [all, some] = [before.conversations.value, after.conversations.value];
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(all);
  // A count of fewer conversations is smaller, whatever it counts; so is what a rate is taken of.
  for (const [name, { n, of, state }] of Object.entries(before)) {
    // Of what nowhere is there is not less on fewer days.
    if (state === "absent" || n === 0) continue;
    expect(after[name].n, `cases of ${name}`).toBeLessThan(n);
    if (of) expect(after[name].of, `base of ${name}`).toBeLessThan(of);
  }
  await expect(page.getByTestId("all-conversations")).toContainText(some.toLocaleString("en-GB"));
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

/** Where each picture is picked from, by pointer or else by keys, and the condition that it must become. */
const CLICKS = {
  "chart-outcome": [{ x: 120, y: 20 }, /^outcome:resolved$/],
  "chart-channels": [{ x: 120, y: 20 }, /^channel:\S+$/],
  "chart-messages": [null, /^messages(:\d+(\.\.<?\d+)?|>=\d+)$/],
  "chart-length": [null, /^minutes/],
};

for (const [name, [place, condition]] of Object.entries(CLICKS)) {
  test(`a pick in ${name} filters by what was picked`, async ({ page }) => {
    await openSample(page, "shop");
    const all = (await figure(page, "conversations")).value;
    const { canvas } = await canvasOf(page, name);
    if (place) {
      await canvas.click({ position: place });
    } else {
      // The first column, by keyboard: its place depends on the width of the axis.
      await canvas.focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
    }
    const chips = page.getByTestId("filter-chip");
    await expect(chips).toHaveCount(1);
    await expect(chips).toHaveText(condition);
    await settled(page);
    const { value } = await figure(page, "conversations");
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThan(all);
  });
}

test("an hour of a weekday becomes two conditions", async ({ page }) => {
  await openSample(page, "shop");
  const { canvas } = await canvasOf(page, "chart-hours");
  await canvas.focus();
  for (const key of ["ArrowRight", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  const chips = page.getByTestId("filter-chip");
  await expect(chips).toHaveCount(2);
  await expect(chips.first()).toHaveText(/^weekday:(mon|tue|wed|thu|fri|sat|sun)$/);
  await expect(chips.last()).toHaveText(/^hour:\d+$/);
});

/** Rates whose cases are conversations: what opens must be just those. */
const OF_CONVERSATIONS = [
  "containment_rate",
  "handoff_rate",
  "resolution_rate",
  "csat_top2",
  "csat_response_rate",
  "engaged_rate",
  "deeply_engaged_rate",
  "bounce_rate",
  "fallback_conversation_rate",
  "bot_resolution_assumed_rate",
  "bot_resolution_confirmed_rate",
  "identified_share",
  "unknown_outcome_share",
  "bot_resolution_durable_rate",
  "first_contact_resolution_rate",
  "quality_deflection_rate",
  "repeat_contact_rate",
  "repeat_window_open",
  "followed_share",
  "deflection_rate",
  "automation_rate",
  "lead_capture_rate",
  "contradicting_outcomes",
];

for (const filter of ["", "channel:web -is:handoff", "weekday:mon,tue messages>=4"]) {
  test(`behind each rate stand as many conversations as it counts${filter && `, with ${filter}`}`, async ({ page }) => {
    await openSample(page, "shop");
    if (filter) await filterBy(page, filter);
    const all = await figures(page);
    const checked = [];
    for (const name of OF_CONVERSATIONS.filter((name) => all[name]?.state === "ok")) {
      await page.getByTestId(`figure-${name}`).locator("button.open").click();
      await expect(page.getByTestId("evidence")).toHaveAttribute("data-figure", name);
      await expect.soft.poll(() => evidenceTotal(page), name).toBe(all[name].n);
      await page.keyboard.press("Escape");
      await expect(page.getByTestId("evidence")).toHaveCount(0);
      checked.push(name);
    }
    expect(checked.length, "rates that were looked at").toBeGreaterThanOrEqual(8);
  });
}

/** What the file of the comparison holds. */
const CONVERSATIONS = 600;

const FILTERS = [
  "outcome:abandoned",
  "channel:web,app -is:handoff",
  "rating<=2",
  "is:rated messages:4..8",
  "weekday:sat,sun hour:8..18",
  '"refund"',
  "-outcome:resolved refund*",
  "channel:none",
];

test("figures under a filter are those of the terminal under the same filter", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  test.skip(!runTerminal("analyze", "--help").includes("--filter"), "the terminal program is older than its filter");
  const path = generate("shop", CONVERSATIONS);
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready");
  await settled(page);
  let narrowed = 0;
  for (const filter of FILTERS) {
    if (await page.getByTestId("filter-chip").count()) {
      await page.getByTestId("filter-clear").click();
      await expect(page.getByTestId("filter-chip")).toHaveCount(0);
    }
    await filterBy(page, filter);
    const report = JSON.parse(runTerminal("analyze", path, "--json", "--timezone", "UTC", `--filter=${filter}`));
    narrowed += Number(report.conversations < CONVERSATIONS);
    if (report.conversations === 0) {
      await expect(page.getByTestId("empty")).toContainText("No conversation fits");
      continue;
    }
    const shown = await figures(page);
    const onBoard = Object.entries(report.figures).filter(([name]) => name in shown);
    expect(onBoard.length, "figures on the board").toBeGreaterThan(50);
    for (const [name, { value, n, of }] of onBoard) {
      expect([name, shown[name].value, shown[name].n, shown[name].of], filter).toEqual([name, value, n, of]);
    }
  }
  expect(narrowed, "filters that leave something out").toBeGreaterThanOrEqual(7);
});
