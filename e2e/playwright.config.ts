import { defineConfig } from "@playwright/test";

const chromium = process.env.CHROMIUM_PATH;

/** `npm test` starts the product on a throw-away database and tells where it is; nothing is mocked. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  fullyParallel: false,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    baseURL: process.env.BASE_URL ?? "http://localhost:3000",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    // A trace films every page of every test, which costs a third of the run: `TRACE=1` turns it on for a test that fails.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
});
