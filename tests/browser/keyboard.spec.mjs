// From the start screen to a saved report without a mouse, and with a finger on the narrowest screen.
// Whoever works by keyboard sees at each step where they are.
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { fixture, figure, openApp, reaches } from "./helpers.mjs";

const file = fixture("two-conversations.csv");
const NARROW = { width: 320, height: 640 };
/** More stops than any screen should ask for. */
const MOST_STOPS = 80;
/** The least size of what a finger is to hit (WCAG 2.2, 2.5.8). */
const FINGER = 24;

/** What has the focus: its test id and name, whether that is seen, and whether it is in the window. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    // A line to write in may have its ring around the box that holds it, a card behind its button.
    const boxes = [element, ...(element.matches("input") ? [element.parentElement, element.parentElement.parentElement] : [])];
    const ring = (box) => {
      const outlined = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
      const own = getComputedStyle(box);
      return outlined(own) || outlined(getComputedStyle(box, "::after")) || (box === element && own.boxShadow !== "none");
    };
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    // The middle of what has the focus, if it is nowhere hidden under something else.
    const [x, y] = [(Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
    const there = document.elementFromPoint(x, y);
    return {
      id: element.dataset.testid ?? "",
      name: element.ariaLabel ?? element.textContent.trim().slice(0, 40),
      ringed: element.matches(":focus-visible") && boxes.some(ring),
      inView: width > 0 && height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
      uncovered: there !== null && (element.contains(there) || there.contains(element)),
    };
  });
}

/** Presses Tab until an element has the focus; every stop on the way must be seen. */
async function tabTo(page, id, key = "Tab") {
  const passed = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    // Bringing the stop into view may lay out more of the page and so move it.
    const seen = () => focused(page).then((at) => at === null || (at.ringed && at.inView && at.uncovered));
    await expect.poll(seen, `stop ${stop} on the way to ${id}: ${JSON.stringify(await focused(page))}`).toBe(true);
    const at = await focused(page);
    if (at?.id === id) return;
    passed.push(at?.id || at?.name);
  }
  throw new Error(`Tab does not reach ${id} within ${MOST_STOPS} stops: ${passed.join(", ")}`);
}

/** Does something and gives the text of the file that is saved by it. */
async function saved(page, act) {
  const saving = page.waitForEvent("download");
  await act();
  return readFileSync(await (await saving).path(), "utf8");
}

for (const [size, viewport] of Object.entries({ wide: { width: 1280, height: 800 }, narrow: NARROW })) {
  test.describe(size, () => {
    test.use({ viewport });

    test("by keyboard from the start to a saved report", async ({ page }) => {
      // Asked for first, so that the browser knows it long before the key comes.
      const choosing = page.waitForEvent("filechooser");
      await openApp(page);
      await tabTo(page, "drop-zone");
      await page.keyboard.press("Enter");
      await (await choosing).setFiles([file]);
      await reaches(page, "ready");
      expect((await figure(page, "conversations")).value).toBe(2);

      // The focus went with the drop zone and is on the content now; the rail stands before that.
      await tabTo(page, "go-conversations", "Shift+Tab");
      await page.keyboard.press("Enter");
      // The table is one stop; the arrows go through its rows.
      await tabTo(page, "ranked-table");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      const transcript = page.getByTestId("transcript");
      await expect(transcript).toBeVisible();
      const inDrawer = () => page.evaluate(() => document.activeElement.closest("dialog") !== null);
      await expect.poll(inDrawer, "the focus goes into the drawer").toBe(true);
      await tabTo(page, "copy-link");
      await page.keyboard.press("Escape");
      await expect(transcript).toHaveCount(0);
      const focusOn = () => page.evaluate(() => document.activeElement.dataset.testid);
      await expect.poll(focusOn, "and comes back").toBe("ranked-table");

      await tabTo(page, "go-reading", "Shift+Tab");
      await page.keyboard.press("Enter");
      await tabTo(page, "download-report");
      expect(await saved(page, () => page.keyboard.press("Enter"))).toContain("two-conversations.csv");
      await tabTo(page, "download-figures", "Shift+Tab");
      const figures = JSON.parse(await saved(page, () => page.keyboard.press("Space")));
      expect(figures.conversations).toBe(2);
    });
  });
}

test.describe("by finger", () => {
  test.use({ viewport: NARROW, hasTouch: true, isMobile: true });

  /** Taps it, if a finger can: large enough, and nothing to scroll sideways to. */
  async function tap(page, target) {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    expect(Math.min(box.width, box.height), `${target} is large enough`).toBeGreaterThanOrEqual(FINGER);
    expect(box.x, `${target} is on the screen`).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, `${target} is on the screen`).toBeLessThanOrEqual(NARROW.width);
    await target.tap();
  }

  test("from the start to a saved report at 320 pixels", async ({ page }) => {
    const choosing = page.waitForEvent("filechooser");
    await openApp(page);
    await tap(page, page.getByTestId("drop-zone"));
    await (await choosing).setFiles([file]);
    await reaches(page, "ready");
    await tap(page, page.getByTestId("conversation-row").first());
    const transcript = page.getByTestId("transcript");
    await expect(transcript).toBeVisible();
    await tap(page, page.getByTestId("drawer-close"));
    await expect(transcript).toHaveCount(0);
    const figures = await saved(page, () => tap(page, page.getByTestId("download-figures")));
    expect(JSON.parse(figures).conversations).toBe(2);
    await tap(page, page.getByTestId("go-reading"));
    expect(await saved(page, () => tap(page, page.getByTestId("download-report")))).toContain("two-conversations.csv");
  });
});

test("a focus that is not seen is noticed", async ({ page }) => {
  await openApp(page);
  // A sheet of the tests' own, added through the script interface that the policy admits.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { outline: none !important; box-shadow: none !important }");
    document.adoptedStyleSheets.push(sheet);
  });
  await page.keyboard.press("Tab");
  const at = await focused(page);
  expect(at).not.toBeNull();
  expect(at.ringed).toBe(false);
});
