// The panel in a frame, for pages whose policy admits no script of this product: a page frames it and speaks to it by
// messages. It hears its parent alone, at the origin that the frame's address names (?origin=https://shop.example), and
// answers to that origin alone.
//
//   to the frame    { type: "undertone:push", messages }      one message or several
//                   { type: "undertone:set", name, value }    an attribute of the panel, null takes it away
//                   { type: "undertone:config", config }
//                   { type: "undertone:ask", id, what, value } what: load, clear, snapshot, restore, exportReport
//   from the frame  { type: "undertone:ready" | "undertone:updated" | "undertone:alert" | "undertone:happened" |
//                     "undertone:error" | "undertone:selected" | "undertone:height", detail }
//                   { type: "undertone:answer", id, value } or { …, error }
//
// Without ?origin it speaks with a parent of its own address. A frame in a sandbox without allow-same-origin has no
// storage: attribute "storage" does nothing there.
import "./undertone-panel.js";

const parameters = new URLSearchParams(location.search);
const named = parameters.get("origin") ?? location.origin;
// Everybody is nobody that could be trusted.
const origin = named === "*" ? location.origin : named;
const panel = document.createElement("undertone-panel");
panel.setAttribute("eager", "");
for (const name of ["theme", "lang", "view", "readonly", "window", "demo", "storage", "full"]) {
  // What was heard here before is for pages of this address alone.
  if (name === "storage" && origin !== location.origin) continue;
  if (parameters.has(name)) panel.setAttribute(name, parameters.get(name));
}
const ASKED = new Set(["load", "clear", "snapshot", "restore", "exportReport"]);
const SET = new Set(["theme", "lang", "view", "readonly", "window", "demo"]);

const say = (word) => parent.postMessage(word, origin);
for (const name of ["ready", "updated", "alert", "happened", "error", "selected"]) {
  panel.addEventListener(`undertone-${name}`, ({ detail }) => say({ type: `undertone:${name}`, detail }));
}
addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== origin || typeof event.data !== "object" || !event.data) return;
  const { type, messages, name, value, config, id, what } = event.data;
  if (type === "undertone:push") panel.push(messages);
  else if (type === "undertone:set" && SET.has(name)) {
    if (value === null) panel.removeAttribute(name);
    else panel.setAttribute(name, String(value));
  } else if (type === "undertone:config") panel.config = config;
  else if (type === "undertone:ask" && ASKED.has(what)) {
    panel[what](value).then(
      (answer) => say({ type: "undertone:answer", id, value: answer }),
      (error) => say({ type: "undertone:answer", id, error: String(error?.message ?? error) }),
    );
  }
});
new ResizeObserver(() => say({ type: "undertone:height", detail: { height: panel.offsetHeight } })).observe(panel);
document.body.append(panel);
