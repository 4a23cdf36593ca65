// The accessibility rules of axe, and what fits the window.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** As narrow as a phone at twice the text size. */
export const NARROW = { width: 320, height: 640 };

/** What the accessibility rules object to, a line each: all of them, or those named. */
export async function objections(page, rules) {
  // Evaluated by the tools, not loaded by the page, so the page's policy stays whole.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (rules) => window.axe.run(document, { resultTypes: ["violations"], ...(rules && { runOnly: rules }) }),
    rules,
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target})`));
}

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Holds what is on screen to the rules, or to those named, and to the width of the window. */
export async function keepsToRules(page, which, rules) {
  expect.soft(await objections(page, rules), which).toEqual([]);
  expect.soft(await overflow(page), `${which}: nothing to scroll sideways`).toBeLessThanOrEqual(0);
}

/** Holds what was seen of a screen to the page's policy. */
export async function keepsToPolicy(screen, seen) {
  if (screen.fails) return;
  expect(await seen.allViolations(), "violations of the policy").toEqual([]);
  expect(seen.errors).toEqual([]);
}
