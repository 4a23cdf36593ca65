// Starts the worker that reads Parquet files. That it could not start is told in the one form that needs no
// program: an empty word.
import init from "./tables.js";

init({ module_or_path: new URL("./tables_bg.wasm", import.meta.url) }).catch(() => self.postMessage(null));
