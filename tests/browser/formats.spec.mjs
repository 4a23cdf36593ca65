// Each format that is read gives the figures that the samples' oracle states: the same three
// conversations, as far as the format carries them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { drop, figure, fixture, go, openApp, reaches, samples } from "./helpers.mjs";

const oracle = existsSync(join(samples, "expected.json"))
  ? JSON.parse(readFileSync(join(samples, "expected.json"), "utf8")).conversations
  : [];
// Notices of the system are no utterances.
const nSaid = oracle.flatMap(({ messages }) => messages).filter(({ role }) => role !== "system").length;
const whole = { conversations: oracle.length, utterances: nSaid };

/** What each sample holds; less than the whole where the format has no place for it. */
const SAMPLES = {
  "generic-table/messages.csv": whole,
  "generic-table/messages.tsv": whole,
  "generic-table/messages-epoch-ms.csv": whole,
  "generic-table/messages-us-dates.csv": whole,
  "generic-table/messages-excel-de.csv": whole,
  "generic-table/messages-utf16le.tsv": whole,
  "generic-table/messages-windows1252.csv": whole,
  "generic-table/conversations-transcript-blob.csv": whole,
  "generic-table/conversations-inline-blob.csv": whole,
  "generic-table/conversations-json-column.csv": whole,
  // Question and answer in a row: the colleague's message has no column.
  "generic-table/turn-pairs.csv": { ...whole, utterances: nSaid - 1 },
  "generic-json/array-of-conversations.json": whole,
  "generic-json/flat-messages.ndjson": whole,
  // No role for a colleague.
  "openai-chat/finetune.jsonl": { ...whole, utterances: nSaid - 1 },
  // A call log repeats what was said before; the last messages of two conversations got no call.
  "openai-chat/completion-logs.jsonl": { ...whole, utterances: 10 },
  // One conversation; a call of a tool and its answer are not said to anyone.
  "openai-chat/multipart-and-tools.jsonl": { conversations: 1, utterances: 2 },
  "plaintext/labels.txt": whole,
  "plaintext/bracket-time.txt": whole,
  "plaintext/paren-ampm.txt": whole,
  "plaintext/markdown.md": whole,
  // Exports of platforms, each in its own shape.
  "intercom/conversations.json": whole,
  "zendesk/chat-api-chats.json": whole,
  "zendesk/tickets-with-comments.ndjson": whole,
  "chatwoot/webhook-message_created.ndjson": whole,
  "copilot-studio/conversationtranscripts.csv": whole,
  "rasa/trackers.json": whole,
  "rasa/event-broker.ndjson": whole,
  "rasa/sql-events-table.csv": whole,
  "livechat/list_archives.json": whole,
  "hubspot/threads-with-messages.json": whole,
  "crisp/conversations-with-messages.json": whole,
  "botpress/list-messages.json": whole,
  "freshchat/conversations.json": whole,
  "tawkto/transcript-webhooks.ndjson": whole,
  "telegram/result.json": whole,
  "discord/channel-export.json": whole,
  "whatsapp/ios-de.txt": whole,
  // Logs of the bot alone have no place for a colleague.
  "dialogflow/cx-conversation-history.json": { ...whole, utterances: nSaid - 1 },
  "dialogflow/es-cloud-logging.json": { ...whole, utterances: nSaid - 1 },
  "lex/logs-insights-export.csv": { ...whole, utterances: nSaid - 1 },
  "langfuse/traces.json": { ...whole, utterances: nSaid - 1 },
  "chatgpt-export/conversations.json": { ...whole, utterances: nSaid - 1 },
  "otel-genai/otlp-traces.jsonl": { ...whole, utterances: 10 },
  "whatsapp/android-de.txt": whole,
  "whatsapp/android-us-12h.txt": whole,
  "claude-export/conversations.json": { ...whole, utterances: nSaid - 1 },
  "sharegpt/sharegpt.json": { ...whole, utterances: nSaid - 1 },
  "lmsys-wildchat/wildchat.jsonl": { ...whole, utterances: nSaid - 1 },
  "lmsys-wildchat/lmsys-chat-1m.jsonl": { ...whole, utterances: nSaid - 1 },
  "n8n-langchain/n8n_chat_histories.csv": { ...whole, utterances: nSaid - 1 },
  "parquet/messages-snappy.parquet": whole,
  "parquet/messages-zstd.parquet": whole,
  "parquet/wildchat-nested.parquet": { ...whole, utterances: nSaid - 1 },
};

for (const [name, expected] of Object.entries(SAMPLES)) {
  test(`the sample ${name}`, async ({ page }) => {
    test.skip(!existsSync(join(samples, name)), "the samples are not beside the repository");
    const seen = await openApp(page);
    await drop(page, join(samples, name));
    await reaches(page, "ready");
    for (const [figureName, value] of Object.entries(expected)) {
      expect((await figure(page, figureName)).value, figureName).toBe(value);
    }
    await expect(page.getByTestId("conversation-row")).toHaveCount(expected.conversations);
    await go(page, "reading");
    await expect(page.getByTestId("files-report")).toContainText(name.split("/")[1]);
    expect(await seen.allViolations()).toEqual([]);
    expect(seen.errors).toEqual([]);
  });
}

test("the sample with ratings gives ratings and handoffs", async ({ page }) => {
  const name = join(samples, "generic-table/messages.csv");
  test.skip(!existsSync(name), "the samples are not beside the repository");
  await openApp(page);
  await drop(page, name);
  await reaches(page, "ready");
  const rated = oracle.filter(({ csat }) => csat);
  const csat = await figure(page, "csat_mean");
  expect(csat.n).toBe(rated.length);
  expect(csat.value).toBeCloseTo(rated.reduce((sum, { csat: { score } }) => sum + score, 0) / rated.length);
  const handoff = await figure(page, "handoff_rate");
  expect([handoff.n, handoff.of]).toEqual([oracle.filter(({ handoff: h }) => h).length, oracle.length]);
});

test("our own small table", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
  expect((await figure(page, "utterances")).value).toBe(5);
});

test("our own small JSON Lines", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.jsonl"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
  expect((await figure(page, "utterances")).value).toBe(5);
});

/** The addresses of what reads Parquet files, among those that were asked for. */
const tables = (seen) => seen.requests.filter((url) => new URL(url).pathname.startsWith("/tables"));

test("a Parquet file beside a table, by a program that comes with it alone", async ({ page }) => {
  const seen = await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
  expect(tables(seen), "asked for without a Parquet file").toEqual([]);
  await page.reload();
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  await drop(page, fixture("two-conversations.csv"), fixture("parquet/flat-zstd.parquet"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(12);
  // One row has no text.
  expect((await figure(page, "utterances")).value).toBe(44);
  const asked = new Set(tables(seen).map((url) => new URL(url).pathname));
  expect([...asked].sort()).toEqual(["/tables-start.js", "/tables.js", "/tables_bg.wasm"]);
  await go(page, "reading");
  await expect(page.getByTestId("files-report")).toContainText("Parquet");
  expect(await seen.allViolations()).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test("a Parquet file that is damaged, of another kind, or whose reader cannot be had costs nothing else", async ({
  page,
}) => {
  await openApp(page);
  const whole = readFileSync(fixture("parquet/flat-snappy.parquet"));
  const cut = { name: "cut.parquet", bytes: whole.subarray(0, 2000) };
  await drop(page, cut, fixture("parquet/codec-brotli.parquet"), fixture("two-conversations.csv"));
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
  await go(page, "reading");
  const report = page.getByTestId("files-report");
  await expect(report).toContainText("damaged Parquet file");
  await expect(report).toContainText("written with Brotli");

  await page.route("**/tables*", (route) => route.abort());
  await page.reload();
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  await drop(page, fixture("parquet/flat-zstd.parquet"), fixture("two-conversations.csv"));
  await reaches(page, "ready");
  await go(page, "board");
  expect((await figure(page, "conversations")).value).toBe(2);
  await go(page, "reading");
  await expect(report).toContainText("reader not loaded");
});
