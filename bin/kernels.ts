import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import asc from "assemblyscript/asc";
import { ROOT } from "./boot/paths.ts";

// Compiles the engine's own WebAssembly, once with relaxed SIMD and once without, into a module that every bundler and
// Node can import: a few KB need no file to be served or fetched. `ensureGenerated` calls it when the sources changed.
const SOURCES = path.join(ROOT, "lib/forecast/kernels/assembly");
const TARGET = path.join(ROOT, "lib/forecast/kernels/generated");

async function compile(extra: string[]): Promise<string> {
  let binary: Uint8Array | null = null;
  const options = ["--importMemory", "--noExportMemory", "--runtime", "stub", "--enable", "simd", ...extra];
  const { error, stderr } = await asc.main(
    ["index.ts", "--outFile", "kernels.wasm", "-O3", "--noAssert", ...options],
    {
      readFile: (name) => {
        try {
          return readFileSync(path.join(SOURCES, name), "utf8");
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        binary = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`${error?.message ?? "nothing came out"}\n${stderr.toString()}`);
  return Buffer.from(binary).toString("base64");
}

const plain = await compile([]);
const relaxed = await compile(["--enable", "relaxed-simd"]);
const text = `// Written by bin/kernels.ts from lib/forecast/kernels/assembly. Not in git.
export const PLAIN_SIMD = "${plain}";
export const RELAXED_SIMD = "${relaxed}";
`;
mkdirSync(TARGET, { recursive: true });
// Under another name first: whoever imports it meanwhile must not read half a file.
const half = path.join(TARGET, `kernels.ts.${process.pid}`);
writeFileSync(half, text);
renameSync(half, path.join(TARGET, "kernels.ts"));
