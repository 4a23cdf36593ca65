// For everyone: every screen and state in the other languages, wide and as narrow as a phone at twice the text size,
// held to the accessibility rules of axe and to what fits the window. In the first language the tests of the pictures
// do the same.
import { expect, test } from "@playwright/test";
import { LANGUAGES, SCREENS, THEMES, reachScreen, show } from "./screens/list.mjs";
import { NARROW, keepsToPolicy, keepsToRules, objections } from "./screens/rules.mjs";

const WIDE = { width: 1280, height: 900 };

// Words change what fits and what is named, not how colours stand against each other: each size once.
const [FIRST, ...OTHERS] = LANGUAGES;
const [LIGHT, DARK] = THEMES;

// Two at a time, as the machine has cores.
test.describe.configure({ mode: "parallel" });

for (const language of OTHERS) {
  for (const screen of SCREENS) {
    test(`${screen.name}, ${language}`, async ({ page }) => {
      const seen = await reachScreen(page, screen, language);
      for (const [viewport, theme] of [[WIDE, LIGHT], [NARROW, DARK]]) {
        await show(page, screen, viewport, theme);
        await keepsToRules(page, `${viewport.width}, ${theme}`);
      }
      await keepsToPolicy(screen, seen);
    });
  }
}

test("a page without names and contrast is objected to", async ({ page }) => {
  await reachScreen(page, SCREENS[0], FIRST);
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
