// A classic worker, as PapaParse is no module.
importScripts("./papaparse.min.js");

let Reading;
const ready = import("./readers.js").then((readers) => {
  Reading = readers.Reading;
  return readers.default({ module_or_path: new URL("./readers_bg.wasm", location) });
});

/** Bytes that the product asks the browser for at once. */
const PIECE = 1 << 20;

async function* pieces(file) {
  for (let at = 0; at < file.size; at += PIECE) yield new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
}

/** Complete lines of the file. */
async function* lines(file) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of pieces(file)) {
    const all = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = all.pop();
    yield all;
  }
  yield [rest];
}

/** Messages with a text in a record, wherever its kind has them. */
function messages(record) {
  if (record.conversation_parts) {
    const parts = record.conversation_parts.conversation_parts;
    return Number(Boolean(record.source.body)) + parts.filter((part) => part.body).length;
  }
  if (record.messages) return record.messages.filter((message) => message.content ?? message.text).length;
  return Number(Boolean(record.text));
}

const READERS = {
  /** The product's, all of it: facts, roles, times, problems, HTML into text. */
  async undertone(file) {
    const reading = new Reading(file.name);
    for await (const piece of pieces(file)) reading.push(piece);
    return reading.finish();
  },
  /** The browser's own for JSON Lines, and the texts looked up. */
  async "JSON.parse, line by line"(file) {
    let n = 0;
    for await (const some of lines(file)) for (const line of some) if (line) n += messages(JSON.parse(line));
    return n;
  },
  /** The browser's own for one list. */
  async "JSON.parse"(file) {
    return JSON.parse(await file.text()).reduce((n, record) => n + messages(record), 0);
  },
  /** PapaParse, told nothing but that there is a header. */
  async PapaParse(file) {
    let n = 0;
    await new Promise((complete, error) => {
      const chunk = ({ data }) => {
        for (const row of data) n += Number(Boolean(row.message));
      };
      Papa.parse(file, { header: true, skipEmptyLines: true, chunk, complete, error });
    });
    return n;
  },
};

onmessage = async ({ data: { reader, file } }) => {
  try {
    await ready;
    const began = performance.now();
    const n = await READERS[reader](file);
    postMessage({ n, millis: performance.now() - began });
  } catch (error) {
    postMessage({ error: `${reader}: ${error.message}` });
  }
};
