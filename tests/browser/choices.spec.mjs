// Choices of how files are read: remembered for files of the same shape where that is wanted, saved as a
// file, used from one; and the tests of a platform, left out until they are wanted.
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { drop, figure, go, openApp, reaches } from "./helpers.mjs";

const dialog = (page) => page.getByTestId("mapping-dialog");
const column = (page, at) => page.getByTestId(`mapping-column-${at}`);
const speaker = (page, name) => page.locator(`[data-testid="mapping-speaker"][data-speaker="${name}"]`);
const apply = (page) => page.getByTestId("mapping-apply");

const table = (rows) => ["Fall;Wer;Spruch", ...rows].join("\n") + "\n";
const march = { name: "march.csv", text: table(["f1;Lisa;Guten Tag", "f1;Jana;Wo ist es", "f2;Lisa;Hallo", "f2;Tim;Ja", "f2;Max;Da"]) };
const april = { name: "april.csv", text: table(["g1;Lisa;Guten Tag", "g1;Tom;Hilfe", "g2;Lisa;Hallo", "g2;Ute;Bitte", "g2;Max;Da"]) };

async function chooseColumns(page) {
  await column(page, 0).selectOption({ label: "Conversation" });
  await column(page, 1).selectOption({ label: "Speaker's name" });
  await column(page, 2).selectOption({ label: "Message text" });
  await speaker(page, "Max").selectOption("agent");
}

const stored = (page) => page.evaluate(() => JSON.stringify(Object.entries(localStorage)));

test("a choice is remembered where that is wanted, and nothing of the file with it", async ({ page }) => {
  await openApp(page);
  await drop(page, march);
  await chooseColumns(page);
  const remember = page.getByTestId("mapping-remember");
  await expect(remember).not.toBeChecked();
  await remember.check();
  await apply(page).click();
  await reaches(page, "ready");
  const kept = await stored(page);
  for (const word of ["Fall", "Wer", "Spruch", "Lisa", "Max", "march", "Guten"]) expect(kept).not.toContain(word);
  await page.reload();
  await drop(page, april);
  await expect(page.getByTestId("mapping-told")).toHaveText("Filled in as you read such a file before.");
  await expect(column(page, 2).locator("option:checked")).toHaveText("Message text");
  await expect(speaker(page, "Max")).toHaveValue("agent");
  await expect(page.getByTestId("mapping-remember")).toBeChecked();
  await apply(page).click();
  await reaches(page, "ready");
  expect((await figure(page, "handoff_rate")).n).toBe(1);
  // Another header is another shape.
  await page.reload();
  await drop(page, { name: "other.csv", text: april.text.replace("Spruch", "Satz") });
  await expect(dialog(page)).toBeVisible();
  await expect(page.getByTestId("mapping-told")).toHaveText("");
  await page.keyboard.press("Escape");
  await page.goto("#/settings");
  await expect(page.getByTestId("readings")).toContainText("CSV · 3 columns");
  await page.getByTestId("forget-reading").click();
  await expect(page.getByTestId("readings")).toBeHidden();
  expect(await stored(page)).not.toContain("undertone-read-as-");
});

test("nothing is remembered unasked", async ({ page }) => {
  await openApp(page);
  await drop(page, march);
  await chooseColumns(page);
  await apply(page).click();
  await reaches(page, "ready");
  expect(await stored(page)).not.toContain("undertone-read-as-");
});

test("choices are saved as a file and used from one", async ({ page }) => {
  await openApp(page);
  await drop(page, march);
  await chooseColumns(page);
  const saving = page.waitForEvent("download");
  await page.getByTestId("save-choices").click();
  const path = await (await saving).path();
  const saved = JSON.parse(readFileSync(path, "utf8"));
  expect(saved.columns).toEqual({ "#1": "conversation", "#2": "sender", "#3": "text" });
  expect(saved.speakers.Max).toBe("agent");
  await page.keyboard.press("Escape");
  await drop(page, april);
  await expect(apply(page)).toHaveAttribute("aria-disabled", "true");
  const folder = mkdtempSync(join(tmpdir(), "choices-"));
  const junk = join(folder, "junk.json");
  writeFileSync(junk, "no choice");
  await page.getByTestId("choices-input").setInputFiles(junk);
  await expect(page.getByTestId("mapping-told")).toContainText("That is no file of choices");
  // As the terminal takes it: columns by their names.
  const named = join(folder, "named.json");
  writeFileSync(named, JSON.stringify({ columns: { fall: "conversation", Wer: "sender", "#3": "text" }, speakers: saved.speakers }));
  await page.getByTestId("choices-input").setInputFiles(named);
  await expect(page.getByTestId("mapping-told")).toContainText("Filled in from the file");
  await expect(speaker(page, "Max")).toHaveValue("agent");
  await apply(page).click();
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
  expect((await figure(page, "handoff_rate")).n).toBe(1);
});

/** An export of Copilot Studio with two conversations of its own test pane. */
const copilot = () => {
  const row = (id, test) => ({
    conversationtranscriptid: id,
    name: id,
    content: {
      activities: [
        { type: "trace", valueType: "ConversationInfo", value: { isDesignMode: test } },
        { type: "message", text: `Hello from ${id}`, timestamp: 1772442845, from: { role: 1 } },
        { type: "message", text: "Hi", timestamp: 1772442846, from: { role: 0 } },
      ],
    },
  });
  return { name: "transcripts.json", text: JSON.stringify({ value: [row("a", true), row("b", false), row("c", true)] }) };
};

test("tests of the platform are left out visibly, and read where that is wanted", async ({ page }) => {
  await openApp(page);
  await drop(page, copilot());
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(1);
  await go(page, "reading");
  await expect(page.getByTestId("tests")).toContainText("2 conversations are the platform’s own tests and are left out.");
  await page.getByTestId("read-tests").click();
  await reaches(page, "ready");
  await go(page, "board");
  expect((await figure(page, "conversations")).value).toBe(3);
  await go(page, "reading");
  await expect(page.getByTestId("tests")).toContainText("were read too");
  await page.getByTestId("read-tests").click();
  await reaches(page, "ready");
  await go(page, "board");
  expect((await figure(page, "conversations")).value).toBe(1);
});
