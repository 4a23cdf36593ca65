// The charts: their menu, their table, what they save, and what they read out.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { openApp, reaches, root } from "./helpers.mjs";

async function board(page) {
  const seen = await openApp(page);
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
  const chart = page.getByTestId("chart-outcome");
  await expect(chart).toHaveAttribute("data-present", "true");
  return { seen, chart };
}

/** Opens the chart's menu, chooses, and gives the file that is saved. */
async function saved(page, chart, testId) {
  await chart.getByTestId("chart-menu").click();
  const saving = page.waitForEvent("download");
  await chart.getByTestId(testId).click();
  const download = await saving;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("a chart is saved as SVG, PNG and CSV", async ({ page }) => {
  const { seen, chart } = await board(page);

  const svg = await saved(page, chart, "save-svg");
  expect(svg.name).toBe("how-conversations-ended.svg");
  // A page of its own, as a viewer would show it; the page under test admits no parsing of text.
  const viewer = await page.context().newPage();
  await viewer.goto(`data:image/svg+xml;base64,${svg.bytes.toString("base64")}`);
  await viewer.screenshot({ path: `${root}/test-results/look/saved-chart.png` });
  const read = await viewer.evaluate(() => {
    const found = document.documentElement;
    const broken = document.querySelectorAll("parsererror").length;
    return { root: found.nodeName, broken, title: found.querySelector("title")?.textContent };
  });
  expect(read).toEqual({ root: "svg", broken: 0, title: "How conversations ended" });
  await viewer.close();

  const png = await saved(page, chart, "save-png");
  expect(png.name).toBe("how-conversations-ended.png");
  expect(png.bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  const shown = await chart.locator("canvas").boundingBox();
  expect(png.bytes.readUInt32BE(16), "twice as fine as it is shown").toBeGreaterThanOrEqual(2 * Math.floor(shown.width));

  const csv = await saved(page, chart, "save-csv");
  expect(csv.name).toBe("how-conversations-ended.csv");
  const lines = csv.bytes.toString("utf8").replace(/^\ufeff/, "").trimEnd().split("\r\n");
  expect(lines[0]).toBe("Outcome,Count,Share");
  expect(lines[1]).toMatch(/^Resolved,\d+,0\.\d+$/);
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("the menu opens and closes by keyboard and by a click outside", async ({ page }) => {
  const { chart } = await board(page);
  const menu = chart.getByRole("menu");
  const button = chart.getByTestId("chart-menu");
  await expect(menu).toBeHidden();

  await button.focus();
  await page.keyboard.press("Enter");
  await expect(chart.getByTestId("as-table")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(chart.getByTestId("save-svg")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();

  await button.click();
  await expect(menu).toBeVisible();
  await page.mouse.click(4, 300);
  await expect(menu).toBeHidden();
});

test("the numbers can be read as a table", async ({ page }) => {
  const { chart } = await board(page);
  await chart.getByTestId("chart-menu").click();
  await chart.getByTestId("as-table").click();
  await expect(chart.getByRole("row")).toHaveCount(6);
  await expect(chart.getByRole("rowheader", { name: "Resolved", exact: true })).toBeVisible();
  await chart.getByRole("button", { name: "Hide table" }).click();
  await expect(chart.getByRole("table")).toHaveCount(0);
});

test("arrow keys read the picture out, and following them does not draw it anew", async ({ page }) => {
  const { chart } = await board(page);
  const canvas = chart.locator("canvas");
  await canvas.focus();
  const drawn = () => canvas.evaluate((element) => element.toDataURL());
  const before = await drawn();
  await page.keyboard.press("ArrowDown");
  await expect(chart.locator(".read-out")).toContainText("Resolved: ");
  await page.keyboard.press("End");
  await expect(chart.locator(".read-out")).toContainText("Unknown: ");
  await expect(chart.locator(".pointed")).toBeVisible();
  expect(await drawn()).toBe(before);
  await page.keyboard.press("Escape");
  await expect(chart.locator(".pointed")).toBeHidden();
});

/** The filter as the address says it. */
const filter = (page) => page.evaluate(() => decodeURIComponent(location.hash));

test("days are marked by drag and by keyboard, and given up by Escape", async ({ page }) => {
  await board(page);
  const chart = page.getByTestId("chart-over-time");
  const canvas = chart.locator("canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  const at = (x) => [box.x + x, box.y + 80];

  await page.mouse.move(...at(200));
  await page.mouse.down();
  await page.mouse.move(...at(300), { steps: 4 });
  const drawn = await canvas.evaluate((element) => element.toDataURL());
  await page.mouse.move(...at(400), { steps: 4 });
  await expect(chart.locator(".brushed")).toBeVisible();
  expect(await canvas.evaluate((element) => element.toDataURL()), "only the box is drawn").toBe(drawn);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(chart.locator(".brushed")).toBeHidden();
  expect(await filter(page)).not.toContain("day:");

  await page.mouse.move(...at(200));
  await page.mouse.down();
  await page.mouse.move(...at(400), { steps: 4 });
  const marked = await chart.locator(".read-out").textContent();
  await page.mouse.up();
  await expect.poll(() => filter(page)).toMatch(/day:\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/);
  expect(marked).toMatch(/ to .*: [\d,]+ conversations$/);
  await page.goBack();
  await expect.poll(() => filter(page)).not.toContain("day:");

  await canvas.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(chart.locator(".brushed")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect.poll(() => filter(page)).toMatch(/day:.*\.\./);
});

test("a click on a part filters by it", async ({ page }) => {
  const { chart } = await board(page);
  const canvas = chart.locator("canvas");
  await canvas.hover({ position: { x: 120, y: 20 } });
  await expect(canvas).toHaveCSS("cursor", "pointer");
  await canvas.click({ position: { x: 120, y: 20 } });
  await expect.poll(() => filter(page)).toContain("outcome:resolved");
});

test.describe("touch", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("a finger marks days sideways and scrolls up and down", async ({ page }) => {
    await board(page);
    const chart = page.getByTestId("chart-over-time");
    const canvas = chart.locator("canvas");
    await expect(canvas).toHaveAttribute("data-brushes", "");
    await canvas.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const box = await canvas.boundingBox();
    const session = await page.context().newCDPSession(page);
    const touch = (type, x, y) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    const [x, y] = [box.x + 100, box.y + 150];
    const scroll = () => page.evaluate(() => document.scrollingElement.scrollTop);

    const before = await scroll();
    await touch("touchStart", x, y);
    for (let step = 1; step <= 8; step += 1) await touch("touchMove", x, y - step * 12);
    await touch("touchEnd");
    await expect.poll(scroll).toBeGreaterThan(before);
    expect(await filter(page)).not.toContain("day:");

    await canvas.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const now = await canvas.boundingBox();
    await touch("touchStart", now.x + 100, now.y + 100);
    for (let step = 1; step <= 8; step += 1) await touch("touchMove", now.x + 100 + step * 12, now.y + 100);
    await expect(chart.locator(".brushed")).toBeVisible();
    await touch("touchEnd");
    await expect.poll(() => filter(page)).toMatch(/day:.*\.\./);
  });
});
