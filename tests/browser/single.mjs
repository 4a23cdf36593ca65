// The page as one file, at a place on the disk whose name is written with blanks and letters of several scripts.
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./helpers.mjs";

/** The folder that `cargo xtask single` fills, and its file. */
export const folder = join(root, "dist-single");
export const built = join(folder, "undertone.html");

/** Copies the file to such a place; gives its address there. */
export function placed() {
  const place = join(mkdtempSync(join(tmpdir(), "undertone-")), "Müllers Ordner 100 % #1 für 会話");
  mkdirSync(place);
  cpSync(built, join(place, "Undertone (1).html"));
  return pathToFileURL(join(place, "Undertone (1).html")).href;
}
