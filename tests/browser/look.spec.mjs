// How it looks: pictures to be seen by a person, and what a machine can tell about them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "@playwright/test";
import { openApp, reaches, root } from "./helpers.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const SCREENS = { wide: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };

/** What the accessibility rules object to, a line each. */
async function objections(page) {
  // Evaluated by the tools, not loaded by the page, so the page's policy stays whole.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target})`));
}

async function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const colorScheme of ["light", "dark"]) {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    test.describe(`${colorScheme}, ${screen}`, () => {
      test.use({ colorScheme, viewport });

      test("the start", async ({ page }) => {
        await openApp(page);
        await page.screenshot({ path: `${root}/test-results/look/start-${colorScheme}-${screen}.png`, fullPage: true });
        expect(await overflow(page), "nothing to scroll sideways").toBeLessThanOrEqual(0);
        expect(await objections(page)).toEqual([]);
      });

      test("the board", async ({ page }) => {
        const seen = await openApp(page);
        await page.getByTestId("sample-shop").click();
        await reaches(page, "ready");
        await expect(page.getByTestId("conversation-row").first()).toBeVisible();
        await page.screenshot({ path: `${root}/test-results/look/board-${colorScheme}-${screen}.png`, fullPage: true });
        expect(await overflow(page), "nothing to scroll sideways").toBeLessThanOrEqual(0);
        expect(await objections(page)).toEqual([]);
        await page.getByTestId("conversation-row").first().click();
        await expect(page.getByTestId("transcript")).toBeVisible();
        await page.screenshot({ path: `${root}/test-results/look/transcript-${colorScheme}-${screen}.png` });
        expect(await objections(page)).toEqual([]);
        expect(seen.errors).toEqual([]);
      });
    });
  }
}
