// Real chat widgets, each with what stands in for its service: how its page is written with and without our sources,
// what the service answers, and where one types.

export const ASKED = ["Where is my parcel 48213?", "it smells burnt!! is it <b>dangerous</b>?", "Kann ich ihn zurückgeben? 🤔"];
export const ANSWERS = ["It left this morning.", "Please unplug it right away.", "Ja, 30 Tage lang."];
export const GREETING = "Welcome to the shop";

const answerTo = (text) => ANSWERS[ASKED.indexOf(text)] ?? `nothing to say to ${text}`;

const both = (count) => ASKED.slice(0, count).flatMap((asked, at) => [`user: ${asked}`, `bot: ${ANSWERS[at]}`]);

/** The bot's side of a long-polled connection of Socket.IO, in the few packets that a chat needs. */
function socket() {
  const waiting = [];
  let hold;
  const send = (packet) => {
    waiting.push(packet);
    hold?.();
  };
  return async (url, posted, method) => {
    if (!url.searchParams.get("sid")) {
      return '0{"sid":"e1","upgrades":[],"pingInterval":250000,"pingTimeout":200000}';
    }
    if (method === "GET") {
      if (waiting.length === 0) await new Promise((resolve) => (hold = resolve));
      return waiting.splice(0).join("\x1e");
    }
    for (const packet of posted.split("\x1e")) {
      if (packet === "40") send('40{"sid":"s1"}');
      if (!packet.startsWith("42")) continue;
      const [event, data] = JSON.parse(packet.slice(2));
      if (event === "session_request") send(`42${JSON.stringify(["session_confirm", data.session_id ?? "rasa-1"])}`);
      // It says hello by a message without words.
      if (event === "user_uttered" && data.message) send(`42${JSON.stringify(["bot_uttered", { text: answerTo(data.message) }])}`);
    }
    return "ok";
  };
}

const SERVED = [
  {
    source: "webchat",
    package: "botframework-webchat",
    body: '<div id="chat" style="height:500px"></div>',
    input: '[data-id="webchat-sendbox-input"]',
    // What is read out to who does not see it goes away after a second.
    rests: 1_500,
    // The service is an object in the page; after a reload it sends all that was said once more, as the real one does.
    page: (ours) => `
      const kept = JSON.parse(sessionStorage.getItem("said") ?? "[]");
      const answers = ${JSON.stringify(Object.fromEntries(ASKED.map((asked, at) => [asked, ANSWERS[at]])))};
      const stream = (first) => {
        const listeners = new Set();
        return {
          next: (value) => listeners.forEach((listener) => listener.next?.(value)),
          subscribe(next) {
            const listener = typeof next === "function" ? { next } : next;
            listeners.add(listener);
            first(listener);
            return { unsubscribe: () => listeners.delete(listener) };
          },
          [Symbol.observable ?? "@@observable"]() { return this; },
        };
      };
      const activity$ = stream((listener) => setTimeout(() => kept.forEach((activity) => listener.next(activity)), 50));
      const connectionStatus$ = stream((listener) => {
        listener.next(0);
        setTimeout(() => { listener.next(1); listener.next(2); }, 10);
      });
      const say = (activity) => {
        const id = "a" + (kept.length + 1);
        const whole = { ...activity, id, conversation: { id: "dl-1" }, channelId: "directline", timestamp: new Date().toISOString() };
        kept.push(whole);
        sessionStorage.setItem("said", JSON.stringify(kept));
        activity$.next(whole);
        return id;
      };
      const directLine = {
        activity$, connectionStatus$, end() {},
        postActivity: (activity) => ({
          subscribe(next) {
            const listener = typeof next === "function" ? { next } : next;
            setTimeout(() => {
              listener.next(say(activity));
              listener.complete?.();
              const bot = { id: "bot", role: "bot", name: "Bot" };
              say({ type: "typing", from: bot });
              if (answers[activity.text]) say({ type: "message", text: answers[activity.text], from: bot });
            }, 20);
            return { unsubscribe() {} };
          },
        }),
      };
      const store = window.WebChat.createStore({}${ours ? ", undertone.webchat.middleware()" : ""});
      window.WebChat.renderWebChat({ directLine, store, userID: "u1", locale: "en-US" }, document.getElementById("chat"));
    `,
    expected: () => [both(3)],
  },
  {
    source: "deep-chat",
    package: "deep-chat",
    module: true,
    body: '<deep-chat id="chat"></deep-chat>',
    input: "#text-input",
    // The page itself keeps what was said, and shows it as history; answers are streamed.
    page: () => `
      import "/widget.js";
      await customElements.whenDefined("deep-chat");
      const chat = document.getElementById("chat");
      const answers = ${JSON.stringify(Object.fromEntries(ASKED.map((asked, at) => [asked, ANSWERS[at]])))};
      chat.history = JSON.parse(sessionStorage.getItem("said") ?? "[]");
      chat.connect = {
        stream: true,
        handler(body, signals) {
          const answer = answers[body.messages[0].text];
          signals.onOpen();
          const words = answer.split(/(?<= )/);
          const timer = setInterval(() => {
            if (words.length > 0) return signals.onResponse({ text: words.shift() });
            clearInterval(timer);
            signals.onClose();
            const said = JSON.parse(sessionStorage.getItem("said") ?? "[]");
            said.push({ role: "user", text: body.messages[0].text }, { role: "ai", text: answer });
            sessionStorage.setItem("said", JSON.stringify(said));
          }, 20);
        },
      };
    `,
    expected: () => [both(3)],
  },
  {
    source: "n8n",
    package: "@n8n/chat",
    body: '<div id="n8n-chat"></div>',
    input: "textarea",
    page: (ours) => `
      window.N8nChat.createChat({
        webhookUrl: "/n8n", target: "#n8n-chat", mode: "fullscreen", initialMessages: [${JSON.stringify(GREETING)}],
        ${ours ? "...undertone.n8n.callbacks()," : ""}
      });
    `,
    answer(_, posted) {
      const { action, chatInput } = JSON.parse(posted);
      return action === "sendMessage" ? { output: answerTo(chatInput) } : { data: [] };
    },
    expected: () => [both(3)],
  },
  {
    source: "flowise",
    package: "flowise-embed",
    module: true,
    body: "<flowise-fullchatbot></flowise-fullchatbot>",
    input: "textarea",
    page: (ours) => `
      import Chatbot from "/widget.js";
      Chatbot.initFull({
        chatflowid: "flow-1", apiHost: location.origin + "/flowise",
        theme: { chatWindow: { welcomeMessage: ${JSON.stringify(GREETING)} } },
        ${ours ? "observersConfig: undertone.flowise.observers()," : ""}
      });
    `,
    // The first two answers come whole, those after the reload letter by letter.
    answer(url, posted, times) {
      if (url.pathname.includes("streaming")) return { isStreaming: times.loads > 1 };
      if (!url.pathname.includes("prediction")) return url.pathname.includes("Config") ? {} : [];
      const { question } = JSON.parse(posted);
      const answer = answerTo(question);
      const ids = { chatId: "f-1", chatMessageId: `m-${ASKED.indexOf(question)}`, sessionId: "f-1" };
      if (times.loads === 1) return { text: answer, question, ...ids };
      const events = [
        ["start", ""],
        ...[...answer].map((letter) => ["token", letter]),
        ["metadata", ids],
        ["end", "[DONE]"],
      ];
      return { events: events.map(([event, data]) => `message:\ndata:${JSON.stringify({ event, data })}\n\n`).join("") };
    },
    expected: () => [[`bot: ${GREETING}`, ...both(3)]],
  },
  {
    source: "rasa-webchat",
    package: "rasa-webchat",
    body: '<div id="chat"></div>',
    input: ".rw-new-message",
    page: (ours) => `
      window.WebChat.default({
        socketUrl: location.origin, socketPath: "/socket.io/", initPayload: null, embedded: true,
        customData: { language: "en" }, params: { storage: "session" },
        ${ours ? "onSocketEvent: undertone.rasaWebchat.events()," : ""}
      }, document.getElementById("chat"));
    `,
    service: socket,
    // How often it asks whether there is something, and what it sends at once, is a matter of moments.
    sent: (asked) => asked.filter((one) => one.startsWith("POST")).flatMap((one) => one.replace(/^\S+ \S+ /, "").split("\x1e")),
    answer: (url, posted, { service, method }) => (url.pathname === "/socket.io/" ? service(url, posted, method) : undefined),
    expected: () => [both(3)],
  },
  {
    source: "voiceflow",
    package: "@voiceflow/react-chat",
    module: true,
    page: () => `
      await import("/widget.js");
      await window.voiceflow.chat.load({ verify: { projectID: "p1" }, url: location.origin + "/vf", versionID: "production" });
      setTimeout(() => window.voiceflow.chat.open(), 300);
    `,
    input: "textarea",
    answer(url, posted) {
      if (!url.pathname.includes("interact")) return {};
      const action = JSON.parse(posted).action ?? JSON.parse(posted).request;
      const message = action?.type === "text" ? answerTo(action.payload) : GREETING;
      const content = [{ children: [{ text: message }] }];
      return { trace: [{ type: "text", time: 1, payload: { message, slate: { id: "s", content } } }] };
    },
    expected: () => [[`bot: ${GREETING}`, ...both(3)]],
  },
  {
    source: "typebot",
    package: "@typebot.io/js",
    module: true,
    body: '<typebot-standard style="width:100%;height:500px"></typebot-standard>',
    page: (ours) => `
      import Typebot from "/widget.js";
      Typebot.initStandard({
        typebot: "shop", apiHost: location.origin + "/typebot",
        ${ours ? "...undertone.typebot.callbacks()," : ""}
      });
    `,
    input: "input, textarea",
    answer(url, posted) {
      const bubble = (id, text) => ({
        id,
        type: "text",
        content: { type: "richText", richText: [{ type: "p", children: [{ text }] }] },
      });
      const input = (id) => ({ id, type: "text input", options: {} });
      const rest = { clientSideActions: [], logs: [] };
      if (url.pathname.endsWith("startChat")) {
        const settings = { general: {}, typingEmulation: { enabled: false } };
        const typebot = { id: "shop", version: "6.1", theme: { general: {}, chat: {} }, settings };
        return { sessionId: "t-1", resultId: "r-1", typebot, messages: [bubble("m0", GREETING)], input: input("b0"), ...rest };
      }
      if (!url.pathname.endsWith("continueChat")) return {};
      const { message } = JSON.parse(posted);
      const text = message.text ?? message;
      const at = ASKED.indexOf(text);
      return { messages: [bubble(`m${at + 1}`, answerTo(text))], input: input(`b${at + 1}`), ...rest };
    },
    // What its bot says it tells nobody.
    expected: () => [ASKED.map((asked) => `user: ${asked}`)],
  },
];

/** The same, where what stands in the page is read: `options` as an owner says them, the page without a helper. */
const read = (source, options) => {
  const widget = SERVED.find((widget) => widget.source === source);
  const expected = () => [[`bot: ${GREETING}`, ...both(3)]];
  const observe = JSON.stringify({ observe: { ...options, rests: 400 } });
  // A chat that begins anew greets anew.
  return { ...widget, name: `${source}, read off the page`, source: "observe", options: observe, stays: true, page: () => widget.page(false), expected };
};

export const WIDGETS = [
  ...SERVED.map((widget) => ({ name: widget.source, ...widget })),
  read("typebot", {
    root: "typebot-standard",
    list: ".typebot-chat-view",
    user: ".typebot-guest-bubble",
    bot: ".typebot-host-bubble",
  }),
  read("n8n", { list: ".chat-messages-list", user: ".chat-message-from-user", bot: ".chat-message-from-bot" }),
];
