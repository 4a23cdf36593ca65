// Whatever a team holds in its hand: a folder of exports of eight kinds, packed and plain; and chats that
// only pauses part.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { drop, figure, go, openApp, reaches, runTerminal, samples } from "./helpers.mjs";

const EIGHT = [
  "generic-table/messages.csv",
  "generic-table/messages.xlsx",
  "intercom/conversations.json",
  "zendesk/chat-api-chats.json",
  "botframework/c-1002.transcript",
  "dialogflow/cx-conversation-history.json",
  "telegram/result.json",
  "whatsapp/android-de.txt",
];

test("a folder of eight exports is one analysis with eight rows in its report", async ({ page }) => {
  const found = EIGHT.map((name) => join(samples, name));
  test.skip(!found.every(existsSync), "the format samples are not beside this repository");
  const folder = mkdtempSync(join(tmpdir(), "undertone-exports-"));
  mkdirSync(join(folder, "more"));
  let alone = 0;
  for (const [at, path] of found.entries()) {
    // Each has conversations of its own: the samples are of the same three.
    const bytes = readFileSync(path);
    const isText = !bytes.subarray(0, 2).equals(Buffer.from("PK"));
    const own = isText ? Buffer.from(bytes.toString("utf8").replaceAll("c-100", `k${at}-100`)) : bytes;
    const packed = at % 3 === 2;
    const name = EIGHT[at].replace("/", "-") + (packed ? ".gz" : "");
    const written = join(folder, at % 2 ? "more" : "", name);
    writeFileSync(written, packed ? gzipSync(own) : own);
    alone += JSON.parse(runTerminal("analyze", written, "--json")).conversations;
  }
  const all = JSON.parse(runTerminal("analyze", folder, "--json"));
  expect(all.conversations).toBe(alone);
  const seen = await openApp(page);
  await page.getByTestId("folder-input").setInputFiles(folder);
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(alone);
  expect((await figure(page, "utterances")).value).toBe(all.utterances);
  await go(page, "reading");
  const report = page.getByTestId("files-report");
  // A workbook has a row for each of its sheets.
  for (const { name } of all.files) await expect(report).toContainText(name);
  const kinds = new Set(all.files.map(({ name }) => name.split("/")[0]));
  expect(kinds.size).toBe(8);
  // Each row knows which file it is of: plain ones can be read otherwise, those in archives say why not.
  const plain = EIGHT.filter((name, at) => at % 3 !== 2 && !name.endsWith(".xlsx")).length;
  await expect(page.getByTestId("read-otherwise")).toHaveCount(plain);
  await expect(page.getByTestId("in-archive")).toHaveCount(all.files.length - plain);
  expect(seen.errors).toEqual([]);
});

test("pauses part a chat into conversations, as long as a person chooses", async ({ page }) => {
  const seen = await openApp(page);
  const at = (hour, minute) => `[2026-03-02 ${hour}:${String(minute).padStart(2, "0")}:00]`;
  const text = [`${at("09", 0)} Visitor: hello`, `${at("09", 1)} Bot: hi`, `${at("09", 21)} Visitor: still there?`, `${at("09", 22)} Bot: yes`, `${at("11", 0)} Visitor: hello`];
  await drop(page, { name: "chat.txt", text: text.join("\n") });
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
  await go(page, "reading");
  await page.getByTestId("read-otherwise").click();
  const choice = page.getByTestId("mapping-gap");
  await expect(choice).toHaveValue("30");
  await expect(choice.locator("option")).toHaveText([
    "5 minutes: 3 conversations, 1.7 messages each, 1 of one message",
    "15 minutes: 3 conversations, 1.7 messages each, 1 of one message",
    "30 minutes: 2 conversations, 2.5 messages each, 1 of one message",
    "60 minutes: 2 conversations, 2.5 messages each, 1 of one message",
  ]);
  await expect(page.getByTestId("mapping-pauses").getByRole("listitem")).toHaveText([
    "under a minute0", "1 to 5 minutes2", "5 to 15 minutes0", "15 to 30 minutes1", "30 to 60 minutes0", "60 minutes to a day1", "over a day0",
  ]);
  await choice.selectOption("15");
  await page.getByTestId("mapping-apply").click();
  await reaches(page, "ready");
  await go(page, "board");
  await expect.poll(async () => (await figure(page, "conversations")).value).toBe(3);
  expect(await seen.allViolations()).toEqual([]);
  expect(seen.errors).toEqual([]);
});
