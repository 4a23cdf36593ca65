// A flood of messages into a panel: a thousand a second for a minute. How long the page was held up, whether anything was
// lost, and how long a message takes to be in a figure. And days at a message a second, told in a few minutes: memory.
//
//   node panel-flood.mjs [SECONDS] [PER SECOND] [DAYS]
import { chromium } from "@playwright/test";
import { launchOptions } from "./helpers.mjs";
import { POLICIES, heard, listens, page, site } from "./panel/host.mjs";

const [seconds, rate, days] = [60, 1_000, 3].map((usual, at) => Number(process.argv[2 + at] ?? usual));
const one = await site({ "index.html": page("<undertone-panel></undertone-panel>") }, POLICIES.trusted);
const browser = await chromium.launch(launchOptions);
const tab = await browser.newPage();

try {
  await tab.goto(one.origin);
  // What it shows comes with the first message.
  await tab.evaluate(() => customElements.whenDefined("undertone-panel"));
  await tab.evaluate(() => document.querySelector("undertone-panel").push({ conversation_id: "warm", role: "user", text: "hello" }));
  await listens(tab);
  await tab.waitForTimeout(1_000);
  const measured = await tab.evaluate(
    async ([seconds, rate]) => {
      const panel = document.querySelector("undertone-panel");
      const longest = [];
      new PerformanceObserver((list) => longest.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
      const sent = [];
      const waits = [];
      panel.addEventListener("undertone-updated", ({ detail }) => {
        const now = performance.now();
        // The first was said before the flood.
        while (sent.length > 0 && sent[0][0] <= detail.messages - 1) waits.push(now - sent.shift()[1]);
      });
      const words = ["Where is my order?", "It is on its way.", "That is terrible, I am very angry", "Sorry, I did not understand that.", "How much is the large plan?", "I want to cancel my subscription"];
      const began = performance.now();
      let said = 0;
      while (said < seconds * rate) {
        const due = Math.min(seconds * rate, Math.floor(((performance.now() - began) / 1_000) * rate));
        const list = [];
        for (; said < due; said += 1) {
          const conversation = Math.floor(said / 6);
          list.push({ conversation_id: `c-${conversation}`, role: said % 2 ? "bot" : "user", text: `${words[said % words.length]} ${conversation}` });
        }
        if (list.length > 0) {
          panel.push(list);
          sent.push([said, performance.now()]);
        }
        await new Promise((over) => setTimeout(over, 5));
      }
      const until = performance.now() + 20_000;
      while (sent.length > 0 && performance.now() < until) await new Promise((over) => setTimeout(over, 20));
      waits.sort((a, b) => a - b);
      const at = (share) => Math.round(waits[Math.floor(share * (waits.length - 1))]);
      return { said, median: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1), longest: Math.round(Math.max(0, ...longest)), long: longest.length };
    },
    [seconds, rate],
  );
  const [conversations, messages] = await heard(tab);
  console.log(`${rate} messages a second for ${seconds} s: ${messages - 1} of ${measured.said} heard, in ${conversations - 1} conversations`);
  console.log(`message to figure: median ${measured.median} ms, 90 % ${measured.p90} ms, 99 % ${measured.p99} ms, at most ${measured.most} ms`);
  console.log(`tasks of the page above 50 ms: ${measured.long}, the longest ${measured.longest} ms`);

  // Days at a message a second, told as fast as it goes: other visitors all the time, some of whom leave an address.
  await tab.evaluate(() => document.querySelector("undertone-panel").clear());
  const session = await tab.context().newCDPSession(tab);
  const kept = [];
  const begins = Date.now() - days * 86_400_000;
  for (let hour = 0; hour < days * 24; hour += 1) {
    await tab.evaluate(
      async ([hour, begins]) => {
        const panel = document.querySelector("undertone-panel");
        for (let minute = 0; minute < 60; minute += 5) {
          const list = [];
          for (let second = 0; second < 300; second += 1) {
            const number = hour * 3_600 + minute * 60 + second;
            const visitor = Math.floor(number / 8);
            const text = number % 50 === 0 ? `Write to me, visitor${visitor}@mail.example` : `Where is my order ${visitor}? ${number % 7}`;
            list.push({ conversation_id: `d-${visitor}`, user_id: `u-${visitor}`, role: number % 2 ? "bot" : "user", text, ts: begins + number * 1_000 });
          }
          await panel.push(list);
        }
        await panel.snapshot();
      },
      [hour, begins],
    );
    if (hour % 4 === 3) {
      await tab.waitForTimeout(1_500);
      const held = await tab.evaluate(() => document.querySelector("undertone-panel").shadowRoot.querySelector(".foot details p:last-of-type")?.textContent);
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      kept.push(`${hour + 1} h: ${held} Page ${(usedSize / 1e6).toFixed(1)} MB`);
    }
  }
  console.log(`${days} days at a message a second:\n  ${kept.join("\n  ")}`);
} finally {
  await browser.close();
  await one.close();
}
