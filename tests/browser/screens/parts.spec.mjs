// Every part of the component set in every state, as it looks today, in the gallery that the
// development build alone holds: UNDERTONE_GALLERY=1 with UNDERTONE_URL at such a build.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { folder, sameFonts, taking } from "./fonts.mjs";
import { THEMES } from "./list.mjs";

test.skip(!process.env.UNDERTONE_GALLERY, "the gallery is in the development build alone");

const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

test("the parts look as in their pictures", async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./#/gallery");
  await expect(page.getByTestId("gallery")).toBeVisible();
  test.skip(!(await sameFonts(page)), "Pictures are not compared.");
  const sections = await page.locator(".gallery-section").evaluateAll((all) => all.map((one) => one.dataset.testid));
  const taken = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      for (const section of sections) {
        const name = `${section.replace("gallery-", "")}-${size}-${theme}.png`;
        taken.push(name);
        await expect.soft(page.getByTestId(section)).toHaveScreenshot(["parts", name]);
      }
    }
  }
  if (taking) return;
  const found = readdirSync(join(folder, "parts")).filter((name) => name.endsWith(".png"));
  expect(found.sort(), "take them anew with `cargo xtask screens`").toEqual(taken.sort());
});
