// Starts the worker. A failure to start is answered in the words of the wire (an envelope that
// nobody asked for, holding `failed`), so that the page can say what is wrong instead of waiting.
import init from "./worker.js";

init({ module_or_path: new URL("./worker_bg.wasm", import.meta.url) }).catch((error) => {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The analysis could not start in this browser. (${reason})`;
  self.postMessage({ generation: 0, id: 0, body: { type: "failed", message } });
});
