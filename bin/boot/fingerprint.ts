import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.ts";

const SKIP =
  /(^|\/)(node_modules|testing)(\/|$)|^lib\/(platform\/prisma|forecast\/kernels\/generated)(\/|$)|^public\/tfjs(\/|$)|\.test\.tsx?$/;

/** SHA-256 over the names and contents of the given files and folders (relative to the repository). */
export function fingerprint(entries: readonly string[], extra: readonly string[] = []): string {
  const hash = createHash("sha256");
  for (const text of extra) hash.update(`${text}\0`);
  const visit = (relative: string) => {
    const full = path.join(ROOT, relative);
    if (!existsSync(full) || SKIP.test(relative)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${relative}/${name}`);
    } else {
      hash.update(`${relative}\0`).update(readFileSync(full)).update("\0");
    }
  };
  for (const entry of entries) visit(entry);
  return hash.digest("hex");
}

export function readStamp(file: string): string | null {
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}

export function writeStamp(file: string, value: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, value);
}
