// The peers' benchmark: Undertone beside DuckDB-WASM in the same browser, beside chat-analytics, and beside
// itself on other sizes. In each round everything is measured once, so that whatever else the machine does
// falls on all. `cargo xtask bench --peers` serves the page, installs the peers and starts this.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { terminal } from "../helpers.mjs";
import { asked, csv, shortOnes, telegram } from "./data.mjs";
import { measureDuckdb, servePeer } from "./duckdb.mjs";
import { analyse, chatAnalytics, gainOfTwo } from "./native.mjs";
import { count, duration, median } from "./numbers.mjs";
import { againstGoals, growth } from "./table.mjs";
import { measureReading, measureUndertone } from "./undertone.mjs";

const url = process.env.UNDERTONE_URL;
const scratch = process.env.UNDERTONE_SCRATCH;
/** Where the peers were installed; without them the rest is measured. */
const peers = process.env.UNDERTONE_PEERS;
const conversations = Number(process.env.UNDERTONE_CONVERSATIONS);
const rounds = Number(process.env.UNDERTONE_ROUNDS);
if (!url || !terminal || !scratch || !conversations || !rounds) {
  console.error("Start this with `cargo xtask bench --peers`, which serves the page and installs what it is compared with.");
  process.exit(1);
}

const say = (text) => console.error(text);
const state = () => `load ${loadavg().map((load) => load.toFixed(1)).join(" ")}`;

/** One of everything, one after the other. */
async function round(data, duckdb) {
  const seen = {};
  const step = async (name, work) => {
    const began = performance.now();
    seen[name] = await work();
    say(`  ${name}: ${duration(performance.now() - began)} in all (${state()})`);
  };
  if (duckdb) await step("duckdb", () => measureDuckdb(duckdb.url, data.path, data.whole, data.filters));
  await step("page", () => measureUndertone(url, data.path, data.filters));
  for (const name of ["conversations", "messages"]) {
    if (seen.page[name] !== data.whole[name]) {
      throw new Error(`the page shows ${seen.page[name]} ${name}, the terminal ${data.whole[name]}`);
    }
  }
  await step("native", async () => (await analyse(data.path)).millis);
  if (data.chat) await step("chat", () => chatAnalytics(peers, data.chat));
  await step("workers", async () => ({
    one: (await measureReading(url, data.path, 1)).everything,
    two: (await measureReading(url, data.path, 2)).everything,
    control: await gainOfTwo(data.path),
    started: seen.page.workers,
  }));
  return seen;
}

/** The same on a hundredth, a tenth and three times the size, and on many short conversations. */
async function sizes(folder, seen) {
  const timesOf = async (measure) => {
    const times = [];
    for (let at = 0; at < rounds; at += 1) times.push(await measure());
    return times;
  };
  const measured = async (what, path, inBrowser) => {
    const { messages } = await analyse(path);
    const native = await timesOf(async () => (await analyse(path)).millis);
    const page = inBrowser && (await timesOf(async () => (await measureReading(url, path)).everything));
    rmSync(path);
    say(`  ${what}: ${count(messages)} messages (${state()})`);
    return { what, messages, native, page };
  };
  const part = (share) => Math.max(10, Math.round(conversations * share));
  const rows = [];
  for (const share of [0.01, 0.1]) rows.push(await measured(`${count(part(share))} conversations`, csv(folder, part(share)), true));
  rows.push({
    what: `${count(conversations)} conversations`,
    messages: seen[0].page.messages,
    native: seen.map(({ native }) => native),
    page: seen.map(({ page }) => page.everything),
  });
  rows.push(await measured(`${count(part(3))} conversations`, csv(folder, part(3)), false));
  const many = part(1_000_000 / 151_000);
  rows.push(await measured(`${count(many)} conversations of 1–10 messages (JSON Lines)`, await shortOnes(folder, many), false));
  return rows;
}

async function main(folder) {
  say(`making the data (${state()}) …`);
  const path = csv(folder, conversations);
  const data = { path, ...asked(folder, path), chat: peers && (await telegram(folder, conversations)) };
  const duckdb = peers && (await servePeer(peers));
  const seen = [];
  try {
    for (let at = 1; at <= rounds; at += 1) {
      say(`round ${at} of ${rounds}`);
      seen.push(await round(data, duckdb));
    }
  } finally {
    duckdb?.close();
  }
  say("other sizes");
  const grown = await sizes(folder, seen);
  const { messages } = data.whole;
  console.log(`${count(messages)} messages in ${count(conversations)} conversations, medians of ${rounds} rounds (shortest–longest); ${cpus().length} cores, ${cpus()[0].model.trim()}; ${state()} at the end.\n`);
  if (!peers) console.log("The peers could not be installed here; what is compared with them is not measured.\n");
  console.log(againstGoals({ messages, rounds: seen, workers: seen.map(({ workers }) => workers) }));
  if (duckdb) {
    const of = (name) => duration(median(seen.map((each) => each.duckdb[name])));
    console.log(`\nDuckDB's own start (${of("start")}) and its table of conversations (${of("prepare")}) are not counted in its load. Every answer of DuckDB and of the page was compared with the terminal's: they agree.`);
  }
  console.log(`\n${growth(grown)}`);
}

const folder = mkdtempSync(join(scratch, "data-"));
try {
  await main(folder);
} catch (error) {
  console.error(`The measurement stopped: ${error.message.split("\n")[0]}.`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
