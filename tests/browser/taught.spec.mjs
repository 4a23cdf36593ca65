// Labels that a person teaches: learned in the tab, shown, filtered by, corrected, checked, carried as a file.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import {
  choose,
  drop,
  filterBy,
  generate,
  go,
  openApp,
  openSample,
  reaches,
  runTerminal,
  settled,
  terminal,
} from "./helpers.mjs";

const card = (page) => page.getByTestId("teaching");
const label = (page) => page.getByTestId("taught-label");

const EXAMPLES = ["Where is my order?", "When will my parcel arrive?", "my package has not come yet"];

/** Types a label and its examples, and waits until it was learned and used. */
async function teach(page, name, examples) {
  await go(page, "signals");
  await page.getByTestId("label-name").fill(name);
  await page.getByTestId("label-examples").fill(examples.join("\n"));
  await page.getByTestId("teach").click();
  await expect(card(page)).toHaveAttribute("aria-busy", "false");
  await settled(page);
}

/** In how many conversations the label on the card is. */
async function count(page) {
  const text = await label(page).locator("button").first().textContent();
  return Number(text.match(/[\d,]+/)[0].replaceAll(",", ""));
}

test("three examples make a label that is counted and filtered by", async ({ page }) => {
  const seen = await openSample(page);
  await teach(page, "Where is it", EXAMPLES);
  await expect(label(page)).toHaveCount(1);
  await expect(label(page)).toContainText("too few to say how good it is");
  await expect.poll(() => count(page)).toBeGreaterThan(5);
  const found = await count(page);
  await label(page).locator("button").first().click();
  await expect(page.getByTestId("filter-chip")).toContainText("Where is it");
  await settled(page);
  await go(page, "board");
  await expect(page.getByTestId("figure-conversations")).toHaveAttribute("data-n", `${found}`);
  await go(page, "conversations");
  await page.getByTestId("conversation-row").first().click();
  await expect(page.getByTestId("labels").locator('[data-of="label"]').first()).toHaveText("Where is it");
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("too few examples, and what else cannot be, is said", async ({ page }) => {
  await openSample(page);
  await teach(page, "Lonely", ["Where is my order?"]);
  await expect(card(page).getByRole("alert")).toContainText("at least 3 examples");
  await teach(page, "", EXAMPLES);
  await expect(card(page).getByRole("alert")).toContainText("a name");
  await expect(label(page)).toHaveCount(0);
});

test("what is typed is masked, and a message of a transcript becomes an example", async ({ page }) => {
  await openSample(page);
  await go(page, "conversations");
  await page.getByTestId("conversation-row").first().click();
  await page.locator('.line[data-role="user"]').first().getByTestId("why").click();
  await page.getByTestId("as-example").first().click();
  await page.keyboard.press("Escape");
  await go(page, "signals");
  const picked = await page.getByTestId("label-examples").inputValue();
  expect(picked.length).toBeGreaterThan(1);
  await teach(page, "Mails", [...EXAMPLES, picked, "write to ann@example.com about the parcel"]);
  await page.getByTestId("change-label").click();
  const kept = await page.getByTestId("label-examples").inputValue();
  expect(kept).toContain("[EMAIL ");
  expect(kept).not.toContain("ann@example.com");
});

test("a label of the model is corrected in a transcript, and taken back", async ({ page }) => {
  await openApp(page);
  const text =
    "conversation_id,role,message\n1,user,Where is my order with the blue shoes?\n1,bot,On its way.\n2,user,Thank you so much for the quick help\n";
  await drop(page, { name: "chats.csv", text });
  await reaches(page, "ready");
  await filterBy(page, "act:question");
  await expect(page.getByTestId("conversation-row")).toHaveCount(1);
  await go(page, "conversations");
  await page.getByTestId("conversation-row").first().click();
  await page.locator('.line[data-role="user"]').first().getByTestId("why").click();
  const act = page.locator('[data-testid="reasons"] [data-given] [data-of="act"]').first();
  await expect(act).toContainText("asks");
  // By keyboard: the wrong button, then what it is instead.
  await act.getByTestId("wrong").focus();
  await page.keyboard.press("Enter");
  await expect(act.getByTestId("wrong")).toHaveAttribute("aria-pressed", "true");
  await act.getByTestId("instead").selectOption("complain");
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("conversation-row")).toHaveCount(0);
  await page.getByTestId("filter-clear").click();
  await filterBy(page, "act:complain");
  await go(page, "conversations");
  await expect(page.getByTestId("conversation-row")).toHaveCount(1);
  await go(page, "signals");
  await page.getByTestId("corrections").locator("summary").click();
  await expect(page.getByTestId("corrections").locator("li")).toContainText("not asks, but complains");
  await page.getByTestId("take-back").click();
  await expect(page.getByTestId("corrections")).toHaveCount(0);
  await go(page, "conversations");
  await expect(page.getByTestId("conversation-row")).toHaveCount(0);
});

test("a random sample is checked by keyboard, and gives a rate with its interval", async ({ page }) => {
  const seen = await openSample(page);
  await go(page, "signals");
  await page.getByTestId("check-which").selectOption("act:question");
  const rate = page.getByTestId("check-rate");
  await expect(page.getByTestId("check-message")).not.toBeEmpty();
  await expect(rate).toContainText("0 checked");
  await page.getByTestId("check-keys").focus();
  for (let n = 0; n < 24; n += 1) {
    const given = await page.getByTestId("check-message").getAttribute("data-given");
    // Every fourth answer says otherwise than the model.
    await page.keyboard.press((given === "true") === (n % 4 !== 3) ? "y" : "n");
  }
  await expect(rate).toContainText("24 checked");
  await expect(rate).toHaveText(/Corrected: [\d.]+.% \(95 % interval [\d.]+.% to [\d.]+.%\)\. 24 checked; about [\d,]+ in all give ± 3 points\./);
  await page.keyboard.press("Backspace");
  await expect(rate).toContainText("23 checked");
  await page.getByTestId("check-correct").click();
  await expect(page.getByTestId("check-rate")).toHaveCount(0);
  await expect(card(page)).toHaveAttribute("aria-busy", "false");
  await expect(page.getByTestId("corrections")).toContainText("corrections");
  expect(seen.errors).toEqual([]);
});

test("labels are saved without texts unless these are wanted, used elsewhere, and a damaged file is refused", async ({
  page,
}, info) => {
  await openSample(page);
  await teach(page, "Where is it", EXAMPLES);
  const found = await count(page);
  const saved = async () => {
    const saving = page.waitForEvent("download");
    await page.getByTestId("save-labels").click();
    const path = info.outputPath("undertone.labels");
    await (await saving).saveAs(path);
    return path;
  };
  expect(readFileSync(await saved(), "latin1")).not.toContain("parcel");
  await page.getByTestId("with-examples").check();
  expect(readFileSync(await saved(), "latin1")).toContain("parcel");
  await page.getByTestId("with-examples").uncheck();
  const path = await saved();
  await page.getByTestId("forget-label").click();
  await expect(label(page)).toHaveCount(0);
  await page.getByTestId("load-labels").setInputFiles(path);
  await expect(label(page)).toHaveCount(1);
  await expect.poll(() => count(page)).toBe(found);
  const damaged = readFileSync(path);
  damaged[damaged.length - 1] ^= 1;
  writeFileSync(path, damaged);
  await page.getByTestId("load-labels").setInputFiles(path);
  await expect(card(page).getByRole("alert")).toContainText("damaged");
});

test("the terminal learns the same label to the bit", async ({ page }, info) => {
  test.skip(!terminal, "the terminal program was not built");
  const table = generate("shop", 400);
  const [examples, theirs] = ["examples.txt", "theirs.labels"].map((name) => info.outputPath(name));
  writeFileSync(examples, EXAMPLES.join("\n"));
  runTerminal("teach", "Where is it", table, "--examples", examples, "--save", theirs);
  await openApp(page);
  await choose(page, table);
  await reaches(page, "ready");
  await teach(page, "Where is it", EXAMPLES);
  expect(Number(await card(page).getAttribute("data-took"))).toBeLessThan(2_000);
  const saving = page.waitForEvent("download");
  await page.getByTestId("save-labels").click();
  const ours = join(info.outputPath(), "ours.labels");
  await (await saving).saveAs(ours);
  expect(readFileSync(ours).equals(readFileSync(theirs))).toBe(true);
});

test("labels are of the tab alone unless they are kept", async ({ page }) => {
  await openSample(page);
  await teach(page, "Where is it", EXAMPLES);
  await page.reload();
  await reaches(page, "ready");
  await go(page, "signals");
  await expect(card(page)).toBeVisible();
  await expect(label(page)).toHaveCount(0);
  await go(page, "settings");
  await page.getByTestId("set-keep").check();
  await teach(page, "Where is it", EXAMPLES);
  const found = await count(page);
  await page.reload();
  await reaches(page, "ready");
  await go(page, "signals");
  await expect(label(page)).toHaveCount(1);
  await expect.poll(() => count(page)).toBe(found);
});
