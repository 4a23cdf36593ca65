// Every state that a card can be in, brought about by data: nothing known yet, partial, too few,
// absent with its reason, final, nothing read, stopped, failed. And the other ways in: paste, folder.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { choose, drop, figure, figures, fixture, generate, go, openApp, openSample, reaches, settled, terminal } from "./helpers.mjs";

/** Notes each state that figures and pictures go through, from now on. */
const note = (page) =>
  page.evaluate(() => {
    window.undertoneStates = new Set();
    const look = () => {
      for (const { dataset } of document.querySelectorAll('[data-testid^="figure-"]')) {
        window.undertoneStates.add(`figure ${dataset.state}`);
      }
      for (const chart of document.querySelectorAll('[data-testid^="chart-"][data-present]')) {
        const waiting = chart.querySelector("[data-waiting]") ? "waiting" : chart.dataset.present;
        window.undertoneStates.add(`chart ${waiting}`);
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
const noted = (page) => page.evaluate(() => [...window.undertoneStates].sort());

test("while a large file is read, cards wait, then are partial, then final", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("shop", 20_000);
  await openApp(page);
  await note(page);
  await choose(page, path);
  await reaches(page, "reading");
  const conversations = page.getByTestId("figure-conversations");
  await expect(conversations).toHaveAttribute("data-state", "partial");
  await expect(conversations).toContainText("So far: reading goes on.");
  await expect(page.getByTestId("progress")).toContainText(/\d+\s%/);
  await expect(page).toHaveTitle(/^\d+\s% · shop\.csv/);
  // What has come can be looked into while more is read.
  await page.getByTestId("figure-engaged_rate").locator("button.open").click();
  await expect(page.getByTestId("evidence").getByTestId("conversation-row").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await reaches(page, "ready", { timeout: 60_000 });
  await settled(page);
  await expect(page.getByTestId("progress")).toHaveCount(0);
  expect((await figure(page, "conversations")).value).toBe(20_000);
  const states = new Set(Object.values(await figures(page)).map(({ state }) => state));
  expect([...states].filter((state) => !["ok", "absent"].includes(state)), "nothing stays in between").toEqual([]);
  const seen = await noted(page);
  for (const state of ["figure waiting", "figure partial", "figure ok", "chart waiting", "chart true"]) {
    expect(seen).toContain(state);
  }
});

test("reading that was stopped says so, and its figures stand", async ({ page }) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("shop", 40_000);
  await openApp(page);
  await choose(page, path);
  await expect(page.getByTestId("figure-conversations")).toHaveAttribute("data-state", "partial");
  await page.getByTestId("cancel").click();
  await reaches(page, "ready");
  await expect(page.locator(".state")).toContainText("Stopped; these are the figures of what was read");
  await settled(page);
  const { value, state } = await figure(page, "conversations");
  expect(state).toBe("ok");
  expect(value).toBeGreaterThan(0);
  expect(value).toBeLessThan(40_000);
});

/** So many rated conversations, all alike. */
const rated = (n) => ({
  name: "rated.csv",
  text:
    "conversation_id,timestamp,role,message,rating\n" +
    Array.from({ length: n }, (_, at) => {
      const day = String((at % 28) + 1).padStart(2, "0");
      return `r-${at},2026-03-${day}T09:00:00Z,user,where is my parcel,5\nr-${at},2026-03-${day}T09:00:09Z,bot,on its way,\n`;
    }).join(""),
});

test("what has too few cases says so, and with enough it is a figure", async ({ page }) => {
  await openApp(page);
  await drop(page, rated(2));
  await reaches(page, "ready");
  await settled(page);
  const csat = page.getByTestId("figure-csat_top2");
  await expect(csat).toHaveAttribute("data-state", "too_few");
  await expect(csat.locator(".reason")).toContainText(/^Fewer than \d+ /);
  await expect(csat.locator("button.open"), "there is no value to open").toHaveCount(0);
  await page.getByTestId("start-over").click();
  await drop(page, rated(60));
  await reaches(page, "ready");
  await settled(page);
  await expect(csat).toHaveAttribute("data-state", "ok");
  expect(await figure(page, "csat_top2")).toEqual({ value: 1, n: 60, of: 60, state: "ok" });
});

test("what the data do not hold is a dash with its reason, never a zero", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("plain.txt"));
  await reaches(page, "ready");
  await settled(page);
  const all = await figures(page);
  const absent = Object.entries(all).filter(([, { state }]) => state === "absent");
  expect(absent.map(([name]) => name)).toEqual(expect.arrayContaining(["csat_top2", "csat_mean", "session_length"]));
  for (const [name, { value }] of absent) {
    const card = page.getByTestId(`figure-${name}`);
    expect(value, name).toBeNull();
    await expect(card.locator(".value"), name).toHaveText("–");
    await expect(card.locator(".reason"), name).toHaveText(/^[A-Z].{8,}\.$/);
  }
  for (const chart of ["chart-over-time", "chart-outcome-shares", "chart-hours", "chart-length"]) {
    await expect(page.getByTestId(chart)).toHaveAttribute("data-present", "false");
    await expect(page.getByTestId(chart)).toContainText(/\.$/);
  }
});

test("a transcript is pasted", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openApp(page);
  await page.evaluate(() =>
    navigator.clipboard.writeText("Visitor: Do you ship to Norway?\nBot: Yes, within five days.\nVisitor: Great\n"),
  );
  await page.keyboard.press("Control+v");
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(1);
  expect((await figure(page, "utterances")).value).toBe(3);
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toContainText("within five days");
  await page.keyboard.press("Escape");

  // In the filter line what is pasted is text.
  await page.getByTestId("filter-line").focus();
  await page.keyboard.press("Control+v");
  await expect(page.getByTestId("filter-line")).toHaveValue(/Norway/);
  expect((await figure(page, "conversations")).value).toBe(1);
});

/** A folder with a folder in it, and what systems put beside files. */
function folder() {
  const top = mkdtempSync(join(tmpdir(), "undertone-folder-"));
  mkdirSync(join(top, "march"));
  const line = (id) => `{"id": "${id}", "messages": [{"role": "user", "content": "one"}, {"role": "assistant", "content": "two"}]}\n`;
  writeFileSync(join(top, "a.jsonl"), line("f-1"));
  writeFileSync(join(top, "march", "b.jsonl"), line("f-2") + line("f-3"));
  writeFileSync(join(top, ".DS_Store"), "\0\0\0");
  return top;
}

test("a folder is chosen", async ({ page }) => {
  await openApp(page);
  await page.getByTestId("folder-input").setInputFiles(folder());
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(3);
});

test("a folder is dropped", async ({ page }) => {
  const seen = await openApp(page);
  const { x, y } = await page.getByTestId("drop-zone").boundingBox();
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder()], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver"]) {
    await session.send("Input.dispatchDragEvent", { type, x: x + 20, y: y + 20, data });
  }
  await expect(page.locator(".page")).toHaveAttribute("data-dragged", "");
  await session.send("Input.dispatchDragEvent", { type: "drop", x: x + 20, y: y + 20, data });
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(3);
  await expect(page.locator(".page")).not.toHaveAttribute("data-dragged");
  await go(page, "reading");
  await expect(page.getByTestId("files-report")).not.toContainText(".DS_Store");
  expect(seen.errors).toEqual([]);
});
