// Keeps the files of this program in the browser, for who asked for that in the settings, so that the page opens without a
// network. It answers for these files alone, from what it kept; anything else goes its usual way.
// The build puts in which files there are, and what tells this version from another.
const VERSION = "version";
const FILES = ["files"];

const PREFIX = "undertone-program-";
const KEPT = PREFIX + VERSION;

/** What a file is asked for as: a host may lead away from the page's own name. */
const addressOf = (file) => (file === "index.html" ? "./" : file);

/** The file of ours that an address means; none of others. */
const fileOf = (address) => {
  const { origin, pathname } = new URL(address);
  const scope = new URL("./", self.location.href);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  const file = pathname.slice(scope.pathname.length) || "index.html";
  return FILES.includes(file) ? file : undefined;
};

self.addEventListener("install", (event) => {
  // Of the network, not of what the browser may have of an older version.
  const fresh = FILES.map((file) => new Request(addressOf(file), { cache: "reload" }));
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const forget = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== KEPT).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const file = method === "GET" ? fileOf(url) : undefined;
  if (file === undefined) return;
  const answer = async () => (await caches.match(addressOf(file), { cacheName: KEPT })) ?? fetch(event.request);
  event.respondWith(answer());
});
