// The panel on a website, in Firefox: it listens under every policy that lets it, and names the line that is missing where
// one does not; counts what is pushed and what an event says, tells the page, keeps it beyond a reload where that is asked
// for, and asks for nothing once it is ready.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { POLICIES, messages, noting, page as withPanel, site } from "../panel/host.mjs";
import { launch } from "./bidi.mjs";
import { open } from "./page.mjs";

const timeout = 60_000;
const PANEL = '<undertone-panel eager source="event" storage="session" window="all"></undertone-panel>';

let firefox;

/** A website under a policy that also lets the browser have a picture of it, which it asks for. */
const shopUnder = (policy) => {
  const head = '<link rel="icon" href="data:,"><script src="/noting.js"></script>';
  return site({ "index.html": withPanel(PANEL, { head }), "noting.js": `(${noting})();` }, policy && `${policy}; img-src data:`);
};

before(async () => {
  firefox = await launch();
}, { timeout });

after(async () => {
  await firefox?.close();
});

/** Waits for what the panel says that it heard. */
const hears = (page, ...counts) =>
  page.until(`${counts} heard`, (conversations, messages) => {
    const body = document.querySelector("undertone-panel")?.shadowRoot?.querySelector(".body");
    return Number(body?.dataset.conversations) === conversations && Number(body?.dataset.messages) === messages;
  }, ...counts);

for (const name of ["none", "wasm"]) {
  test(`it listens under the policy “${name}”`, { timeout }, async () => {
    const shop = await shopUnder(POLICIES[name]);
    const page = await open(firefox, shop.origin);
    await hears(page, 0, 0);
    await page.evaluate((all) => void document.querySelector("undertone-panel").push(all), messages(4));
    await hears(page, 4, 12);
    assert.deepEqual(page.seen.errors, [], "errors in the page");
    await page.close();
    await shop.close();
  });
}

test("it names the line that a policy without WebAssembly lacks", { timeout }, async () => {
  const shop = await shopUnder(POLICIES.self);
  const page = await open(firefox, shop.origin);
  const [, error] = await page.until("the fault", () => window.told.find(([what]) => what === "error"));
  assert.equal(error.code, "policy");
  const said = await page.until("the message", () => {
    const { textContent } = document.querySelector("undertone-panel").shadowRoot;
    return textContent.includes("wasm-unsafe-eval") && textContent;
  });
  assert.match(said, /script-src/u);
  await page.close();
  await shop.close();
});

test("it hears, counts and tells, under the strictest policy", { timeout }, async () => {
  const shop = await shopUnder(POLICIES.trusted);
  const page = await open(firefox, shop.origin);
  await hears(page, 0, 0);
  const asked = shop.asked.length;
  await page.evaluate((all) => void document.querySelector("undertone-panel").push(all), messages(40));
  await hears(page, 40, 120);
  const rate = await page.until("the figure", () => {
    const figure = document.querySelector("undertone-panel").shadowRoot.querySelector('[data-figure="fallback_rate"]');
    return figure && [figure.dataset.n, figure.dataset.of];
  });
  assert.deepEqual(rate, ["10", "40"]);
  await page.evaluate(() => void document.dispatchEvent(new CustomEvent("chat:message", { detail: { conversation_id: "c-new", role: "user", text: "I will cancel my subscription" } })));
  await hears(page, 41, 121);
  const happened = await page.until("the signal", () => window.told.find(([what, detail]) => what === "happened" && detail.label === "cancellation"));
  assert.equal(happened[1].conversation, "c-new");
  assert.ok(!("text" in happened[1]), "no words");
  assert.deepEqual(shop.asked.slice(asked), [], "nothing is asked for once it is ready");
  assert.deepEqual(page.seen.errors, [], "errors in the page");
  assert.deepEqual(await page.violations(), [], "violations of the policy");

  // What changed is kept after two seconds.
  await new Promise((over) => setTimeout(over, 3_000));
  await page.evaluate(() => void location.reload());
  await hears(page, 41, 121);
  await page.close();
  await shop.close();
});
