// The boards: three that stand, each of its days, and one that a person composes.
import { readFileSync } from "node:fs";

import { expect, test } from "@playwright/test";

import { openApp, reaches } from "./helpers.mjs";

async function sample(page) {
  await openApp(page);
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
}

const open = (page, name) => page.getByTestId(`board-${name}`).click();

test("a standing board is of its days at the end of the data, beside as many before", async ({ page }) => {
  await sample(page);
  const all = await page.getByTestId("figure-conversations").getAttribute("data-n");
  await open(page, "product");
  await expect(page).toHaveURL(/#\/board\/product\?f=day/);
  await expect(page.getByTestId("tiles").getByTestId("figure-containment_rate")).toHaveAttribute("data-state", "ok");
  await expect(page.locator(".board-days")).toContainText("the last 7 days of the data");
  await expect(page.getByTestId("figure-inquiries").locator("..")).toBeVisible();
  await expect(page.locator(".tiles .change").first()).toContainText("the 7 days before");
  // Its evidence opens from it.
  await page.getByTestId("figure-containment_rate").getByRole("button", { name: /Show the conversations/ }).click();
  await expect(page.getByRole("dialog").or(page.locator(".drawer"))).toContainText("Containment rate");
  await page.keyboard.press("Escape");
  // Leaving it gives the days back.
  await open(page, "overview");
  await expect(page.getByTestId("figure-conversations").first()).toHaveAttribute("data-n", all);
});

test("all that stands on the boards is there", async ({ page }) => {
  await sample(page);
  for (const board of ["support", "product", "leadership"]) {
    await open(page, board);
    await expect(page.getByTestId("tiles")).toHaveAttribute("aria-busy", "false");
    for (const tile of await page.locator(".tile").all()) {
      await expect(tile.locator(".card, canvas").first(), `${board}: ${await tile.getAttribute("data-testid")}`).toBeVisible();
    }
  }
});

test("a board is composed, kept, undone, in its link and in a file", async ({ page }, info) => {
  await sample(page);
  await open(page, "own");
  const names = () => page.locator(".tile").evaluateAll((tiles) => tiles.map((tile) => tile.dataset.testid));
  await page.getByTestId("add-tile").selectOption("stickiness");
  await expect(page.getByTestId("figure-stickiness")).toHaveAttribute("data-state", "ok");
  await page.getByTestId("add-tile").selectOption("chart-hours");
  await page.getByTestId("arrange").click();
  await page.getByRole("button", { name: "Earlier: Stickiness" }).click();
  await page.getByRole("button", { name: "Another width: Stickiness" }).click();
  await expect(page.getByTestId("tile-stickiness")).toHaveAttribute("data-width", "2");
  await page.getByRole("button", { name: "Take off the board: Conversations", exact: true }).click();
  await expect(page.getByTestId("tile-conversations")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByTestId("tile-conversations")).toHaveCount(1);
  await page.getByRole("button", { name: "Take off the board: Conversations", exact: true }).click();
  await page.getByTestId("arrange").click();
  const composed = await names();
  expect(composed).toEqual([
    "tile-resolution_rate",
    "tile-csat_top2",
    "tile-fallback_rate",
    "tile-chart-over-time",
    "tile-stickiness",
    "tile-chart-outcome",
    "tile-chart-hours",
  ]);

  const saved = page.waitForEvent("download");
  await page.getByTestId("save-board").click();
  const path = info.outputPath("board.txt");
  await (await saved).saveAs(path);
  expect(readFileSync(path, "utf8")).toContain("stickiness.2");

  // A link brings it to a browser that has none.
  const link = page.url();
  expect(link).toContain("b=");
  const other = await page.context().browser().newContext();
  const fresh = await other.newPage();
  await fresh.goto(link.replace(/tab=\d+&?/, ""));
  await reaches(fresh, "ready");
  await expect(fresh.getByTestId("tile-stickiness")).toHaveAttribute("data-width", "2");
  // What this browser keeps is that of the link only when it was changed here; a file is opened over it.
  await fresh.getByTestId("open-board").setInputFiles({ name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("no board") });
  await expect(fresh.getByText("This file holds no board.")).toBeVisible();
  await fresh.getByTestId("open-board").setInputFiles({
    name: "b.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("undertone board 1\nusers\nchart-moods.4\n"),
  });
  await expect(fresh.getByTestId("tile-chart-moods")).toHaveAttribute("data-width", "4");
  await other.close();

  // After a reload it is there without a link, too.
  await page.goto(new URL("./", page.url()).href);
  await page.reload();
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
  await open(page, "own");
  await expect.poll(names).toEqual(composed);
});

test("a campaign is marked on the axis and compared with as many days before", async ({ page }) => {
  await sample(page);
  await page.getByRole("button", { name: "Choose days" }).click();
  await page.getByTestId("date-from").fill("2026-08-10");
  await page.getByTestId("date-to").fill("2026-08-16");
  const campaigns = page.getByTestId("campaigns");
  await campaigns.getByTestId("campaign-name").fill("Summer sale");
  await campaigns.getByRole("button", { name: "Mark these days" }).click();
  await page.getByRole("button", { name: "All days" }).click();
  await expect(page).not.toHaveURL(/f=day/);
  await campaigns.getByRole("button", { name: "Summer sale", exact: true }).click();
  await expect(page).toHaveURL(/f=day:2026-08-10\.\.2026-08-16/);
  await expect(page.getByTestId("figure-conversations").first().locator(".change")).toContainText("more than in the 7 days before");
  await page.reload();
  await reaches(page, "ready");
  await page.getByRole("button", { name: "Choose days" }).click();
  await campaigns.getByRole("button", { name: "Mark no more: Summer sale" }).click();
  await expect(campaigns.getByRole("listitem")).toHaveCount(0);
  // A click beside the panel closes it.
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Choose days" }).click();
  await expect(campaigns.getByRole("listitem")).toHaveCount(1);
});
