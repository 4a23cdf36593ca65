// Reading files: several, broken, strange and large ones, samples, saving, and the keyboard.
import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import {
  choose,
  download,
  drop,
  figure,
  fixture,
  generate,
  go,
  openApp,
  reaches,
  runTerminal,
  terminal,
} from "./helpers.mjs";

const good = fixture("two-conversations.csv");

test("several files at once are one analysis", async ({ page }) => {
  await openApp(page);
  await drop(page, good, fixture("plain.txt"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(3);
  await go(page, "reading");
  const report = page.getByTestId("files-report");
  await expect(report).toContainText("two-conversations.csv");
  await expect(report).toContainText("plain.txt");
});

test("a broken line is named and loses none of its neighbours", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("broken-lines.jsonl"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(3);
  await go(page, "reading");
  const report = await download(page, "download-report");
  expect(report.text).toContain("broken-lines.jsonl");
  // The truncated record is the third line of the file.
  expect(report.text).toMatch(/\b3\b/);
});

const UNREADABLE = {
  "an empty file": { name: "empty.csv", text: "" },
  "a picture": { name: "picture.png", bytes: Buffer.from("89504e470d0a1a0a0000000d49484452000000", "hex") },
  "arbitrary bytes": { name: "bytes.csv", bytes: Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 197) % 251)) },
  "a table without messages": { name: "stock.csv", text: "article,stock\nspoon,3\nfork,4\n" },
};

for (const [what, file] of Object.entries(UNREADABLE)) {
  test(`${what} gives a clear problem, and the others stay`, async ({ page }) => {
    const seen = await openApp(page);
    await drop(page, file, good);
    await reaches(page, "ready");
    expect((await figure(page, "conversations")).value).toBe(2);
    await go(page, "reading");
    await expect(page.getByTestId("files-report")).toContainText(file.name);
    expect(seen.errors).toEqual([]);
  });
}

test("only a file that cannot be read: said in words, and another can be tried", async ({ page }) => {
  await openApp(page);
  await drop(page, UNREADABLE["an empty file"]);
  await reaches(page, "ready");
  const empty = page.getByTestId("empty");
  await expect(empty).toContainText("No conversation was found");
  await empty.getByRole("button").click();
  await expect(page.getByTestId("files-report")).toContainText("empty.csv");
  await page.getByTestId("start-over").click();
  await reaches(page, "start");
  await drop(page, good);
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
});

for (const kind of ["shop", "saas"]) {
  test(`the sample ${kind} loads and is marked as synthetic`, async ({ page }) => {
    const seen = await openApp(page);
    await page.getByTestId(`sample-${kind}`).click();
    await reaches(page, "ready");
    expect((await figure(page, "conversations")).value).toBeGreaterThan(1000);
    await expect(page.getByText(/synthetic/i).first()).toBeVisible();
    expect(await seen.allViolations()).toEqual([]);
    expect(seen.errors).toEqual([]);
  });
}

test("start over forgets what was read", async ({ page }) => {
  await openApp(page);
  await drop(page, good);
  await reaches(page, "ready");
  await page.getByTestId("start-over").click();
  await reaches(page, "start");
  await expect(page.getByTestId("conversation-row")).toHaveCount(0);
  await drop(page, fixture("plain.txt"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(1);
});

test("cancel keeps what was read", async ({ page }, info) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("shop", 60_000);
  await openApp(page);
  await choose(page, path);
  await reaches(page, "reading");
  const progress = page.getByTestId("progress");
  await expect(progress).toBeVisible();
  const partial = page.getByTestId("figure-conversations");
  await expect(partial).toHaveAttribute("data-value", /^[1-9]/);
  await page.getByTestId("cancel").click();
  await reaches(page, "ready");
  const { value } = await figure(page, "conversations");
  expect(value).toBeGreaterThan(0);
  expect(value).toBeLessThan(60_000);
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toBeVisible();
  info.annotations.push({ type: "read before cancelling", description: `${value} conversations` });
});

test("the same file gives the same figures in page and terminal", async ({ page }, info) => {
  test.skip(!terminal, "the terminal program is not built");
  const path = generate("shop", 500);
  await openApp(page);
  await choose(page, path);
  await reaches(page, "ready");
  const onPage = JSON.parse((await download(page, "download-figures")).text);
  const inTerminal = JSON.parse(runTerminal("analyze", path, "--json", "--timezone", "UTC"));
  // The terminal may name a file by its path.
  for (const report of [onPage, inTerminal]) {
    for (const file of report.files) file.name = file.name.split("/").pop();
  }
  writeFileSync(info.outputPath("page.json"), JSON.stringify(onPage, null, 1));
  writeFileSync(info.outputPath("terminal.json"), JSON.stringify(inTerminal, null, 1));
  expect(onPage).toEqual(inTerminal);
  expect(onPage.conversations).toBe(500);
});

test("the keyboard alone opens the chooser and reads a file", async ({ page }) => {
  // Asked for first, so that the browser knows it long before the key comes.
  const choosing = page.waitForEvent("filechooser");
  await openApp(page);
  const zone = page.getByTestId("drop-zone");
  const isInZone = () =>
    zone.evaluate((element) => element === document.activeElement || element.contains(document.activeElement));
  for (let presses = 0; presses < 20 && !(await isInZone()); presses += 1) await page.keyboard.press("Tab");
  expect(await isInZone(), "Tab reaches the drop zone").toBe(true);
  await page.keyboard.press("Enter");
  const chooser = await choosing;
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles([good]);
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
});

test("a click opens the chooser", async ({ page }) => {
  const choosing = page.waitForEvent("filechooser");
  await openApp(page);
  await page.getByTestId("drop-zone").click();
  await (await choosing).setFiles([good]);
  await reaches(page, "ready");
});

test("personal data are shown as labelled tokens, the same person as the same one", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("personal.csv"));
  await reaches(page, "ready");
  await page.getByTestId("conversation-row").first().click();
  const transcript = page.getByTestId("transcript");
  await expect(transcript).toContainText(/\[EMAIL \d+\]/);
  const text = await transcript.textContent();
  for (const raw of ["ada@example.org", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00"]) {
    expect(text).not.toContain(raw);
  }
  const tokens = text.match(/\[EMAIL \d+\]/g);
  expect(tokens).toHaveLength(2);
  expect(new Set(tokens).size, "one person, one token").toBe(1);
});

test.describe("in German", () => {
  test.use({ locale: "de-DE" });

  test("the reading report is saved in the language of the page", async ({ page }) => {
    await openApp(page);
    await drop(page, fixture("two-conversations.csv"), { name: "leer.csv", text: "" });
    await reaches(page, "ready");
    await go(page, "reading");
    const { text } = await download(page, "download-report");
    expect(text).toContain("Lesebericht\n===========");
    expect(text).toContain("Datensätze:");
    expect(text).toContain("ganze Datei: Die Datei ist leer");
    expect(text).not.toMatch(/records|whole file|found/);
  });
});
