// Pictures can be compared only where letters are set as they were when the pictures were taken.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "@playwright/test";
import { root } from "../helpers.mjs";

/** Where the pictures are. */
export const folder = join(root, "docs/screens");

/** Whether they are being taken. */
export const taking = process.env.UNDERTONE_SCREENS === "take";

const fonts = join(folder, "fonts.json");

/** How wide this machine's fonts set a few words. Elsewhere, other fonts make other pictures. */
async function fontWidths(page) {
  return page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    const root = getComputedStyle(document.documentElement);
    const families = { text: getComputedStyle(document.body).fontFamily, mono: root.getPropertyValue("--mono") };
    const widths = {};
    for (const [name, family] of Object.entries(families)) {
      for (const weight of [400, 600]) {
        pen.font = `${weight} 100px ${family}`;
        widths[`${name} ${weight}`] = pen.measureText("Hamburgefonstiv 0123456789 – äöü").width;
      }
    }
    return widths;
  });
}

/** Skips, aloud, where the fonts are other than those of the pictures. */
export async function sameFonts(page) {
  const widths = await fontWidths(page);
  if (taking) writeFileSync(fonts, `${JSON.stringify(widths, null, 2)}\n`);
  if (JSON.stringify(widths) === JSON.stringify(JSON.parse(readFileSync(fonts, "utf8")))) return;
  const why = "The fonts of this machine are other than those of docs/screens/, so pictures are not compared.";
  console.log(why);
  test.skip(true, why);
}
