// Measures how fast files are read in a worker of a browser, by the product's readers and by the browser's own,
// in turns. `cargo xtask bench --readers` builds what this opens.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions, terminal } from "./helpers.mjs";
import { median } from "./peers/numbers.mjs";

const url = process.env.UNDERTONE_READERS;
if (!url || !terminal) {
  console.error("Start this with `cargo xtask bench --readers`, which builds what it opens.");
  process.exit(1);
}

const ROUNDS = 7;
const SHOP_CONVERSATIONS = 45_000;
const INTERCOM_CONVERSATIONS = 30_000;

/** A conversation as Intercom writes it. */
function intercom(n) {
  const part = (at) => ({
    type: "conversation_part",
    id: `${at}`,
    part_type: "comment",
    body: `<p>message ${at} of ${n}, with a few words more</p>`,
    created_at: 1_772_442_845 + at,
    author: { type: at % 2 ? "bot" : "user", id: `a${at}`, name: "Somebody", email: "a@example.org" },
    attachments: [],
    redacted: false,
  });
  return {
    type: "conversation",
    id: `${n}`,
    created_at: 1_772_442_845,
    source: { type: "conversation", body: `<p>Hi &amp; hello ${n}</p>`, author: { type: "user", id: `u${n}`, name: "Ines" } },
    tags: { tags: [{ name: "order" }] },
    state: "closed",
    conversation_parts: { conversation_parts: Array.from({ length: 7 }, (_, at) => part(at + 1)) },
  };
}

/** The files, and who reads each. */
function files(folder) {
  const path = (name) => join(folder, name);
  const shop = ["generate", "shop", "--conversations", `${SHOP_CONVERSATIONS}`];
  execFileSync(terminal, [...shop, "--output", path("shop.csv")]);
  execFileSync(terminal, [...shop, "--format", "jsonl", "--output", path("shop.jsonl")]);
  const conversations = Array.from({ length: INTERCOM_CONVERSATIONS }, (_, n) => JSON.stringify(intercom(n)));
  writeFileSync(path("intercom.jsonl"), `${conversations.join("\n")}\n`);
  writeFileSync(path("intercom.json"), `[${conversations.join(",")}]`);
  return [
    { what: "CSV, a row per message", path: path("shop.csv"), peer: "PapaParse" },
    { what: "JSON Lines, one conversation a line", path: path("shop.jsonl"), peer: "JSON.parse, line by line" },
    { what: "Intercom, JSON Lines", path: path("intercom.jsonl"), peer: "JSON.parse, line by line" },
    { what: "Intercom, one list", path: path("intercom.json"), peer: "JSON.parse" },
  ];
}

const folder = mkdtempSync(join(tmpdir(), "undertone-readers-"));
const browser = await chromium.launch(launchOptions);
try {
  const page = await browser.newPage();
  console.log("| file | MB | ours | the peer | that is |\n| --- | --- | --- | --- | --- |");
  for (const { what, path, peer } of files(folder)) {
    await page.goto(url);
    await page.locator("input").setInputFiles(path);
    const times = { undertone: [], [peer]: [] };
    // The first of each compiles and is left out.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const counts = new Set();
      for (const reader of Object.keys(times)) {
        const { n, millis } = await page.evaluate((reader) => window.measure(reader), reader);
        counts.add(n);
        if (round) times[reader].push(millis);
      }
      if (counts.size !== 1) throw new Error(`${what}: the readers found ${[...counts].join(" and ")} messages`);
    }
    const size = statSync(path).size / 1e6;
    const [ours, theirs] = Object.values(times).map((each) => size / (median(each) / 1e3));
    console.log(`| ${what} | ${size.toFixed(0)} | ${ours.toFixed(0)} MB/s | ${peer}: ${theirs.toFixed(0)} MB/s | ${(ours / theirs).toFixed(1)} × |`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
