// The filter line: completing, being told what is wrong, taking back.
import { expect, test } from "@playwright/test";
import { address, choose, drop, evidenceTotal, figure, figures, filterBy, fixture, generate, go, openApp, openSample, reaches, runTerminal, settled, terminal } from "./helpers.mjs";

test("a condition is completed by keyboard alone", async ({ page }) => {
  await openSample(page);
  const line = page.getByTestId("filter-line");
  const suggestions = page.getByTestId("filter-suggestion");
  const marked = page.locator('[data-testid="filter-suggestion"][aria-selected="true"]');
  await line.focus();
  await page.keyboard.type("outc");
  await expect(suggestions.first()).toContainText("outcome:");
  await expect(line).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await expect(line).toHaveAttribute("aria-activedescendant", await marked.getAttribute("id"));
  await page.keyboard.press("Enter");
  await expect(line).toHaveValue("outcome:");
  await page.keyboard.type("ab");
  await expect(suggestions).toHaveCount(1);
  const count = Number((await suggestions.first().locator(".option-detail").textContent()).replace(",", ""));
  await page.keyboard.press("Tab");
  await expect(line).toHaveValue("outcome:abandoned");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("filter-chip")).toHaveText(/outcome:abandoned/);
  await expect(line).toHaveValue("");
  await expect(line).toBeFocused();
  await settled(page);
  expect((await figure(page, "conversations")).value, "as many as the suggestion said").toBe(count);

  // The key that takes letters takes the last condition when there are none.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Backspace");
  await expect(page.getByTestId("filter-chip")).toHaveCount(0);
});

/** What is typed, where the mistake is, what is said, and what is offered instead. */
const MISTAKES = [
  ["outcom:abandoned", 0, "There is no field “outcom”", "outcome:abandoned"],
  ["outcome:abandond", 8, "“abandond” is not a value", "outcome:abandoned"],
  ["is:rated messages:many", 18, "“many” is not a number", null],
  ["day:2026-13-40", 4, "is not a day", null],
  ['"double charge', 0, "This quote is not closed", null],
  ["channel>3", 7, "This field has no order", null],
  ["messages:9..2", 9, "ends before it begins", null],
];

test("what cannot be read is pointed at, and what was meant is offered", async ({ page }) => {
  const seen = await openSample(page);
  const line = page.getByTestId("filter-line");
  const error = page.getByTestId("filter-error");
  const meant = page.getByTestId("filter-meant");
  const before = await figures(page);
  for (const [typed, at, words, offered] of MISTAKES) {
    await line.fill(typed);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await expect(error, typed).toContainText(words);
    await expect.soft(error, typed).toHaveAttribute("data-at", `${at}`);
    await expect(line).toHaveAttribute("aria-invalid", "true");
    await expect(line, "what was typed stays").toHaveValue(typed);
    if (offered) await expect(meant).toContainText(offered);
    else await expect.soft(meant, typed).toHaveCount(0);
    await expect(page.getByTestId("filter-chip")).toHaveCount(0);
    await line.fill("");
    await expect(error).toHaveCount(0);
  }
  expect(await figures(page), "nothing was filtered").toEqual(before);

  await line.fill("outcome:abandond");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await meant.click();
  await expect(page.getByTestId("filter-chip")).toHaveText(/outcome:abandoned/);
  await expect(error).toHaveCount(0);
  expect(seen.errors).toEqual([]);
});

for (const way of ["button", "key"]) {
  test(`a filter that was cleared comes back by the ${way}`, async ({ page }) => {
    await openSample(page);
    await filterBy(page, "outcome:resolved -is:handoff");
    const filtered = await figures(page);
    const chips = page.getByTestId("filter-chip");
    const words = await chips.allTextContents();
    await page.getByTestId("filter-clear").click();
    await expect(chips).toHaveCount(0);
    await settled(page);
    expect((await figure(page, "conversations")).value).toBeGreaterThan(filtered.conversations.value);
    await expect(page.getByTestId("toast")).toContainText("The filter was cleared.");
    if (way === "button") {
      await page.getByTestId("toast-undo").click();
    } else {
      // In the line itself the key belongs to the text.
      await page.getByTestId("go-board").focus();
      await page.keyboard.press("Control+z");
    }
    await expect(chips).toHaveCount(2);
    await expect(page.getByTestId("toast")).toHaveCount(0);
    await settled(page);
    expect(await chips.allTextContents()).toEqual(words);
    expect(await figures(page)).toEqual(filtered);
  });
}

test("one condition is taken away by its own button", async ({ page }) => {
  await openSample(page);
  await filterBy(page, "outcome:resolved -is:handoff channel:web");
  const chips = page.getByTestId("filter-chip");
  await expect(chips).toHaveCount(3);
  await expect(chips.nth(1)).toHaveAttribute("data-negated", "");
  await chips.nth(1).getByRole("button").click();
  await expect(chips).toHaveCount(2);
  await expect(page.getByTestId("filter-line")).toBeFocused();
  expect((await address(page)).f).toBe("outcome:resolved channel:web");
});

test("a filter that fits nothing says so and offers the way out", async ({ page }) => {
  await openSample(page);
  await filterBy(page, "outcome:resolved messages>500");
  const empty = page.getByTestId("empty");
  await expect(empty).toContainText("No conversation fits the filter");
  await go(page, "conversations");
  await expect(empty).toContainText("No conversation fits the filter");
  await empty.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page.getByTestId("filter-chip")).toHaveCount(0);
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
});

test("an analysis that was closed comes back as it was", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  await filterBy(page, "channel:web");
  await page.getByTestId("figure-utterances").locator("button.open").click();
  await expect.poll(() => evidenceTotal(page)).toBe(1);
  const before = [await address(page), await figures(page)];

  // The drawer lies over the button; the palette over everything.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Start over");
  await page.keyboard.press("Enter");
  await reaches(page, "start");
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  expect((await address(page)).f).toBeUndefined();
  await expect(page.getByTestId("toast")).toContainText("closed");
  await page.getByTestId("toast-undo").click();
  await reaches(page, "ready");
  await expect.poll(() => evidenceTotal(page)).toBe(1);
  await settled(page);
  expect([await address(page), await figures(page)]).toEqual(before);
});

test("brackets are one chip, what they mean is what the terminal means, and their faults are pointed at", async ({ page }) => {
  await openApp(page);
  await choose(page, generate("shop", 400));
  await reaches(page, "ready");
  const written = "(outcome:abandoned or is:fallback rating<=2) -last:7d";
  await filterBy(page, written);
  await settled(page);
  await expect(page.getByTestId("filter-chip")).toHaveCount(2);
  await expect(page.getByTestId("filter-chip").first()).toContainText("(outcome:abandoned or is:fallback rating<=2)");
  if (terminal) {
    const told = JSON.parse(runTerminal("analyze", generate("shop", 400), "--json", "--filter", written));
    expect((await figures(page)).conversations.value).toBe(told.conversations);
  }
  await page.getByTestId("filter-line").fill("(is:hand");
  await page.getByTestId("filter-suggestion").filter({ hasText: "handoff" }).first().click();
  await expect(page.getByTestId("filter-line")).toHaveValue(/^\(is:handoff/);
  await page.getByTestId("filter-line").fill("(is:handoff or");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page.locator(".wrong")).toContainText("A condition is missing here");
});

const WITH_COLUMNS = {
  name: "columns.csv",
  type: "text/csv",
  text: "conversation_id,role,text,plan,value\na,user,Where is the price?,enterprise,1500\na,bot,Sorry,enterprise,1500\nb,user,Refund please,free,9\nb,bot,Done,free,9\n",
};

test("columns of the data are completed, filtered by and shown", async ({ page }) => {
  await openApp(page);
  await drop(page, WITH_COLUMNS);
  await reaches(page, "ready");
  const line = page.getByTestId("filter-line");
  await line.fill("plan:");
  await expect(page.getByTestId("filter-suggestion")).toHaveText([/enterprise.*1/, /free.*1/]);
  await filterBy(page, "plan:enterprise value>1000 any(user: /pric[ei]/) then (bot: sorry)");
  await settled(page);
  expect((await figure(page, "conversations")).value).toBe(1);
  await go(page, "conversations");
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript").locator("dl")).toContainText("enterprise");
});

test("what the data cannot be asked for comes back into the line, pointed at", async ({ page }) => {
  await page.goto("./#/board?f=is%3Aengaged%20plam%3Afree");
  await reaches(page, "start");
  await drop(page, WITH_COLUMNS);
  await reaches(page, "ready");
  const line = page.getByTestId("filter-line");
  const error = page.getByTestId("filter-error");
  await expect(error).toContainText("There is no field “plam”");
  await expect(error).toHaveAttribute("data-at", "0");
  await expect(line).toHaveValue("plam:free");
  await expect(page.getByTestId("filter-chip")).toHaveText([/is:engaged/]);
  await settled(page);
  expect((await figure(page, "conversations")).value).toBe(2);
  await page.getByTestId("filter-meant").click();
  await expect(page.getByTestId("filter-chip")).toHaveText([/is:engaged/, /plan:free/]);
  await settled(page);
  expect((await figure(page, "conversations")).value).toBe(1);

  // Only the worker can tell that a pattern means nothing.
  await line.fill("/re(fund/");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(error).toContainText("The pattern means nothing here");
  await expect(error).toHaveAttribute("data-at", "3");
  await expect(line).toHaveValue("/re(fund/");
  await expect(page.getByTestId("filter-chip")).toHaveCount(2);
  await settled(page);
  expect((await address(page)).f).toBe("is:engaged plan:free");
});
