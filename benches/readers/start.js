const worker = new Worker("./worker.js");

/** Has the chosen file read, in the worker, by the reader of this name. Gives messages and milliseconds. */
window.measure = (reader) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ reader, file: document.querySelector("input").files[0] });
  });
