// What a browser's renderers take of the machine's memory, as Linux counts it.
import { readFileSync, readdirSync } from "node:fs";

/** The process that started all others of a browser. */
export async function browserPid(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.find(({ type }) => type === "browser").id;
}

/** What `read` gives of each renderer of this browser; none where /proc is not to be had. */
function ofRenderers(pid, read) {
  const parents = new Map();
  const noted = (pids, note) => {
    for (const pid of pids) {
      try {
        note(pid);
      } catch {
        // It ended meanwhile.
      }
    }
  };
  let all = [];
  try {
    all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
  noted(all, (each) => {
    const stat = readFileSync(`/proc/${each}/stat`, "utf8");
    parents.set(each, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  });
  const isOurs = (each) => each === pid || (parents.has(each) && each > 1 && isOurs(parents.get(each)));
  const found = [];
  noted(parents.keys(), (each) => {
    if (!isOurs(each) || !readFileSync(`/proc/${each}/cmdline`, "utf8").includes("--type=renderer")) return;
    found.push(read(each));
  });
  return found;
}

/** Resident memory of all renderers now, in bytes; 0 where it is not known. */
export function renderersNow(pid) {
  const pages = ofRenderers(pid, (each) => Number(readFileSync(`/proc/${each}/statm`, "utf8").split(" ")[1]));
  return 4096 * pages.reduce((sum, each) => sum + each, 0);
}

/** The most that the largest renderer ever had resident, in bytes; 0 where it is not known. */
export function rendererPeak(pid) {
  const peaks = ofRenderers(pid, (each) => Number(readFileSync(`/proc/${each}/status`, "utf8").match(/^VmHWM:\s*(\d+)/m)[1]));
  return 1024 * Math.max(0, ...peaks);
}
