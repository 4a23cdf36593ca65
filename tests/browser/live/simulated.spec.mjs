// Widgets that only their makers serve, by stand-ins for what they give a page: each loads after we began to listen,
// an owner listens beside us, and when we leave everything is as it was. All under a strict policy.
import { expect, test } from "@playwright/test";
import { terminal } from "../helpers.mjs";
import { ORIGIN, STRICT, brief, conversations, expectHeard, heard, html, listens, stage } from "./stage.mjs";

test.skip(!terminal, "the terminal program is not built");

const ASKED = "my blender makes a burning smell";
const PARDON = "Sorry, I didn't get that.";
const MARTA = "Hello, this is Marta.";

/** A page that listens, and counts the listeners that our sources have in it. */
async function open(page, list, options) {
  await page.addInitScript(() => {
    window.listeners = 0;
    for (const [method, by] of [["addEventListener", 1], ["removeEventListener", -1]]) {
      const real = EventTarget.prototype[method];
      EventTarget.prototype[method] = function (...given) {
        if (new Error().stack.includes("/undertone/")) window.listeners += by;
        return real.apply(this, given);
      };
    }
  });
  const seen = await stage(page, {
    files: { "index.html": html(), "page.js": listens(list, options), "other.html": html() },
    policy: STRICT,
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => window.disconnect);
  return seen;
}

/** Nothing is left of us, nothing went wrong, and nobody was asked for anything. */
async function leavesNothing(page, seen) {
  await page.evaluate(() => window.disconnect());
  expect(await page.evaluate(() => window.listeners)).toBe(0);
  expect(await page.evaluate(() => window.disconnect.counts)).toMatchObject({ refused: 0, failed: 0 });
  expect(seen).toEqual({ asked: [], elsewhere: [], errors: [] });
}

test("Chatwoot and Dialogflow tell by events of the window", async ({ page }, info) => {
  const seen = await open(page, "chatwoot dialogflow");
  await page.evaluate(
    ([asked, pardon, marta]) => {
      const say = (name, detail) => window.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
      const message = (id, message_type, content, sender_type) => ({
        id, message_type, content, sender_type, conversation_id: 7, inbox_id: 1, created_at: 1772474000 + id, private: false,
      });
      const all = [message(1, 0, asked, "Contact"), message(2, 1, pardon, "AgentBot"), message(3, 1, marta, "User")];
      for (const one of [...all, ...all]) say("chatwoot:on-message", one);
      const response = {
        data: { messages: [{ type: "text", text: "Tell me more" }] },
        raw: {
          responseId: "r1",
          queryResult: {
            text: asked,
            responseMessages: [{ text: { text: ["Tell me more"] } }],
            match: { matchType: "NO_MATCH", confidence: 0.3 },
          },
        },
      };
      say("df-user-input-entered", { input: asked });
      window.prevented = !say("df-response-received", response);
    },
    [ASKED, PARDON, MARTA],
  );
  const found = conversations(await heard(page), info);
  expect(found.map(brief)).toEqual([
    [`user: ${ASKED}`, `bot: ${PARDON}`, `agent: ${MARTA}`],
    [`user: ${ASKED}`, "bot: Tell me more"],
  ]);
  // The words of the answer say nothing of it: the response does.
  expect(found[1].messages[1].fallback).toBe(true);
  expect(await page.evaluate(() => window.prevented)).toBe(false);
  await leavesNothing(page, seen);
});

test("Botpress and Crisp are listened to once they are there", async ({ page }, info) => {
  const seen = await open(page, "botpress crisp");
  await page.evaluate(() => {
    // Crisp's own way: a list that its program takes over.
    window.$crisp = [];
    window.subscribed = new Map();
    window.botpress = {
      on(name, take) {
        const key = Symbol(name);
        window.subscribed.set(key, [name, take]);
        return () => window.subscribed.delete(key);
      },
    };
  });
  await page.waitForFunction(() => window.$crisp.length >= 3 && window.subscribed.size === 3);
  await page.evaluate(
    ([asked, pardon]) => {
      const handlers = {};
      const push = ([, name, take]) => (handlers[name] ??= []).push(take);
      window.$crisp.forEach(push);
      window.$crisp = { push, get: (what) => (what === "session:identifier" ? "session_9" : null) };
      const crisp = (name, data) => handlers[name]?.forEach((take) => take(data));
      const said = { type: "text", timestamp: 1772474000000 };
      crisp("session:loaded", "session_9");
      crisp("message:sent", { ...said, content: asked, from: "user", fingerprint: 1 });
      const answer = { ...said, content: pardon, from: "operator", automated: true, fingerprint: 2, timestamp: 1772474001000 };
      crisp("message:received", answer);
      crisp("message:received", answer);
      const botpress = (name, data) => window.subscribed.forEach(([of, take]) => of === name && take(data));
      botpress("conversation", "conv_1");
      botpress("messageSent", { type: "text", text: asked });
      botpress("isTyping", true);
      const block = { type: "text", text: pardon };
      botpress("message", { id: "m1", conversationId: "conv_1", authorId: "b", timestamp: new Date(), block });
    },
    [ASKED, PARDON],
  );
  const both = [`user: ${ASKED}`, `bot: ${PARDON}`];
  await expectHeard(page, info, [both, both]);
  await leavesNothing(page, seen);
  expect(await page.evaluate(() => window.subscribed.size)).toBe(0);
});

test("tawk.to's slots are chained, also those that are filled later, and put back", async ({ page }, info) => {
  const seen = await open(page, "tawk");
  await page.evaluate(() => {
    window.own = [];
    window.first = function (text) {
      window.own.push(["first", text, this === window.Tawk_API]);
      return "made";
    };
    window.Tawk_API = { onChatMessageVisitor: window.first };
  });
  await page.waitForFunction(() => window.Tawk_API.onChatMessageVisitor !== window.first);
  const made = await page.evaluate(
    ([asked, pardon, marta]) => {
      const api = window.Tawk_API;
      const made = api.onChatMessageVisitor(asked);
      api.onChatMessageAgent(pardon);
      api.onAgentJoinChat({ name: "Marta" });
      api.onChatMessageAgent(marta);
      // The page fills a slot once more, and calls what stood there.
      const before = api.onChatMessageVisitor;
      window.second = function (text) {
        window.own.push(["second", text]);
        return before.call(api, text);
      };
      api.onChatMessageVisitor = window.second;
      return made;
    },
    [ASKED, PARDON, MARTA],
  );
  expect(made).toBe("made");
  await page.waitForFunction(() => window.Tawk_API.onChatMessageVisitor !== window.second);
  await page.evaluate(() => {
    window.Tawk_API.onChatMessageVisitor("thanks");
    window.Tawk_API.onChatSatisfaction(1);
  });
  const found = conversations(await heard(page), info);
  expect(found.map(brief)).toEqual([[`user: ${ASKED}`, `bot: ${PARDON}`, `agent: ${MARTA}`, "user: thanks"]]);
  expect(found[0]).toMatchObject({ handoff: true, csat: { score: 1, max: 1 } });
  expect(await page.evaluate(() => window.own)).toEqual([
    ["first", ASKED, true],
    ["second", "thanks"],
    ["first", "thanks", true],
  ]);
  await leavesNothing(page, seen);
  expect(await page.evaluate(() => Object.keys(window.Tawk_API))).toEqual(["onChatMessageVisitor"]);
  expect(await page.evaluate(() => window.Tawk_API.onChatMessageVisitor === window.second)).toBe(true);
});

test("Landbot, Rasa's widget and deep-chat tell by their own objects and elements", async ({ page }, info) => {
  const seen = await open(page, "landbot rasa deep-chat");
  await page.evaluate(() => {
    window.taking = [];
    const events = {
      on: (name, take) => window.taking.push([name, take]),
      off: (name, take) => (window.taking = window.taking.filter(([of, taking]) => of !== name || taking !== take)),
    };
    window.myLandbot = { core: { events } };
  });
  await page.waitForFunction(() => window.taking.length === 1);
  await page.evaluate(
    ([asked, pardon]) => {
      window.taking[0][1]({ type: "text", message: asked, timestamp: 1772474000 });
      window.taking[0][1]({ type: "text", message: pardon, samurai: -1, timestamp: 1772474001 });
      const widget = document.createElement("rasa-chatbot-widget");
      document.body.append(widget);
      const tell = (name, detail) => widget.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
      tell("chatSessionStarted", { sessionId: "s-1" });
      tell("chatWidgetSentMessage", asked);
      tell("chatWidgetReceivedMessage", { type: "text", text: pardon, sender: "bot", timestamp: new Date() });
      // Events of that name of other elements are none of the chat's.
      const message = (role, text) => ({ detail: { message: { role, text }, isHistory: false } });
      document.body.dispatchEvent(new CustomEvent("message", message("user", "not a chat")));
      const chat = document.createElement("deep-chat");
      document.body.append(chat);
      chat.dispatchEvent(new CustomEvent("message", message("user", asked)));
      chat.dispatchEvent(new CustomEvent("new-message", message("user", asked)));
      chat.dispatchEvent(new CustomEvent("message", message("ai", pardon)));
      // The chat is drawn anew, twice, with all that was said.
      const history = [["user", asked], ["ai", pardon]];
      const again = () =>
        history.forEach(([role, text]) => {
          const detail = { message: { role, text }, isHistory: true, isInitial: true };
          chat.dispatchEvent(new CustomEvent("message", { detail }));
        });
      again();
      return new Promise((resolve) => setTimeout(() => resolve(again()), 100));
    },
    [ASKED, PARDON],
  );
  const both = [`user: ${ASKED}`, `bot: ${PARDON}`];
  await expectHeard(page, info, [both, both, both]);
  await leavesNothing(page, seen);
  expect(await page.evaluate(() => window.taking.length)).toBe(0);
});

test("LiveChat, HubSpot and Zendesk tell what happens, and no word of it", async ({ page }) => {
  const seen = await open(page, "livechat hubspot zendesk");
  await page.evaluate(() => {
    const emitter = () => {
      const takers = [];
      return {
        takers,
        on: (name, take) => takers.push([name, take]),
        off: (name, take) => takers.splice(takers.findIndex((one) => one[0] === name && one[1] === take), 1),
        tell: (name, data) => takers.forEach(([of, take]) => of === name && take(data)),
      };
    };
    window.LiveChatWidget = { ...emitter(), get: () => ({ chatId: "c", threadId: "t-1" }) };
    window.HubSpotConversations = emitter();
    window.zendesk = emitter();
    window.zE = (what, name, take) => what === "messenger:on" && window.zendesk.on(name, take);
  });
  await page.waitForFunction(
    () => window.LiveChatWidget.takers.length && window.HubSpotConversations.takers.length && window.zendesk.takers.length,
  );
  await page.evaluate(() => {
    const author = { id: "u", type: "customer" };
    window.LiveChatWidget.tell("new_event", { timestamp: 1772474000000, type: "message", author });
    window.LiveChatWidget.tell("rating_submitted", "good");
    window.HubSpotConversations.tell("conversationStarted", { conversation: { conversationId: 5 } });
    window.HubSpotConversations.tell("conversationClosed", { conversation: { conversationId: 5 } });
    window.zendesk.tell("conversationStarted", { conversationId: "z" });
    window.zendesk.tell("conversationAgentAssigned", { conversationId: "z" });
    window.zendesk.tell("unreadMessages", 3);
  });
  const told = (await heard(page)).map(({ source, name, data }) => [source, name, data]);
  expect(told.map(([source, name]) => `${source} ${name}`)).toEqual([
    "livechat chat_data",
    "livechat new_event",
    "livechat rating_submitted",
    "hubspot conversationStarted",
    "hubspot conversationClosed",
    "zendesk conversationStarted",
    "zendesk conversationAgentAssigned",
  ]);
  await leavesNothing(page, seen);
  expect(await page.evaluate(() => window.LiveChatWidget.takers.length + window.HubSpotConversations.takers.length)).toBe(0);
});

test("messages come by events, windows, channels, what is kept, and frames", async ({ page, context }, info) => {
  const seen = await open(page, "event event:my-chat postmessage broadcast:chat storage:said frames");
  const other = await context.newPage();
  await other.goto(`${ORIGIN}/other.html`);
  await other.evaluate(() => new BroadcastChannel("chat").postMessage({ conversation_id: "c", role: "bot", text: "by a channel" }));
  await page.evaluate(async () => {
    const message = (text, more) => ({ conversation_id: "a", role: "user", text, ...more });
    document.dispatchEvent(new CustomEvent("chat:message", { detail: message("by an event"), bubbles: true }));
    window.dispatchEvent(new CustomEvent("my-chat", { detail: message("by another name") }));
    window.dispatchEvent(new CustomEvent("someone-elses", { detail: message("not ours") }));
    window.postMessage(message("by a window"), location.origin);
    window.postMessage(JSON.stringify(message("as a text")), location.origin);
    for (const noise of ["setImmediate$0.1$2", { type: "webpackOk" }, 7, null, { from: "x", message: "ping" }]) {
      window.postMessage(noise, location.origin);
    }
    const { frame } = window.undertone;
    frame('42["session_confirm","socket-1"]');
    frame('42["user_uttered",{"message":"by a socket","session_id":"socket-1"}]');
    frame("2");
    frame('data: {"choices":[{"delta":{"content":"piece "}}]}');
    frame('data: {"choices":[{"delta":{"content":"by piece"},"finish_reason":"stop"}]}');
    frame("data: [DONE]");
    const kept = [{ role: "user", text: "kept" }];
    localStorage.setItem("said", JSON.stringify({ id: "k", messages: kept }));
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    kept.push({ role: "bot", text: "and answered" });
    localStorage.setItem("said", JSON.stringify({ id: "k", messages: kept }));
  });
  await expect.poll(async () => JSON.stringify(await heard(page))).toContain("and answered");
  const found = conversations(await heard(page), info);
  expect(Object.fromEntries(found.map((one) => [one.id, brief(one)]))).toEqual({
    a: ["user: by an event", "user: by another name", "user: by a window", "user: as a text"],
    c: ["bot: by a channel"],
    k: ["user: kept", "bot: and answered"],
    "socket-1": ["user: by a socket", "bot: piece by piece"],
  });
  await other.close();
  await leavesNothing(page, seen);
});

test("messages are read off the page once their text rests", async ({ page }, info) => {
  const seen = await open(page, "observe", '{ observe: { root: "#widget", list: ".list", user: ".me", bot: ".them", rests: 400 } }');
  await page.evaluate(async () => {
    const rest = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
    const widget = document.createElement("div");
    widget.id = "widget";
    const list = document.createElement("div");
    list.className = "list";
    widget.attachShadow({ mode: "open" }).append(list);
    const add = (kind, text) => {
      const line = document.createElement("p");
      line.className = kind;
      line.textContent = text;
      list.append(line);
      return line;
    };
    add("them", "Hello before");
    document.body.append(widget);
    await rest(600);
    add("me", "A question");
    const answer = add("them", "...");
    await rest(600);
    for (const text of ["An", "An ans", "An answer", "An answer, whole"]) {
      answer.textContent = text;
      await rest(150);
    }
    add("note", "not a message");
    await rest(900);
    // All of it is drawn anew.
    const lines = [...list.children].map((line) => [line.className, line.textContent]);
    list.replaceChildren();
    lines.forEach(([kind, text]) => add(kind, text));
    add("me", "One more");
    await rest(900);
    // The chat is closed and opened, with a list of its own; several come at once, one of them known words.
    const other = list.cloneNode(true);
    list.replaceWith(other);
    await rest(900);
    for (const [kind, text] of [["me", "A question"], ["them", "First"], ["them", "Second"]]) {
      const line = document.createElement("p");
      line.className = kind;
      line.textContent = text;
      other.append(line);
    }
    await rest(900);
  });
  await expectHeard(page, info, [
    ["Hello before", "A question", "An answer, whole", "One more", "A question", "First", "Second"].map(
      (text) => `${["A question", "One more"].includes(text) ? "user" : "bot"}: ${text}`,
    ),
  ]);
  await leavesNothing(page, seen);
});

test("what an owner puts into a widget waits for a panel, and harms nothing", async ({ page }, info) => {
  await stage(page, {
    files: { "index.html": html(), "page.js": 'import * as undertone from "/undertone/sources.js"; window.undertone = undertone;' },
    policy: STRICT,
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => window.undertone);
  const seen = await page.evaluate(
    ([asked, pardon]) => {
      const { n8n, webchat, connect } = window.undertone;
      const own = [];
      const callbacks = n8n.callbacks({ beforeMessageSent: (text) => own.push(text), other: 1 });
      callbacks.beforeMessageSent(asked);
      callbacks.afterMessageSent(asked, { output: pardon });
      const mine = () => (next) => (action) => next({ ...action, mine: true });
      const store = webchat.middleware(mine)({})((action) => action);
      const activity = { type: "message", id: "1", text: asked, from: { role: "user", id: "u" } };
      const passed = store({ type: "DIRECT_LINE/INCOMING_ACTIVITY", payload: { activity } });
      window.heard = [];
      window.disconnect = connect("n8n webchat", {}, (delivery) => window.heard.push(delivery));
      callbacks.beforeMessageSent("more");
      return { own, other: callbacks.other, passed: passed.mine && passed.payload.activity === activity };
    },
    [ASKED, PARDON],
  );
  expect(seen).toEqual({ own: [ASKED, "more"], other: 1, passed: true });
  const found = conversations(await heard(page), info).map(brief);
  expect(found).toEqual([[`user: ${ASKED}`, `bot: ${PARDON}`, "user: more"], [`user: ${ASKED}`]]);
});
