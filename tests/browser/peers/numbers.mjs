// Middle and edge of repeated measurements, and how they are written.

/** The value below which this share of the samples lies. */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

export const median = (samples) => quantile(samples, 0.5);
export const p95 = (samples) => quantile(samples, 0.95);

/** Milliseconds as a person reads them. */
export function duration(millis) {
  if (millis >= 1_000) return `${(millis / 1_000).toFixed(millis < 10_000 ? 2 : 1)} s`;
  return `${millis.toFixed(millis < 10 ? 1 : 0)} ms`;
}

/** The median of times, with the shortest and the longest where there are several. */
export function spread(times) {
  const middle = duration(median(times));
  return times.length > 1 ? `${middle} (${duration(Math.min(...times))}–${duration(Math.max(...times))})` : middle;
}

export const count = (n) => Math.round(n).toLocaleString("en-US");
export const megabytes = (bytes) => `${count(bytes / 1e6)} MB`;
