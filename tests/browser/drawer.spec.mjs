// The drawer: what stands behind a figure, one conversation of it, its neighbours; and the palette.
import { expect, test } from "@playwright/test";
import { address, evidenceTotal, figures, filterBy, go, openSample } from "./helpers.mjs";

const focusIn = (page, selector) => page.evaluate((selector) => document.activeElement.closest(selector) !== null, selector);

test("a figure opens its evidence, Escape closes it, and the focus comes back", async ({ page }) => {
  await openSample(page);
  const button = page.getByTestId("figure-handoff_rate").locator("button.open");
  await button.focus();
  await page.keyboard.press("Enter");
  const evidence = page.getByTestId("evidence");
  await expect(evidence).toBeVisible();
  await expect.poll(() => focusIn(page, "dialog.sheet"), "the focus goes into the drawer").toBe(true);
  await expect(evidence.getByTestId("conversation-row").first()).not.toHaveAttribute("data-loading");

  // On to one conversation, back to the list, and out.
  await evidence.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toBeVisible();
  await expect.poll(() => focusIn(page, "dialog.sheet"), "the focus stays in the drawer").toBe(true);
  await page.getByTestId("back-to-list").click();
  await expect(evidence).toBeVisible();
  await expect.poll(() => focusIn(page, "dialog.sheet"), "and stays").toBe(true);
  await expect(page.getByTestId("transcript")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(evidence).toHaveCount(0);
  await expect(button).toBeFocused();
  expect((await address(page)).of).toBeUndefined();
});

test("the button of the drawer closes it too, and says how the figure is counted", async ({ page }) => {
  await openSample(page);
  const button = page.getByTestId("figure-containment_rate").locator("button.open");
  await button.click();
  const evidence = page.getByTestId("evidence");
  await evidence.getByText("How is this counted?").click();
  await expect(evidence.locator("dl")).toBeVisible();
  await page.getByTestId("drawer-close").click();
  await expect(evidence).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("every conversation behind a figure is what the figure counts", async ({ page }) => {
  await openSample(page);
  await page.getByTestId("figure-resolution_rate").locator("button.open").click();
  const rows = page.getByTestId("evidence").getByTestId("conversation-row");
  await expect(rows.first()).not.toHaveAttribute("data-loading");
  const outcomes = await rows.locator(".outcome").evaluateAll((found) => found.map(({ dataset }) => dataset.outcome));
  expect(outcomes.length).toBeGreaterThan(5);
  expect(new Set(outcomes)).toEqual(new Set(["resolved"]));
});

/** What the drawer says of the conversation that is open. */
async function open(page) {
  const transcript = page.getByTestId("transcript");
  return {
    id: await transcript.locator("dl.parts dd").first().textContent(),
    outcome: await transcript.locator("p.outcome").getAttribute("data-outcome"),
    place: (await page.locator(".drawer-tools .number").textContent()).trim(),
  };
}

test("previous and next go through the filtered list in its order", async ({ page }) => {
  await openSample(page);
  await go(page, "conversations");
  await filterBy(page, "outcome:unresolved rating<=1 weekday:mon,tue");
  const rows = page.getByTestId("conversation-row");
  await page.locator('[data-column="messages"] button').click();
  await expect(page.locator('[data-column="messages"]')).toHaveAttribute("aria-sort", "descending");
  await expect(rows.first()).not.toHaveAttribute("data-loading");
  const all = await page.locator(".conversations .bar .number").textContent();
  const n = Number(all.match(/\d+/)[0]);
  expect(n, "few enough to go through").toBeGreaterThan(2);
  expect(n).toBeLessThan(40);
  await expect(rows).toHaveCount(Math.min(n, await rows.count()));
  const listed = await rows.locator("[data-id]").evaluateAll((found) => found.map(({ dataset }) => dataset.id));

  await rows.first().click();
  const seen = [];
  for (let at = 1; at <= n; at += 1) {
    await expect(page.locator(".drawer-tools .number")).toHaveText(`${at} of ${n}`);
    await expect.poll(async () => seen.includes((await open(page)).id), "another than before").toBe(false);
    const now = await open(page);
    expect(now.outcome).toBe("unresolved");
    seen.push(now.id);
    if (at < n) await page.getByTestId("next").click();
  }
  expect(seen.slice(0, listed.length)).toEqual(listed.slice(0, n));
  await expect(page.getByTestId("next")).toBeDisabled();
  await page.getByTestId("previous").click();
  await expect.poll(async () => (await open(page)).id).toBe(seen.at(-2));
  // Turning pages is one step of the history: back leads to the list.
  await page.goBack();
  await expect(page.getByTestId("transcript")).toHaveCount(0);
  await expect(rows.first()).toBeVisible();
});

test("the palette finds a command by its letters and runs it", async ({ page }) => {
  await openSample(page);
  const palette = page.getByTestId("palette");
  const commands = page.getByTestId("palette-command");

  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await expect(page.getByTestId("palette-line")).toBeFocused();
  const inAll = await commands.count();
  await page.keyboard.type("reading rep");
  await expect.poll(() => commands.count()).toBeLessThan(inAll);
  await expect(commands.first()).toContainText("Reading report");
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
  await expect(page.getByTestId("files-report")).toBeVisible();
  expect((await address(page)).place).toBe("reading");

  // A condition with the count that stands beside it.
  await go(page, "board");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("outcome:aband");
  const hint = await commands.first().locator(".option-detail").textContent();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("filter-chip")).toHaveText(/outcome:abandoned/);
  await expect.poll(async () => (await figures(page)).conversations.value).toBe(Number(hint.match(/[\d,]+/)[0].replace(",", "")));

  // A figure's evidence, by pointer.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("handoff");
  await commands.filter({ hasText: "the conversations behind it" }).first().click();
  await expect(page.getByTestId("evidence")).toHaveAttribute("data-figure", "handoff_rate");
  await expect.poll(() => evidenceTotal(page)).not.toBeNull();

  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await expect(page.getByTestId("evidence"), "Escape closes what is on top").toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("qqqqzzzz");
  await expect(commands).toHaveCount(0);
  await expect(palette).toContainText("No command has these letters.");
});
