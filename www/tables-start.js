// Starts the worker that reads Parquet files. That it could not start is told in the one form that needs no
// program: an empty word.
import init from "./tables.js";

const program = self.undertoneProgram ?? new URL("./tables_bg.wasm", import.meta.url);

init({ module_or_path: program }).catch(() => self.postMessage(null));
