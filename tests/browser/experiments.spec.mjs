// Experiments: the verdict, what it rests on, the choices in the link, and every way in which there is none.
import { expect, test } from "@playwright/test";
import { choose, drop, generate, go, openApp, openSample, reaches, runTerminal, terminal } from "./helpers.mjs";

/** Conversations of one message and an answer each: variant, and whether it is resolved. */
function table(arms) {
  const rows = arms.flatMap(([name, hits, of]) =>
    Array.from({ length: of }, (_, at) => {
      const fact = `${name}${at},2026-03-${String(1 + (at % 20)).padStart(2, "0")}T10:00:00Z`;
      const of = `u${name}${at},${name},${at < hits ? "resolved" : "unresolved"}`;
      return [`${fact},user,where is my order,${of}`, `${fact},bot,it is on its way,${of}`];
    }).flat(),
  );
  return ["conversation_id,timestamp,role,message,user_id,variant,status", ...rows].join("\n");
}

async function experiment(page, ...arms) {
  await openApp(page);
  await drop(page, { name: "talks.csv", text: table(arms) });
  await reaches(page, "ready");
  await go(page, "experiments");
}

const verdict = (page) => page.getByTestId("verdict").getByTestId("note").first();
const comparison = (page) => page.getByTestId("sheet-comparison");

test("the better version of the sample is to be shipped, and its row leads to its conversations", async ({ page }) => {
  const seen = await openSample(page);
  await go(page, "experiments");
  await expect(verdict(page)).toHaveText("Ship B: Resolution rate is better than with A, and no guard rail shows harm.");
  await expect(verdict(page)).toHaveAttribute("data-weight", "good");
  const rows = comparison(page).locator("tbody tr");
  await expect(rows).toHaveCount(5);
  await expect(rows.first()).toContainText("better");
  await expect(rows.first()).toContainText("pp");
  await comparison(page).locator(".heading .how").click();
  await expect(page.getByText("adjusted by Holm’s method")).toBeVisible();
  await page.keyboard.press("Escape");
  await rows.first().getByRole("button").click();
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  expect(decodeURIComponent(page.url())).toContain("variant:B");
  await page.goBack();
  await expect(verdict(page)).toBeVisible();
  expect(seen.errors).toEqual([]);
});

test("the table is the terminal's", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("shop", 1200);
  const told = JSON.parse(runTerminal("compare", path, "--json", "--timezone", "UTC"));
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready");
  await go(page, "experiments");
  const rows = comparison(page).locator("tbody tr");
  await expect(rows).toHaveCount(told.sheets[0].rows.length);
  const n = told.sheets[0].rows[0].cells[3].figure;
  const grouped = (count) => count.toLocaleString("en-US");
  await expect(rows.first().locator("td").nth(2)).toContainText(`${grouped(n.n)} of ${grouped(n.of)}`);
});

test("what is chosen stands in the link and survives a reload", async ({ page }) => {
  await openSample(page);
  await go(page, "experiments");
  await expect(verdict(page)).toBeVisible();
  await page.getByTestId("split-goal").selectOption("containment_rate");
  await page.getByTestId("split-percent").selectOption("5");
  await page.getByTestId("guard").filter({ hasText: "Sentiment" }).getByRole("button").click();
  await page.getByTestId("split-guard").selectOption("message_count");
  await expect(comparison(page).locator("tbody tr").first()).toContainText("Containment rate");
  await expect(comparison(page)).toContainText("Messages per conversation");
  await expect(comparison(page)).not.toContainText("Sentiment");
  await page.reload();
  await reaches(page, "ready");
  await expect(page.getByTestId("split-goal")).toHaveValue("containment_rate");
  await expect(page.getByTestId("split-percent")).toHaveValue("5");
  await expect(comparison(page)).toContainText("Messages per conversation");
  await expect(page.getByTestId("guard")).toHaveCount(4);
});

test("a day and a filter make arms too, and are said to be no experiment", async ({ page }) => {
  await openSample(page);
  await go(page, "experiments");
  await page.getByTestId("split-by").selectOption("date");
  const notes = page.getByTestId("verdict");
  await expect(notes).toContainText("A split by date is no experiment");
  await expect(notes).not.toContainText("Ship");
  await page.getByTestId("split-by").selectOption("filter");
  await expect(notes).toContainText("This is no experiment, unless chance alone");
  const line = page.getByTestId("split-filter");
  await line.fill("rating<=2");
  await line.press("Enter");
  await expect(page.getByTestId("sheet-arms")).toContainText("-(rating<=2)");
  await line.fill("rating<<");
  await line.press("Enter");
  await expect(verdict(page)).toHaveText("The filter rating<< cannot be read.");
  await expect(verdict(page)).toHaveAttribute("data-weight", "broken");
});

test("a broken split has no verdict, unless it was planned so", async ({ page }) => {
  await experiment(page, ["A", 200, 500], ["B", 240, 300]);
  await expect(verdict(page)).toContainText("The split is broken: 500 : 300 where 1 : 1 was planned");
  await expect(verdict(page)).toHaveAttribute("data-weight", "broken");
  await expect(comparison(page).locator("tbody tr").first()).toContainText("the split is broken");
  const planned = page.getByTestId("split-planned");
  await planned.fill("5:3");
  await planned.press("Enter");
  await expect(verdict(page)).toContainText("Ship B");
});

for (const [what, arms, words, weight] of [
  ["harm stops it", [["A", 300, 400], ["B", 180, 400]], "Stop B: Resolution rate is worse than with A.", "bad"],
  ["little is too little", [["A", 4, 10], ["B", 9, 10]], "Not enough data to compare B with A by Resolution rate.", "plain"],
  [
    "what shows nothing is tested on",
    [["A", 40, 100], ["B", 50, 100]],
    /^Keep testing B: .* with \d+ more conversations, in about \d+ days/,
    "plain",
  ],
]) {
  test(what, async ({ page }) => {
    await experiment(page, ...arms);
    await expect(verdict(page)).toHaveText(words);
    await expect(verdict(page)).toHaveAttribute("data-weight", weight);
    const few = comparison(page).locator("tbody td[data-state=too-few]");
    if (what.startsWith("little")) await expect(few.first()).toBeVisible();
  });
}

test("a variant of forty values says which are compared", async ({ page }) => {
  await experiment(page, ...Array.from({ length: 40 }, (_, at) => [`v${10 + at}`, 5, 10]));
  await expect(page.getByTestId("verdict")).toContainText("Variant has 40 values: the 6 most frequent are compared.");
  await expect(page.getByTestId("sheet-arms").locator("tbody tr")).toHaveCount(6);
});

test("where nothing makes two arms by itself, it says so and a day does", async ({ page }) => {
  await experiment(page, ["A", 20, 40]);
  await expect(page.getByTestId("experiments")).toContainText("Nothing here makes two arms by itself");
  await page.getByTestId("split-by").selectOption("date");
  await expect(page.getByTestId("sheet-arms").locator("tbody tr")).toHaveCount(2);
});
