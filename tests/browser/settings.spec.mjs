// Settings and the checkup: the language, the paper and the zone change what is shown and nothing
// else; the checkup says what holds, by asking the browser.
import { expect, test } from "@playwright/test";
import { address, drop, figure, figures, filterBy, fixture, go, openApp, openSample, reaches, settled } from "./helpers.mjs";

/** Runs the checkup to its end. */
async function check(page) {
  await page.getByTestId("run-checkup").click();
  await expect(page.getByTestId("checkup")).toHaveAttribute("data-state", "done");
}

/** Goes to a place from the start screen, which has no rail. */
async function goFromStart(page, name) {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

test("another language keeps all that is on screen", async ({ page }) => {
  const seen = await openSample(page);
  await filterBy(page, "outcome:abandoned");
  await settled(page);
  const before = [await address(page), await figures(page)];
  await page.getByTestId("figure-engaged_rate").locator("button.open").click();
  await expect(page.getByTestId("evidence")).toBeVisible();
  const opened = await address(page);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("Deutsch");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByTestId("evidence"), "the drawer stays").toBeVisible();
  expect(await address(page)).toEqual(opened);
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("filter-chip")).toHaveCount(1);
  await expect(page.getByTestId("go-conversations")).toContainText("Gespräche");
  await settled(page);
  expect([await address(page), await figures(page)]).toEqual(before);
  await expect(page.getByTestId("all-conversations")).toContainText("Gespräche");
  await expect(page.getByTestId("figure-engaged_rate").locator(".value")).toHaveText(/^\d+(,\d+)?\s%$/);
  await page.reload();
  await expect(page.locator("html"), "and is kept").toHaveAttribute("lang", "de");
  await reaches(page, "ready");

  await go(page, "settings");
  await page.getByTestId("set-language").selectOption("en");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByTestId("settings")).toContainText("Language");
  await go(page, "board");
  await expect(page.getByTestId("filter-chip")).toHaveCount(1);
  await settled(page);
  expect(await figures(page)).toEqual(before[1]);
  expect(seen.errors).toEqual([]);
  expect(await seen.allViolations()).toEqual([]);
});

test("how much memory an analysis may take is a choice, and automatic again", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(File.prototype, "size", { get: () => 1_000_000_000 }));
  await openApp(page);
  await goFromStart(page, "Settings");
  const memory = page.getByTestId("set-memory");
  await expect(memory.locator("option").first()).toHaveText(/^automatic: [\d.]+ GB$/);
  await memory.selectOption({ label: "1.00 GB" });
  await page.goBack();
  await drop(page, fixture("two-conversations.csv"));
  await expect(page.getByTestId("forecast")).toContainText("this browser allows about 1.00 GB");
  await page.getByTestId("plan-cancel").click();
  await page.getByTestId("top-settings").click();
  await expect(memory).toHaveValue("1000");
  await memory.selectOption("8000");
  await page.goBack();
  await drop(page, fixture("two-conversations.csv"));
  await reaches(page, "ready");
  await go(page, "settings");
  await memory.selectOption("");
  await page.reload();
  await goFromStart(page, "Settings");
  await expect(memory).toHaveValue("");
});

test.describe("paper", () => {
  test.use({ colorScheme: "light" });

  test("light and dark, chosen and kept", async ({ page }) => {
    await openApp(page);
    const root = page.locator("html");
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await expect(root).toHaveAttribute("data-theme", "light");
    const light = await paper();
    await page.getByTestId("toggle-theme").click();
    await expect(root).toHaveAttribute("data-theme", "dark");
    await expect.poll(paper).not.toBe(light);
    await page.reload();
    await expect(root).toHaveAttribute("data-theme", "dark");

    await goFromStart(page, "Settings");
    await expect(page.getByTestId("set-theme")).toHaveValue("dark");
    await page.getByTestId("set-theme").selectOption("system");
    await expect(root).toHaveAttribute("data-theme", "light");
    await page.emulateMedia({ colorScheme: "dark" });
    await expect(root, "the system changed its mind").toHaveAttribute("data-theme", "dark");

    await page.getByTestId("set-theme").selectOption("light");
    await expect(root).toHaveAttribute("data-theme", "light");
    await page.getByTestId("forget").click();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test("pictures are drawn anew on the other paper", async ({ page }) => {
    await openSample(page);
    const canvas = page.getByTestId("chart-outcome").locator("canvas");
    const before = await canvas.evaluate((element) => element.toDataURL());
    await page.getByTestId("toggle-theme").click();
    await expect.poll(() => canvas.evaluate((element) => element.toDataURL())).not.toBe(before);
  });
});

test("another zone reads the open file again and counts its days by it", async ({ page }) => {
  await openApp(page);
  await drop(page, {
    name: "late.csv",
    text:
      "conversation_id,timestamp,role,message\n" +
      "n-1,2026-03-02T23:30:00Z,user,late at night\nn-2,2026-03-02T09:00:00Z,user,in the morning\n",
  });
  await reaches(page, "ready");
  await filterBy(page, "day:2026-03-03");
  expect((await figure(page, "conversations")).value, "in UTC nothing began on the third").toBe(0);
  await go(page, "settings");
  await page.getByTestId("set-zone").selectOption("Asia/Tokyo");
  await reaches(page, "ready");
  await expect(page.getByTestId("settings"), "the place stays").toBeVisible();
  await go(page, "board");
  await settled(page);
  await expect(page.locator(".state")).toContainText("Asia/Tokyo");
  await expect(page.getByTestId("filter-chip"), "the filter stays").toHaveText(/day:2026-03-03/);
  await expect.poll(async () => (await figure(page, "conversations")).value).toBe(1);
});

test("the checkup says what holds, and asks its own address once", async ({ page, baseURL }) => {
  const seen = await openApp(page);
  await page.waitForLoadState("networkidle");
  await goFromStart(page, "Checkup");
  const checkup = page.getByTestId("checkup");
  await expect(checkup).toHaveAttribute("data-state", "not-yet");
  const nBefore = seen.requests.length;
  await check(page);
  await expect(page.getByTestId("checkup-sum")).toHaveText("All that can be tested here holds.");
  const findings = page.getByTestId("finding");
  const verdicts = await findings.evaluateAll((found) => found.map((one) => [one.dataset.verdict, one.textContent]));
  // Nine acts that are refused, three headers, the requests made, what is kept.
  expect(verdicts.filter(([verdict]) => verdict !== "holds")).toEqual([]);
  expect(verdicts).toHaveLength(14);
  const tried = verdicts.map(([, words]) => words.match(/refused it \(([a-z-]+)\)/)?.[1]).filter(Boolean);
  // Each act by the part of the policy that is there for it. An object is stopped a step earlier.
  expect(tried).toEqual([
    "style-src-attr",
    "img-src",
    "frame-src",
    expect.stringMatching(/^(object-src|require-trusted-types-for)$/),
    "base-uri",
    "trusted-types",
    expect.stringMatching(/^(script-src-elem|require-trusted-types-for)$/),
    expect.stringMatching(/^(worker-src|require-trusted-types-for)$/),
    "connect-src",
  ]);
  const made = seen.requests.slice(nBefore).filter((url) => !/^(blob|data):/.test(url));
  expect(made, "one request, to its own address").toEqual([baseURL]);
  await expect(page.getByTestId("privacy-line")).toHaveAttribute("data-requests", "1");
  // What the policy refused is what the checkup tried, and nothing else.
  expect((await seen.allViolations()).length).toBeGreaterThanOrEqual(9);
  expect(page.url()).toContain("#/checkup");
  expect(seen.popups).toEqual([]);
  // Nothing that was tried is left in the page, and the page still works.
  expect(await page.locator("body iframe, body object, body form, base, body img").count()).toBe(0);
  await page.getByTestId("go-settings").click();
  await expect(page.getByTestId("settings")).toBeVisible();
});

test("a checkup under a wider policy says that it does not hold", async ({ page, baseURL }) => {
  await page.route(new URL(baseURL).href, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    if (route.request().method() === "HEAD") {
      headers["content-security-policy"] = headers["content-security-policy"].replace("connect-src 'self'", "connect-src *");
      delete headers["connection-allowlist"];
    }
    await route.fulfill({ response, headers });
  });
  await openApp(page);
  await goFromStart(page, "Checkup");
  await check(page);
  await expect(page.getByTestId("checkup-sum")).toContainText("1 thing does not hold");
  await expect(page.locator('[data-testid="finding"][data-verdict="open"]')).toContainText("connect-src");
  await expect(page.locator('[data-testid="finding"][data-verdict="note"]')).toContainText("does not send it");
});

for (const [how, answer] of [
  ["refused", { status: 404, body: "" }],
  ["a page in its place", { status: 200, contentType: "text/html", body: "<!doctype html><title>Not here</title>" }],
]) {
  test(`where the words of a language do not come, the page says so in English: ${how}`, async ({ page }) => {
    await page.route("**/de.po", (route) => route.fulfill(answer));
    await page.addInitScript(() => localStorage.setItem("undertone-language", "de"));
    await openApp(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByTestId("error")).toContainText("its host did not give it");
  });
}
