import { createHmac, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The secret kept in `dataDir`, made there (readable by its owner only) when there is none. */
export function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, "app-secret");
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8").trim();
    if (kept.length >= 16) return kept;
  }
  mkdirSync(dataDir, { recursive: true });
  const made = randomBytes(32).toString("base64url");
  writeFileSync(file, made, { mode: 0o600 });
  chmodSync(file, 0o600);
  return made;
}

/** A secret of its own for one purpose, so that none of them reveals another. */
export function deriveSecret(appSecret: string, purpose: string): string {
  return createHmac("sha256", appSecret).update(purpose).digest("base64url");
}
