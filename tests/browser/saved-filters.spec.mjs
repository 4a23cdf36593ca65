// Filters that a person keeps under a name: offered by the list of commands, also after a reload.
import { expect, test } from "@playwright/test";
import { filterBy, go, openSample, reaches, settled } from "./helpers.mjs";

async function command(page, text) {
  await page.keyboard.press("Escape");
  await page.getByTestId("open-palette").click();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

test("a filter is saved under a name, applied after a reload, and forgotten with a way back", async ({ page }) => {
  await openSample(page);
  await filterBy(page, "outcome:abandoned channel:web");
  await command(page, "Save this filter");
  await expect(page.getByTestId("save-filter")).toBeVisible();
  await page.getByTestId("filter-name").fill("Lost on the web");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("save-filter")).toBeHidden();

  await page.goto("about:blank");
  await page.goto("./");
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
  await expect(page.getByTestId("filter-chip")).toHaveCount(0);
  await command(page, "Lost on the web");
  await expect(page.getByTestId("filter-chip")).toHaveCount(2);
  await settled(page);

  await command(page, "Forget the filter");
  await page.getByTestId("open-palette").click();
  await page.keyboard.type("Lost on the web");
  await expect(page.getByTestId("palette")).not.toContainText("Lost on the web");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByTestId("open-palette").click();
  await page.keyboard.type("Lost on the web");
  await expect(page.getByTestId("palette")).toContainText("Lost on the web");
});

test("without a filter there is nothing to save, and forgetting all forgets saved ones", async ({ page }) => {
  await openSample(page);
  await page.getByTestId("open-palette").click();
  await page.keyboard.type("Save this filter");
  await expect(page.getByTestId("palette")).not.toContainText("Save this filter");
  await page.keyboard.press("Escape");
  await filterBy(page, "is:rated");
  await command(page, "Save this filter");
  await page.getByTestId("filter-name").fill("Rated");
  await page.getByTestId("keep-filter").click();
  await go(page, "settings");
  await page.getByTestId("forget").click();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await reaches(page, "ready");
});
