// Starts the page. A file of its own, since the policy admits no script within the page.
import init from "./page.js";

init({ module_or_path: new URL("./page_bg.wasm", import.meta.url) }).catch((error) => {
  // Nothing of the page runs yet, so this says it with what is there: plain text, never markup.
  const problem = document.createElement("p");
  problem.setAttribute("role", "alert");
  problem.dataset.testid = "error";
  problem.textContent =
    "Undertone could not start: this browser refused its program. " +
    "It needs WebAssembly with SIMD, which every browser since 2023 has. " +
    `(${error instanceof Error ? error.message : error})`;
  document.body.append(problem);
  document.documentElement.dataset.state = "failed";
});
