// Nothing leaves: from the moment the page can be used, no request of any kind is made, whatever is
// dropped, analysed, looked at and saved. Two witnesses: the tools' view, and the browser's own log.
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { download, drop, go, launchOptions, listedAssets, openApp, reaches } from "./helpers.mjs";
import { netlogArgs, readNetlog } from "./netlog.mjs";

const CANARY = "zq7canary4kx";

/** A file whose every field that a person could fill holds the canary. */
const file = {
  name: `${CANARY}-name.csv`,
  text:
    "conversation_id,timestamp,user_id,role,message,channel\n" +
    [
      ["user", `my mail is ${CANARY}@example.org, see https://example.org/${CANARY}?token=${CANARY}`],
      ["bot", `Hello ${CANARY}, <img src=//example.org/${CANARY}> how can I help?`],
      ["user", `${CANARY} thanks`],
    ]
      .map(([role, text], at) => `${CANARY}-1,2026-03-02T09:1${at}:00Z,${CANARY}-u,${role},"${text}",web\n`)
      .join(""),
};

test("no request is made after the page is ready, and none holds what was dropped", async ({ baseURL }) => {
  const log = join(mkdtempSync(join(tmpdir(), "undertone-")), "net.json");
  const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...netlogArgs(log)] });
  const page = await browser.newPage({ baseURL });
  const seen = await openApp(page);
  await page.waitForLoadState("networkidle");
  const nBefore = seen.requests.length;
  const ready = Date.now();

  await drop(page, file);
  await reaches(page, "ready");
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("transcript")).toBeVisible();
  await page.keyboard.press("Escape");
  const figures = await download(page, "download-figures");
  await go(page, "reading");
  const report = await download(page, "download-report");

  const origin = new URL(baseURL).origin;
  // A browser asks for the icon by itself.
  const allowed = new Set(["/", "/favicon.ico", ...listedAssets()].map((path) => origin + path));
  const isLocal = (url) => url.startsWith("blob:") || url.startsWith("data:");
  expect(seen.requests.slice(nBefore).filter((url) => !isLocal(url)), "requests after ready").toEqual([]);
  expect(seen.requests.filter((url) => !isLocal(url) && !allowed.has(url)), "requests to elsewhere").toEqual([]);
  expect(seen.requests.length, "the watcher saw the page load").toBeGreaterThan(3);
  expect(seen.sockets).toEqual([]);
  expect(seen.popups).toEqual([]);
  expect(await seen.allViolations(), "violations of the policy").toEqual([]);
  expect(seen.workerCount(), "workers watched").toBeGreaterThan(0);
  await browser.close();

  const { requests, hosts, text } = readNetlog(log);
  const outer = requests.filter(({ url }) => !isLocal(url));
  expect(outer.length, "the browser's log holds the page's load").toBeGreaterThan(3);
  expect(outer.filter(({ url }) => !allowed.has(url)), "logged requests to elsewhere").toEqual([]);
  expect(outer.filter(({ at }) => at > ready), "logged requests after ready").toEqual([]);
  expect(hosts.filter((host) => host !== new URL(origin).hostname), "names looked up").toEqual([]);
  expect(text.includes(CANARY), "the canary in the browser's network log").toBe(false);

  // What is saved holds no word of a transcript; the reading report may name the file.
  expect(figures.text).toContain('"figures"');
  for (const saved of [figures, report]) {
    expect(saved.text.replaceAll(file.name, ""), saved.name).not.toContain(CANARY);
    expect(statSync(log).size).toBeGreaterThan(0);
  }
});

test("the page says that nothing leaves it", async ({ page }) => {
  await openApp(page);
  await expect(page.getByTestId("privacy-line")).toBeVisible();
});

test("the page is served under its whole policy", async ({ page }) => {
  const response = await page.goto("./");
  const headers = response.headers();
  expect(headers["content-security-policy"]).toContain("require-trusted-types-for 'script'");
  expect(headers["connection-allowlist"]).toBe("(response-origin)");
  for (const path of ["worker-start.js", "worker_bg.wasm"]) {
    const part = await page.request.get(path);
    expect(part.status(), path).toBe(200);
    expect(part.headers()["content-security-policy"], path).toBe(headers["content-security-policy"]);
  }
  expect((await page.request.get("worker_bg.wasm")).headers()["content-type"]).toBe("application/wasm");
});

test("the policy stops a page that is made to send", async ({ page }) => {
  const seen = await openApp(page);
  const sent = await page.evaluate(() =>
    Promise.all([
      // The tests' own code in the page, standing for a poisoned dependency.
      window["fetch"]("http://127.0.0.1:9/").then(() => true, () => false),
      Promise.resolve(navigator.sendBeacon("http://127.0.0.1:9/", "x")),
    ]),
  );
  expect(sent[0]).toBe(false);
  await expect.poll(async () => (await seen.allViolations()).join()).toContain("connect-src");
});
