// Real chat widgets in a real browser, their services stood in for: what is typed and answered is heard once, also
// after a reload, and the widget shows and asks what it shows and asks without us.
import { expect, test } from "@playwright/test";
import { terminal } from "../helpers.mjs";
import { bundle } from "./packages.mjs";
import { ORIGIN, expectHeard, html, listens, seenText, stage, steady } from "./stage.mjs";
import { ANSWERS, ASKED, WIDGETS } from "./widgets.mjs";

test.describe.configure({ mode: "parallel" });

test.skip(!terminal, "the terminal program is not built");

/** A talk with a widget, the last question after a reload; what was seen and asked. */
async function talk(browser, widget, script, ours) {
  const context = await browser.newContext({ timezoneId: "UTC", locale: "en-GB" });
  const page = await context.newPage();
  const times = { loads: 1, service: widget.service?.() };
  const page_js = `${ours ? listens(widget.source, widget.options) : ""}${widget.page(ours)}`;
  const seen = await stage(page, {
    files: {
      "index.html": html(widget.body, widget.module ? "" : "widget.js"),
      "page.js": page_js,
      "widget.js": script,
    },
    answer: (url, posted, request) => widget.answer?.(url, posted, Object.assign(times, { method: request.method() })),
  });
  const say = async (at) => {
    const input = page.locator(widget.input).last();
    await input.fill(ASKED[at]);
    await input.press("Enter");
    await expect(page.getByText(ANSWERS[at]).last()).toBeVisible({ timeout: 10_000 });
    // Some ask anew only then.
    await expect(page.locator(widget.input).last()).toBeEditable();
  };
  await page.goto(`${ORIGIN}/`);
  await say(0);
  await say(1);
  const first = await seenText(page, widget.rests);
  if (!widget.stays) {
    times.loads += 1;
    times.service = widget.service?.();
    await page.reload();
  }
  await say(2);
  const second = await seenText(page, widget.rests);
  return { page, context, seen, texts: [first, second].map(steady), asked: (widget.sent ?? ((asked) => asked))(seen.asked.map(steady)) };
}

for (const widget of WIDGETS) {
  test(`${widget.name}: each message is heard once, and the widget is as ever`, async ({ browser }, info) => {
    const script = bundle(widget.package);
    test.skip(!script, "the widget is not here, and no registry can be reached");
    const [ours, without] = await Promise.all([talk(browser, widget, script, true), talk(browser, widget, script, false)]);
    await expectHeard(ours.page, info, widget.expected());
    expect(ours.texts).toEqual(without.texts);
    expect(ours.asked).toEqual(without.asked);
    expect(ours.seen.errors).toEqual(without.seen.errors);
    expect(new Set(ours.seen.elsewhere)).toEqual(new Set(without.seen.elsewhere));
    const counts = await ours.page.evaluate(() => window.disconnect.counts);
    expect(counts).toMatchObject({ refused: 0, failed: 0 });
    // Disconnected, nothing is heard any more.
    const before = counts.delivered;
    await ours.page.evaluate(() => window.disconnect());
    const input = ours.page.locator(widget.input).last();
    await input.fill(ASKED[0]);
    await input.press("Enter");
    await ours.page.waitForTimeout(500);
    expect(await ours.page.evaluate(() => window.disconnect.counts.delivered)).toBe(before);
    await Promise.all([ours.context.close(), without.context.close()]);
  });
}
