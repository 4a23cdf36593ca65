// The one question before reading: asked where columns, speakers or dates cannot be told, and never
// else; what is answered is what is read.
import { expect, test } from "@playwright/test";
import { drop, figure, fixture, openApp, reaches } from "./helpers.mjs";

const dialog = (page) => page.getByTestId("mapping-dialog");
const column = (page, at) => page.getByTestId(`mapping-column-${at}`);
const speaker = (page, name) => page.locator(`[data-testid="mapping-speaker"][data-speaker="${name}"]`);
/** Goes to a place of the page: board, conversations or reading. */
const go = (page, place) => page.getByTestId(`go-${place}`).click();
const apply = (page) => page.getByTestId("mapping-apply");

/** A table whose header nobody knows, about two conversations of seven messages. */
const rows = [
  ["f1", "Lisa", "Guten Tag"],
  ["f1", "Jana", "Wo ist mein Paket"],
  ["f1", "Lisa", "Unterwegs"],
  ["f2", "Lisa", "Guten Tag"],
  ["f2", "Tim", "Nein"],
  ["f2", "Max", "Ich helfe"],
  ["f2", "Lisa", "Danke"],
];
const table = (header, body = rows) => [header, ...body].map((row) => row.join(";")).join("\n") + "\n";
const strange = (name, header = ["Fall", "Wer", "Spruch"]) => ({ name, text: table(header) });

async function chooseColumns(page) {
  await column(page, 0).selectOption({ label: "Conversation" });
  await column(page, 1).selectOption({ label: "Speaker's name" });
  await column(page, 2).selectOption({ label: "Message text" });
}

test("a table with a header that nobody knows is asked about and read as chosen", async ({ page }) => {
  const seen = await openApp(page);
  await drop(page, strange("chat.csv"));
  await expect(dialog(page)).toBeVisible();
  await reaches(page, "start");
  await expect(dialog(page)).toContainText("None of the columns could be recognised as the messages");
  // Without a column of messages there is nothing to read.
  await expect(apply(page)).toHaveAttribute("aria-disabled", "true");
  await apply(page).click({ force: true });
  await expect(dialog(page)).toBeVisible();
  await chooseColumns(page);
  // The names of the column appear with guesses: who is in every conversation is the likeliest bot.
  await expect(speaker(page, "Lisa")).toHaveValue("bot");
  await expect(speaker(page, "Tim")).toHaveValue("user");
  await speaker(page, "Max").selectOption("agent");
  await expect(page.getByTestId("mapping-summary")).toHaveText(
    "3 columns are read; messages come from “Spruch”. The bot is “Lisa”.",
  );
  await apply(page).click();
  await expect(dialog(page)).toBeHidden();
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
  expect((await figure(page, "utterances")).value).toBe(7);
  // Max is a colleague: one of two conversations reached a person.
  const handoff = await figure(page, "handoff_rate");
  expect([handoff.n, handoff.of]).toEqual([1, 2]);
  await go(page, "reading");
  await expect(page.getByTestId("files-report")).toContainText("read as you chose");
  expect(await seen.allViolations()).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test("a meaning chosen twice is let go by the first column", async ({ page }) => {
  await openApp(page);
  await drop(page, strange("chat.csv"));
  await column(page, 1).selectOption({ label: "Message text" });
  await column(page, 2).selectOption({ label: "Message text" });
  await expect(column(page, 1)).toHaveValue("");
  await expect(page.getByTestId("mapping-summary")).toContainText("messages come from “Spruch”");
});

test("leaving a file out says so and reads the others", async ({ page }) => {
  await openApp(page);
  await drop(page, strange("chat.csv"), fixture("two-conversations.csv"));
  await expect(dialog(page)).toContainText("chat.csv");
  await page.getByTestId("mapping-skip").click();
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
  await expect(page.getByTestId("error")).toContainText("Left out, as you chose: chat.csv");
  await go(page, "reading");
  await expect(page.getByTestId("files-report")).toContainText("two-conversations.csv");
  await expect(page.getByTestId("files-report")).not.toContainText("chat.csv");
});

test("escape leaves the only file out, and nothing is read", async ({ page }) => {
  await openApp(page);
  await drop(page, strange("chat.csv"));
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByTestId("error")).toContainText("chat.csv");
  await reaches(page, "start");
  // Another file can be dropped at once.
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
});

test("what is known never asks", async ({ page }) => {
  const opened = () => page.evaluate(() => window.opened);
  await page.addInitScript(() => {
    window.opened = 0;
    const show = HTMLDialogElement.prototype.showModal;
    HTMLDialogElement.prototype.showModal = function () {
      window.opened += 1;
      show.call(this);
    };
  });
  await openApp(page);
  for (const name of ["two-conversations.csv", "two-conversations.jsonl", "plain.txt"]) {
    await page.reload();
    await drop(page, fixture(name));
    await reaches(page, "ready");
    expect(await opened(), name).toBe(0);
  }
  // The watcher sees what it watches for.
  await page.reload();
  await drop(page, strange("chat.csv"));
  await expect(dialog(page)).toBeVisible();
  expect(await opened()).toBe(1);
});

test("files with the same columns are answered once, others file after file", async ({ page }) => {
  await openApp(page);
  const other = strange("other.csv", ["Nr", "Name?", "Satz"]);
  await drop(page, strange("a.csv"), strange("b.csv"), other);
  await expect(dialog(page)).toContainText("a.csv");
  await expect(dialog(page)).toContainText("The same for 1 more file like this");
  await chooseColumns(page);
  await apply(page).click();
  await expect(dialog(page)).toContainText("other.csv");
  await expect(page.getByTestId("mapping-alike")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await reaches(page, "ready");
  await expect(page.getByTestId("error")).toContainText("other.csv");
  await go(page, "reading");
  const report = page.getByTestId("files-report");
  await expect(report).toContainText("a.csv");
  await expect(report).toContainText("b.csv");
});

test("speakers who go by their names, and dates that can be read two ways", async ({ page }) => {
  await openApp(page);
  const text = "03/02/2026, 09:00 - Lisa: Welcome\n03/02/2026, 09:01 - Tom: hi\n03/02/2026, 09:02 - Lisa: well\n";
  await drop(page, { name: "chat.txt", text });
  await expect(dialog(page)).toContainText("These names do not say who is the bot");
  await speaker(page, "Lisa").selectOption("bot");
  await speaker(page, "Tom").selectOption("user");
  await page.getByTestId("mapping-dates").selectOption("month");
  await page.getByTestId("mapping-zone").selectOption("Asia/Tokyo");
  await apply(page).click();
  await reaches(page, "ready");
  await go(page, "conversations");
  await page.getByTestId("conversation-row").first().click();
  const drawer = page.getByRole("dialog").filter({ hasText: "Welcome" });
  // Nine in the morning in Tokyo is midnight in Greenwich, the zone of the test's browser or not.
  const [first] = await page.evaluate(() => [
    new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" }).format(
      new Date("2026-03-02T00:00:00Z"),
    ),
  ]);
  await expect(drawer).toContainText(first);
});

test("personal data in a preview are tokens", async ({ page }) => {
  await openApp(page);
  const body = [
    ["f1", "ann@a.example", "call +49 30 1234567"],
    ["f1", "bob@b.example", "yes we will"],
    ["f2", "cay@c.example", "call me back"],
    ["f2", "bob@b.example", "yes we will"],
  ];
  await drop(page, { name: "chat.csv", text: table(["Fall", "Wer", "Spruch"], body) });
  await chooseColumns(page);
  await expect(dialog(page)).toContainText("[PHONE 1]");
  const bot = page.locator('[data-testid="mapping-speaker"]').first();
  await expect(bot).toHaveAttribute("data-speaker", /^\[EMAIL \d+\]$/);
  await expect(dialog(page)).not.toContainText("example");
  await bot.selectOption("agent");
  await apply(page).click();
  await reaches(page, "ready");
  // The token stands for its speaker: a colleague in both conversations.
  expect((await figure(page, "handoff_rate")).n).toBe(2);
});

test("a file that was read can be read otherwise from its report", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"), strange("chat.csv"));
  await chooseColumns(page);
  await apply(page).click();
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(4);
  await go(page, "reading");
  await page.getByTestId("read-otherwise").nth(1).click();
  // What was chosen is filled in; closing changes nothing.
  await expect(column(page, 2).locator("option:checked")).toHaveText("Message text");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await reaches(page, "ready");
  await page.getByTestId("read-otherwise").nth(1).click();
  await speaker(page, "Lisa").selectOption("agent");
  await apply(page).click();
  await expect(dialog(page)).toBeHidden();
  await go(page, "board");
  await expect.poll(async () => (await figure(page, "handoff_rate")).n).toBeGreaterThanOrEqual(2);
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(4);
});

test("by keyboard alone, at 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openApp(page);
  await drop(page, strange("chat.csv"));
  await expect(page.getByTestId("mapping-why")).toBeFocused();
  const reach = async (target) => {
    for (let pressed = 0; pressed < 40; pressed += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("the keyboard does not get there");
  };
  for (const [at, letters] of [[0, "Conversation"], [1, "Speaker's n"], [2, "Message text"]]) {
    await reach(column(page, at));
    await page.keyboard.type(letters);
    await expect(column(page, at)).toBeFocused();
  }
  await expect(page.getByTestId("mapping-summary")).toContainText("The bot is “Lisa”.");
  await reach(apply(page));
  const wide = await dialog(page).evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await page.keyboard.press("Enter");
  await reaches(page, "ready");
  expect((await figure(page, "conversations")).value).toBe(2);
});
