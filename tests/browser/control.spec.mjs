// The watchers themselves: pages that do what Undertone must never do are seen doing it.
// A watcher that sees nothing here would prove nothing elsewhere.
import { createServer } from "node:http";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { launchOptions, watch } from "./helpers.mjs";
import { netlogArgs, readNetlog } from "./netlog.mjs";

/** A site of these files, and the requests it got. */
async function site(files, headers = {}) {
  const got = [];
  const server = createServer((request, response) => {
    got.push(request.url);
    const type = request.url.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(request.url in files ? 200 : 404, {
      "content-type": type,
      "access-control-allow-origin": "*",
      ...headers,
    });
    response.end(files[request.url] ?? "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, got, close: () => server.close() };
}

const talkative = (other) => ({
  "/": `<script>
    fetch("${other}/from-page");
    navigator.sendBeacon("${other}/beacon", "x");
    new WebSocket("${other.replace("http", "ws")}/socket");
    new Worker("/worker.js").onmessage = () => { document.title = "done"; };
  </script>`,
  "/worker.js": `fetch("${other}/from-worker").catch(() => {}).then(() => postMessage(""));`,
});

test("a page that sends is seen sending, its worker too", async () => {
  const other = await site({});
  const own = await site(talkative(other.url));
  const log = join(mkdtempSync(join(tmpdir(), "undertone-")), "net.json");
  const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...netlogArgs(log)] });
  const page = await browser.newPage();
  const seen = await watch(page);
  const before = Date.now();
  await page.goto(own.url);
  await expect(page).toHaveTitle("done");
  await browser.close();
  for (const path of ["/from-page", "/beacon", "/from-worker"]) {
    expect(seen.requests, "the request watcher").toContain(other.url + path);
    const logged = readNetlog(log).requests.find(({ url }) => url === other.url + path);
    expect(logged, `${path} in the browser's log`).toBeTruthy();
    expect(logged.at).toBeGreaterThanOrEqual(before - 50);
    expect(logged.at).toBeLessThanOrEqual(Date.now() + 50);
  }
  expect(seen.sockets).toHaveLength(1);
  expect(seen.workerCount()).toBe(1);
  own.close();
  other.close();
});

test("a page that breaks its policy is seen breaking it, its worker too", async ({ page }) => {
  const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'";
  const own = await site(
    {
      "/": `<script src="/page.js"></script>`,
      "/page.js": `fetch("http://127.0.0.1:9/from-page").catch(() => {});
        const worker = new Worker("/worker.js");
        worker.onmessage = () => { document.title += "+"; };
        window.again = () => worker.postMessage("");`,
      "/worker.js": `const send = () =>
          fetch("http://127.0.0.1:9/from-worker").catch(() => {}).then(() => postMessage(""));
        onmessage = send; send();`,
    },
    { "content-security-policy": policy },
  );
  const seen = await watch(page);
  await page.goto(own.url);
  await expect(page).toHaveTitle("+");
  expect((await seen.allViolations()).join()).toContain("from-page");
  await page.evaluate(() => window.again());
  await expect(page).toHaveTitle("++");
  expect((await seen.allViolations()).join()).toContain("from-worker");
  own.close();
});
