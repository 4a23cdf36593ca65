// One analysis after another in a tab: whose figures are on screen is what the page says they are,
// whichever way one came there.
import { expect, test } from "@playwright/test";
import { address, drop, figure, filterBy, fixture, go, openApp, openSample, reaches, settled } from "./helpers.mjs";

const title = (page) => page.locator("h1.source");

async function shows(page, name, conversations) {
  await reaches(page, "ready");
  await expect(title(page)).toHaveText(name);
  await expect(page.getByTestId("figure-conversations")).toHaveAttribute("data-value", String(conversations));
}

test("going back to another analysis reads that one again", async ({ page }) => {
  await openSample(page);
  await filterBy(page, "outcome:resolved");
  await settled(page);
  const filtered = (await figure(page, "conversations")).value;
  await page.getByTestId("file-input").setInputFiles({
    name: "mine.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("conversation_id,role,message\n1,user,Hi\n1,bot,Hello\n2,user,Bye\n"),
  });
  await shows(page, "mine.csv", 2);
  expect((await address(page)).data, "a sample's name is not kept").toBeUndefined();
  await page.goBack();
  await shows(page, "Sample: online shop", filtered);
  await page.goForward();
  await shows(page, "mine.csv", 2);
});

test("back leads to the start screen and forward to the analysis again", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"));
  await shows(page, "two-conversations.csv", 2);
  await page.goBack();
  await reaches(page, "start");
  await expect(page.getByTestId("drop-zone")).toBeVisible();
  await page.goForward();
  await shows(page, "two-conversations.csv", 2);
});

test("a sample's link in a tab with other data brings that sample", async ({ page }) => {
  await openSample(page, "saas");
  const saas = (await figure(page, "conversations")).value;
  await page.evaluate(() => (location.hash = "#/board?data=shop"));
  await shows(page, "Sample: online shop", 3000);
  await page.evaluate(() => (location.hash = "#/conversations?data=saas"));
  await reaches(page, "ready");
  await go(page, "board");
  await shows(page, "Sample: SaaS support", saas);
});

test("what replaces an analysis offers the way back to it", async ({ page }) => {
  await openSample(page);
  await filterBy(page, "outcome:abandoned");
  await settled(page);
  const before = [await address(page), (await figure(page, "conversations")).value];
  await page.getByTestId("file-input").setInputFiles({
    name: "mine.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("conversation_id,role,message\n1,user,Hi\n1,bot,Hello\n"),
  });
  await shows(page, "mine.csv", 1);
  await page.getByTestId("toast-undo").click();
  await shows(page, "Sample: online shop", before[1]);
  expect(await address(page)).toEqual(before[0]);
});

test("a filter that cannot be read and a view without its files are said", async ({ page }) => {
  await page.goto("./#/board?f=outcome%3Aabandond&data=shop");
  await shows(page, "Sample: online shop", 3000);
  await expect(page.getByTestId("error")).toContainText("filter in this link cannot be read");
  await page.goto("about:blank");
  await page.goto("./#/board?f=outcome%3Aabandoned");
  await reaches(page, "start");
  await expect(page.getByTestId("error")).toContainText("outcome:abandoned");
});

test("files that gave nothing are said on the board", async ({ page }) => {
  await openApp(page);
  await drop(page, fixture("two-conversations.csv"), { name: "empty.csv", text: "" });
  await reaches(page, "ready");
  await page.getByTestId("unread").click();
  await expect(page.getByTestId("files-report")).toContainText("empty.csv");
});

test("a figure without a value has nothing behind it, and one of users has its own", async ({ page }) => {
  await page.goto("./#/board?of=feedback_positive_rate&data=shop");
  await reaches(page, "ready");
  await expect(page.getByTestId("evidence")).toBeVisible();
  await expect(page.getByTestId("evidence").locator(".reason")).not.toBeEmpty();
  await expect(page.getByTestId("evidence").getByTestId("conversation-row")).toHaveCount(0);
  await page.goto("./#/board?of=new_users&data=shop");
  const newUsers = await figure(page, "new_users");
  await expect(page.getByTestId("evidence").locator("p.number")).toContainText(
    `${newUsers.value.toLocaleString("en-GB")} conversations`,
  );
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("what is said while the drawer is open can be seen and pressed", async ({ page }) => {
    await openSample(page);
    await page.getByTestId("figure-conversations").locator("button.open").tap();
    await page.getByTestId("copy-link").tap();
    const toast = page.getByTestId("toast");
    await expect(toast).toBeVisible();
    await toast.getByRole("button", { name: "Dismiss" }).tap();
    await expect(toast).toHaveCount(0);
    await page.getByTestId("drawer-close").tap();
    await page.getByTestId("start-over").tap();
    await expect(page.getByTestId("toast-undo")).toBeVisible();
  });

  test("a definition is wholly in the window, and a long filter leaves room for the board", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto("./#/board?f=outcome%3Aabandoned%20channel%3Aweb%2Capp%20-is%3Ahandoff%20messages%3E2&data=shop");
    await reaches(page, "ready");
    const how = page.getByTestId("figure-containment_rate").getByRole("button", { name: "How is this counted?" });
    await how.tap();
    const panel = page.getByTestId("figure-containment_rate").locator(".pop");
    await expect(panel).toBeVisible();
    const box = await panel.boundingBox();
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.width).toBeGreaterThan(280);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(640);
    await page.keyboard.press("Escape");
    await page.evaluate(() => scrollTo(0, 600));
    const strip = await page.locator("header.top").boundingBox();
    expect(strip.y + strip.height, "the strip has gone with the page").toBeLessThanOrEqual(0);
  });
});
