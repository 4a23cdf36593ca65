// Starts the page. A file of its own, since the policy admits no script within the page. A page that is one file
// has its program at hand (`www/single/`), and keeps nothing that could have been chosen before.
import init from "./page.js";

const words = {
  en:
    "Undertone could not start: this browser refused its program. " +
    "It needs WebAssembly with SIMD, which every browser since 2023 has.",
  de:
    "Undertone konnte nicht starten: Dieser Browser hat sein Programm abgelehnt. " +
    "Es braucht WebAssembly mit SIMD, das jeder Browser seit 2023 hat.",
};

/** The language that was chosen here, else the browser's. */
function language() {
  let chosen = null;
  try {
    if (!self.undertoneHeld) chosen = localStorage.getItem("undertone-language");
  } catch {
    // Storage can be forbidden; then nothing was chosen.
  }
  return (chosen ?? navigator.language).toLowerCase().startsWith("de") ? "de" : "en";
}

// What is said before the program runs is in the page in both languages.
document.documentElement.lang = language();

const program = self.undertoneProgram ?? new URL("./page_bg.wasm", import.meta.url);

init({ module_or_path: program }).catch((error) => {
  // Nothing of the page runs yet, so this says it with what is there: plain text, never markup.
  const problem = document.createElement("p");
  problem.setAttribute("role", "alert");
  problem.dataset.testid = "error";
  problem.textContent = `${words[language()]} (${error instanceof Error ? error.message : error})`;
  document.body.append(problem);
  document.documentElement.dataset.state = "failed";
});
