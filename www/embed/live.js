// The page that shows the panel beside a chat: a chat that answers from fixed sentences, and tells what is said in it by
// events, as any widget may.
import "./undertone-panel.js";

const ANSWERS = [
  [/order|parcel|delivery|shipping|where is/iu, "order_status", "Your order is on its way and arrives tomorrow before noon."],
  [/refund|money back|return/iu, "refund", "You can return it within 30 days. The refund takes three days after it has arrived."],
  [/price|cost|how much|expensive/iu, "pricing", "The small plan is 19 a month, the large one 49."],
  [/invoice|bill/iu, "invoice", "Your invoices are under Account, Billing."],
  [/password|log ?in|sign in/iu, "login", "I sent you a link by which you can set a new password."],
  [/cancel|unsubscribe/iu, "cancel", "I am sorry to hear that. You can cancel under Account, Plan, at any time."],
  [/human|person|agent|someone/iu, "human", "I am connecting you to a colleague."],
  [/thank|great|perfect/iu, "thanks", "You are welcome. Is there anything else?"],
  [/^(hi|hello|hey)\b/iu, "greeting", "Hello, how can I help you?"],
];
const PARDON = "Sorry, I did not understand that. Could you say it in other words?";
const TRY = ["Where is my order?", "How much is the large plan?", "I want to cancel my subscription", "This is the third time I ask!", "Can I talk to a human?"];

const [log, form, text, chips] = ["log", "say", "text", "chips"].map((id) => document.getElementById(id));
const conversation = `visit-${crypto.randomUUID().slice(0, 8)}`;
let number = 0;

function show(role, words, more = {}) {
  const line = document.createElement("li");
  line.className = role;
  line.textContent = words;
  log.append(line);
  line.scrollIntoView({ block: "nearest" });
  number += 1;
  const detail = { conversation_id: conversation, id: String(number), role, text: words, ts: Date.now(), channel: "web", ...more };
  document.dispatchEvent(new CustomEvent("chat:message", { detail }));
}

function say(words) {
  const found = ANSWERS.find(([pattern]) => pattern.test(words));
  show("user", words, found ? { intent: found[1] } : {});
  setTimeout(() => show("bot", found ? found[2] : PARDON, found ? {} : { fallback: true }), 400);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  text.value = "";
  if (words) say(words);
});
for (const words of TRY) {
  const chip = document.createElement("button");
  chip.type = "button";
  chip.textContent = words;
  chip.addEventListener("click", () => say(words));
  chips.append(chip);
}
const panel = document.querySelector("undertone-panel");
document.getElementById("visitors").addEventListener("change", ({ target }) => {
  if (target.checked) panel.setAttribute("demo", "20");
  else {
    panel.removeAttribute("demo");
    // Nothing that nobody said stays among what visitors say.
    panel.clear();
  }
});
