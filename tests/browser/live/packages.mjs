// Chat widgets as they are published, each without what it was built from: their bundles stand by themselves, and
// with everything they name they would be half a gigabyte. npm brings them, from its cache if it can, and each is
// what its checksum says. They are for tests alone, and nothing of them is shipped.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGES = {
  "botframework-webchat": {
    version: "4.18.1",
    sum: "7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==",
    bundle: "dist/webchat.js",
  },
  "deep-chat": {
    version: "2.4.2",
    sum: "wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==",
    bundle: "dist/deepChat.bundle.js",
  },
  "rasa-webchat": {
    version: "1.0.1",
    sum: "Ld1zVJvTAaTrs6A5p8t70agNNrKYRyXlvqXZRgBoDvKKUXbA0jhJKECi5bdPGlaR6jsmqWtVylHS+YqIqo0x8w==",
    bundle: "lib/index.js",
  },
  "@voiceflow/react-chat": {
    version: "1.65.2",
    sum: "lPD/ObTLcU5Dp7b4xhYjsDJM+DZnlOfhnwoo6zXC14m+KAzaukeuePi6OML6zNBxLw3NxlRoaK0R1M+gHr9AUg==",
    bundle: "dist/bundle.mjs",
  },
  "flowise-embed": {
    version: "3.1.6",
    sum: "xSrvBDiEvIIzRFsPBgmzG3SdfBeG4wBzdchdMurft5PQcdYO0HfB8cwGhn00fE5JOsdhVZXfJ3Fq6e/DgrW4ag==",
    bundle: "dist/web.js",
  },
  "@n8n/chat": {
    version: "1.37.0",
    sum: "V1EQxDp/+rW6o/5OZgbwDfgPJXG8Jrn3TIdq7Z/26QTP90Uo3g2gv8CMnaQcphdTQVR+K06X34DOCRHXa8Tqnw==",
    bundle: "dist/chat.bundle.umd.js",
  },
  "@typebot.io/js": {
    version: "0.10.7",
    sum: "c5GKjgJlfSjOIhTm8kqohWE/daJeBWlnqK6Xi3AYlFu/3W0NkqsD+T6G+ehu2sDGv8po+FuMB/K6g12/zQVN2Q==",
    bundle: "dist/web.js",
  },
};

const here = resolve(fileURLToPath(new URL(".", import.meta.url)));
const kept = join(here, "../node_modules/.widgets");

/** The bundle of a package, as a path; null where it is not here and npm cannot bring it. */
export function bundle(name) {
  const { version, sum, bundle } = PACKAGES[name];
  const place = join(kept, `${name.replaceAll("/", "+")}@${version}.js`);
  if (existsSync(place)) return place;
  mkdirSync(kept, { recursive: true });
  const draft = mkdtempSync(join(kept, ".draft-"));
  try {
    const command = ["pack", `${name}@${version}`, "--json", "--prefer-offline", "--pack-destination", draft];
    const [{ filename }] = JSON.parse(execFileSync("npm", command, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], shell: process.platform === "win32" }));
    // Some versions of npm name the file by the package, with its slash.
    const archive = join(draft, filename.replace("@", "").replace("/", "-"));
    const found = createHash("sha512").update(readFileSync(archive)).digest("base64");
    if (found !== sum) throw new Error(`${name}@${version} is not what it was: sha512-${found}`);
    execFileSync("tar", ["-xzf", archive, "-C", draft, `package/${bundle}`]);
    // Another worker may have been quicker.
    if (!existsSync(place)) renameSync(join(draft, "package", bundle), place);
    return place;
  } catch (error) {
    if (String(error).includes("is not what it was")) throw error;
    return null;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
