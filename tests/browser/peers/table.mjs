// The figures of the benchmark as Markdown: each beside the goal it is held to.
import { count, duration, median, megabytes, p95, spread } from "./numbers.mjs";

const NONE = "–";
const all = (rounds, of) => rounds.flatMap(of);
const edge = (times) => `${duration(median(times))}, p95 ${duration(p95(times))}`;

/** Rows say what was measured, ours, the peer's, how the two compare, the goal, and whether it is reached. */
function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const judged = (reached) => (reached === undefined ? NONE : reached ? "reached" : "**missed**");

/** Ours and a peer's: ours may be at most so many times the peer's, or the peer's must be at least so many times ours. */
function beside(what, ours, theirs, { atMost, atLeast }, written = spread) {
  const goal = atMost ? `≤ ${atMost} ×` : atLeast ? `≥ ${atLeast} times` : NONE;
  if (theirs.length === 0) return [what, written(ours), "not measured", NONE, goal, NONE];
  const ratio = median(ours) / median(theirs);
  const said = atMost ? `${ratio.toFixed(2)} ×` : `${Number((1 / ratio).toPrecision(2))} times as fast`;
  const reached = atMost ? ratio <= atMost : atLeast && 1 / ratio >= atLeast;
  return [what, written(ours), written(theirs), said, goal, judged(reached)];
}

/** Ours alone, against a bound. */
const bounded = (what, said, value, bound, written) => [what, said, NONE, NONE, `≤ ${written(bound)}`, judged(value <= bound)];

/** What all rounds found, against the goals. */
export function againstGoals({ messages, rounds, workers }) {
  const page = rounds.map((round) => round.page);
  const [duck, chat] = ["duckdb", "chat"].map((peer) => rounds.map((round) => round[peer]).filter((seen) => seen !== undefined));
  const of = (name) => page.map((seen) => seen[name]);
  const load = duck.map((seen) => seen.load);
  const changes = (name) => all(page, (seen) => seen.changes.map((change) => change[name])).filter((value) => value !== undefined);
  const answers = changes("answer");
  const tasks = all(page, (seen) => seen.tasks);
  const native = rounds.map((round) => round.native);
  const gain = median(workers.map(({ one, two }) => one / two));
  const control = median(workers.map((seen) => seen.control));
  const rate = (times) => `${spread(times)}, ${count(messages / (median(times) / 1_000))} messages/s`;
  const rows = [
    beside("choice of the file → first figures, against DuckDB's load", of("first"), load, { atMost: 0.15 }),
    beside("choice → exact counts, against DuckDB's load", of("exact"), load, { atMost: 0.7 }),
    bounded("choice → everything on the board", rate(of("everything")), median(of("everything")), 3_000, duration),
    beside("the page's everything, against chat-analytics", of("everything"), chat, { atLeast: 15 }),
    beside("terminal, all cores, against chat-analytics", native, chat, { atLeast: 15 }, rate),
    bounded("change of the filter → no figure or card in view pending, p50 and p95", edge(changes("settled")), p95(changes("settled")), 50, duration),
    ["of which → the last figure in view has its new value", edge(changes("words")), NONE, NONE, NONE, NONE],
    ["change of the filter → the last picture in view is drawn", edge(changes("pictures")), NONE, NONE, NONE, NONE],
    ...aggregations(answers, duck),
    ...memory(of("peak"), of("before"), duck, messages),
    ["tasks of the page over 50 ms", tasks.length ? `${tasks.length} in ${rounds.length} rounds, longest ${duration(Math.max(...tasks))}` : "none", NONE, NONE, "none", judged(tasks.length === 0)],
    ["gain of 2 cores told to the page over 1, against two native processes", `${gain.toFixed(2)} × (workers the page starts itself: ${workers[0].started})`, `${control.toFixed(2)} ×`, `${(gain / control).toFixed(2)} ×`, NONE, NONE],
  ];
  return table(["", "Undertone", "peer", "compared", "goal", ""], rows);
}

function memory(peaks, before, duck, messages) {
  const bytes = median(peaks) / messages;
  if (bytes === 0) return [["renderer's peak memory", "not known on this system", NONE, NONE, "≤ 600 bytes a message", NONE]];
  const above = bytes - median(before) / messages;
  const theirs = duck.map((seen) => seen.peak);
  return [
    beside("renderer's peak memory, against DuckDB's", peaks, theirs, { atMost: 0.8 }, (sizes) => megabytes(median(sizes))),
    bounded("renderer's peak memory a message", `${count(bytes)} bytes (${count(above)} above the page without data)`, bytes, 600, (n) => `${n} bytes`),
  ];
}

function aggregations(answers, duck) {
  if (answers.length === 0) return [["one aggregation, answered", "no answer of the worker was seen", NONE, NONE, "≤ 16 ms", NONE]];
  const times = (name) => all(duck, (seen) => seen[name]);
  return [
    bounded("one aggregation (all figures of a filter), answered", edge(answers), p95(answers), 16, duration),
    beside("the same, against DuckDB on its table of messages", answers, times("ofMessages"), { atLeast: 10 }, edge),
    beside("the same, against DuckDB on a table of conversations made before", answers, times("ofConversations"), {}, edge),
  ];
}

/** Sizes in rising order: time grows no faster than messages where the rates do not fall. */
export function growth(rows) {
  const rate = ({ messages, times }) => `${spread(times)}, ${count(messages / (median(times) / 1_000))}/s`;
  const said = rows.map(({ what, messages, native, page }) => [
    what,
    count(messages),
    rate({ messages, times: native }),
    page ? rate({ messages, times: page }) : NONE,
  ]);
  return table(["", "messages", "terminal, messages/s", "page, to everything, messages/s"], said);
}
