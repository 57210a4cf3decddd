import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { expect, it } from "vitest";
import { ensureAssets } from "./assets.ts";
import { ROOT } from "./paths.ts";

it("publishes every wasm binary under the version that the browser asks for, and no older one", () => {
  const old = path.join(ROOT, "public/tfjs/0.0.0");
  mkdirSync(old, { recursive: true });
  ensureAssets();
  ensureAssets();
  const from = path.join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm/dist");
  const names = readdirSync(from).filter((name) => name.endsWith(".wasm"));
  expect(names.length).toBeGreaterThanOrEqual(2);
  for (const name of names) {
    const published = readFileSync(path.join(ROOT, "public/tfjs", version_wasm, name));
    expect(published.equals(readFileSync(path.join(from, name)))).toBe(true);
  }
  expect(existsSync(old)).toBe(false);
});
