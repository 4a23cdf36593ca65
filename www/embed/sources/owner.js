// What an owner puts into a widget that asks for its listeners when it is made. Each calls the owner's own listener
// first and gives back what that gives; while no panel is connected nothing else happens, but that the latest few
// messages wait for one.
import { tell } from "./hub.js";

/**
 * Listeners that call the owner's own and then ours.
 * @param {Record<string, Function>} own
 * @param {Record<string, (...given: unknown[]) => void>} ours
 */
function beside(own, ours) {
  const both = { ...own };
  for (const [name, our] of Object.entries(ours)) {
    both[name] = function (...given) {
      const made = own?.[name]?.apply(this, given);
      try {
        our(...given);
      } catch {
        // Never the widget's business.
      }
      return made;
    };
  }
  return both;
}

/** Bot Framework Web Chat. */
export const webchat = {
  /**
   * A middleware for `WebChat.createStore({}, webchat.middleware())`; one of the owner's own goes inside:
   * `webchat.middleware(mine)`.
   * @param {Function} [own]
   */
  middleware(own) {
    return (store) => {
      const inner = own?.(store);
      return (next) => {
        const after = inner ? inner(next) : next;
        return (action) => {
          try {
            const activity = action?.type === "DIRECT_LINE/INCOMING_ACTIVITY" ? action.payload?.activity : undefined;
            if (activity && activity.type !== "typing") tell("webchat", action.type, { activity });
          } catch {
            // Never the widget's business.
          }
          return after(action);
        };
      };
    };
  },
};

/** Lists of messages come with every letter of an answer: the last of a moment is enough. */
const MOMENT = 150;

/** Flowise. */
export const flowise = {
  /**
   * For `observersConfig`. What the user types is not observed.
   * @param {Record<string, Function>} [own]
   */
  observers(own = {}) {
    let latest;
    let timer;
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      if (latest) tell("flowise", "messages", latest);
      latest = undefined;
    };
    return beside(own, {
      observeMessages(messages) {
        latest = messages;
        timer ??= setTimeout(flush, MOMENT);
      },
      observeLoading(loading) {
        // An answer that ends is told before its end, the question before the wait.
        flush();
        tell("flowise", "loading", Boolean(loading));
      },
    });
  },
};

/** The session as n8n's chat keeps it. */
function session() {
  try {
    return localStorage.getItem("n8n-chat/sessionId") ?? undefined;
  } catch {
    return undefined;
  }
}

/** n8n's chat. */
export const n8n = {
  /**
   * For the options of `createChat`.
   * @param {Record<string, Function>} [own]
   */
  callbacks(own = {}) {
    return beside(own, {
      beforeMessageSent: (message) => tell("n8n", "beforeMessageSent", { message, sessionId: session() }),
      afterMessageSent: (message, response) =>
        tell("n8n", "afterMessageSent", { message, response, sessionId: session() }),
    });
  },
};

/** Typebot. */
export const typebot = {
  /**
   * For the options of `initStandard`, `initPopup` and `initBubble`.
   * @param {Record<string, Function>} [own]
   */
  callbacks(own = {}) {
    return beside(own, {
      onAnswer: (answer) => tell("typebot", "onAnswer", answer),
      onEnd: () => tell("typebot", "onEnd", null),
    });
  },
};

/** rasa-webchat. */
export const rasaWebchat = {
  /**
   * For `onSocketEvent`. The source works without it, but later by a second.
   * @param {Record<string, Function>} [own]
   */
  events(own = {}) {
    return beside(own, { bot_uttered: (message) => tell("rasa-webchat", "bot_uttered", message) });
  },
};

/**
 * Hands over a frame of the page's own connection to its bot: a text of JSON, of Socket.IO or of server-sent events.
 * @param {string} text
 * @param {string} [name] the name of the event, where the connection has one
 */
export function frame(text, name = "message") {
  if (typeof text === "string") tell("frames", name, text);
}
