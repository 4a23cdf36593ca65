// Connections that a host opens beside its chat: a stream of server-sent events, a socket, Socket.IO; what comes is
// heard, what breaks is opened again, what the policy does not name is refused and said.
import { expect, test } from "@playwright/test";
import { terminal } from "../helpers.mjs";
import { ORIGIN, OTHER, STRICT, expectHeard, html, listens, stage } from "./stage.mjs";

test.skip(!terminal, "the terminal program is not built");

const ASKED = "where is my parcel?";
const ANSWER = "It left this morning.";
const BOTH = [`user: ${ASKED}`, `bot: ${ANSWER}`];
const message = (role, text) => JSON.stringify({ conversation_id: "c", role, text });

const page = `${listens("frames")}
  import { events, socket } from "/undertone/connections.js";
  window.events = events;
  window.socket = socket;
`;

async function open(tab, { answer, policy = STRICT } = {}) {
  const warned = [];
  tab.on("console", (line) => line.type() === "warning" && line.text().startsWith("Undertone") && warned.push(line.text()));
  const seen = await stage(tab, { files: { "index.html": html(), "page.js": page }, answer, policy });
  await tab.goto(`${ORIGIN}/`);
  await tab.waitForFunction(() => window.socket);
  return { seen, warned };
}

test("a stream of events is heard, those of other names too", async ({ page: tab }, info) => {
  const { warned } = await open(tab, {
    answer: (url) => (url.pathname === "/stream" ? { events: `data: ${message("user", ASKED)}\n\nevent: answer\ndata: ${message("bot", ANSWER)}\n\n` } : undefined),
  });
  await tab.evaluate(() => void (window.connection = window.events("/stream", { names: ["answer"] })));
  await tab.waitForFunction(() => window.heard.length >= 2);
  await tab.evaluate(() => window.connection.close());
  await expectHeard(tab, info, [BOTH]);
  expect(await tab.evaluate(() => window.connection.state)).toBe("closed");
  expect(warned).toEqual([]);
});

test("a socket is heard, and opened again when it breaks; nothing is sent", async ({ page: tab }, info) => {
  await open(tab);
  let opened = 0;
  const sent = [];
  await tab.routeWebSocket(/\/talk$/, (socket) => {
    opened += 1;
    socket.onMessage((text) => sent.push(text));
    socket.send(opened === 1 ? message("user", ASKED) : message("bot", ANSWER));
    if (opened === 1) setTimeout(() => socket.close(), 100);
  });
  await tab.evaluate(() => void (window.connection = window.socket(`ws://${location.host}/talk`)));
  await tab.waitForFunction(() => window.heard.length === 2);
  expect(await tab.evaluate(() => window.connection.state)).toBe("open");
  await tab.evaluate(() => window.connection.close());
  await expectHeard(tab, info, [BOTH]);
  expect([opened, sent]).toEqual([2, []]);
});

test("Socket.IO is joined and its pings are answered, and no more is sent", async ({ page: tab }, info) => {
  await open(tab);
  const sent = [];
  await tab.routeWebSocket(/socket\.io/, (socket) => {
    socket.onMessage((text) => {
      sent.push(text);
      if (text === "40") {
        socket.send('40{"sid":"s"}');
        socket.send('42["session_confirm","r-1"]');
        socket.send(`42["user_uttered",{"message":"${ASKED}","session_id":"r-1"}]`);
        socket.send("2");
      }
      if (text === "3") socket.send(`42["bot_uttered",{"text":"${ANSWER}"}]`);
    });
    socket.send('0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
  });
  await tab.evaluate(() => void (window.connection = window.socket(`ws://${location.host}/socket.io/?EIO=4&transport=websocket`, { socketIo: true })));
  await expectHeard(tab, info, [BOTH]);
  await tab.evaluate(() => window.connection.close());
  expect(sent).toEqual(["40", "3"]);
});

test("an address that the policy does not name is refused, and that is said", async ({ page: tab }) => {
  const { seen, warned } = await open(tab);
  await tab.evaluate((other) => void (window.connection = window.events(`${other}/stream`)), OTHER);
  await expect.poll(() => warned).toHaveLength(1);
  expect(warned[0]).toContain(`nothing from ${OTHER}`);
  expect(warned[0]).toContain("connect-src");
  expect(seen.asked).toEqual([]);
});
