// For everyone: every screen and state, in each language, both themes, wide and as narrow as a phone
// at twice the text size, held to the accessibility rules of axe and to what fits the window.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "@playwright/test";
import { LANGUAGES, SCREENS, THEMES, reachScreen, show } from "./screens/list.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };

// Words change what fits and what is named, not how colours stand against each other: so every size
// and theme in the first language, and each size once in the others.
const [FIRST] = LANGUAGES;
const [LIGHT, DARK] = THEMES;
const looks = (language) => [
  [WIDE, LIGHT],
  [NARROW, DARK],
  ...(language === FIRST ? [[NARROW, LIGHT], [WIDE, DARK]] : []),
];

// Two at a time, as the machine has cores.
test.describe.configure({ mode: "parallel" });

/** What the accessibility rules object to, a line each. */
async function objections(page) {
  // Evaluated by the tools, not loaded by the page, so the page's policy stays whole.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target})`));
}

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const language of LANGUAGES) {
  for (const screen of SCREENS) {
    test(`${screen.name}, ${language}`, async ({ page }) => {
      const seen = await reachScreen(page, screen, language);
      for (const [viewport, theme] of looks(language)) {
        await show(page, screen, viewport, theme);
        const which = `${viewport.width}, ${theme}`;
        expect.soft(await objections(page), which).toEqual([]);
        expect.soft(await overflow(page), `${which}: nothing to scroll sideways`).toBeLessThanOrEqual(0);
      }
      if (screen.fails) return;
      expect(await seen.allViolations(), "violations of the policy").toEqual([]);
      expect(seen.errors).toEqual([]);
    });
  }
}

test("a page without names and contrast is objected to", async ({ page }) => {
  await reachScreen(page, SCREENS[0], LANGUAGES[0]);
  await page.evaluate(() => {
    const zone = document.querySelector('[data-testid="drop-zone"]');
    zone.replaceChildren();
    document.querySelector("h1").style.color = "#eee";
    document.body.style.background = "#fff";
  });
  const found = (await objections(page)).join("\n");
  expect(found).toContain("button-name");
  expect(found).toContain("color-contrast");
});
