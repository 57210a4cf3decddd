import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./boot/paths.ts";
import { completeLockfile, type Lockfile } from "./checks/lockfile.ts";

// After each npm install: adds what the registry at hand did not know, so that npm ci works everywhere.
const file = path.join(ROOT, "package-lock.json");
const { lock, added } = completeLockfile(JSON.parse(readFileSync(file, "utf8")) as Lockfile);
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "The lockfile is complete." : `Added ${added.length}: ${added.join(", ")}`);
