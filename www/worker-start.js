// Starts a worker: the lead, or a shard, which hears from its lead through a port and is given the lead's
// compiled program. That it could not start, or that it stopped, is told to the page in the one form that
// needs no program: `{ failed: why }`.
import init from "./worker.js";

const tell = (what, error) => {
  const reason = error instanceof Error ? error.message : String(error);
  self.postMessage({ failed: `${what} (${reason})` });
};

// What stops within a promise reaches no other handler.
self.addEventListener("unhandledrejection", (event) => tell("The analysis stopped.", event.reason));

const start = (program) =>
  init({ module_or_path: program }).catch((error) => tell("The analysis could not start in this browser.", error));

if (self.name === "shard") {
  self.onmessage = ({ data: { lead } }) => {
    // Held, because a browser may drop what is under way to a port that nobody holds.
    self.undertoneLead = lead;
    lead.onmessage = ({ data: { module, work } }) => {
      self.undertoneShard = work;
      start(module);
    };
  };
  // All that it asks of this page's address is here now; the program comes from the lead.
  self.postMessage("started");
} else {
  // In a page that is one file it is handed over (`www/single/handed.js`).
  start(self.undertoneProgram ?? new URL("./worker_bg.wasm", import.meta.url));
}
