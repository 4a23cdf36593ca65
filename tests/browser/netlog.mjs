// Reads the browser's own log of all its network work: pages, workers, names looked up, sockets.
// What a page could hide from its tools stands there too.
import { readFileSync } from "node:fs";

// What this browser asks by itself, whatever page is open.
const HOUSEKEEPING = [/(^|\.)googleapis\.com$/, /(^|\.)google\.com$/, /(^|\.)gvt1\.com$/];

/** Arguments that make the browser write its log. */
export const netlogArgs = (path) => [`--log-net-log=${path}`, "--net-log-capture-mode=Everything"];

/**
 * Requests as `{url, at}` and names looked up, without the browser's housekeeping; `at` in
 * milliseconds since 1970. `text` is the whole log.
 */
export function readNetlog(path) {
  const text = readFileSync(path, "utf8");
  const log = JSON.parse(text);
  const names = Object.fromEntries(Object.entries(log.constants.logEventTypes).map(([name, id]) => [id, name]));
  const offset = Number(log.constants.timeTickOffset);
  const requests = [];
  const hosts = new Set();
  const own = (host) => HOUSEKEEPING.some((pattern) => pattern.test(host));
  for (const event of log.events) {
    const name = names[event.type];
    const params = event.params ?? {};
    if (name === "URL_REQUEST_START_JOB" && params.url && !own(new URL(params.url).hostname)) {
      requests.push({ url: params.url, at: offset + Number(event.time) });
    } else if (name.startsWith("HOST_RESOLVER") && params.host) {
      const host = hostOf(params.host);
      if (!own(host)) hosts.add(host);
    }
  }
  return { requests, hosts: [...hosts], text };
}

/** `http://a:1` or `a:1` → `a` */
function hostOf(text) {
  const url = text.includes("://") ? text : `http://${text}`;
  return URL.canParse(url) ? new URL(url).hostname : text;
}
