// How the browser tests run: the built page under the headers it is shipped with, in a real Chromium.
import { defineConfig } from "@playwright/test";
import { launchOptions, root } from "./helpers.mjs";

const port = 8790;

export default defineConfig({
  testDir: ".",
  // Node's own runner takes these: loading them would begin them.
  testIgnore: "firefox/**",
  outputDir: `${root}/test-results`,
  forbidOnly: true,
  // Two cores: more workers would only slow each other down.
  workers: 2,
  timeout: 60_000,
  // On a starved machine a page may be too late once in a hundred loads. A second try is listed as
  // flaky, so it is seen; what fails twice fails.
  retries: 1,
  // A page that does not start fails every test slowly; a dozen tell as much.
  maxFailures: 12,
  expect: {
    timeout: 15_000,
    toHaveScreenshot: {
      pathTemplate: `${root}/docs/screens/{arg}{ext}`,
      // A pixel may differ by what the smoothing of edges makes, a picture by less than a letter.
      threshold: 0.05,
      maxDiffPixels: 20,
    },
  },
  // Pictures are taken by `cargo xtask screens` alone; one that is missing fails.
  updateSnapshots: "none",
  reporter: [["list"]],
  use: {
    baseURL: process.env.UNDERTONE_URL ?? `http://127.0.0.1:${port}/`,
    launchOptions,
    // The terminal is asked for the same zone.
    timezoneId: "UTC",
    locale: "en-GB",
    screenshot: "only-on-failure",
  },
  webServer: process.env.UNDERTONE_URL
    ? undefined
    : {
        command: `cargo xtask serve --no-build --port ${port}`,
        cwd: root,
        url: `http://127.0.0.1:${port}/`,
        reuseExistingServer: false,
      },
});
