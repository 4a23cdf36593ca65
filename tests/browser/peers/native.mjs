// Programs that run natively: the terminal, alone and two at once, and chat-analytics.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { terminal } from "../helpers.mjs";

/** `taskset` binds a program to one core; not every system has it. */
const TASKSET = ["/usr/bin/taskset", "/bin/taskset"].find((path) => existsSync(path));

/** Runs a program to its end. Gives what it printed and how many milliseconds it took. */
function timed(program, args) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let [printed, complained] = ["", ""];
    child.stdout.on("data", (text) => (printed += text));
    child.stderr.on("data", (text) => (complained += text));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve({ millis: performance.now() - began, printed });
      else reject(new Error(`${program} ended with ${code}: ${complained.trim().split("\n").at(-1)}`));
    });
  });
}

/** The terminal on a file, with all cores: how long it took, and how many messages it found. */
export async function analyse(path) {
  const { millis, printed } = await timed(terminal, ["analyze", path, "--json"]);
  return { millis, messages: JSON.parse(printed).utterances };
}

/** The terminal on one core of its own; where it cannot be bound the system chooses. */
const onCore = (core, path) =>
  TASKSET ? timed(TASKSET, ["-c", `${core}`, terminal, "analyze", path, "--json"]) : timed(terminal, ["analyze", path, "--json"]);

/** How much more two processes on two cores do than one on one, here and now: at most two. */
export async function gainOfTwo(path) {
  const alone = (await onCore(0, path)).millis;
  const began = performance.now();
  await Promise.all([onCore(0, path), onCore(1, path)]);
  return (2 * alone) / (performance.now() - began);
}

/** chat-analytics from its export to its report, as its own command does it. */
export async function chatAnalytics(peers, { path, messages }) {
  const command = join(peers, "node_modules/chat-analytics/dist/lib/CLI.js");
  const { millis, printed } = await timed(process.execPath, [command, "-p", "telegram", "-i", path, "-o", `${path}.html`]);
  const read = Number(printed.match(/(\d+) messages/)?.[1]);
  if (read !== messages) throw new Error(`chat-analytics read ${read} of ${messages} messages`);
  return millis;
}
