// What a transcript says is text, whatever it looks like: it is shown as it is and never runs.
import { expect, test } from "@playwright/test";
import { download, drop, go, openApp, reaches } from "./helpers.mjs";

const PAYLOADS = [
  `<script>window.__touched = 1</script>`,
  `<img src=x onerror="window.__touched = 2">`,
  `<svg/onload=window.__touched=3>`,
  `"><iframe srcdoc="<script>parent.__touched=4</script>"></iframe>`,
  `<a href="javascript:window.__touched=5">click</a>`,
  `<details open ontoggle=window.__touched=6>`,
  `</title></style></textarea><script>window.__touched=7</script>`,
  `<template><b>bold</b></template><style>*{display:none}</style>`,
  `{{constructor.constructor('window.__touched=8')()}}`,
  `&lt;b&gt; stays as written &amp;amp;`,
  `\u202Eright to left\u202C and \u0007 a bell`,
];

const quote = (text) => `"${text.replaceAll('"', '""')}"`;

/** One conversation per payload, which also is its id, its user, its channel and its tag. */
const file = {
  name: `<img src=x onerror=window.__touched=9>.csv`,
  text:
    "conversation_id,timestamp,user_id,role,message,channel,tags\n" +
    PAYLOADS.map((payload, at) => {
      const [id, user, text] = [`${payload} ${at}`, `${payload} u${at}`, payload].map(quote);
      const row = (minute, role, words) =>
        `${id},2026-03-02T09:${minute}:00Z,${user},${role},${words},${text},${text}\n`;
      return row(10, "user", text) + row(11, "bot", text);
    }).join(""),
};

test("markup in a transcript is shown as text and never runs", async ({ page }) => {
  await page.addInitScript(() => {
    window.__touched = 0;
  });
  page.on("dialog", (dialog) => expect(dialog.message(), "a dialog opened").toBe(""));
  const seen = await openApp(page);
  await drop(page, file);
  await reaches(page, "ready");

  // The board shows the first of them, the list all.
  await go(page, "conversations");
  const rows = page.getByTestId("conversation-row");
  await expect(rows).toHaveCount(PAYLOADS.length);
  const shown = [];
  for (let at = 0; at < PAYLOADS.length; at += 1) {
    await rows.nth(at).click();
    const transcript = page.getByTestId("transcript");
    // The next one replaces the last; each holds a text that no other does.
    await expect.poll(async () => shown.includes(await transcript.textContent())).toBe(false);
    shown.push(await transcript.textContent());
    const made = await transcript.evaluate((element) =>
      [...element.querySelectorAll("script, img, iframe, object, embed, style, template, [onerror], [onload], [ontoggle]")].map(
        (found) => found.outerHTML,
      ),
    );
    expect(made, "elements made of a message").toEqual([]);
    await page.keyboard.press("Escape");
  }
  // Control and direction marks may be shown as something else.
  for (const payload of PAYLOADS.slice(0, -1)) {
    expect(shown.some((text) => text.includes(payload)), payload).toBe(true);
  }
  const links = await page.evaluate(() =>
    [...document.querySelectorAll("a[href]")].map((a) => a.protocol).filter((p) => p === "javascript:"),
  );
  expect(links).toEqual([]);
  expect(await page.evaluate(() => window.__touched)).toBe(0);
  expect(await page.evaluate(() => document.querySelectorAll("body script, body style, body iframe").length)).toBe(0);
  expect(await seen.allViolations(), "nothing even tried").toEqual([]);
  expect(seen.errors).toEqual([]);
});

test("a transcript that looks like formulas stays harmless in what is saved", async ({ page }) => {
  await openApp(page);
  await drop(page, {
    name: "=cmd.csv",
    text: 'conversation_id,role,message\n"=1+1",user,"=HYPERLINK(""http://127.0.0.1"")"\n"=1+1",bot,"@SUM(1)"\n',
  });
  await reaches(page, "ready");
  const figures = await download(page, "download-figures");
  expect(figures.text).not.toContain("HYPERLINK");
  await go(page, "reading");
  const report = await download(page, "download-report");
  expect(report.text).not.toContain("HYPERLINK");
});
