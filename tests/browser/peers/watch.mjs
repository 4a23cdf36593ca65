// What is noted within the page of Undertone while it is measured. It knows the page by what it shows to
// tests, and the worker by the number that every request and its answer carry.

/** Runs in the page before its own scripts. */
export function watch() {
  const seen = {
    /** When the files were chosen, and when the last condition was applied. */
    chosenAt: 0,
    appliedAt: 0,
    /** When the first figure of a chosen file was there, and when the page said that all is read. */
    firstAt: 0,
    readyAt: 0,
    failed: false,
    /** `[when, conversations, messages]` whenever one of the two changed. */
    counts: [],
    /** When anything on the board changed last, when it last said whether it waits, when a picture was drawn last. */
    changedAt: 0,
    settledAt: 0,
    drawnAt: 0,
    /** The cards that count; `null` for all of the board. */
    inView: null,
    /** Tasks over 50 ms. */
    tasks: [],
    /** From a request for figures to its answer. */
    answers: [],
    workers: 0,
  };
  window.undertonePeers = seen;

  const value = (name) => Number(document.querySelector(`[data-testid="figure-${name}"]`)?.dataset.value ?? 0);
  const counts = (element) =>
    seen.inView ? seen.inView.some((card) => card.contains(element)) : Boolean(element?.closest(".board"));
  const isWaiting = /^(data-(pending|waiting|partial)|aria-busy)$/;
  const looked = (records) => {
    const now = performance.now();
    for (const { target, attributeName } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      if (isWaiting.test(attributeName) && (element.matches(".board") || counts(element))) seen.settledAt = now;
      else if (counts(element)) seen.changedAt = now;
    }
    if (!seen.chosenAt || seen.appliedAt) return;
    const figures = [value("conversations"), value("utterances")];
    const last = seen.counts.at(-1);
    if (!last || last[1] !== figures[0] || last[2] !== figures[1]) seen.counts.push([now, ...figures]);
    if (figures[0] > 0) seen.firstAt ||= now;
    const { state } = document.documentElement.dataset;
    if (state === "ready") seen.readyAt ||= now;
    if (state === "failed") seen.failed = true;
  };
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(looked).observe(document, everything);

  const { beginPath } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.beginPath = function (...args) {
    if (counts(this.canvas)) seen.drawnAt = performance.now();
    return beginPath.apply(this, args);
  };

  new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
  });

  addEventListener("change", ({ target }) => target.type === "file" && (seen.chosenAt = performance.now()), { capture: true });
  addEventListener("keydown", ({ key }) => key === "Enter" && (seen.appliedAt = performance.now()), { capture: true });

  const asked = new Map();
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...args) {
      super(...args);
      seen.workers += 1;
      this.addEventListener("message", ({ data }) => {
        const id = data?.envelope?.id;
        if (!asked.has(id)) return;
        seen.answers.push(performance.now() - asked.get(id));
        asked.delete(id);
      });
    }

    postMessage(message, ...rest) {
      if (message?.envelope?.body?.figures) asked.set(message.envelope.id, performance.now());
      super.postMessage(message, ...rest);
    }
  };
}

/** Runs in the page: from here on only the figures and pictures that are on screen count. */
export function watchView() {
  const isInView = (card) => {
    const { top, bottom, height } = card.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  };
  const cards = document.querySelectorAll('[data-testid^="figure-"], [data-testid^="chart-"]');
  window.undertonePeers.inView = [...cards].filter(isInView);
  return window.undertonePeers.inView.map((card) => card.dataset.testid);
}

/** Runs in the page: whether the board shows all of the filter, and has been still for so many milliseconds. */
export function isStill(millis) {
  const { changedAt, settledAt, drawnAt, readyAt, failed } = window.undertonePeers;
  if (failed) return true;
  const waits = document.querySelector('.board[aria-busy="true"], [data-pending], [data-partial], [data-waiting]');
  return readyAt > 0 && !waits && performance.now() - Math.max(changedAt, settledAt, drawnAt) > millis;
}
