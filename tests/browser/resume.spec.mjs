// Files whose reading a reload breaks off: for who has analyses kept it goes on, by itself where the browser
// still lets the page read them. Where nothing is to be kept nothing is remembered.
import { expect, test } from "@playwright/test";
import { choose, figures, filterBy, generate, go, openApp, reaches, settled, terminal, worker } from "./helpers.mjs";

const NAME = "undertone-unfinished";

const card = (page) => page.getByTestId("unfinished");

const TABLE = "conversation_id,timestamp,role,message\n1,2026-03-02T09:00:00Z,user,Hi\n1,2026-03-02T09:00:07Z,bot,I will\n";

const upload = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** What is remembered of imports: as text, and how many handles of files. */
const remembered = (page) =>
  page.evaluate(async (name) => {
    const known = await indexedDB.databases();
    if (!known.some((place) => place.name === name)) return [];
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const place = await done(indexedDB.open(name));
    const all = await done(place.transaction("imports").objectStore("imports").getAll());
    place.close();
    return all.map(([about, handles]) => ({ about: new TextDecoder().decode(about), handles: handles.length }));
  }, NAME);

const isRemembered = (page, n = 1) => expect.poll(async () => (await remembered(page)).length).toBe(n);

/** The page with files of the origin's own in the place of those on a disk, and analyses kept. */
async function openKeeping(page, { asks = false } = {}) {
  await page.addInitScript(
    ({ asks }) => {
      localStorage.setItem("undertone-keep", "yes");
      const all = async () => {
        const root = await navigator.storage.getDirectory();
        const handles = [];
        for await (const [name, handle] of root.entries()) if (name.endsWith(".csv")) handles.push(handle);
        return handles;
      };
      window.showOpenFilePicker = all;
      DataTransferItem.prototype.getAsFileSystemHandle = async () => (await all())[0];
      if (asks) {
        FileSystemHandle.prototype.queryPermission = async () => "prompt";
        FileSystemHandle.prototype.requestPermission = async () => window.answer ?? "denied";
      }
    },
    { asks },
  );
  return openApp(page);
}

/** Lays a file where the choice of files finds it. */
async function lay(page, file) {
  await page.evaluate(() => {
    const input = document.createElement("input");
    input.type = "file";
    input.id = "lay";
    document.body.append(input);
  });
  await page.locator("#lay").setInputFiles(file);
  await page.evaluate(async (name) => {
    const input = document.querySelector("#lay");
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle(name, { create: true });
    await input.files[0].stream().pipeTo(await handle.createWritable());
    input.remove();
  }, typeof file === "string" ? "m.csv" : file.name);
}

/** Reading does not come to its end, until the page is loaded again. */
async function hold(page) {
  const lead = await worker(page);
  await lead.evaluate(() => {
    const post = self.postMessage.bind(self);
    self.postMessage = (message, ...rest) => {
      if (message.envelope?.body !== "final") post(message, ...rest);
    };
  });
}

/** Reads a file of the browser's choice, and breaks off. */
async function breakOff(page) {
  await hold(page);
  await page.getByTestId("drop-zone").click();
  await isRemembered(page);
  await page.reload();
}

async function isReady(page) {
  await reaches(page, "ready", { timeout: 60_000 });
  await settled(page);
}

test("a reload in the middle goes on to the figures of the whole file", async ({ page, browser }) => {
  test.skip(!terminal, "the terminal program makes the file");
  const path = generate("shop", 40_000);
  const other = await browser.newPage();
  await openApp(other);
  await choose(other, path);
  await isReady(other);
  await filterBy(other, "outcome:abandoned");
  const expected = await figures(other);
  await other.close();

  const seen = await openKeeping(page);
  await lay(page, path);
  await page.getByTestId("drop-zone").click();
  await expect(page.getByTestId("figure-conversations")).toBeAttached();
  await page.getByTestId("filter-line").fill("outcome:abandoned");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await isRemembered(page);
  await reaches(page, "reading");
  await page.reload();
  await expect(page.getByTestId("error")).toContainText("Reading of m.csv goes on");
  await isReady(page);
  await expect(page.getByTestId("filter-chip")).toHaveText(/outcome:abandoned/);
  expect(await figures(page)).toEqual(expected);
  await isRemembered(page, 0);
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("files that were dropped go on too, and what ends the tab time and again waits for a word", async ({ page }) => {
  // Held until the test lets go.
  await page.addInitScript(() => {
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", (event) => {
          if (!window.letGo && event.data.envelope?.body === "final") event.stopImmediatePropagation();
        });
      }
    };
  });
  await openKeeping(page);
  await lay(page, upload("m.csv", TABLE));
  const transfer = await page.evaluateHandle(async () => {
    const data = new DataTransfer();
    const [handle] = await window.showOpenFilePicker();
    data.items.add(await handle.getFile());
    return data;
  });
  await page.getByTestId("drop-zone").dispatchEvent("drop", { dataTransfer: transfer });
  await isRemembered(page);
  expect(await remembered(page)).toEqual([{ about: expect.stringContaining("m.csv"), handles: 1 }]);
  for (let times = 0; times < 2; times += 1) {
    const [before] = await remembered(page);
    await page.reload();
    await expect(page.getByTestId("error")).toContainText("Reading of m.csv goes on");
    // It is remembered anew, with how often it went on.
    await expect.poll(async () => (await remembered(page))[0]?.about).not.toBe(before.about);
  }
  await page.reload();
  await expect(card(page)).toContainText("m.csv was not read to its end.");
  await reaches(page, "start");
  await page.evaluate(() => (window.letGo = true));
  await page.getByTestId("read-on").click();
  await isReady(page);
  await expect(card(page)).toHaveCount(0);
  await isRemembered(page, 0);
});

test("where the browser must ask, a card does", async ({ page }) => {
  const seen = await openKeeping(page, { asks: true });
  await lay(page, upload("m.csv", TABLE));
  await breakOff(page);
  await expect(card(page)).toContainText("m.csv was not read to its end.");
  await expect(page.getByTestId("error")).toHaveCount(0);
  await page.getByTestId("read-on").click();
  await expect(page.getByTestId("error")).toContainText("does not let this page read");
  await expect(card(page)).toBeVisible();
  await page.reload();
  await expect(card(page), "until it is settled").toBeVisible();
  await page.evaluate(() => (window.answer = "granted"));
  await page.getByTestId("read-on").click();
  await isReady(page);
  await expect(page.getByTestId("figure-conversations")).toHaveAttribute("data-value", "1");
  await isRemembered(page, 0);
  expect(seen.errors).toEqual([]);
});

test("files without a way back are asked for, and read as was chosen", async ({ page }) => {
  await openKeeping(page);
  // Names of people are e-mail addresses here, which the page knows by tokens alone; numbers go on from
  // those of a file that came before.
  await choose(page, upload("before.csv", `${TABLE}2,2026-03-02T10:00:00Z,user,I am nobody@example.com\n`));
  await isReady(page);
  await page.getByTestId("start-over").click();
  const rows = ["Fall;Wer;Spruch", "f1;lisa@example.com;Guten Tag", "f1;jana@example.com;Wo ist mein Paket", "f1;lisa@example.com;Unterwegs", "f2;lisa@example.com;Guten Tag", "f2;tim@example.com;Nein danke"];
  const odd = upload("odd.csv", `${rows.join("\n")}\n`);
  await choose(page, odd);
  for (const [at, label] of ["Conversation", "Speaker's name", "Message text"].entries()) {
    await page.getByTestId(`mapping-column-${at}`).selectOption({ label });
  }
  const speakers = page.getByTestId("mapping-speaker");
  await expect(speakers).toHaveCount(3);
  // Not what would be guessed.
  await speakers.nth(0).selectOption("agent");
  await speakers.nth(1).selectOption("bot");
  await page.getByTestId("mapping-apply").click();
  await isReady(page);
  const expected = await figures(page);
  await page.getByTestId("start-over").click();
  await hold(page);
  await page.getByTestId("recent").first().click();
  await isRemembered(page);
  const [{ about, handles }] = await remembered(page);
  expect(handles).toBe(0);
  expect(about).toContain("odd.csv");
  expect(about).not.toContain("example.com");
  expect(about).not.toContain("EMAIL");
  await page.reload();
  await expect(card(page)).toContainText("odd.csv was not read to its end.");
  await expect(card(page)).toContainText("Choose or drop the same files");
  await page.getByTestId("unfinished-input").setInputFiles(odd);
  await isReady(page);
  await expect(page.getByTestId("mapping-dialog")).toBeHidden();
  expect(await figures(page)).toEqual(expected);
  await isRemembered(page, 0);
});

test("the room that was chosen is used again", async ({ page }) => {
  test.skip(!terminal, "the terminal program makes the file");
  const path = generate("saas", 20_000);
  await page.addInitScript(() => localStorage.setItem("undertone-memory-limit", "20"));
  await openKeeping(page);
  await hold(page);
  await choose(page, path);
  await expect(page.getByTestId("plan-not-kept")).toBeVisible();
  await page.getByTestId("plan-disk").click();
  await isRemembered(page);
  await page.reload();
  await choose(page, path);
  await isReady(page);
  await expect(page.getByTestId("error")).toContainText("is not kept in this browser");
  await go(page, "reading");
  expect(Number(await page.getByTestId("memory").getAttribute("data-elsewhere"))).toBeGreaterThan(1_000_000);
});

test("a file that changed or is gone is said", async ({ page }) => {
  await openKeeping(page);
  await lay(page, upload("m.csv", TABLE));
  await breakOff(page);
  await isReady(page);
  await page.getByTestId("start-over").click();

  await hold(page);
  await page.getByTestId("drop-zone").click();
  await isRemembered(page);
  await lay(page, upload("m.csv", `${TABLE}2,2026-03-02T10:00:00Z,user,More\n`));
  await page.reload();
  await expect(page.getByTestId("error")).toContainText("Changed since it was being read, and read anew as it is now: m.csv");
  await isReady(page);
  await expect(page.getByTestId("figure-conversations")).toHaveAttribute("data-value", "2");
  await isRemembered(page, 0);
  await page.getByTestId("start-over").click();

  await hold(page);
  await page.getByTestId("drop-zone").click();
  await isRemembered(page);
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry("m.csv"));
  await page.reload();
  await expect(card(page)).toContainText("no longer where they were, or cannot be opened: m.csv");
  await page.getByTestId("unfinished-input").setInputFiles(upload("m.csv", TABLE));
  await expect(page.getByTestId("error")).toContainText("Changed since it was being read");
  await isReady(page);
  await isRemembered(page, 0);
});

test("what is not wanted any more is forgotten", async ({ page }) => {
  await openKeeping(page, { asks: true });
  await lay(page, upload("m.csv", TABLE));
  await breakOff(page);
  await page.getByTestId("forget-unfinished").click();
  await expect(card(page)).toHaveCount(0);
  await isRemembered(page, 0);
  await page.reload();
  await reaches(page, "start");
  await expect(page.getByTestId("error")).toHaveCount(0);

  // Another analysis takes its place.
  await breakOff(page);
  await page.getByTestId("sample-shop").click();
  await isReady(page);
  await isRemembered(page, 0);
  await page.getByTestId("start-over").click();

  // Closed while it was being read.
  await hold(page);
  await page.getByTestId("drop-zone").click();
  await isRemembered(page);
  await page.getByTestId("start-over").click();
  await isRemembered(page, 0);

  // All of it, and the place.
  await breakOff(page);
  await page.getByTestId("top-settings").click();
  await expect(page.getByTestId("settings")).toContainText("while files are read their names");
  await page.getByTestId("forget").click();
  await expect.poll(() => page.evaluate(() => indexedDB.databases())).toEqual([]);
  await page.goBack();
  await expect(card(page)).toHaveCount(0);
});

test("without the setting nothing is remembered, and with a passphrase neither", async ({ page }) => {
  await openApp(page);
  await hold(page);
  await choose(page, upload("m.csv", TABLE));
  await expect(page.getByTestId("figure-conversations")).toBeAttached();
  const nothing = async () => {
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
  };
  await nothing();
  await page.reload();
  await reaches(page, "start");
  await expect(card(page)).toHaveCount(0);
  await expect(page.getByTestId("error")).toContainText("no longer held by this tab");
  await nothing();

  // Wished for while reading, and no more.
  await hold(page);
  await choose(page, upload("m.csv", TABLE));
  await expect(page.getByTestId("figure-conversations")).toBeAttached();
  await go(page, "settings");
  await page.getByTestId("set-keep").check();
  await isRemembered(page);
  await page.getByTestId("set-keep").uncheck();
  await expect.poll(() => page.evaluate(() => indexedDB.databases())).toEqual([]);
  await page.getByTestId("set-keep").check();
  await isRemembered(page);

  await page.getByTestId("set-encrypt").click();
  await page.getByTestId("passphrase").fill("seven grey herons");
  await page.getByTestId("passphrase-again").fill("seven grey herons");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("set-encrypt")).toBeChecked();
  await expect.poll(() => page.evaluate(() => indexedDB.databases())).toEqual([]);
  await expect(page.getByTestId("settings")).toContainText("While a passphrase is set");
  await page.getByTestId("set-keep").uncheck();
  await page.getByTestId("set-keep").check();
  await go(page, "board");
  await page.getByTestId("start-over").click();
  await choose(page, upload("m.csv", TABLE));
  await expect(page.getByTestId("figure-conversations")).toBeAttached();
  expect(await remembered(page)).toEqual([]);
});

test("each tab goes on with its own, and what tabs left is gone after a day", async ({ page, context }) => {
  await openKeeping(page, { asks: true });
  const other = await context.newPage();
  await openKeeping(other, { asks: true });
  for (const [tab, name] of [[page, "a.csv"], [other, "b.csv"]]) {
    await tab.bringToFront();
    await hold(tab);
    await choose(tab, upload(name, TABLE));
    await isRemembered(tab, name === "a.csv" ? 1 : 2);
  }
  await other.reload();
  await expect(card(other)).toContainText("b.csv was not read");
  await page.reload();
  await expect(card(page)).toContainText("a.csv was not read");
  await other.getByTestId("forget-unfinished").click();
  await isRemembered(page, 1);
  await page.close();
  await other.clock.install({ time: Date.now() + 25 * 60 * 60 * 1000 });
  await other.reload();
  await isRemembered(other, 0);
  await expect(card(other)).toHaveCount(0);
});
