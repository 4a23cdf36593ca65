// A variant, for hosts whose bot sends what is said to a stream that a page can listen to beside the chat. Nothing of
// Undertone loads this file, and without it no connection is ever opened: a host writes the import into its own page,
// and names the address in the `connect-src` of its own policy. What comes is handed over as frames, for
// `source="frames"`. Nothing that was heard is sent.
//
//   const connection = events("https://bot.example.com/stream");
//   const connection = socket("wss://bot.example.com/stream");
//   const connection = socket("wss://bot.example.com/socket.io/?EIO=4&transport=websocket", { socketIo: true });
//   connection.state;  connection.close();
import { frame } from "./sources.js";

/** @typedef {{close: () => void, readonly state: "connecting" | "open" | "closed"}} Connection */

/** How long a socket waits before it is opened again, in milliseconds: twice as long each time. */
const SOONEST = 1_000;
const LATEST = 60_000;

/** What a server says in Engine.IO's packets, and what is said to it. */
const ENGINE = { opened: "0", ping: "2", pong: "3", join: "40" };

/** Says once why nothing comes, where that is the likeliest reason. */
function unreachable(url) {
  const { origin } = new URL(url, location.href);
  console.warn(`Undertone hears nothing from ${origin}: it does not answer, or the page's policy does not name it in connect-src.`);
}

/**
 * Server-sent events. The browser itself opens a connection that broke again; not one that the server refuses.
 * @param {string} url
 * @param {{names?: string[], withCredentials?: boolean}} [options] events of other names than "message"; whether
 * cookies go along to another origin
 * @returns {Connection}
 */
export function events(url, { names = [], withCredentials = false } = {}) {
  const stream = new EventSource(url, { withCredentials });
  let [failures, isTold] = [0, false];
  stream.addEventListener("open", () => (failures = 0));
  for (const name of new Set(["message", ...names])) stream.addEventListener(name, ({ data }) => frame(data, name));
  stream.addEventListener("error", () => {
    // One that ends is opened again, and that is no fault; one that then does not open is.
    failures += 1;
    if (isTold || (failures < 2 && stream.readyState !== EventSource.CLOSED)) return;
    isTold = true;
    unreachable(url);
  });
  return {
    close: () => stream.close(),
    get state() {
      return ["connecting", "open", "closed"][stream.readyState];
    },
  };
}

/**
 * A socket, opened again when it breaks. With `socketIo` it joins as a client of Socket.IO does and answers its pings,
 * which is all that is ever sent.
 * @param {string} url
 * @param {{protocols?: string | string[], socketIo?: boolean}} [options]
 * @returns {Connection}
 */
export function socket(url, { protocols = [], socketIo = false } = {}) {
  let [wait, timer, isClosed, isTold] = [SOONEST, undefined, false, false];
  let current;
  const open = () => {
    current = new WebSocket(url, protocols);
    let opened = false;
    current.addEventListener("open", () => {
      opened = true;
      wait = SOONEST;
    });
    current.addEventListener("message", ({ data, target }) => {
      if (typeof data !== "string") return;
      if (socketIo && data === ENGINE.ping) return target.send(ENGINE.pong);
      if (socketIo && data.startsWith(ENGINE.opened)) return target.send(ENGINE.join);
      frame(data);
    });
    current.addEventListener("close", () => {
      if (isClosed) return;
      if (!opened && !isTold) {
        isTold = true;
        unreachable(url);
      }
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LATEST);
    });
  };
  open();
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      current.close();
    },
    get state() {
      if (isClosed) return "closed";
      return current.readyState === WebSocket.OPEN ? "open" : "connecting";
    },
  };
}
