// The snippets of the README's section on websites, each put into a page as it is written there: the panel listens, and
// what the chat says is heard. Chats are stand-ins that call what an owner hands them, as their makers' programs do.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { root } from "../helpers.mjs";
import { heard, listens, site } from "./host.mjs";

const readme = readFileSync(join(root, "README.md"), "utf8");
const section = readme.slice(readme.indexOf("## Put it on your site"), readme.indexOf("## What it reads"));
const snippets = [...section.matchAll(/```html\n([\s\S]*?)```/gu)].map(([, text]) => text);

/** What a chat's program does with what it was handed: somebody says something, and the bot answers. */
const CHATS = {
  webchat: {
    before: `window.directLine = {};
      window.WebChat = {
        createStore(state, middleware) {
          const next = (action) => action;
          return { dispatch: middleware({ dispatch() {}, getState: () => ({}) })(next) };
        },
        renderWebChat({ store }) {
          const say = (id, role, text) => store.dispatch({ type: "DIRECT_LINE/INCOMING_ACTIVITY", payload: { activity: {
            type: "message", id, text, timestamp: new Date().toISOString(), from: { id: role, role }, conversation: { id: "c1" } } } });
          window.talk = () => { say("a1", "user", "Where is my order?"); say("a2", "bot", "On its way."); };
        },
      };`,
  },
  flowise: {
    "flowise-embed/web.js": `export default { init({ observersConfig }) {
      const all = [];
      window.talk = () => {
        all.push({ message: "Where is my order?", type: "userMessage" });
        observersConfig.observeMessages([...all]);
        all.push({ message: "On its way.", type: "apiMessage", id: "m1" });
        observersConfig.observeMessages([...all]);
        observersConfig.observeLoading?.(false);
      };
    } };`,
  },
  n8n: {
    "n8n-chat/chat.bundle.es.js": `export function createChat(options) {
      localStorage.setItem("n8n-chat/sessionId", "s1");
      window.talk = async () => {
        await options.beforeMessageSent?.("Where is my order?");
        await options.afterMessageSent?.("Where is my order?", { output: "On its way." });
      };
    }`,
  },
  "rasa-webchat": {
    before: `window.WebChat = { default({ onSocketEvent }) {
      window.talk = () => {
        const at = Date.now();
        const message = (sender, text, after) => ({ type: "text", sender, text, timestamp: at + after, hidden: false });
        sessionStorage.setItem("chat_session", JSON.stringify({ session_id: "s1", conversation: [
          message("client", "Where is my order?", 0), message("response", "On its way.", 1)] }));
        onSocketEvent.bot_uttered({ text: "On its way." });
      };
    } };`,
  },
  typebot: {
    "typebot/web.js": `export default { initStandard(options) {
      window.talk = () => { options.onInit?.(); options.onAnswer({ message: "Where is my order?", blockId: "b1" }); };
    } };`,
    says: 1,
  },
};

test("there is a snippet for each way", () => {
  expect(snippets).toHaveLength(9);
});

for (const snippet of snippets) {
  const source = /source="([\w-]+)"/u.exec(snippet)?.[1] ?? "push";
  const way = snippet.includes("auto.js") ? "auto" : source;
  test(`the snippet for ${way} does what it says`, async ({ page: tab }) => {
    const { before = "", says = 2, ...modules } = CHATS[source] ?? {};
    const tag = snippet.includes("undertone-panel.js") || way === "auto" ? "" : '<script type="module" src="/undertone/undertone-panel.js"></script>';
    const code = snippet.replaceAll("https://your.site/", "/your/");
    const pages = { "index.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><body><div id="chat"></div>
      <script>${before}</script>${tag}${code}</body></html>` };
    for (const [name, text] of Object.entries(modules)) pages[`your/${name}`] = text;
    const one = await site(pages, "");
    try {
      await tab.goto(one.origin);
      await listens(tab);
      if (CHATS[source]) {
        await tab.waitForFunction(() => window.talk);
        await tab.evaluate(() => window.talk());
        await expect.poll(() => heard(tab), { timeout: 10_000 }).toEqual([1, says]);
      } else if (source === "crisp") {
        await tab.evaluate(() => {
          // What Crisp's program does with what was pushed before it came.
          const waiting = window.$crisp ?? [];
          const handlers = {};
          window.$crisp = { push: ([what, name, call]) => what === "on" && ((handlers[name] ??= []).push(call)), is: () => true, get: () => "s1" };
          waiting.forEach?.((entry) => window.$crisp.push(entry));
          window.fire = (name, data) => (handlers[name] ?? []).forEach((call) => call(data));
        });
        await tab.waitForTimeout(3_000);
        await tab.evaluate(() => window.fire("message:sent", { type: "text", content: "Where is my order?", from: "user", origin: "chat", timestamp: Date.now(), fingerprint: 1, user: { user_id: "session_1" } }));
        await expect.poll(() => heard(tab), { timeout: 10_000 }).toEqual([1, 1]);
      } else {
        // The snippet says something itself.
        await expect.poll(() => heard(tab), { timeout: 10_000 }).toEqual([1, 1]);
      }
    } finally {
      await one.close();
    }
  });
}
