// What a panel below the fold costs the page that it is on: when its largest part is painted, with the panel and without,
// by turns, each time in a browser context that knows nothing yet, over a line such as telephones have (1.6 Mbit/s, 150 ms)
// and without any wait.
//
//   node panel-paint.mjs [LOADS]
import { chromium } from "@playwright/test";
import { launchOptions } from "./helpers.mjs";
import { POLICIES, page, site } from "./panel/host.mjs";

const loads = Number(process.argv[2] ?? 25);
const hero = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="500">${Array.from({ length: 400 }, (_, at) => `<circle cx="${(at * 37) % 900}" cy="${(at * 91) % 500}" r="${5 + (at % 30)}" fill="hsl(${at} 60% 60% / .4)"/>`).join("")}</svg>`;
const shop = '<h1>Chairs for every table</h1><img src="/hero.svg" width="900" height="500" alt=""><p>' + "Solid oak, made to last. ".repeat(60) + "</p>";
const space = "<p>" + "More about chairs.<br>".repeat(200) + "</p>";
const bare = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>${shop}${space}</body></html>`;
const pages = {
  bare,
  panel: page(`${shop}${space}<undertone-panel source="event"></undertone-panel>`),
  eager: page(`${shop}${space}<undertone-panel source="event" eager></undertone-panel>`),
  "hero.svg": hero,
};
const one = await site(pages, POLICIES.wasm, true);
const browser = await chromium.launch(launchOptions);

/** Lines: bytes a second, and milliseconds until an answer begins. */
const LINES = { "a telephone's line": [200_000, 150], "this machine": [0, 0] };

/** When the largest part was painted, in milliseconds from the beginning of the load. */
async function painted(name, [bytes, latency]) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  if (bytes > 0) {
    const session = await context.newCDPSession(tab);
    await session.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: bytes, uploadThroughput: bytes });
  }
  await tab.goto(`${one.origin}/${name}`, { waitUntil: "load" });
  await tab.waitForTimeout(700);
  const at = await tab.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
  await context.close();
  return at;
}

const at = (list, share) => list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))];

try {
  for (const [line, limits] of Object.entries(LINES)) {
    const times = { bare: [], panel: [], eager: [] };
    for (const name of Object.keys(times)) await painted(name, limits);
    for (let load = 0; load < loads; load += 1) for (const name of Object.keys(times)) times[name].push(await painted(name, limits));
    console.log(`${line}:`);
    for (const [name, list] of Object.entries(times)) {
      const beside = ((at(list, 0.5) / at(times.bare, 0.5) - 1) * 100).toFixed(1);
      console.log(`  ${name}: ${at(list, 0.5).toFixed(0)} ms (${at(list, 0.25).toFixed(0)}–${at(list, 0.75).toFixed(0)}), ${beside} % beside the page without`);
    }
  }
} finally {
  await browser.close();
  await one.close();
}
