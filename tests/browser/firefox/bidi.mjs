// A Firefox of the system, driven through WebDriver BiDi, the browsers' own standard. Playwright
// drives only newer Firefoxes than Debian's, and the libraries that can do it bring eighty packages
// for the dozen commands that are needed here; so these are spoken by hand over one web socket.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";

/** What keeps Firefox from talking by itself, so that what is heard is the page. */
const QUIET = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.newtabpage.enabled": false,
  "browser.region.network.url": "",
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.safebrowsing.downloads.enabled": false,
  "browser.search.update": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.topsites.contile.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.push.connection.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "extensions.update.enabled": false,
  "media.gmp-manager.updateEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.prefetch-next": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.enabled": false,
  "toolkit.telemetry.server": "",
};

const START_MILLIS = 30_000;
const ANSWER_MILLIS = 30_000;

/** Starts a Firefox with a profile of its own. `prefs` are added to its settings; `saved` is where it saves files. */
export async function launch(prefs = {}) {
  const home = mkdtempSync(join(tmpdir(), "undertone-firefox-"));
  const saved = join(home, "saved");
  const saving = { "browser.download.folderList": 2, "browser.download.dir": saved };
  const settings = Object.entries({ ...QUIET, ...saving, ...prefs });
  const line = ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`;
  writeFileSync(join(home, "user.js"), settings.map(line).join(""));
  const program = process.env.UNDERTONE_FIREFOX ?? "/usr/bin/firefox-esr";
  const args = ["--headless", "--no-remote", "--profile", home, "--remote-debugging-port", "0"];
  // The terminal is asked for the same zone; the other makes Firefox mind the address of its settings.
  const env = { ...process.env, TZ: "UTC", MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" };
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], env });
  const gone = new Promise((done) => child.once("close", done));
  const close = async () => {
    child.kill();
    await gone;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const line = await connected(await address(child));
    await line.send("session.new", { capabilities: {} });
    return { ...line, close, saved };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where it listens, which it says on its error stream. */
function address(child) {
  return new Promise((found, failed) => {
    let said = "";
    const late = setTimeout(() => failed(new Error(`Firefox did not start: ${said}`)), START_MILLIS);
    child.once("error", failed);
    child.once("close", () => failed(new Error(`Firefox ended: ${said}`)));
    child.stderr.on("data", (bytes) => {
      said += bytes;
      const [, url] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (!url) return;
      clearTimeout(late);
      found(url);
    });
  });
}

/** The line to it: `send` a command and get its result, `hear` events by name. */
async function connected(url) {
  const socket = new WebSocket(`${url}/session`);
  await new Promise((open, failed) => socket.once("open", open).once("error", failed));
  const waiting = new Map();
  const heard = [];
  let last = 0;
  socket.on("message", (text) => {
    const message = JSON.parse(text);
    if (message.type === "event") {
      for (const [name, listener] of heard) if (message.method === name) listener(message.params);
      return;
    }
    const answer = waiting.get(message.id);
    waiting.delete(message.id);
    answer?.(message);
  });
  const send = (method, params) =>
    new Promise((done, failed) => {
      const id = (last += 1);
      const late = setTimeout(() => failed(new Error(`${method}: no answer`)), ANSWER_MILLIS);
      waiting.set(id, (message) => {
        clearTimeout(late);
        if (message.type === "success") done(message.result);
        else failed(new Error(`${method}: ${message.error}: ${message.message}`));
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  const hear = async (name, listener) => {
    heard.push([name, listener]);
    await send("session.subscribe", { events: [name] });
  };
  return { send, hear };
}
