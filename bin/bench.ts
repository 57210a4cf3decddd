import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ensureGenerated } from "./boot/build.ts";
import { ROOT } from "./boot/paths.ts";

// npm run bench NAME [arguments]: each benchmark says at its top what it measures.
const [name = "", ...args] = process.argv.slice(2);
const file = path.join(ROOT, "bench", `${name}.ts`);
if (name === "" || !existsSync(file)) {
  const names = readdirSync(path.join(ROOT, "bench"))
    .filter((entry) => /^[\w-]+\.ts$/.test(entry))
    .filter((entry) => readFileSync(path.join(ROOT, "bench", entry), "utf8").includes("npm run bench"))
    .map((entry) => entry.replace(/\.ts$/, ""));
  console.error(`Say which: npm run bench ${names.join(" | ")}`);
  process.exit(2);
}
await ensureGenerated();
// The same conditions as a worker's: benchmarks use the product's services.
const child = spawn(process.execPath, ["--conditions=react-server", file, ...args], {
  stdio: "inherit",
  cwd: ROOT,
});
child.on("exit", (code) => process.exit(code ?? 1));
