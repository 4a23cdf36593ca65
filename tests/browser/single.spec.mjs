// The page as one file, opened from disk: it does what the hosted one does, asks for nothing beyond itself, keeps
// nothing, and says what a page from disk cannot have enforced.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import {
  choose,
  drop,
  figure,
  figures,
  fixture,
  generate,
  go,
  launchOptions,
  reaches,
  runTerminal,
  settled,
  terminal,
  watch,
  worker,
} from "./helpers.mjs";
import { netlogArgs, readNetlog } from "./netlog.mjs";
import { built, folder, placed } from "./single.mjs";

const address = placed();

/** Opens the file under watch and waits until it can be used. */
async function openFile(page) {
  const seen = await watch(page);
  await page.goto(address);
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  return seen;
}

/** What was asked for beyond the file: of a blob's address the page itself holds the contents. */
const beyond = (requests) => requests.filter((url) => url.split("#")[0] !== address && !url.startsWith("blob:"));

/** All that this origin keeps in the browser, by the browser's own lists. */
const stored = (page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    programs: (await navigator.serviceWorker.getRegistrations().catch(() => [])).length,
    cookies: document.cookie,
    // Chromium gives pages from disk no files of their own; another browser's would be listed here.
    files: await navigator.storage.getDirectory().then(
      async (root) => Array.fromAsync(root.keys()),
      () => [],
    ),
  }));

const NOTHING = { local: [], session: [], databases: [], caches: [], programs: 0, cookies: "", files: [] };

/** Runs a command of the page by its name. */
async function run(page, name) {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

test("a table gives the terminal's figures, and nothing is asked for beyond the file", async () => {
  test.skip(!terminal, "the terminal program is not built");
  const log = join(mkdtempSync(join(tmpdir(), "undertone-")), "net.json");
  const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...netlogArgs(log)] });
  const page = await browser.newPage({ timezoneId: "UTC", locale: "en-GB" });
  const seen = await openFile(page);
  const path = generate("shop", 500);
  await choose(page, path);
  await reaches(page, "ready");
  await settled(page);
  const report = JSON.parse(runTerminal("analyze", path, "--json", "--timezone", "UTC"));
  const shown = Object.entries(await figures(page));
  expect(shown.length).toBeGreaterThan(10);
  for (const [name, { value, n, state }] of shown) {
    const { value: expected, n: of, state: how } = report.figures[name];
    expect({ name, value, n, state }).toEqual({ name, value: expected, n: of, state: how });
  }
  expect(seen.workerCount(), "workers watched").toBeGreaterThan(1);
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toBeVisible();
  await expect(page.getByTestId("privacy-line")).toHaveAttribute("data-requests", "0");
  expect(beyond(seen.requests)).toEqual([]);
  expect(seen.requests, "the watcher saw the file").toContain(address);
  expect([...seen.sockets, ...seen.popups, ...seen.errors]).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
  await browser.close();

  const { requests, hosts } = readNetlog(log);
  expect(requests.map(({ url }) => url).filter((url) => /^(https?|wss?):/.test(url)), "the browser's own log").toEqual([]);
  expect(hosts, "names looked up").toEqual([]);
});

test("a Parquet file beside a table is read by the program that stands in the file", async ({ page }) => {
  const seen = await openFile(page);
  await drop(page, fixture("two-conversations.csv"), fixture("parquet/flat-zstd.parquet"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(12);
  expect((await figure(page, "utterances")).value).toBe(44);
  // The guide stands in the file too.
  await run(page, "Where transcripts come from");
  await expect(page.getByTestId("guide-list")).toContainText("Intercom");
  expect(beyond(seen.requests)).toEqual([]);
  expect([...seen.errors, ...(await seen.allViolations())]).toEqual([]);
});

test("nothing is kept, and the settings say why", async ({ page }) => {
  const seen = await openFile(page);
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
  await go(page, "settings");
  const settings = page.getByTestId("settings");
  await expect(settings.getByTestId("keeps-nothing")).toContainText("Nothing. This page is one file");
  for (const id of ["set-keep", "set-encrypt", "set-offline", "forget"]) {
    await expect(page.getByTestId(id)).toHaveCount(0);
  }
  await page.getByTestId("set-theme").selectOption("dark");
  await page.getByTestId("set-language").selectOption("de");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(settings.getByTestId("keeps-nothing")).toContainText("eine einzige Datei");
  // Other workers begin, and the choice of how many holds in this tab.
  await page.getByTestId("set-cores").selectOption("1");
  await reaches(page, "ready");
  expect(page.workers()).toHaveLength(1);
  await go(page, "board");
  await settled(page);
  // What saves only for this tab is there in it.
  await page.getByTestId("filter-line").fill("outcome:abandoned");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("filter-chip")).toHaveCount(1);
  expect(await stored(page)).toEqual(NOTHING);
  expect([...seen.errors, ...(await seen.allViolations())]).toEqual([]);
  await page.reload();
  await expect(page.getByTestId("drop-zone").or(page.getByTestId("figure-conversations"))).toBeVisible();
  await expect(page.locator("html"), "the choice is gone").toHaveAttribute("lang", "en");
  expect(await stored(page)).toEqual(NOTHING);
  expect(beyond(seen.requests)).toEqual([]);
});

test("what is kept is seen by the test that looks for it", async ({ page }) => {
  await openFile(page);
  await page.evaluate(async () => {
    localStorage.setItem("a", "b");
    sessionStorage.setItem("c", "d");
    await new Promise((done) => (indexedDB.open("e").onsuccess = done));
  });
  expect(await stored(page)).toEqual({ ...NOTHING, local: ["a"], session: ["c"], databases: ["e"] });
});

test("it speaks German and is dark where the system is, in a browser of some years too", async ({ browser }) => {
  const page = await browser.newPage({ locale: "de-DE", colorScheme: "dark", timezoneId: "UTC" });
  await page.addInitScript(() => delete Uint8Array.fromBase64);
  const seen = await openFile(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByTestId("drop-zone")).toContainText("Protokolle");
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
  await expect(page.getByTestId("go-conversations")).toContainText("Gespräche");
  expect(beyond(seen.requests)).toEqual([]);
  expect([...seen.errors, ...(await seen.allViolations())]).toEqual([]);
  await page.close();
});

test("its policy stops what is made to send or to run, in the page and in its workers", async ({ page }) => {
  const heard = [];
  const server = createServer((request, response) => {
    heard.push(request.url);
    response.end();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const there = `http://127.0.0.1:${server.address().port}/`;
  // That it would be heard.
  await fetch(`${there}control`);
  const seen = await openFile(page);
  // The tests' own code, standing for a poisoned dependency.
  const send = async (there) => {
    const tries = { sent: await fetch(there).then(() => true, () => false) };
    const own = self.document ? "./undertone.html" : there;
    tries.own = await fetch(own).then(() => true, () => false);
    new WebSocket(there.replace("http", "ws"));
    try {
      // The tools that call this function let it make code of text, what runs after it not.
      setTimeout("self.undertoneTestRan = true", 0);
    } catch {
      // Trusted Types are the first to refuse it.
    }
    if (self.document) {
      navigator.sendBeacon(there, "x");
      const image = new Image();
      image.src = there;
      const script = document.createElement("script");
      try {
        script.textContent = "self.undertoneTestRan = true";
        document.body.append(script);
      } catch {
        // They refuse this too.
      }
    }
    await new Promise((later) => setTimeout(later, 100));
    return { ...tries, ran: Boolean(self.undertoneTestRan) };
  };
  expect(await page.evaluate(send, there)).toEqual({ sent: false, own: false, ran: false });
  const lead = await worker(page, "lead");
  expect(await lead.evaluate(send, there)).toEqual({ sent: false, own: false, ran: false });
  await expect
    .poll(async () => (await seen.allViolations()).filter((one) => one.startsWith("connect-src")).length)
    .toBeGreaterThanOrEqual(4);
  server.close();
  expect(heard).toEqual(["/control"]);
});

test("the checkup says what holds, and what a page from disk cannot have enforced", async ({ page }) => {
  const seen = await openFile(page);
  await run(page, "Checkup");
  await page.getByTestId("run-checkup").click();
  await expect(page.getByTestId("checkup")).toHaveAttribute("data-state", "done");
  await expect(page.getByTestId("checkup-sum")).toHaveText("All that can be tested here holds.");
  const found = await page.getByTestId("finding").evaluateAll((all) => all.map((one) => [one.dataset.verdict, one.textContent]));
  const of = (wanted) => found.filter(([verdict]) => verdict === wanted).map(([, words]) => words);
  // Nine acts that are refused, no request made, nothing kept.
  expect(of("holds")).toHaveLength(11);
  expect(of("open")).toEqual([]);
  const notes = of("note");
  expect(notes).toHaveLength(3);
  expect(notes[0]).toContain("comes without any");
  expect(notes[1]).toContain("keeps nothing");
  expect(notes[2]).toContain("SHA-256");
  expect(beyond(seen.requests).filter((url) => !url.startsWith("data:"))).toEqual([]);
  expect(await stored(page)).toEqual(NOTHING);
});

test("a link that is copied does not say where the file lies", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openFile(page);
  await page.getByTestId("sample-shop").click();
  await reaches(page, "ready");
  await run(page, "Copy the link");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^#\//);
});

test("the digest beside it is that of the file", () => {
  const [digest, name] = readFileSync(join(folder, "undertone.html.sha256"), "utf8").trimEnd().split("  ");
  expect(name).toBe("undertone.html");
  expect(digest).toBe(createHash("sha256").update(readFileSync(built)).digest("hex"));
});
