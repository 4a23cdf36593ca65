// Chat widgets by their names: how each lets a page listen. Nothing of a widget is changed but single slots, which
// are chained and put back; names of events that tell of typing are not asked for.
import { Given } from "./given.js";
import { hub, listen } from "./hub.js";
import { watchStorage } from "./transports.js";

/** @typedef {import("../sources.js").Context} Context */

/** Widgets that hand over through what the owner put into them. */
const tapped = (source) => (to) => {
  to.undo(listen(source, (name, value, at) => to.give(source, name, value, at)));
};

/** Events of the window, as they are. */
const ofWindow = (source, names) => (to) => {
  for (const name of names) to.on(window, name, (event) => to.give(source, name, event.detail));
};

/**
 * Events of an element, wherever it stands and whenever it comes: on their way down every event passes the window.
 * @param {Context} to
 * @param {string} tag
 * @param {string[]} names
 * @param {(name: string, detail: unknown) => void} told
 */
function ofElement(to, tag, names, told) {
  const { element = tag } = to.options;
  const isIt = (target) =>
    typeof element === "string" ? target instanceof Element && target.matches(element) : target === element;
  for (const name of names) {
    const take = (event) => isIt(event.target) && told(name, event.detail);
    to.on(typeof element === "string" ? window : element, name, take, true);
  }
}

/** Names that an object's `on` takes, and its `off`, if it has one, takes back. */
function subscribe(source, on, off, names, to, also) {
  for (const name of names) {
    const take = to.guarded((value) => {
      to.give(source, name, value);
      also?.();
    });
    const end = on(name, take);
    to.undo(() => (typeof end === "function" ? end() : off?.(name, take)));
  }
}

/** Slots of one function each: what stands there is called first; what is put there later is chained anew. */
function slots(source, holder, names, to) {
  for (const name of names) {
    let ours;
    const chain = () => {
      const had = Object.hasOwn(holder, name);
      const own = holder[name];
      const chained = function (...given) {
        const made = typeof own === "function" ? own.apply(this, given) : undefined;
        // Of several of ours in one another only the outermost tells.
        if (ours === chained) to.give(source, name, given[0]);
        return made;
      };
      ours = chained;
      holder[name] = chained;
      return () => {
        if (holder[name] !== chained) return;
        if (had) holder[name] = own;
        else delete holder[name];
      };
    };
    let back = chain();
    to.every(2_000, () => {
      if (holder[name] !== ours) back = chain();
    });
    to.undo(() => {
      ours = undefined;
      back();
    });
  }
}

const TAWK = [
  "onChatStarted",
  "onChatEnded",
  "onChatMessageVisitor",
  "onChatMessageAgent",
  "onChatMessageSystem",
  "onAgentJoinChat",
  "onAgentLeaveChat",
  "onChatSatisfaction",
  "onTagsUpdated",
];

const ZENDESK = ["conversationStarted", "conversationOpened", "conversationWithAgentRequested", "conversationAgentAssigned"];

/**
 * Each listens to one widget.
 * @type {Record<string, (to: Context) => void>}
 */
export const WIDGETS = {
  webchat: tapped("webchat"),
  flowise: tapped("flowise"),
  n8n: tapped("n8n"),
  typebot: tapped("typebot"),

  "deep-chat"(to) {
    const given = new Given();
    const nameOf = ({ message } = {}) => `${message?.role} ${message?.text ?? message?.html}`;
    let history = [];
    const flush = () => {
      const list = history.splice(0);
      for (const detail of list.slice(given.known(list.map(nameOf)))) give(detail);
    };
    const give = (detail) => {
      given.add(nameOf(detail));
      to.give("deep-chat", "message", detail);
    };
    const remember = (details) => {
      // All of it is told in one go.
      if (history.length === 0) to.after(0, flush);
      history.push(...details);
    };
    ofElement(to, "deep-chat", ["message", "clear-messages"], (name, detail) => {
      if (detail?.isHistory) return remember([detail]);
      flush();
      if (name === "message") give(detail);
      else to.give("deep-chat", name, null);
    });
    // What an element holds when it is first seen was said before; one that comes later tells all by its events.
    const { shown } = hub();
    const { element = "deep-chat" } = to.options;
    for (const found of typeof element === "string" ? document.querySelectorAll(element) : [element]) {
      if (shown.has(found) || typeof found.getMessages !== "function") continue;
      shown.add(found);
      remember(found.getMessages().map((message) => ({ message, isHistory: true })));
    }
  },

  voiceflow(to) {
    const stored = to.guarded(() => {
      for (const kept of [sessionStorage, localStorage]) {
        for (const key of Object.keys(kept)) {
          if (key.startsWith("voiceflow-session-")) to.give("voiceflow", "stored", kept.getItem(key));
        }
      }
    });
    stored();
    to.on(window, "message", ({ data, origin }) => {
      const isSaved = typeof data === "string" && data.startsWith('{"type":"voiceflow:save_session"');
      if (isSaved && origin === location.origin) to.give("voiceflow", "message", data);
    });
  },

  "rasa-webchat"(to) {
    const key = to.options.key ?? "chat_session";
    let keeps = false;
    const look = watchStorage([key], to, (text) => {
      keeps = true;
      to.give("rasa-webchat", "chat_session", text);
    });
    const heard = (name, value, at) => {
      look();
      // It is kept a moment later; where nothing ever is, this is all there is.
      to.after(1_500, () => (keeps ? look() : to.give("rasa-webchat", name, value, at)));
    };
    to.undo(listen("rasa-webchat", heard));
  },

  rasa(to) {
    const names = [
      "chatSessionStarted",
      "chatWidgetSentMessage",
      "chatWidgetReceivedMessage",
      "chatWidgetQuickReply",
      "chatWidgetFeedbackSubmitted",
    ];
    ofElement(to, "rasa-chatbot-widget", names, (name, detail) => to.give("rasa", name, detail));
  },

  chatwoot: ofWindow("chatwoot", ["chatwoot:on-message"]),

  dialogflow(to) {
    ofWindow("dialogflow", ["df-response-received", "df-session-ended"])(to);
    // What was entered waits for its response: when that was is known here alone.
    to.on(window, "df-user-input-entered", ({ detail }) => {
      to.give("dialogflow", "df-user-input-entered", { input: detail?.input, at: Date.now() });
    });
  },

  botpress(to) {
    to.wait(
      () => typeof window.botpress?.on === "function" && window.botpress,
      (api) => subscribe("botpress", api.on.bind(api), undefined, ["conversation", "messageSent", "message"], to),
    );
  },

  crisp(to) {
    to.wait(
      () => typeof window.$crisp?.push === "function" && window.$crisp,
      (api) => {
        // Crisp takes listeners back by their event alone, the owner's with them: ours fall silent instead.
        subscribe("crisp", (name, take) => void api.push(["on", name, take]), undefined, [
          "session:loaded",
          "message:sent",
          "message:received",
        ], to);
      },
    );
    to.wait(
      () => typeof window.$crisp?.get === "function" && window.$crisp.get("session:identifier"),
      (session) => to.give("crisp", "session:loaded", session),
    );
  },

  tawk(to) {
    // The page makes the object, and the widget may make another.
    let api;
    const look = to.guarded(() => {
      const { Tawk_API: now } = window;
      if (typeof now !== "object" || !now || now === api) return;
      api = now;
      slots("tawk", api, TAWK, to);
    });
    look();
    to.every(500, look);
  },

  landbot(to) {
    const { landbot } = to.options;
    to.wait(
      () => (landbot ?? window.myLandbot)?.core?.events,
      (events) => {
        const off = events.off ?? events.removeListener;
        subscribe("landbot", events.on.bind(events), off?.bind(events), ["new_message"], to);
      },
    );
  },

  livechat(to) {
    to.wait(
      () => typeof window.LiveChatWidget?.on === "function" && window.LiveChatWidget,
      (api) => {
        let before;
        const chat = to.guarded(() => {
          const { chatId, threadId } = api.get?.("chat_data") ?? {};
          if (!threadId || threadId === before) return;
          before = threadId;
          to.give("livechat", "chat_data", { chatId, threadId });
        });
        const names = ["ready", "new_event", "rating_submitted", "customer_status_changed"];
        subscribe("livechat", (name, take) => void api.on(name, take), api.off?.bind(api), names, to, chat);
        chat();
      },
    );
  },

  hubspot(to) {
    to.wait(
      () => typeof window.HubSpotConversations?.on === "function" && window.HubSpotConversations,
      (api) => {
        const names = ["conversationStarted", "conversationClosed", "userSelectedThread"];
        subscribe("hubspot", (name, take) => void api.on(name, take), api.off?.bind(api), names, to);
      },
    );
  },

  zendesk(to) {
    to.wait(
      () => typeof window.zE === "function" && window.zE,
      (api) => {
        const isFormer = api.widget === "classic";
        const on = (name, take) => void api(isFormer ? "webWidget:on" : "messenger:on", name, take);
        subscribe("zendesk", on, undefined, isFormer ? ["chat:start", "chat:end"] : ZENDESK, to);
      },
    );
  },
};
