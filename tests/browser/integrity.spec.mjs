// The list of digests beside the page: every file that is served is in it, and is the one that was built.
import { createHash } from "node:crypto";
import { expect, test } from "@playwright/test";
import { listedAssets } from "./helpers.mjs";

test("every file that is served is the one that the list of digests means", async ({ request }) => {
  const listed = await (await request.get("./integrity.json")).json();
  expect(Object.keys(listed).map((name) => `/${name}`).sort()).toEqual(listedAssets().sort());
  for (const [name, digest] of Object.entries(listed)) {
    const bytes = await (await request.get(`./${name}`)).body();
    expect(`sha384-${createHash("sha384").update(bytes).digest("base64")}`, name).toBe(digest);
  }
});

test("a browser takes a style sheet of that digest, and none of another", async ({ page, request }) => {
  const listed = await (await request.get("./integrity.json")).json();
  // A page of the same address, with nothing on it.
  await page.goto("./icon.svg");
  const load = (integrity) =>
    page.evaluate(
      (integrity) =>
        new Promise((done) => {
          const link = document.createElementNS("http://www.w3.org/1999/xhtml", "link");
          Object.assign(link, { rel: "stylesheet", href: "./undertone.css", integrity });
          link.onload = () => done("taken");
          link.onerror = () => done("refused");
          document.documentElement.append(link);
        }),
      integrity,
    );
  expect(await load(listed["undertone.css"])).toBe("taken");
  expect(await load(listed["page.js"])).toBe("refused");
});
