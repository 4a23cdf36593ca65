// The data of the benchmark: one generated file for all, the same conversations in the format of
// chat-analytics, and the filters that are asked of both engines with what the terminal says of them.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, createWriteStream, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runTerminal, terminal } from "../helpers.mjs";

const SEED = 1;
/** So many filters are asked, after two that only warm up. */
const FILTERS = 24;
const WARM_UP = 2;
/** The longest conversation of the file of many short ones. */
const SHORT = 10;
/** What a conversation's status may say of its outcome. */
export const STATUSES = ["resolved", "unresolved"];

const plan = (conversations, format) => ["generate", "shop", "--conversations", `${conversations}`, "--seed", `${SEED}`, "--format", format];

/** A CSV file of generated conversations. */
export function csv(folder, conversations) {
  const path = join(folder, `shop-${conversations}.csv`);
  execFileSync(terminal, [...plan(conversations, "csv"), "--output", path]);
  return path;
}

/** Generated conversations one by one. */
async function* drafts(conversations) {
  const generator = spawn(terminal, plan(conversations, "jsonl"), { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(generator, "close");
  for await (const line of createInterface({ input: generator.stdout })) yield JSON.parse(line);
  const [code] = await ended;
  if (code !== 0) throw new Error(`the terminal's generator ended with ${code}`);
}

/** Writes text after text, no faster than the disk takes them. */
async function write(path, texts) {
  const out = createWriteStream(path);
  for await (const text of texts) if (!out.write(text)) await once(out, "drain");
  out.end();
  await once(out, "finish");
  return path;
}

/** JSON Lines of conversations that have at most ten messages each. */
export function shortOnes(folder, conversations) {
  async function* lines() {
    for await (const draft of drafts(conversations)) {
      draft.messages.length = Math.min(draft.messages.length, SHORT);
      yield `${JSON.stringify(draft)}\n`;
    }
  }
  return write(join(folder, `short-${conversations}.jsonl`), lines());
}

/** The same conversations as one chat of Telegram's JSON export, in the order of time. Gives how many messages. */
export async function telegram(folder, conversations) {
  const said = [];
  for await (const { id, user_id: user, messages } of drafts(conversations)) {
    for (const { role, content, timestamp } of messages) {
      if (content) said.push({ at: Date.parse(timestamp), from: role === "user" ? (user ?? id) : role, content });
    }
  }
  said.sort((a, b) => a.at - b.at);
  function* texts() {
    yield '{"name":"shop","type":"private_supergroup","id":1,"messages":[\n';
    for (const [place, { at, from, content }] of said.entries()) {
      const message = {
        id: place + 1,
        type: "message",
        date: new Date(at).toISOString().slice(0, 19),
        date_unixtime: `${Math.floor(at / 1_000)}`,
        from,
        from_id: `user${from}`,
        text: content,
        text_entities: [{ type: "plain", text: content }],
      };
      yield `${place ? ",\n" : ""}${JSON.stringify(message)}`;
    }
    yield "\n]}\n";
  }
  return { path: await write(join(folder, "result.json"), texts()), messages: said.length };
}

/** The days of a series that have a value, with it. */
function byDay({ start, values }) {
  const day = (at) => new Date(Date.parse(start) + at * 86_400_000).toISOString().slice(0, 10);
  return Object.fromEntries(values.map((value, at) => [day(at), value]).filter(([, value]) => value));
}

/** What a report of the terminal says, in the shape in which both engines are compared. */
function totals(report) {
  const parts = (name) => Object.fromEntries(report.breakdowns[name].parts.filter(([, n]) => n));
  return {
    conversations: report.conversations,
    messages: report.utterances,
    day: byDay(report.series.conversations_over_time),
    outcome: parts("outcome"),
    channel: parts("channels"),
  };
}

/**
 * What the terminal says of the whole file, and filters of three predicates (two channels, a stretch of
 * days, an outcome that the source states) with what it says of each.
 */
export function asked(folder, path) {
  const saved = join(folder, "analysis.undertone");
  const whole = totals(JSON.parse(runTerminal("analyze", path, "--json", "--save", saved)));
  const days = Object.keys(whole.day);
  const channels = Object.keys(whole.channel);
  const filters = Array.from({ length: WARM_UP + FILTERS }, (_, at) => {
    const pair = [channels[at % channels.length], channels[(at + 1 + (at % (channels.length - 1))) % channels.length]];
    const from = days[(at * 7) % Math.floor(days.length / 2)];
    const to = days[days.length - 1 - ((at * 5) % Math.floor(days.length / 3))];
    const text = `channel:${pair.join(",")} evidence:source day:${from}..${to}`;
    const expected = totals(JSON.parse(runTerminal("analyze", saved, "--json", "--filter", text)));
    return { text, channels: pair, from, to, expected, warmUp: at < WARM_UP };
  });
  return { whole, filters };
}

/** Names of the columns of a CSV file. */
export function columns(path) {
  const [head, file] = [Buffer.alloc(4_096), openSync(path)];
  readSync(file, head);
  closeSync(file);
  return head.toString("utf8").split(/\r?\n/, 1)[0].split(",");
}
