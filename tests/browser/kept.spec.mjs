// What a person keeps in this browser: nothing unless it was asked for, then masked, until it is removed.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { drop, figures, fixture, go, openApp, reaches, runTerminal, settled, terminal } from "./helpers.mjs";

const kept = (page) => page.getByTestId("kept");

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

async function keepOn(page) {
  await page.getByTestId("top-settings").click();
  await page.getByTestId("set-keep").check();
  await page.goBack();
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
  const text = `conversation_id,timestamp,role,message\n1,2026-03-02T09:00:00Z,user,Write to ${canary}\n1,2026-03-02T09:00:07Z,bot,I will\n`;
  await drop(page, { name: "mine.csv", text });
  await reaches(page, "ready");
  await settled(page);
  const before = await figures(page);
  await expect.poll(() => stored(page)).toHaveLength(2);
  const bytes = await page.evaluate(async () => {
    const place = await (await navigator.storage.getDirectory()).getDirectoryHandle("undertone-kept");
    let all = "";
    for await (const handle of place.values()) all += await (await handle.getFile()).text();
    return all;
  });
  expect(bytes).toContain("[EMAIL 1]");
  expect(bytes).not.toContain(canary);

  // In a fresh tab, without the file.
  await page.goto("about:blank");
  await page.goto("./");
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
  await expect.poll(() => stored(page)).toEqual(["list"]);
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
  await expect.poll(() => stored(page)).toEqual(["list"]);
  await page.reload();
  await reaches(page, "start");
  await page.getByTestId("top-settings").click();
  await expect(page.getByTestId("set-keep")).not.toBeChecked();
});

test("two tabs keep without harming one another", async ({ page, context }) => {
  await openApp(page);
  await keepOn(page);
  const other = await context.newPage();
  await openApp(other);
  const one = (name) => ({ name, text: "conversation_id,role,message\n1,user,Hi\n1,bot,Hello\n" });
  await Promise.all([drop(page, one("a.csv")), drop(other, one("b.csv"))]);
  await Promise.all([reaches(page, "ready"), reaches(other, "ready")]);
  await expect.poll(async () => (await stored(page)).length).toBe(3);
  await page.goto("about:blank");
  await page.goto("./");
  await expect(kept(page)).toHaveCount(2);
  expect((await kept(page).allTextContents()).sort()).toEqual(["a.csv", "b.csv"]);
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
