import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.ts";

const PACKAGE = path.join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm");
const PUBLISHED = path.join(ROOT, "public/tfjs");

/**
 * Publishes the wasm binaries of TensorFlow.js for browsers that train, at `/tfjs/<version>/`: the name changes with the
 * content, so browsers may keep them for good. Copied before the site starts, since Next looks at `public` only then.
 */
export function ensureAssets(): void {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8")) as {
    version: string;
  };
  const target = path.join(PUBLISHED, version);
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(path.join(PACKAGE, "dist")).filter((file) => file.endsWith(".wasm"))) {
    const from = path.join(PACKAGE, "dist", name);
    const to = path.join(target, name);
    if (statSync(to, { throwIfNoEntry: false })?.size === statSync(from).size) continue;
    // Under another name first: a site that starts meanwhile must not serve half a file.
    const half = `${to}.${process.pid}`;
    copyFileSync(from, half);
    renameSync(half, to);
  }
  for (const old of readdirSync(PUBLISHED)) {
    if (old !== version) rmSync(path.join(PUBLISHED, old), { recursive: true });
  }
}
