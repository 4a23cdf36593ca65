// Pictures can be compared only where letters are set as they were when the pictures were taken.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** Whether the fonts are those of the pictures; says so where they are not. */
export async function sameFonts(page) {
  const widths = await fontWidths(page);
  if (taking) writeFileSync(fonts, `${JSON.stringify(widths, null, 2)}\n`);
  const same = JSON.stringify(widths) === JSON.stringify(JSON.parse(readFileSync(fonts, "utf8")));
  if (!same) {
    console.log("The fonts of this machine are other than those of docs/screens/, so pictures are not compared.");
  }
  return same;
}
