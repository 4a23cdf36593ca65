// What a person keeps in this browser: nothing unless it was asked for, then masked, until it is removed.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { drop, figures, fixture, go, openApp, reaches, runTerminal, settled, terminal } from "./helpers.mjs";

const kept = (page) => page.getByTestId("kept");

const PASSPHRASE = "seven grey herons at dawn";

/** A small table under a name, with a message of its own. */
const table = (name, message = "Hi") => ({
  name,
  text: `conversation_id,timestamp,role,message\n1,2026-03-02T09:00:00Z,user,${message}\n1,2026-03-02T09:00:07Z,bot,I will\n`,
});

/** Names of all files in the origin's private file system. */
const stored = (page) =>
  page.evaluate(async () => {
    const names = [];
    const walk = async (place) => {
      for await (const [name, handle] of place.entries()) {
        if (handle.kind === "directory") await walk(handle);
        else names.push(name);
      }
    };
    await walk(await navigator.storage.getDirectory());
    return names;
  });

/** All that is stored, as one text. */
const storedText = (page) =>
  page.evaluate(async () => {
    const place = await (await navigator.storage.getDirectory()).getDirectoryHandle("undertone-kept");
    let all = "";
    for await (const handle of place.values()) all += await (await handle.getFile()).text();
    return all;
  });

/** Changes one byte of each kept analysis; a place below 0 counts from the end. */
const damage = (page, at, to) =>
  page.evaluate(
    async ([at, to]) => {
      const place = await (await navigator.storage.getDirectory()).getDirectoryHandle("undertone-kept");
      for await (const [name, handle] of place.entries()) {
        if (!name.endsWith(".kept")) continue;
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        const index = at < 0 ? bytes.length + at : at;
        bytes[index] = to ?? bytes[index] ^ 1;
        const file = await handle.createWritable();
        await file.write(bytes);
        await file.close();
      }
    },
    [at, to],
  );

async function keepOn(page) {
  await page.getByTestId("top-settings").click();
  await page.getByTestId("set-keep").check();
  await page.goBack();
}

/** Reads a file, waits until it is kept and so many are, and goes back to the start screen. */
async function keep(page, file, n) {
  const before = await stored(page);
  await drop(page, file);
  await reaches(page, "ready");
  // Every file is written under a name of its own, also one that replaces another.
  await expect
    .poll(async () => {
      const now = await stored(page);
      return now.some((name) => !before.includes(name)) && now.filter((name) => name.endsWith(".kept")).length;
    })
    .toBe(n);
  await page.getByTestId("start-over").click();
  await expect(kept(page)).toHaveCount(n);
}

/** Sets a passphrase in the settings, from the start screen and back. */
async function encrypt(page, passphrase = PASSPHRASE) {
  await page.getByTestId("top-settings").click();
  await page.getByTestId("set-encrypt").click();
  await page.getByTestId("passphrase").fill(passphrase);
  await page.getByTestId("passphrase-again").fill(passphrase);
  await page.getByTestId("passphrase-send").click();
  await expect(page.getByTestId("passphrase-dialog")).toBeHidden();
  await expect(page.getByTestId("set-encrypt")).toBeChecked();
  await page.goBack();
}

async function enter(page, passphrase) {
  await page.getByTestId("passphrase").fill(passphrase);
  await page.keyboard.press("Enter");
}

/** Waits until tabs have read: one that is behind another draws nothing. */
async function allReady(...tabs) {
  for (const tab of tabs) {
    await tab.bringToFront();
    await reaches(tab, "ready");
  }
}

/** The page anew, as in another tab: nothing of before is in memory. */
async function anew(page) {
  await page.goto("about:blank");
  await page.goto("./");
  await reaches(page, "start");
}

test("nothing is kept unless it is asked for", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  await settled(page);
  expect(await stored(page)).toEqual([]);
  await page.reload();
  await reaches(page, "start");
  await expect(kept(page)).toHaveCount(0);
});

test("what is kept opens again without its files, masked, and is gone when it is removed", async ({ page }) => {
  const seen = await openApp(page);
  await keepOn(page);
  const canary = "kept-canary@example.com";
  await drop(page, table("mine.csv", `Write to ${canary}`));
  await reaches(page, "ready");
  await settled(page);
  const before = await figures(page);
  await expect.poll(() => stored(page)).toHaveLength(1);
  const bytes = await storedText(page);
  expect(bytes).toContain("[EMAIL 1]");
  expect(bytes).not.toContain(canary);

  // In a fresh tab, without the file.
  await anew(page);
  await expect(kept(page)).toHaveText("mine.csv");
  await kept(page).click();
  await reaches(page, "ready");
  await settled(page);
  expect(await figures(page)).toEqual(before);
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toContainText("EMAIL 1");
  await page.keyboard.press("Escape");
  await go(page, "reading");
  await expect(page.getByTestId("files-report")).toContainText("mine.csv");

  await page.getByTestId("start-over").click();
  await page.getByTestId("remove-kept").click();
  await expect(kept(page)).toHaveCount(0);
  await expect.poll(() => stored(page)).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("what is open when keeping is chosen is kept, and all is forgotten at once", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  await go(page, "settings");
  await page.getByTestId("set-keep").check();
  await expect(page.getByTestId("settings")).toContainText("1 analysis");
  await page.getByTestId("forget").click();
  await expect(page.getByTestId("settings")).toContainText("No transcript, no figure");
  await expect.poll(() => stored(page)).toEqual([]);
  await page.reload();
  await reaches(page, "start");
  await page.getByTestId("top-settings").click();
  await expect(page.getByTestId("set-keep")).not.toBeChecked();
});

test("two tabs keep without harming one another, encrypted or not", async ({ page, context }) => {
  await openApp(page);
  await keepOn(page);
  const other = await context.newPage();
  await openApp(other);
  await Promise.all([drop(page, table("a.csv", "a")), drop(other, table("b.csv", "b"))]);
  await allReady(page, other);
  await expect.poll(async () => (await stored(page)).length).toBe(2);
  await page.bringToFront();
  await page.getByTestId("start-over").click();
  await expect(kept(page)).toHaveCount(2);
  expect((await kept(page).allTextContents()).sort()).toEqual(["a.csv", "b.csv"]);

  // A passphrase of one tab holds in the other, which does not know it.
  await encrypt(page);
  await other.bringToFront();
  await other.getByTestId("start-over").click();
  await drop(other, table("c.csv", "canary-of-c"));
  await expect(other.getByTestId("passphrase-dialog")).toContainText("once you enter the passphrase");
  await other.keyboard.press("Escape");
  expect(await storedText(page)).not.toContain("canary-of-c");
  await other.getByTestId("start-over").click();
  await kept(other).first().click();
  await enter(other, PASSPHRASE);
  await reaches(other, "ready");
  await other.getByTestId("start-over").click();

  await Promise.all([drop(page, table("d.csv", "d")), drop(other, table("e.csv", "e"))]);
  await allReady(page, other);
  await expect.poll(async () => (await stored(page)).length).toBe(5);
  await page.bringToFront();
  await anew(page);
  await expect(kept(page)).toHaveCount(4);
  await kept(page).last().click();
  await enter(page, PASSPHRASE);
  await reaches(page, "ready");
  await page.getByTestId("start-over").click();
  expect((await kept(page).allTextContents()).sort()).toEqual(["a.csv", "b.csv", "d.csv", "e.csv"]);
  for (const name of ["a.csv", "b.csv", "d.csv", "e.csv"]) {
    await page.getByTestId("kept").filter({ hasText: name }).click();
    await reaches(page, "ready");
    await page.getByTestId("start-over").click();
  }
});

test("what is encrypted shows nothing without its passphrase", async ({ page }) => {
  const seen = await openApp(page);
  await keepOn(page);
  await keep(page, table("mine.csv", "canary-of-mine"), 1);
  expect(await storedText(page)).toContain("canary-of-mine");

  await page.getByTestId("top-settings").click();
  await page.getByTestId("set-encrypt").focus();
  await page.keyboard.press("Space");
  await expect(page.getByTestId("passphrase-dialog")).toContainText("Nobody can recover it");
  await expect(page.getByTestId("passphrase")).toBeFocused();
  await enter(page, "short");
  await expect(page.getByTestId("passphrase-wrong")).toContainText("8 characters");
  await page.getByTestId("passphrase").fill(PASSPHRASE);
  await page.getByTestId("passphrase-again").fill(`${PASSPHRASE}!`);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("passphrase-wrong")).toContainText("not the same");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("set-encrypt"), "not yet").not.toBeChecked();
  await page.goBack();
  await encrypt(page);
  await expect(kept(page)).toHaveText("mine.csv");
  await keep(page, table("later.csv", "canary-of-later"), 2);

  // What was kept before, too. The passphrase is nowhere but in memory.
  const holdsNothing = async () => {
    const text = await storedText(page);
    const rest = await page.evaluate(() =>
      JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }, document.title]),
    );
    for (const word of ["canary-of", ".csv", "I will", PASSPHRASE]) {
      expect(text).not.toContain(word);
      if (word !== ".csv") expect(rest).not.toContain(word);
    }
  };
  await holdsNothing();

  await anew(page);
  await expect(kept(page)).toHaveCount(2);
  for (const text of await kept(page).allTextContents()) expect(text).toMatch(/^Analysis of \d/);
  await expect(page.getByText("1 conversation", { exact: false }), "no counts either").toHaveCount(0);
  await kept(page).last().click();
  await enter(page, "seven grey herons at dusk");
  await expect(page.getByTestId("passphrase-wrong")).toContainText("not the passphrase");
  await reaches(page, "start");
  await enter(page, PASSPHRASE);
  await reaches(page, "ready");
  await expect(page.locator("h1.source")).toHaveText("mine.csv");
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toContainText("canary-of-mine");
  await page.keyboard.press("Escape");
  await page.getByTestId("start-over").click();
  expect(await kept(page).allTextContents()).toEqual(["later.csv", "mine.csv"]);
  await holdsNothing();

  // A fresh tab asks before it keeps, and what is not given is not kept.
  await anew(page);
  await drop(page, table("third.csv", "canary-of-third"));
  await reaches(page, "ready");
  await expect(page.getByTestId("passphrase-dialog")).toContainText("once you enter the passphrase");
  await page.keyboard.press("Escape");
  expect(await stored(page)).toHaveLength(3);
  await page.getByTestId("start-over").click();
  await drop(page, table("third.csv", "canary-of-third"));
  await enter(page, PASSPHRASE);
  await expect.poll(async () => (await stored(page)).length).toBe(4);
  await holdsNothing();

  // Given up with the passphrase alone.
  await go(page, "settings");
  await page.getByTestId("set-encrypt").click();
  await enter(page, "not the one");
  await expect(page.getByTestId("passphrase-wrong")).toContainText("not the passphrase");
  await enter(page, PASSPHRASE);
  await expect(page.getByTestId("set-encrypt")).not.toBeChecked();
  for (const name of ["mine", "later", "third"]) expect(await storedText(page)).toContain(`canary-of-${name}`);
  await anew(page);
  await expect
    .poll(async () => (await kept(page).allTextContents()).sort())
    .toEqual(["later.csv", "mine.csv", "third.csv"]);
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("a forgotten passphrase costs what is kept, and no more", async ({ page }) => {
  await openApp(page);
  await keepOn(page);
  await keep(page, table("mine.csv"), 1);
  await encrypt(page);
  await anew(page);
  await expect(kept(page)).toHaveCount(1);
  await page.getByTestId("top-settings").click();
  await page.getByTestId("forget").click();
  await expect.poll(() => stored(page)).toEqual([]);
  await expect(page.getByTestId("set-encrypt")).not.toBeChecked();
  await page.getByTestId("set-keep").check();
  await page.goBack();
  await expect(kept(page)).toHaveCount(0);
  await keep(page, table("mine.csv"), 1);
  await expect(kept(page)).toHaveText("mine.csv");
});

test("damage is told from a wrong passphrase, and a later version by words", async ({ page }) => {
  await openApp(page);
  await keepOn(page);
  await keep(page, table("mine.csv"), 1);
  await encrypt(page);
  await damage(page, -1);
  await anew(page);
  await kept(page).click();
  await enter(page, "seven grey herons at dusk");
  await expect(page.getByTestId("passphrase-wrong")).toContainText("not the passphrase");
  await enter(page, PASSPHRASE);
  await expect(page.getByTestId("error")).toContainText("damaged");
  await reaches(page, "start");

  // The version stands behind the magic.
  await damage(page, 16, 99);
  await anew(page);
  await expect(kept(page)).toHaveText(/^Analysis of \d/);
  await kept(page).click();
  await expect(page.getByTestId("error")).toContainText("later version");
  await reaches(page, "start");
  await page.getByTestId("remove-kept").click();
  await expect(kept(page)).toHaveCount(0);
});

test("the same file is kept once", async ({ page }) => {
  await openApp(page);
  await keepOn(page);
  for (let time = 0; time < 2; time += 1) await keep(page, table("mine.csv"), 1);
  await keep(page, table("mine.csv", "Another message under the same name"), 2);
  await encrypt(page);
  await keep(page, table("mine.csv"), 2);
});

test("a full disk is said, and what was kept before still opens", async ({ page }) => {
  await openApp(page);
  await keepOn(page);
  await keep(page, table("small.csv"), 1);
  const before = await stored(page);
  const cdp = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  const { usage } = await cdp.send("Storage.getUsageAndQuota", { origin });
  await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + 20_000 });
  await drop(page, table("large.csv", "long ".repeat(40_000)));
  await reaches(page, "ready");
  await expect(page.getByTestId("error")).toContainText(/not kept: it takes .*1 analysis is kept, .*remove some/);
  expect(await stored(page), "nothing half-written").toEqual(before);
  await page.getByTestId("start-over").click();
  await expect(kept(page)).toHaveText(["small.csv"]);
  await kept(page).click();
  await reaches(page, "ready");
  await page.getByTestId("start-over").click();

  await cdp.send("Storage.overrideQuotaForOrigin", { origin });
  await keep(page, table("large.csv", "long ".repeat(40_000)), 2);
});

test("what an earlier version kept is still there", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const file = join(mkdtempSync(join(tmpdir(), "undertone-")), "old.undertone");
  const told = JSON.parse(runTerminal("analyze", fixture("two-conversations.csv"), "--json", "--save", file, "--with-texts"));
  await openApp(page);
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const root = await navigator.storage.getDirectory();
    const place = await root.getDirectoryHandle("undertone-kept", { create: true });
    const write = async (name, bytes) => {
      const file = await (await place.getFileHandle(name, { create: true })).createWritable();
      await file.write(bytes);
      await file.close();
    };
    await write("1790000000123.undertone", bytes);
    await write("list", new TextEncoder().encode("two-conversations.csv"));
  }, readFileSync(file).toString("base64"));
  await anew(page);
  await expect(kept(page)).toHaveText("two-conversations.csv");
  const opens = async () => {
    await kept(page).click();
    await reaches(page, "ready");
    await expect(page.getByTestId("figure-conversations")).toHaveAttribute("data-value", String(told.conversations));
    await page.getByTestId("start-over").click();
  };
  await opens();
  await encrypt(page);
  expect((await stored(page)).sort()).toEqual([expect.stringMatching(/^\d+\.kept$/), "lock"]);
  expect(await storedText(page)).not.toContain("conversations");
  await expect(kept(page)).toHaveText("two-conversations.csv");
  await opens();
});

test("an analysis of the terminal opens in the page, and a damaged one says so", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const folder = mkdtempSync(join(tmpdir(), "undertone-"));
  const file = join(folder, "shop.undertone");
  const told = JSON.parse(runTerminal("analyze", fixture("two-conversations.csv"), "--json", "--save", file, "--with-texts"));
  await openApp(page);
  await page.getByTestId("file-input").setInputFiles(file);
  await reaches(page, "ready");
  await expect(page.getByTestId("figure-conversations")).toHaveAttribute("data-value", String(told.conversations));
  await expect(page.getByTestId("conversation-row")).toHaveCount(told.conversations);

  const bytes = readFileSync(file);
  bytes[bytes.length - 1] ^= 1;
  const broken = join(folder, "broken.undertone");
  writeFileSync(broken, bytes);
  await page.getByTestId("file-input").setInputFiles(broken);
  await expect(page.getByTestId("error")).toContainText("damaged");
  await reaches(page, "start");
});
