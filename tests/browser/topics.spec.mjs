// Topics: found, zoomed, renamed, merged, split, left out; what a person made of them survives a reload.
import { expect, test } from "@playwright/test";
import { go, openSample, reaches } from "./helpers.mjs";

const table = (page) => page.getByTestId("sheet-topics");
const names = async (page) => table(page).locator("tbody th").allTextContents();

async function openTopics(page) {
  await go(page, "topics");
  await expect(table(page).locator("tbody tr").nth(3)).toBeVisible({ timeout: 30_000 });
}

/** Chooses from the menu of the row of a topic. */
async function act(page, name, what) {
  const row = table(page).locator("tbody tr").filter({ has: page.getByRole("button", { name, exact: true }) });
  await row.getByTestId("topic-menu").click();
  await page.getByRole("menuitem", { name: what }).click();
}

async function rename(page, from, to) {
  await act(page, from, "Rename");
  await page.getByTestId("topic-name").fill(to);
  await page.getByTestId("topic-done").click();
  await expect(table(page).getByRole("button", { name: to, exact: true })).toBeVisible();
}

test("a topic is renamed, merged and split, and all of it is there after a reload", async ({ page }) => {
  const seen = await openSample(page);
  await openTopics(page);
  const before = await names(page);
  const number = Number(await page.getByTestId("topic-count").textContent());
  expect(number).toBeGreaterThan(5);
  await rename(page, before[0], "Where it is");

  await act(page, "Where it is", "Merge with another");
  await page.getByTestId("topic-other").selectOption(before[1]);
  await page.getByTestId("topic-done").click();
  await expect(table(page).getByRole("button", { name: before[1], exact: true })).toHaveCount(0);
  const merged = await names(page);
  expect(merged).toContain("Where it is");

  await act(page, before[2], "Split in two");
  await expect.poll(async () => (await names(page)).includes(before[2]) && (await names(page)).length === merged.length).toBe(false);
  const made = await names(page);

  await page.reload();
  await reaches(page, "ready");
  await openTopics(page);
  // Names that were found are not kept, and may be told otherwise; what a person made is as it was.
  await expect.poll(async () => (await names(page)).length).toBe(made.length);
  expect(await names(page)).toContain("Where it is");
  expect(await names(page)).not.toContain(before[1]);

  // Taking back leads to where one was.
  await rename(page, "Where it is", "Elsewhere");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(table(page).getByRole("button", { name: "Where it is", exact: true })).toBeVisible();

  // A topic leads to its conversations.
  await table(page).getByRole("button", { name: "Where it is", exact: true }).click();
  await expect(page.getByTestId("filter-chip")).toContainText("Where it is");
  await go(page, "conversations");
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("there are as many topics as one asks for, and what is left out can be brought back", async ({ page }) => {
  await openSample(page);
  await openTopics(page);
  const found = await names(page);
  await page.getByTestId("topic-number").fill("5");
  await expect(page.getByTestId("topic-count")).toHaveText("5");
  await expect.poll(async () => (await names(page)).length).toBeLessThan(8);
  await page.getByTestId("topic-automatic").click();
  await expect.poll(() => names(page)).toEqual(found);

  await act(page, found[0], "Leave out");
  await expect(page.getByTestId("topics-out")).toContainText(found[0]);
  await expect(table(page).getByRole("button", { name: found[0], exact: true })).toHaveCount(0);
  await page.getByTestId("topic-back").click();
  await expect.poll(() => names(page)).toEqual(found);

  await act(page, found[3], "Keep on top");
  await expect.poll(async () => (await names(page))[0]).toBe(found[3]);
});

test("without the wish to keep analyses no words of customers are kept", async ({ page }) => {
  await openSample(page);
  await openTopics(page);
  const found = await names(page);
  const kept = await page.evaluate(() => Object.values(localStorage).join("\n"));
  const named = found.filter((name) => name.includes(" / ") && kept.includes(name));
  expect(named).toEqual([]);
});

test("the map is looked at from nearer by buttons, keys and the wheel, and dragging moves it without picking", async ({ page }) => {
  const seen = await openSample(page);
  await openTopics(page);
  const map = page.locator(".zoomable");
  const canvas = map.locator("canvas");
  await canvas.scrollIntoViewIfNeeded();
  const drawn = () => canvas.evaluate((canvas) => canvas.toDataURL());
  const whole = await drawn();
  await expect(page.getByTestId("zoom-out")).toBeDisabled();
  await page.getByTestId("zoom-in").click();
  await expect(map).toHaveAttribute("data-near", "");
  await expect.poll(drawn).not.toBe(whole);
  await page.getByTestId("zoom-all").click();
  await expect(map).not.toHaveAttribute("data-near");
  await expect.poll(drawn).toBe(whole);
  await canvas.focus();
  await page.keyboard.press("+");
  await expect(map).toHaveAttribute("data-near", "");
  const near = await drawn();
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(drawn).not.toBe(near);
  await page.keyboard.press("0");
  await expect(map).not.toHaveAttribute("data-near");
  // The wheel alone goes through the page; with Ctrl it brings the map nearer.
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  await expect(map).toHaveAttribute("data-near", "");
  const before = await drawn();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 20, { steps: 4 });
  await page.mouse.up();
  await expect.poll(drawn).not.toBe(before);
  await expect(page.getByTestId("filter-chip")).toHaveCount(0);
  expect(seen.errors).toEqual([]);
});
