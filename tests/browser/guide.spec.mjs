// The guide: for each platform how to get its transcripts, in the page, from a file of its own host.
import { expect, test } from "@playwright/test";
import { drop, fixture, go, openApp, reaches } from "./helpers.mjs";

const guide = (page) => page.getByTestId("guide");
const shown = (page) => page.getByTestId("guide-page");

test("the guide is found from the start, searched by name, read and linked to", async ({ page }) => {
  const seen = await openApp(page);
  const asked = () => seen.requests.filter((url) => url.endsWith("/guide.md"));
  expect(asked()).toEqual([]);
  await page.getByTestId("where-from").click();
  await expect(shown(page).getByRole("heading", { level: 1 })).toHaveText("Formats");
  expect(asked()).toHaveLength(1);
  const search = page.getByTestId("guide-search");
  await search.fill("intercom");
  const first = page.getByTestId("guide-list").getByRole("button").first();
  await expect(first).toHaveText("Intercom");
  // By keyboard alone: from the line to what it found.
  await search.focus();
  await page.keyboard.press("Tab");
  await expect(first).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(shown(page).getByRole("heading", { level: 1 })).toHaveText("Intercom");
  await expect(shown(page).getByRole("heading", { name: "What is left out" })).toBeVisible();
  await expect(shown(page).locator("code").first()).toHaveText("GET /conversations/{id}");
  await expect(first).toHaveAttribute("aria-current", "page");
  expect(new URL(page.url()).hash).toMatch(/^#\/guide\/intercom/);
  await search.fill("no such platform");
  await expect(guide(page)).toContainText("No page is about that");
  await page.goBack();
  await expect(shown(page).getByRole("heading", { level: 1 })).toHaveText("Formats");
  expect(await seen.allViolations()).toEqual([]);
});

test("a link opens a page of the guide", async ({ page }) => {
  await openApp(page);
  await page.goto("#/guide/copilot-studio");
  await expect(shown(page).getByRole("heading", { level: 1 })).toHaveText("Microsoft Copilot Studio");
});

test("the report leads to the page about a file's format", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  await go(page, "reading");
  await page.getByTestId("about-format").click();
  await expect(shown(page).getByRole("heading", { level: 1 })).toHaveText("How do I get my export");
  // The analysis is still there.
  await go(page, "reading");
  await expect(page.getByTestId("files-report")).toBeVisible();
});

test("without its file the guide says so", async ({ page }) => {
  await openApp(page);
  await page.route("**/guide.md", (route) => route.fulfill({ status: 404, body: "" }));
  await page.getByTestId("where-from").click();
  await expect(guide(page).getByRole("alert")).toContainText("its host did not give it");
});

test("the guide fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openApp(page);
  await page.goto("#/guide/README");
  await expect(shown(page)).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});
