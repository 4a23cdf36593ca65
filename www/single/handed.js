// A worker of a page that is one file: what it cannot ask for is handed to it, in the first message that it hears.
// A shard is handed nothing here, since its program comes from the lead.
self.undertoneHeld = { addresses: {}, handed: {} };

if (self.name !== "shard") {
  self.undertoneProgram = new Promise((come) => {
    const hear = (event) => {
      // Nobody else is to take it for a word of the analysis.
      event.stopImmediatePropagation();
      self.removeEventListener("message", hear);
      const { program, tables } = event.data;
      if (tables) {
        self.undertoneHeld.addresses["./tables-start.js"] = URL.createObjectURL(tables.script);
        self.undertoneHeld.handed.tables = { program: tables.program };
      }
      // As bytes, for the reason that `held.js` has.
      come(new Response(program.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
    };
    self.addEventListener("message", hear);
  });
}
