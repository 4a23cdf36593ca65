// Journeys: the flow against the terminal, from a bar to the transcripts, the way back, two selections, an intended way.
import { expect, test } from "@playwright/test";
import { choose, drop, generate, go, openApp, openSample, reaches, runTerminal, terminal } from "./helpers.mjs";

/** Conversations: what the user wants, what the bot does, how it ends, how many, and where. */
function table(kinds) {
  const bot = { fallback: "I didn't get that.", answer: "It ships today." };
  const rows = kinds.flatMap(([intent, act, end, many, channel], kind) =>
    Array.from({ length: many }, (_, at) => {
      const id = `k${kind}-${at}`;
      const fact = (second) => `${id},${channel},2026-03-02T10:00:${second}Z`;
      return [`${fact("00")},user,my ${intent} please,${intent},${end}`, `${fact("20")},bot,${bot[act]},,${end}`];
    }).flat(),
  );
  return ["conversation_id,channel,timestamp,role,text,intent,outcome", ...rows].join("\n");
}

const TALKS = table([
  ["refund", "answer", "resolved", 30, "web"],
  ["refund", "fallback", "abandoned", 12, "web"],
  ["invoice", "fallback", "abandoned", 8, "app"],
  ["invoice", "answer", "resolved", 25, "app"],
]);

const flow = (page) => page.getByTestId("chart-flow");
const rows = (page, name) => page.getByTestId(`sheet-${name}`).locator("tbody tr");

async function journeys(page) {
  const seen = await openApp(page);
  await drop(page, { name: "talks.csv", text: TALKS });
  await reaches(page, "ready");
  await go(page, "journeys");
  await expect(flow(page)).toHaveAttribute("data-present", "true");
  return seen;
}

/** What the picture reads out, from its first place on. */
async function readOut(page, many) {
  const canvas = flow(page).locator("canvas");
  await canvas.focus();
  // A picture that is drawn once more while it is focused says its summary again.
  await expect(async () => {
    await page.keyboard.press("Home");
    await expect(flow(page).locator(".read-out")).toHaveText(/: \d+ of \d+ conversations /, { timeout: 500 });
  }).toPass();
  const said = [];
  for (let at = 0; at < many; at++) {
    if (at > 0) await page.keyboard.press("ArrowRight");
    said.push(await flow(page).locator(".read-out").textContent());
  }
  return said;
}

test("a bar of the flow leads to its conversations and on to a transcript", async ({ page }) => {
  const seen = await journeys(page);
  const said = await readOut(page, 2);
  expect(said.sort()).toEqual([
    "invoice: 33 of 75 conversations (Resolved 25, Abandoned 8)",
    "refund: 42 of 75 conversations (Resolved 30, Abandoned 12)",
  ]);
  await page.keyboard.press("Home");
  await expect(flow(page).locator(".read-out")).toHaveText(/^refund/);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  expect(decodeURIComponent(page.url())).toContain('f=path:"from start; refund"');
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByText("my refund please").first()).toBeVisible();
  expect(seen.errors).toEqual([]);
});

test("a ribbon is hit by the pointer", async ({ page }) => {
  await journeys(page);
  const canvas = flow(page).locator("canvas");
  const box = await canvas.boundingBox();
  // Between the first two layers of four.
  let words = "";
  for (let y = 8; y < box.height && !words.includes("→"); y += 6) {
    await page.mouse.move(box.x + box.width * 0.13, box.y + y);
    words = (await flow(page).locator(".read-out").textContent()) ?? "";
  }
  expect(words).toMatch(/^(refund|invoice) → /);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  expect(decodeURIComponent(page.url())).toMatch(/path:"from start; (refund|invoice) > \w+"/);
});

test("backward from an end, by another closeness, and the link holds it", async ({ page }) => {
  await journeys(page);
  await page.getByTestId("journey-direction").selectOption("backward");
  await page.getByTestId("journey-at").selectOption("abandoned");
  await page.getByTestId("journey-depth").selectOption("2");
  await expect(page.getByTestId("figure-journeys")).toHaveAttribute("data-value", "20");
  const said = await readOut(page, 2);
  expect(said).toEqual([
    "Not understood: 20 of 20 conversations (Abandoned 20)",
    "Abandoned: 20 of 20 conversations (Abandoned 20)",
  ]);
  await page.getByTestId("journey-detail").selectOption("acts");
  await page.getByTestId("journey-at").selectOption("");
  await expect(page.getByTestId("sheet-journey_ways")).toContainText("Bot answers");
  const url = page.url();
  await page.reload();
  expect(decodeURIComponent(url)).toContain("w backward");
});

test("who leaves, loops and ways stand in tables, and lead on", async ({ page }) => {
  await journeys(page);
  const left = rows(page, "journey_drop_offs");
  await expect(left).toHaveCount(1);
  await expect(left.first()).toContainText("Not understood");
  await expect(rows(page, "journey_ways")).toHaveCount(4);
  await page.getByTestId("explain-leaving").click();
  await expect(page.getByTestId("sheet-journey_leaving")).toContainText("The data show nothing");
  await left.first().getByRole("button").first().click();
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  await page.goBack();
  await expect(page.getByTestId("sheet-journey_drop_offs")).toBeVisible();
});

test("two selections are held against each other, and an intended way", async ({ page }) => {
  await journeys(page);
  await page.getByTestId("journey-intended").fill("refund > [fallback] > resolved");
  await page.getByTestId("journey-intended").blur();
  await expect(rows(page, "journey_deviations")).toHaveCount(2);
  await expect(rows(page, "journey_deviations").first()).toContainText("invoice");
  await page.getByTestId("journey-intended").fill("a > > b");
  await page.getByTestId("journey-intended").blur();
  await expect(page.getByText("The intended way cannot be read")).toBeVisible();
  await page.getByTestId("journey-intended").fill("");
  await page.getByTestId("journey-intended").blur();
  await page.getByTestId("journey-against").fill("channel:app");
  await page.getByTestId("journey-against").blur();
  await expect(page.getByTestId("sheet-journey_differences")).toContainText("refund → ");
});

test("the tables are the terminal's", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("shop", 1200);
  const told = JSON.parse(runTerminal("paths", path, "--timezone", "UTC"));
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready");
  await go(page, "journeys");
  await expect(rows(page, "journey_ways")).toHaveCount(told.tables.journey_ways.length);
  const grouped = (count) => count.toLocaleString("en-US");
  for (const [name, column] of [
    ["journey_ways", "way"],
    ["journey_loops", "loop"],
    ["journey_drop_offs", "left_at"],
  ]) {
    const first = told.tables[name][0];
    await expect(rows(page, name).first()).toContainText(first[column]);
    const count = first.conversations ?? first.left;
    await expect(rows(page, name).first().locator("td").first()).toContainText(grouped(count));
  }
});

test("the sample's journeys fit any width", async ({ page }) => {
  await openSample(page);
  await go(page, "journeys");
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(flow(page)).toHaveAttribute("data-present", "true");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }
});
