// DuckDB-WASM in the same browser: the file is loaded into a table from a `File`, then asked the same filters.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { buildSync } from "esbuild";
import { launchOptions } from "../helpers.mjs";
import { browserPid, rendererPeak } from "../renderer.mjs";
import { STATUSES, columns } from "./data.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const PACKAGE = "node_modules/@duckdb/duckdb-wasm/dist";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
/** What our reader does not keep either. */
const NOT_KEPT = ["quick_replies", "page"];
const TYPED = { timestamp: "TIMESTAMP", confidence: "FLOAT", rating: "UTINYINT" };

/** Serves the peer's page: its library as published, and the few lines that drive it. */
export async function servePeer(peers) {
  const page = join(peers, "duckdb-page.js");
  buildSync({
    entryPoints: [join(here, "duckdb-page.mjs")],
    outfile: page,
    bundle: true,
    format: "esm",
    nodePaths: [join(peers, "node_modules")],
    logLevel: "error",
  });
  const files = {
    "/page.js": page,
    "/duckdb.wasm": join(peers, PACKAGE, "duckdb-eh.wasm"),
    "/duckdb-worker.js": join(peers, PACKAGE, "duckdb-browser-eh.worker.js"),
  };
  const html = '<!doctype html><meta charset="utf-8"><title>DuckDB</title><input type="file" id="file"><script type="module" src="page.js"></script>';
  const server = createServer(({ url }, response) => {
    const file = files[url];
    if (url !== "/" && !file) return response.writeHead(404).end();
    const length = file ? statSync(file).size : Buffer.byteLength(html);
    response.writeHead(200, { "content-type": TYPES[extname(file ?? ".html") || ".html"] ?? TYPES[".html"], "content-length": length });
    if (file) createReadStream(file).pipe(response);
    else response.end(html);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const list = (names) => names.map((name) => `'${name}'`).join(", ");

/** The table of messages, its columns and their types given, so that nothing has to be guessed. */
function loadStatement(path) {
  const names = columns(path);
  const types = names.map((name) => `'${name}': '${TYPED[name] ?? "VARCHAR"}'`).join(", ");
  const kept = names.filter((name) => !NOT_KEPT.includes(name)).join(", ");
  return `CREATE TABLE m AS SELECT ${kept} FROM read_csv('chats.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {${types}})`;
}

const CONVERSATIONS = `SELECT conversation_id, any_value(channel) AS channel,
  any_value(status) FILTER (status IN (${list(STATUSES)})) AS outcome,
  CAST(min(timestamp) FILTER (role <> 'system') AS DATE) AS day,
  count(*) FILTER (role <> 'system') AS messages FROM m`;

/** A table with a line per conversation, for the kinder of the two ways to ask. */
const PREPARE = `CREATE TABLE c AS ${CONVERSATIONS} GROUP BY conversation_id`;

/** Counts by day, by outcome and by channel, in one statement. */
function question({ channels, from, to }, of) {
  const source = of === "conversations" ? "c" : `(${CONVERSATIONS} WHERE channel IN (${list(channels)}) GROUP BY conversation_id)`;
  return `SELECT CAST(day AS VARCHAR) AS day, outcome, channel, count(*) AS n, CAST(sum(messages) AS BIGINT) AS messages
    FROM ${source} WHERE channel IN (${list(channels)}) AND outcome IS NOT NULL AND day BETWEEN DATE '${from}' AND DATE '${to}'
    GROUP BY GROUPING SETS ((day), (outcome), (channel))`;
}

/** The answer's lines in the shape of the terminal's totals. */
function totals(rows) {
  const found = { conversations: 0, messages: 0, day: {}, outcome: {}, channel: {} };
  for (const row of rows) {
    const by = ["day", "outcome", "channel"].find((name) => row[name] !== null);
    found[by][row[by]] = row.n;
    if (by !== "outcome") continue;
    found.conversations += row.n;
    found.messages += row.messages;
  }
  return found;
}

const sorted = (counts) => JSON.stringify(Object.entries(counts).sort());

/** Stops where the two engines do not say the same. */
function compare(text, theirs, ours) {
  for (const [name, value] of Object.entries(ours)) {
    const same = typeof value === "object" ? sorted(theirs[name]) === sorted(value) : theirs[name] === value;
    if (!same) {
      throw new Error(`DuckDB and the terminal differ in ${name} of "${text}": ${JSON.stringify(theirs[name])} and ${JSON.stringify(value)}`);
    }
  }
}

/** Loads the file and asks the filters; every answer is compared with the terminal's. */
export async function measureDuckdb(url, path, whole, filters) {
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    const pid = await browserPid(browser);
    await page.goto(url);
    await page.waitForFunction(() => window.peer);
    const start = await page.evaluate(() => window.peer.start());
    await page.locator("#file").setInputFiles(path);
    const loaded = await page.evaluate((statement) => window.peer.load(statement), loadStatement(path));
    for (const name of ["conversations", "messages"]) {
      if (loaded[name] !== whole[name]) throw new Error(`DuckDB counts ${loaded[name]} ${name}, the terminal ${whole[name]}`);
    }
    const ask = async (of) => {
      const times = [];
      for (const filter of filters) {
        const { millis, rows } = await page.evaluate((sql) => window.peer.ask(sql), question(filter, of));
        compare(filter.text, totals(rows), filter.expected);
        if (!filter.warmUp) times.push(millis);
      }
      return times;
    };
    const ofMessages = await ask("messages");
    // Before the second table, which is the harness' own wish.
    const peak = rendererPeak(pid);
    const prepare = await page.evaluate((statement) => window.peer.prepare(statement), PREPARE);
    return { start, load: loaded.millis, ofMessages, prepare, ofConversations: await ask("conversations"), peak };
  } finally {
    await browser.close();
  }
}
