// The second witness of what Firefox sends: all its traffic goes through this proxy, so what a page
// could hide from the browser's tools is seen here. Only the site itself is passed on.
import { createServer, request } from "node:http";

/** A proxy that writes down every address asked for, and lets through those of `origin` alone. */
export async function proxy(origin) {
  const asked = [];
  const server = createServer((incoming, answer) => {
    asked.push(incoming.url);
    if (!URL.canParse(incoming.url) || new URL(incoming.url).origin !== origin) {
      answer.writeHead(502).end();
      return;
    }
    const { method, headers } = incoming;
    const onward = request(incoming.url, { method, headers }, (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  // Encrypted traffic and web sockets ask for a tunnel first.
  server.on("connect", (incoming, socket) => {
    asked.push(incoming.url);
    socket.on("error", () => {});
    socket.end("HTTP/1.1 502 Refused\r\n\r\n");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  const prefs = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": port,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": port,
    "network.proxy.no_proxies_on": "",
    // Else addresses of this machine, and so the site itself, would go past it.
    "network.proxy.allow_hijacking_localhost": true,
  };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { asked, prefs, close };
}
