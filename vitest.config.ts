import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "server-only": fileURLToPath(new URL("./bin/testing/empty.ts", import.meta.url)) };

/** `unit` needs nothing; `db` needs TEST_DATABASE_URL, which `npm test` provides on a throw-away server. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,components,lib,bin,bench,prisma}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
          testTimeout: 30_000,
          // Vitest leaves a processor for itself, which on two is half of them.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{app,lib,bin,prisma}/**/*.db.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
