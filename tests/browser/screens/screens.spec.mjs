// The pictures in docs/screens/ are what the page looks like today. `cargo xtask screens` takes them
// anew; otherwise today's page is compared with them, and held to the accessibility rules on the way.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { folder, sameFonts, taking } from "./fonts.mjs";
import { LANGUAGES, SCREENS, THEMES, reachScreen, show } from "./list.mjs";
import { NARROW, keepsToPolicy, keepsToRules } from "./rules.mjs";

const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

const MOST_BYTES_EACH = 150_000;
const MOST_BYTES = 9_000_000;

// Pictures are of the first language; what differs in others is words.
const [language] = LANGUAGES;

const picture = (screen, size, theme) => `${screen.name}-${size}-${theme}.png`;

test.describe.configure({ mode: "parallel" });

for (const screen of SCREENS) {
  test(`${screen.name} looks as in its pictures, and is for everyone`, async ({ page }) => {
    const seen = await reachScreen(page, screen, language);
    const comparable = await sameFonts(page);
    // The structure is the same in each of them, but colours are not.
    let rules;
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const theme of THEMES) {
        await show(page, screen, viewport, theme);
        if (comparable) await expect.soft(page).toHaveScreenshot(picture(screen, size, theme));
        if (!taking) await keepsToRules(page, `${size}, ${theme}`, rules);
        rules = ["color-contrast"];
      }
    }
    if (taking) return;
    await show(page, screen, NARROW, THEMES[1]);
    await keepsToRules(page, `${NARROW.width}, ${THEMES[1]}`);
    await keepsToPolicy(screen, seen);
  });
}

test("the pictures are those of the list, and small", () => {
  test.skip(taking, "They are being taken.");
  const wanted = SCREENS.flatMap((screen) =>
    Object.keys(SIZES).flatMap((size) => THEMES.map((theme) => picture(screen, size, theme))),
  );
  const found = readdirSync(folder).filter((name) => name.endsWith(".png"));
  expect(found.sort(), "take them anew with `cargo xtask screens`").toEqual(wanted.sort());
  const bytes = found.map((name) => statSync(join(folder, name)).size);
  expect(Math.max(...bytes), "the largest").toBeLessThanOrEqual(MOST_BYTES_EACH);
  expect(bytes.reduce((sum, n) => sum + n, 0), "all").toBeLessThanOrEqual(MOST_BYTES);
});

const DAMAGES = {
  "a word that is missing": () => {
    document.querySelector('[data-testid="sample-saas"]').style.visibility = "hidden";
  },
  "a heading a little out of place": () => {
    document.querySelector("h1").style.transform = "translateY(4px)";
  },
  "another colour": () => {
    document.querySelector('[data-testid="drop-zone"]').style.background = "#dde";
  },
};

for (const [what, damage] of Object.entries(DAMAGES)) {
  test(`${what} is seen`, async ({ page }) => {
    test.skip(taking, "Damage is not to be recorded.");
    const [start] = SCREENS;
    await reachScreen(page, start, language);
    test.skip(!(await sameFonts(page)), "Pictures are not compared.");
    await show(page, start, SIZES.wide, "light");
    const same = () => expect(page).toHaveScreenshot(picture(start, "wide", "light"), { timeout: 3000 });
    await same();
    await page.evaluate(damage);
    await expect(same()).rejects.toThrow(/pixels/);
  });
}
