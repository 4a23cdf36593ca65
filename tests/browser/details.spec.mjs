// What a source knows of a message besides its words, in the transcript and for the filter.
import { expect, test } from "@playwright/test";
import { drop, figure, filterBy, go, openApp, reaches } from "./helpers.mjs";

const log = [
  {
    id: "a",
    csat: { score: 2, max: 5, comment: "write to anna@example.com" },
    messages: [
      { role: "user", text: "Hi" },
      { role: "bot", text: "What is it?", model: "gpt-4o", prompt_tokens: 900, completion_tokens: 21, latency_ms: 5200, quick_replies: ["An order", "Something else"] },
      { role: "user", text: "an order" },
    ],
  },
  { id: "b", messages: [{ role: "user", text: "Hello" }, { role: "bot", text: "Yes?", model: "gpt-4o-mini" }] },
];

test("quick replies, the model and the comment on a rating stand in the transcript", async ({ page }) => {
  await openApp(page);
  await drop(page, { name: "log.jsonl", text: log.map((one) => JSON.stringify(one)).join("\n") });
  await reaches(page, "ready");
  await filterBy(page, "model:gpt-4o tokens>900 latency>5s");
  expect((await figure(page, "conversations")).value).toBe(1);
  await go(page, "conversations");
  await page.getByTestId("conversation-row").first().click();
  const transcript = page.getByTestId("transcript");
  await expect(transcript).toContainText("write to [EMAIL 1]");
  await expect(transcript).toContainText("gpt-4o · 900 tokens sent, 21 written · 5.2 s");
  const replies = transcript.getByTestId("replies").getByRole("listitem");
  await expect(replies).toHaveCount(2);
  await expect(replies.first()).toHaveText(/An order\s+chosen/);
  await expect(replies.first()).toHaveAttribute("data-chosen", "");
  await expect(replies.nth(1)).toHaveText("Something else");
});
