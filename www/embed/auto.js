// Puts a panel into a page by one tag alone:
//   <script type="module" src="/undertone/auto.js" data-source="crisp" data-target="#insights"></script>
// Every data- attribute is one of the element; data-target is where it is put, else it stands behind the tag.
import "./undertone-panel.js";

for (const script of document.querySelectorAll("script[type=module][src]")) {
  if (script.src !== import.meta.url || script.dataset.undertone === "done") continue;
  script.dataset.undertone = "done";
  const panel = document.createElement("undertone-panel");
  for (const { name, value } of script.attributes) {
    if (name.startsWith("data-") && !["data-target", "data-undertone"].includes(name)) panel.setAttribute(name.slice(5), value);
  }
  const target = script.dataset.target && document.querySelector(script.dataset.target);
  if (target) target.append(panel);
  else if (script.parentElement === document.head) document.body.append(panel);
  else script.after(panel);
}
