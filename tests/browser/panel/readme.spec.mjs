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
  chatwoot: {
    before: `window.talk = () => {
      const say = (id, message_type, content, sender_type) => window.dispatchEvent(new CustomEvent("chatwoot:on-message", { detail: {
        id, message_type, content, sender_type, conversation_id: 7, inbox_id: 1, created_at: Math.floor(Date.now() / 1000), private: false } }));
      say(1, 0, "Where is my order?", "Contact");
      say(2, 1, "On its way.", "AgentBot");
    };`,
  },
  botpress: {
    before: `const subscribed = [];
      window.botpress = { on: (name, take) => void subscribed.push([name, take]) };
      window.talk = () => {
        const tell = (name, data) => subscribed.forEach(([of, take]) => of === name && take(data));
        tell("conversation", "conv_1");
        tell("messageSent", { type: "text", text: "Where is my order?" });
        tell("message", { id: "m1", conversationId: "conv_1", authorId: "b", timestamp: new Date(), block: { type: "text", text: "On its way." } });
      };`,
  },
  crisp: {
    before: `window.$crisp = [];
      window.talk = () => {
        // What Crisp's program does with what was pushed before it came.
        const handlers = {};
        const push = ([what, name, take]) => what === "on" && (handlers[name] ??= []).push(take);
        window.$crisp.forEach(push);
        window.$crisp = { push, get: () => "session_1" };
        const say = (name, content, more) => (handlers[name] ?? []).forEach((take) => take({ type: "text", content, timestamp: Date.now(), ...more }));
        say("message:sent", "Where is my order?", { from: "user", fingerprint: 1 });
        say("message:received", "On its way.", { from: "operator", automated: true, fingerprint: 2 });
      };`,
  },
  tawk: {
    before: `window.Tawk_API = {};
      window.talk = () => {
        window.Tawk_API.onChatMessageVisitor("Where is my order?");
        window.Tawk_API.onChatMessageAgent("On its way.");
      };`,
  },
  dialogflow: {
    before: `window.talk = () => {
      const tell = (name, detail) => window.dispatchEvent(new CustomEvent(name, { detail }));
      tell("df-user-input-entered", { input: "Where is my order?" });
      tell("df-response-received", { data: { messages: [{ type: "text", text: "On its way." }] }, raw: { responseId: "r1", queryResult: {
        text: "Where is my order?", responseMessages: [{ text: { text: ["On its way."] } }], match: { matchType: "INTENT", confidence: 0.9 } } } });
    };`,
  },
  voiceflow: {
    before: `window.talk = () => {
      const session = { userID: "u1", startTime: Date.now(), status: "ACTIVE", turns: [
        { type: "user", id: "t1", timestamp: Date.now(), message: "Where is my order?" },
        { type: "system", id: "t2", timestamp: Date.now() + 1, messages: [{ type: "text", text: "On its way." }] }] };
      window.postMessage(JSON.stringify({ type: "voiceflow:save_session", payload: session }), location.origin);
    };`,
  },
  "deep-chat": {
    before: `window.talk = () => {
      const chat = document.createElement("deep-chat");
      document.body.append(chat);
      const say = (role, text) => chat.dispatchEvent(new CustomEvent("message", { detail: { message: { role, text }, isHistory: false } }));
      say("user", "Where is my order?");
      say("ai", "On its way.");
    };`,
  },
  rasa: {
    before: `window.talk = () => {
      const widget = document.createElement("rasa-chatbot-widget");
      document.body.append(widget);
      const tell = (name, detail) => widget.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
      tell("chatSessionStarted", { sessionId: "s-1" });
      tell("chatWidgetSentMessage", "Where is my order?");
      tell("chatWidgetReceivedMessage", { type: "text", text: "On its way.", sender: "bot", timestamp: new Date() });
    };`,
  },
  landbot: {
    before: `window.Landbot = { Container: class {
      core = { events: { on: (name, take) => {
        window.talk = () => {
          take({ type: "text", message: "Where is my order?", timestamp: Date.now() / 1000 });
          take({ type: "text", message: "On its way.", samurai: -1, timestamp: Date.now() / 1000 + 1 });
        };
      }, off() {} } };
    } };`,
  },
  livechat: {
    before: `const takers = [];
      window.LiveChatWidget = { on: (name, take) => void takers.push([name, take]), off() {}, get: () => ({ chatId: "c", threadId: "t-1" }) };
      window.talk = () => takers.forEach(([name, take]) => name === "rating_submitted" && take("good"));`,
    says: 0,
  },
  // It tells what no figure is made of: that it is listened to is all there is to see.
  hubspot: {
    before: `window.taken = [];
      window.HubSpotConversations = { on: (name) => void window.taken.push(name), off() {} };`,
    taken: ["conversationClosed", "conversationStarted", "userSelectedThread"],
  },
  zendesk: {
    before: `const takers = [];
      window.zE = (what, name, take) => what === "messenger:on" && void takers.push([name, take]);
      window.talk = () => {
        for (const happens of ["conversationStarted", "conversationWithAgentRequested"]) {
          takers.forEach(([name, take]) => name === happens && take({ conversationId: "z" }));
        }
      };`,
    says: 0,
  },
};

test("there is a snippet for each chat that can be listened to, and for each other way", () => {
  const named = new Set(snippets.map((snippet) => /source="([\w-]+)"/u.exec(snippet)?.[1] ?? "push"));
  expect([...named].sort()).toEqual([...Object.keys(CHATS), "event", "push"].sort());
});

for (const [at, snippet] of snippets.entries()) {
  const source = /source="([\w-]+)"/u.exec(snippet)?.[1] ?? "push";
  test(`the snippet for ${source} does what it says (${at + 1})`, async ({ page: tab }) => {
    const { before = "", says = 2, taken, ...modules } = CHATS[source] ?? {};
    const hasTag = snippet.includes("undertone-panel.js") || snippet.includes("auto.js");
    const tag = hasTag ? "" : '<script type="module" src="/undertone/undertone-panel.js"></script>';
    const code = snippet.replaceAll("https://your.site/", "/your/");
    const pages = { "index.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><body><div id="chat"></div>
      <script>${before}</script>${tag}${code}</body></html>` };
    for (const [name, text] of Object.entries(modules)) pages[`your/${name}`] = text;
    const one = await site(pages, "");
    try {
      await tab.goto(one.origin);
      await listens(tab);
      if (taken) {
        await expect.poll(() => tab.evaluate(() => window.taken.toSorted())).toEqual(taken);
        return;
      }
      if (CHATS[source]) {
        await tab.waitForFunction(() => window.talk);
        // A widget is looked for four times a second.
        await tab.waitForTimeout(1_000);
        await tab.evaluate(() => window.talk());
      }
      // Without a chat the snippet says something itself.
      const expected = CHATS[source] ? [1, says] : [1, 1];
      await expect.poll(() => heard(tab), { timeout: 10_000 }).toEqual(expected);
    } finally {
      await one.close();
    }
  });
}
