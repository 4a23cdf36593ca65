// The least that a page with a worker does at its start: a worker that says it is ready, and a button.
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = () => {
  document.documentElement.dataset.ready = "";
};
const button = document.createElement("button");
button.dataset.testid = "drop-zone";
button.textContent = "Hello";
document.body.append(button);
