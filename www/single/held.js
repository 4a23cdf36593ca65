// A page that is one file: its other files stand in it, packed with gzip and written in base64, each in an
// element of its own that no browser runs. This takes them out and leaves them where the programs look for
// them (`src/browser/held.rs`), since there is nothing beside the page that could be asked for.
const taken = new Map();

/** What base64 stands for. Browsers before 2025 know no quicker way. */
const decoded = (base64) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};

/** The packed bytes of a file. Its element goes, so that no file is in memory twice. */
const packed = (name) => {
  const element = document.querySelector(`script[data-file="${name}"]`);
  if (element) {
    taken.set(name, new Blob([decoded(element.textContent)]));
    element.remove();
  }
  return taken.get(name);
};

/** A file as a host would answer with it; nothing where there is none of this name. */
const file = (name) => {
  const bytes = packed(name);
  return bytes && new Response(bytes.stream().pipeThrough(new DecompressionStream("gzip")));
};

/** A script, which is short and stands in the page as it is. */
const script = (name) => {
  const element = document.querySelector(`script[data-file="${name}"]`);
  return new Blob([element.textContent], { type: "text/javascript" });
};

// Before the page's program runs, which asks for all of this.
self.undertoneHeld = {
  file,
  addresses: { "./worker-start.js": URL.createObjectURL(script("worker.js")) },
  handed: {
    lead: {
      program: packed("worker_bg.wasm"),
      // The lead starts this one by itself, at an address of its own: Chromium lets no worker of a page from disk use
      // one that the page made.
      tables: { script: script("tables.js"), program: packed("tables_bg.wasm") },
    },
  },
};
// As bytes: a Firefox that compiles a program while it is unpacked, and is closed meanwhile, compiles no other one
// until it is ended.
self.undertoneProgram = file("page_bg.wasm").arrayBuffer();
