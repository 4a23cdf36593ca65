// Drives DuckDB-WASM in its page; what it gives back are plain values.
import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from "@duckdb/duckdb-wasm";

let database;
let connection;

const timed = async (work) => {
  const began = performance.now();
  const given = await work();
  return { millis: performance.now() - began, given };
};

/** Integers of 64 bits come as such; none here is large. */
const plain = (row) => Object.fromEntries(Object.entries(row.toJSON()).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]));

window.peer = {
  async start() {
    const { millis } = await timed(async () => {
      database = new AsyncDuckDB(new VoidLogger(), new Worker("/duckdb-worker.js"));
      await database.instantiate("/duckdb.wasm");
      await database.open({});
      connection = await database.connect();
      await connection.query("SELECT 1");
    });
    return millis;
  },

  /** From the file at hand to exact counts of all that is in it. */
  async load(statement) {
    const [file] = document.querySelector("#file").files;
    const { millis, given } = await timed(async () => {
      await database.registerFileHandle("chats.csv", file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
      await connection.query(statement);
      const counted = await connection.query(
        "SELECT count(DISTINCT conversation_id) AS conversations, count(*) FILTER (role <> 'system') AS messages FROM m",
      );
      return plain(counted.get(0));
    });
    return { millis, ...given };
  },

  async prepare(statement) {
    return (await timed(() => connection.query(statement))).millis;
  },

  async ask(statement) {
    const { millis, given } = await timed(() => connection.query(statement));
    return { millis, rows: given.toArray().map(plain) };
  },
};
