// What all browser tests share: starting the page under watch, dropping files, reading figures.
// The page is known here by its data-testid names alone.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** Samples of foreign formats that may lie beside the repository; tests of them skip without. */
export const samples = resolve(root, "../shared/formats");

export const fixture = (name) => join(root, "tests/fixtures", name);

export const launchOptions = {
  executablePath: process.env.UNDERTONE_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
};

/** The terminal program, or undefined where it was not built. */
export const terminal = [
  process.env.UNDERTONE_BIN,
  join(root, "target/release/undertone"),
  join(root, "target/debug/undertone"),
].find((path) => path && existsSync(path));

export function runTerminal(...args) {
  return execFileSync(terminal, args, { encoding: "utf8", maxBuffer: 1 << 30 });
}

/** Has the terminal program write a synthetic file and gives its path. */
export function generate(kind, conversations, format = "csv") {
  const path = join(mkdtempSync(join(tmpdir(), "undertone-")), `${kind}.${format}`);
  const args = ["generate", kind, "--conversations", `${conversations}`, "--seed", "1", "--format", format];
  execFileSync("sh", ["-c", 'exec "$0" "$@" > "$OUT"', terminal, ...args], { env: { ...process.env, OUT: path } });
  return path;
}

/** What lies in the built page and is not loaded by it: what the host reads, and the list of digests. */
const NOT_LOADED = ["_headers", "integrity.json"];

/** Paths, from the site's root, of all files that the built page may load. */
export function listedAssets(dir = join(root, "dist"), top = dir) {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) return listedAssets(path, top);
    return NOT_LOADED.includes(name) ? [] : [`/${relative(top, path).replaceAll("\\", "/")}`];
  });
}

/**
 * Watches a page from before it loads: every request it or its workers make, every violation of its
 * policy, every error. Lists grow as things happen.
 */
export async function watch(page) {
  const seen = { requests: [], sockets: [], violations: [], errors: [], popups: [] };
  page.context().on("request", (request) => seen.requests.push(request.url()));
  page.on("websocket", (socket) => seen.sockets.push(socket.url()));
  page.on("popup", (popup) => seen.popups.push(popup.url()));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    seen.errors.push(message.text());
  });
  // The browser's own account of issues covers the page and what starts in it.
  const session = await page.context().newCDPSession(page);
  session.on("Audits.issueAdded", ({ issue }) => {
    const details = issue.details.contentSecurityPolicyIssueDetails;
    if (details) seen.violations.push(`${details.violatedDirective} ${details.blockedURL ?? ""}`);
  });
  await session.send("Audits.enable");
  const violated = (directive, blocked) => seen.violations.push(`${directive} ${blocked}`);
  await page.exposeFunction("undertoneTestViolated", violated);
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.undertoneTestViolated(event.effectiveDirective, event.blockedURI);
    });
  });
  // A worker cannot call the page's functions; what it notes is fetched from it at the end.
  const workers = [];
  page.on("worker", (worker) => {
    const ready = worker
      .evaluate(() => {
        self.undertoneTestViolations = [];
        self.addEventListener("securitypolicyviolation", (event) => {
          self.undertoneTestViolations.push(`${event.effectiveDirective} ${event.blockedURI}`);
        });
      })
      .catch(() => {});
    workers.push({ worker, ready });
  });
  /** How many workers were started. */
  seen.workerCount = () => workers.length;
  /** All violations up to now, those within workers included. */
  seen.allViolations = async () => {
    const inWorkers = await Promise.all(
      workers.map(async ({ worker, ready }) => {
        await ready;
        return worker.evaluate(() => self.undertoneTestViolations ?? []).catch(() => []);
      }),
    );
    return [...seen.violations, ...inWorkers.flat()];
  };
  return seen;
}

/** Opens the page under watch and waits until it can be used. */
export async function openApp(page) {
  const seen = await watch(page);
  await page.goto("./");
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  return seen;
}

/** A worker of the page by its name: the lead, or the first shard. */
export async function worker(page, name = "lead") {
  const find = async () => {
    for (const worker of page.workers()) {
      if ((await worker.evaluate(() => self.name)) === name) return worker;
    }
    return null;
  };
  await expect.poll(async () => Boolean(await find()), `a worker called ${name}`).toBe(true);
  return find();
}

/** Ends a worker as an error of its program would. */
export async function endWorker(page, name) {
  const ended = await worker(page, name);
  await ended.evaluate(() =>
    setTimeout(() => {
      throw new RangeError("WebAssembly.Memory(): could not allocate memory");
    }, 0),
  );
}

/** Waits for a state of the page: start, reading, ready or failed. */
export async function reaches(page, state, options) {
  await expect(page.locator("html")).toHaveAttribute("data-state", state, options);
}

/** Goes to a place of the page: board, conversations, reading, checkup or settings. */
export async function go(page, place) {
  await page.getByTestId(`go-${place}`).click();
}

/** Files as the drop needs them: paths, or `{name, text | bytes, type}`. */
function fileParts(files) {
  return files.map((file) => {
    if (typeof file === "string") {
      return { name: basename(file), type: "", base64: readFileSync(file).toString("base64") };
    }
    const bytes = file.bytes ?? Buffer.from(file.text, "utf8");
    return { name: file.name, type: file.type ?? "", base64: Buffer.from(bytes).toString("base64") };
  });
}

/** Drops files on the drop zone as a hand does it. */
export async function drop(page, ...files) {
  const transfer = await page.evaluateHandle((parts) => {
    const data = new DataTransfer();
    for (const { name, type, base64 } of parts) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      data.items.add(new File([bytes], name, { type }));
    }
    return data;
  }, fileParts(files));
  for (const event of ["dragenter", "dragover", "drop"]) {
    await page.getByTestId("drop-zone").dispatchEvent(event, { dataTransfer: transfer });
  }
  await transfer.dispose();
}

/** Chooses files through the input; for large ones, since they are not copied into the test. */
export async function choose(page, ...paths) {
  await page.getByTestId("file-input").setInputFiles(paths);
}

/** A figure as the page shows it to tests. */
export async function figure(page, name) {
  const shown = page.getByTestId(`figure-${name}`);
  await expect(shown).toBeAttached();
  const data = await shown.evaluate((element) => ({ ...element.dataset }));
  const number = (text) => (text === undefined || text === "" ? null : Number(text));
  return { value: number(data.value), n: number(data.n), of: number(data.of), state: data.state };
}

/** All figures of the board, by name. */
export async function figures(page) {
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('[data-testid^="figure-"]')].map((element) => [
      element.dataset.testid.slice("figure-".length),
      { ...element.dataset },
    ]),
  );
  const number = (text) => (text === undefined || text === "" ? null : Number(text));
  return Object.fromEntries(
    shown.map(([name, { value, n, of, state }]) => [
      name,
      { value: number(value), n: number(n), of: number(of), state },
    ]),
  );
}

/** Waits until the board shows the figures of the filter that is set, in all its parts. */
export async function settled(page) {
  await expect(page.locator(".board")).toHaveAttribute("aria-busy", "false");
  // What the figures set off is drawn in the frames after.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 5; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn));
  });
}

/** Opens the page with a built-in sample on its board. */
export async function openSample(page, kind = "shop") {
  const seen = await openApp(page);
  await page.getByTestId(`sample-${kind}`).click();
  await reaches(page, "ready");
  await expect(page.getByTestId("conversation-row").first()).toBeVisible();
  await settled(page);
  return seen;
}

/** Types a condition, and waits for its figures where the board is on screen. */
export async function filterBy(page, text) {
  const chips = page.getByTestId("filter-chip");
  const before = await chips.count();
  await page.getByTestId("filter-line").fill(text);
  // The list of suggestions would take the key.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await expect.poll(() => chips.count(), `chips after ${text}`).toBeGreaterThan(before);
  if (await page.locator(".board").count()) await settled(page);
}

/** How many conversations the drawer lists behind a figure; null before it is known. */
export async function evidenceTotal(page) {
  const text = await page.getByTestId("evidence").locator("p.number").textContent();
  const found = text.match(/([\d,]+) conversation/);
  return found && Number(found[1].replaceAll(",", ""));
}

/** The view as the address says it: its place, and what it holds. */
export async function address(page) {
  const hash = await page.evaluate(() => location.hash);
  const [place, query = ""] = hash.replace(/^#\//, "").split("?");
  return { hash: decodeURIComponent(hash), place, ...Object.fromEntries(new URLSearchParams(query)) };
}

/** Clicks and gives the text of the file that is saved. */
export async function download(page, testId) {
  const saving = page.waitForEvent("download");
  await page.getByTestId(testId).click();
  const saved = await saving;
  return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), "utf8") };
}
