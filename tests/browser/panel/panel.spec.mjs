// The panel on a website: what a page says to it, what it says to the page, and what it leaves alone.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { terminal } from "../helpers.mjs";
import { POLICIES, heard, listens, messages, noting, page, site } from "./host.mjs";

let sites = [];
const open = async (tab, pages, policy) => {
  const one = await site(typeof pages === "string" ? { "index.html": pages } : pages, policy);
  sites.push(one);
  await tab.addInitScript(noting);
  await tab.goto(one.origin);
  return one;
};
test.afterEach(async () => {
  await Promise.all(sites.map((one) => one.close()));
  sites = [];
});

const panel = (tab) => tab.locator("undertone-panel");
const told = (tab, what) => tab.evaluate((name) => window.told.filter(([one]) => one === name).map(([, detail]) => detail), what);
const push = (tab, list) => tab.evaluate((all) => document.querySelector("undertone-panel").push(all), list);

test("a message is shown, with figures, under the strictest policy", async ({ page: tab }) => {
  const violations = [];
  tab.on("console", (line) => line.type() === "error" && violations.push(line.text()));
  const one = await open(tab, page("<undertone-panel></undertone-panel>"));
  await listens(tab);
  const before = one.asked.length;
  await expect(panel(tab).getByText("Nobody has said anything yet")).toBeVisible();
  await push(tab, messages(40));
  await expect.poll(() => heard(tab)).toEqual([40, 120]);
  const figure = (name) => panel(tab).locator(`[data-figure="${name}"]`);
  await expect(figure("conversations")).toHaveAttribute("data-n", "40");
  await expect(figure("fallback_rate")).toHaveAttribute("data-n", "10");
  await expect(figure("fallback_rate")).toHaveAttribute("data-of", "40");
  await expect(panel(tab).locator('[data-section="asks"] [data-part="order_status"]')).toHaveAttribute("data-n", "40");
  await expect(panel(tab).locator("[part=conversation]").first()).toBeVisible();
  expect(one.asked.slice(before), "nothing is asked for once it is ready").toEqual([]);
  expect(violations).toEqual([]);
});

test("streamed or dropped as a file, the figures are the same", async ({ page: tab }, info) => {
  test.skip(!terminal, "the terminal program is not built");
  await open(tab, page('<undertone-panel window="all"></undertone-panel>'));
  await listens(tab);
  const all = messages(60);
  const path = info.outputPath("chats.jsonl");
  writeFileSync(path, all.map((message) => `${JSON.stringify(message)}\n`).join(""));
  const report = JSON.parse(execFileSync(terminal, ["analyze", path, "--json", "--timezone", "UTC"], { encoding: "utf8", maxBuffer: 64 << 20 }));
  for (const message of all) await push(tab, message);
  // What comes again counts once.
  await push(tab, all.slice(20, 80));
  await expect.poll(() => heard(tab)).toEqual([60, 180]);
  const board = await tab.evaluate(() => document.querySelector("undertone-panel").exportReport());
  const figures = report.figures ?? report.board.figures;
  for (const [name, figure] of Object.entries(board.figures)) {
    expect(figure, name).toEqual(figures[name]);
  }
});

test("what policies refuse is said with the line to add", async ({ page: tab }) => {
  await open(tab, page("<undertone-panel></undertone-panel>"), POLICIES.self);
  await expect(panel(tab).getByRole("alert")).toContainText("script-src 'self' 'wasm-unsafe-eval'");
  const [error] = await told(tab, "error");
  expect(error.code).toBe("policy");
});

for (const policy of ["none", "wasm"]) {
  test(`it listens under the policy “${policy}”`, async ({ page: tab }) => {
    await open(tab, page("<undertone-panel></undertone-panel>"), POLICIES[policy]);
    await listens(tab);
    await push(tab, messages(1));
    await expect.poll(() => heard(tab)).toEqual([1, 3]);
  });
}

test("Trusted Types that do not know its policy are named", async ({ page: tab }) => {
  await open(tab, page("<undertone-panel></undertone-panel>"), POLICIES.trusted.replace("trusted-types undertone", "trusted-types none-of-ours"));
  await expect(panel(tab).getByRole("alert")).toContainText("trusted-types undertone");
});

test("properties that were set before it was there count", async ({ page: tab }) => {
  const early = `<script src="/early.js"></script>`;
  await open(tab, {
    "index.html": page("<undertone-panel></undertone-panel>", { body: early }),
    "early.js": `const panel = document.querySelector("undertone-panel");
      panel.config = { rules: [{ watch: "fallback_rate", window: "1h", warn: 0.1, least: 5 }] };
      panel.messages = ${JSON.stringify(messages(20))};`,
  });
  await listens(tab);
  await expect.poll(() => heard(tab)).toEqual([20, 60]);
  await expect.poll(async () => (await told(tab, "alert")).map(({ watch, level }) => [watch, level])).toEqual([["fallback_rate", "warning"]]);
  await expect(panel(tab).locator("[part=alert]")).toContainText("Fallback rate");
});

test("what happens is told to the page and to analytics, without a word of it", async ({ page: tab }) => {
  await open(tab, page('<undertone-panel analytics="datalayer gtag"></undertone-panel>'));
  await tab.evaluate(() => (window.gtag = (...given) => (window.tagged ??= []).push(given)));
  await listens(tab);
  await push(tab, [
    { conversation_id: "c1", role: "user", text: "hello there" },
    { conversation_id: "c1", role: "bot", text: "Sorry, I did not understand that." },
    { conversation_id: "c1", role: "user", text: "write to ann@example.org, I will cancel my subscription" },
    { type: "chat.event", event: "rating", conversation_id: "c1", rating: 1 },
    { type: "chat.event", event: "handoff", conversation_id: "c1" },
  ]);
  const names = () => tab.evaluate(() => (window.dataLayer ?? []).map(({ event }) => event));
  await expect.poll(names).toEqual(
    expect.arrayContaining(["chatbot_interaction", "chatbot_fallback", "chatbot_lead", "chatbot_satisfaction_no", "chatbot_handoff", "chatbot_signal"]),
  );
  expect(await tab.evaluate(() => window.tagged.length)).toBe((await names()).length);
  const everything = await tab.evaluate(() => JSON.stringify([window.told, window.dataLayer, window.tagged]));
  expect(everything).not.toMatch(/example\.org|subscription|hello there/u);
});

test("goals are told once, and words only where they are asked for", async ({ page: tab }) => {
  await open(tab, page('<undertone-panel analytics="datalayer" include-text></undertone-panel>'));
  await tab.evaluate(() => {
    document.querySelector("undertone-panel").config = { goals: [{ name: "ordered", filter: 'any(bot: "thank you for your order")' }] };
  });
  await push(tab, [
    { conversation_id: "c1", role: "user", text: "write to ann@example.org please" },
    { conversation_id: "c1", role: "bot", text: "Thank you for your order!" },
    { conversation_id: "c1", role: "bot", text: "And once more: thank you for your order!" },
    { conversation_id: "old", role: "bot", text: "Sorry, I did not understand that.", history: true },
  ]);
  const happened = async (name) => (await told(tab, "happened")).filter((one) => one.name === name);
  await expect.poll(() => happened("chatbot_goal_completion")).toHaveLength(1);
  const [reached] = await happened("chatbot_goal_completion");
  expect(reached).toMatchObject({ conversation: "c1", label: "ordered", history: false });
  expect(reached).not.toHaveProperty("text");
  expect(Math.abs(Date.now() - reached.at)).toBeLessThan(60_000);
  expect((await happened("chatbot_lead"))[0].text).toBe("write to [EMAIL 1] please");
  expect((await happened("chatbot_fallback"))[0].history).toBe(true);
  // What is shown again of earlier visits is told, and not counted once more.
  expect(await happened("chatbot_fallback")).toHaveLength(1);
  const counted = await tab.evaluate(() => window.dataLayer.map(({ event, chatbot_label: label }) => `${event} ${label ?? ""}`.trim()));
  expect(counted).toContain("chatbot_goal_completion ordered");
  expect(counted).not.toContain("chatbot_fallback");
  // Goals and rules that cannot be used are said, and those that were there still hold.
  await tab.evaluate(() => {
    document.querySelector("undertone-panel").config = { goals: [{ name: "x", filter: "outcome:sold" }], rules: [{ watch: "nothing" }], room: 7 };
  });
  await expect.poll(async () => (await told(tab, "error")).map(({ code }) => code).sort()).toEqual(["config", "goals", "rules"]);
  await tab.evaluate(() => document.querySelector("undertone-panel").removeAttribute("include-text"));
  await push(tab, [
    { conversation_id: "c2", role: "user", text: "write to bob@example.org please" },
    { conversation_id: "c2", role: "bot", text: "Thank you for your order!" },
  ]);
  await expect.poll(() => happened("chatbot_goal_completion")).toHaveLength(2);
  expect((await happened("chatbot_lead")).at(-1)).not.toHaveProperty("text");
});

test("an attribute that goes while the panel comes is gone", async ({ page: tab }) => {
  await open(tab, page('<undertone-panel eager include-text source="event tabs" window="all"></undertone-panel>'));
  await tab.evaluate(() => {
    const element = document.querySelector("undertone-panel");
    element.removeAttribute("include-text");
    element.setAttribute("window", "1h");
  });
  await listens(tab);
  await push(tab, { conversation_id: "c1", role: "user", text: "write to ann@example.org please" });
  const lead = async () => (await told(tab, "happened")).find(({ name }) => name === "chatbot_lead");
  await expect.poll(lead).toBeTruthy();
  expect(await lead()).not.toHaveProperty("text");
  await expect(panel(tab).locator('[data-window="1h"]')).toHaveAttribute("aria-pressed", "true");
});

test("rules that cannot be used when it begins are said", async ({ page: tab }) => {
  await tab.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      document.querySelector("undertone-panel").config = { rules: [{ watch: "nothing" }] };
    });
  });
  await open(tab, page("<undertone-panel></undertone-panel>"));
  await listens(tab);
  await expect.poll(async () => (await told(tab, "error")).map(({ code }) => code)).toEqual(["rules"]);
});

test("topics are found by what is said, and lead to nobody's words", async ({ page: tab }) => {
  await open(tab, page('<undertone-panel window="all"></undertone-panel>'));
  const asks = [
    ["Where is my parcel?", "My parcel has not come yet", "When will my parcel be here?", "The parcel is late"],
    ["I forgot my password", "How do I set a new password?", "The password is not taken", "I cannot log in with my password"],
    ["I want my money back", "How do I get a refund?", "Please refund the jacket", "When does the refund come?"],
  ];
  const list = Array.from({ length: 96 }, (_, at) => [
    { conversation_id: `c-${at}`, role: "user", text: `${asks[at % 3][Math.floor(at / 3) % 4]} ${["", "Please", "Thanks", "Hello"][at % 4]}` },
    { conversation_id: `c-${at}`, role: "bot", text: at % 3 === 1 ? "Sorry, I did not understand that." : "It is on its way." },
  ]).flat();
  await push(tab, list);
  const rows = panel(tab).locator('[data-section="topics"] li');
  const named = (word) => rows.filter({ hasText: word });
  await expect(named("parcel")).toHaveAttribute("data-n", "32", { timeout: 30_000 });
  await expect(named("parcel")).not.toContainText("not understood");
  await expect(named("password")).toContainText("not understood in");
  // What was forgotten is in no topic.
  await tab.evaluate(() => document.querySelector("undertone-panel").clear());
  await expect(panel(tab).locator('[data-section="topics"]')).toContainText("once a few dozen requests were heard");
  // The bot states no intents: there is no list of them.
  await expect(panel(tab).locator('[data-section="asks"]')).toHaveCount(0);
});

test("what is kept is saved as an analysis that the terminal opens", async ({ page: tab }, info) => {
  test.skip(!terminal, "the terminal program is not built");
  await open(tab, page("<undertone-panel></undertone-panel>"));
  await push(tab, messages(30));
  await listens(tab);
  const bytes = await tab.evaluate(async () => [...(await document.querySelector("undertone-panel").saveAnalysis())]);
  const path = info.outputPath("live.undertone");
  writeFileSync(path, Buffer.from(bytes));
  const report = JSON.parse(execFileSync(terminal, ["analyze", path, "--json"], { encoding: "utf8", maxBuffer: 64 << 20 }));
  expect(report.figures.conversations.n).toBe(30);
  expect(report.figures.fallback_rate.n).toBe(8);
});

test("what it heard is there again after a reload, where it is asked for", async ({ page: tab }) => {
  const one = await open(tab, page('<undertone-panel storage="session" source="event"></undertone-panel>'));
  await listens(tab);
  await push(tab, messages(10));
  await expect.poll(() => heard(tab)).toEqual([10, 30]);
  await tab.waitForTimeout(3_000);
  await tab.reload();
  await listens(tab);
  await expect.poll(() => heard(tab)).toEqual([10, 30]);
  // The widget shows its history once more.
  await push(tab, messages(10));
  await push(tab, { conversation_id: "c-3", role: "user", text: "One thing more" });
  await expect.poll(() => heard(tab)).toEqual([10, 31]);
  const stored = await tab.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toMatch(/order/u);
  // Another tab begins on its own.
  const other = await tab.context().newPage();
  await other.goto(one.origin);
  await listens(other);
  expect(await heard(other)).toEqual([0, 0]);
});

test("panels of several tabs show the same, and count nothing twice", async ({ page: tab, context }) => {
  const one = await open(tab, page('<undertone-panel source="event tabs"></undertone-panel>'));
  await listens(tab);
  const say = (where, list) =>
    where.evaluate((all) => all.forEach((detail) => document.dispatchEvent(new CustomEvent("chat:message", { detail }))), list);
  await tab.waitForTimeout(500);
  await say(tab, messages(5));
  await expect.poll(() => heard(tab)).toEqual([5, 15]);
  const other = await context.newPage();
  await other.goto(one.origin);
  await listens(other);
  await expect.poll(() => heard(other), "what was heard before").toEqual([5, 15]);
  await say(other, [{ conversation_id: "c-new", role: "user", text: "hi from here" }]);
  await say(tab, [{ conversation_id: "c-0", role: "user", text: "hi from there" }]);
  for (const where of [tab, other]) await expect.poll(() => heard(where)).toEqual([6, 17]);
});

test("of several tabs one counts for analytics, and the next when it goes", async ({ page: tab, context }) => {
  const one = await open(tab, {
    "index.html": page('<undertone-panel source="event tabs" analytics="datalayer"></undertone-panel>'),
    "board.html": page('<undertone-panel source="tabs"></undertone-panel>'),
  });
  await listens(tab);
  // One that only shows counts nothing, and keeps nobody from it.
  await tab.goto(`${one.origin}/board.html`);
  await listens(tab);
  const board = tab;
  tab = await context.newPage();
  await tab.goto(one.origin);
  await listens(tab);
  const other = await context.newPage();
  await other.goto(one.origin);
  await listens(other);
  const say = (where, id) =>
    where.evaluate((id) => document.dispatchEvent(new CustomEvent("chat:message", { detail: { conversation_id: id, role: "user", text: "hello" } })), id);
  const counted = (where) => where.evaluate(() => (window.dataLayer ?? []).length);
  await say(other, "a");
  await expect.poll(() => counted(tab)).toBe(1);
  for (const where of [other, board]) await expect.poll(() => heard(where)).toEqual([1, 1]);
  for (const where of [other, board]) expect(await counted(where)).toBe(0);
  await tab.close();
  await say(other, "b");
  await expect.poll(() => counted(other)).toBe(1);
});

test("a snapshot goes back, and clearing forgets", async ({ page: tab }) => {
  await open(tab, page("<undertone-panel></undertone-panel>"));
  await push(tab, messages(12));
  await listens(tab);
  await expect.poll(() => heard(tab)).toEqual([12, 36]);
  await tab.evaluate(async () => {
    const element = document.querySelector("undertone-panel");
    window.bytes = await element.snapshot();
    await element.clear();
  });
  await expect.poll(() => heard(tab)).toEqual([0, 0]);
  await tab.evaluate(() => document.querySelector("undertone-panel").restore(window.bytes));
  await expect.poll(() => heard(tab)).toEqual([12, 36]);
  const refused = tab.evaluate(() => document.querySelector("undertone-panel").restore(new Uint8Array([1, 2, 3])).catch(String));
  expect(await refused).toContain("not the bytes of a snapshot");
});

test("a history is compared with, and says what rules would have done", async ({ page: tab }) => {
  await open(tab, {
    "index.html": page('<undertone-panel src="/history.jsonl" window="1h"></undertone-panel>'),
    "history.jsonl": messages(400, Date.now() - 86_400_000).map((message) => `${JSON.stringify(message)}\n`).join(""),
  });
  await listens(tab);
  await push(tab, messages(100));
  const rate = panel(tab).locator('[data-figure="fallback_rate"]');
  await expect(rate.locator(".usual")).toContainText("as in the history");
  await panel(tab).locator("summary", { hasText: "Alerts" }).click();
  await expect(panel(tab).locator('[data-watched="fallback_rate"]')).toContainText("of the history");
});

test("a frame speaks with its parent alone", async ({ page: tab }) => {
  const one = await open(tab, {
    "index.html": page("", {
      body: `<iframe src="/undertone/frame.html" width="400" height="600"></iframe><script src="/frame.js"></script>`,
    }),
    "frame.js": `window.framed = [];
      addEventListener("message", ({ data, source }) => source === document.querySelector("iframe").contentWindow && window.framed.push(data));`,
  });
  const frame = tab.frameLocator("iframe").locator("undertone-panel");
  await expect(frame.locator(".body")).toBeVisible();
  await tab.evaluate((list) => document.querySelector("iframe").contentWindow.postMessage({ type: "undertone:push", messages: list }, "*"), messages(3));
  await expect(frame.locator('[data-figure="conversations"]')).toHaveAttribute("data-n", "3");
  await tab.evaluate(() => document.querySelector("iframe").contentWindow.postMessage({ type: "undertone:ask", id: 7, what: "exportReport" }, "*"));
  const answer = () => tab.evaluate(() => window.framed.find(({ type }) => type === "undertone:answer")?.value.figures.utterances.n);
  await expect.poll(answer).toBe(9);
  const types = await tab.evaluate(() => [...new Set(window.framed.map(({ type }) => type))]);
  expect(types).toEqual(expect.arrayContaining(["undertone:ready", "undertone:updated", "undertone:height"]));
  // Somebody else at that origin's window says nothing to it.
  await tab.frameLocator("iframe").locator("body").evaluate((body, list) => body.ownerDocument.defaultView.postMessage({ type: "undertone:push", messages: list }, "*"), messages(30));
  await tab.waitForTimeout(500);
  await expect(frame.locator('[data-figure="conversations"]')).toHaveAttribute("data-n", "3");
  expect(one.asked.filter((path) => path.includes("favicon"))).toHaveLength(0);
});

test("one tag alone puts a panel where it is wanted", async ({ page: tab }) => {
  await open(tab, `<!doctype html><html lang="de"><meta charset="utf-8"><title>Laden</title><div id="here"></div>
    <script type="module" src="/undertone/auto.js" data-target="#here" data-source="event" data-theme="dark" data-lang="de"></script></html>`);
  await listens(tab);
  await expect(tab.locator("#here undertone-panel")).toHaveAttribute("theme", "dark");
  await expect(panel(tab).getByText("Noch hat niemand etwas gesagt")).toBeVisible();
  await tab.evaluate((list) => list.forEach((detail) => window.dispatchEvent(new CustomEvent("chat:message", { detail }))), messages(2));
  await expect.poll(() => heard(tab)).toEqual([2, 6]);
});

test("two panels on a page do not know each other, and one that is moved lives on", async ({ page: tab }) => {
  await open(tab, page('<main><undertone-panel id="one"></undertone-panel></main><aside><undertone-panel id="two" theme="dark" view="figures"></undertone-panel></aside>'));
  await listens(tab, "#one");
  await listens(tab, "#two");
  await tab.evaluate((list) => document.querySelector("#one").push(list), messages(4));
  await expect.poll(() => heard(tab, "#one")).toEqual([4, 12]);
  expect(await heard(tab, "#two")).toEqual([0, 0]);
  await expect(tab.locator("#two [data-section]")).toHaveCount(0);
  await tab.evaluate(() => document.querySelector("aside").append(document.querySelector("#one")));
  await tab.evaluate((list) => document.querySelector("#one").push(list), [{ conversation_id: "x", role: "user", text: "still there?" }]);
  await expect.poll(() => heard(tab, "#one")).toEqual([5, 13]);
});

test("a stream made for show is marked as such", async ({ page: tab }) => {
  await open(tab, page('<undertone-panel demo></undertone-panel>'));
  await listens(tab);
  await expect(panel(tab).getByText("Example: nobody wrote this")).toBeVisible();
  await expect.poll(async () => (await heard(tab))[1], { timeout: 20_000 }).toBeGreaterThan(500);
  const before = (await heard(tab))[1];
  await expect.poll(async () => (await heard(tab))[1], { timeout: 20_000 }).toBeGreaterThan(before);
  await expect.poll(async () => (await told(tab, "updated")).at(-1).synthetic).toBe(true);
});

test("hostile messages execute nothing and break nothing", async ({ page: tab }) => {
  await open(tab, page('<undertone-panel source="event postmessage"></undertone-panel>'));
  await listens(tab);
  await tab.waitForTimeout(500);
  await tab.evaluate(() => {
    const say = (detail) => document.dispatchEvent(new CustomEvent("chat:message", { detail }));
    window.struck = false;
    say({ conversation_id: "<img src=x onerror=struck=true>", role: "user", text: "<script>struck=true</script><img src=x onerror='struck=true'>" });
    say({ get role() { throw new Error("no"); }, text: "x" });
    say(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"role":"user","text":"proto"}'));
    say({ conversation_id: "big", role: "user", text: "x".repeat(3_000_000) });
    const loop = { role: "user", text: "loop" };
    loop.self = loop;
    say(loop);
    say(null);
    say(42);
    for (let at = 0; at < 50; at += 1) window.postMessage({ type: "webpackOk", at }, "*");
  });
  await expect.poll(async () => (await heard(tab))[0]).toBeGreaterThanOrEqual(1);
  await push(tab, messages(2));
  await expect.poll(async () => (await heard(tab))[1]).toBeGreaterThanOrEqual(7);
  expect(await tab.evaluate(() => [window.struck, {}.polluted])).toEqual([false, undefined]);
  expect(await tab.evaluate(() => document.querySelector("undertone-panel").shadowRoot.querySelectorAll("img, script").length)).toBe(0);
});

test("added and removed a hundred times it leaves nothing behind", async ({ page: tab }) => {
  test.setTimeout(180_000);
  await open(tab, page(""));
  const session = await tab.context().newCDPSession(tab);
  const once = () =>
    tab.evaluate(async (list) => {
      const element = document.createElement("undertone-panel");
      element.setAttribute("eager", "");
      document.body.append(element);
      await element.push(list);
      await element.snapshot();
      element.remove();
      await new Promise((over) => setTimeout(over));
    }, messages(3));
  const held = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize;
  };
  for (let round = 0; round < 20; round += 1) await once();
  const before = await held();
  for (let round = 0; round < 100; round += 1) await once();
  await expect.poll(() => tab.workers().length).toBe(0);
  const after = await held();
  expect(after / before, `${before} bytes before, ${after} after`).toBeLessThan(1.05);
});
