import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire, stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { ROOT } from "#bin/boot/paths.ts";

const require = createRequire(import.meta.url);
const PACKAGES = path.join(ROOT, "node_modules/@tensorflow");

/** Packages that the measured code imports: each one's script for browsers, which leaves `tf` or `tf.wasm` on the worker. */
const VENDOR: Record<string, { script: string; needs: string; global: string }> = {
  "@tensorflow/tfjs": { script: "tfjs/dist/tf.es2017.min.js", needs: "", global: "tf" },
  "@tensorflow/tfjs-backend-wasm": {
    script: "tfjs-backend-wasm/dist/tf-backend-wasm.es2017.min.js",
    needs: 'import "/script/@tensorflow/tfjs";',
    global: "tf.wasm",
  },
};

/**
 * Serves this repository's TypeScript to a browser with its types taken off, file by file, without a bundler. Isolated from
 * other origins, so that the browser's clock is fine enough.
 */
export async function servePage(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const answer = answerFor(name);
    response.writeHead(answer ? 200 : 404, {
      "content-type": answer?.type ?? "text/plain",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(answer?.body ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

function answerFor(name: string): { type: string; body: string | Buffer } | null {
  if (name === "/") return { type: "text/html", body: "<!doctype html><title>speed</title>" };
  const wasm = /^\/tfjs\/([\w-]+\.wasm)$/.exec(name)?.[1];
  if (wasm) {
    return {
      type: "application/wasm",
      body: readFileSync(path.join(PACKAGES, "tfjs-backend-wasm/dist", wasm)),
    };
  }
  if (name.startsWith("/script/")) return script(vendorScript(name.slice("/script/".length)));
  if (name.startsWith("/vendor/")) return script(vendorModule(name.slice("/vendor/".length)));
  if (/^\/(lib|bench)\/[\w/-]+\.ts$/.test(name)) return script(sourceModule(path.join(ROOT, name)));
  return null;
}

const script = (body: string) => ({ type: "text/javascript", body });

/** The names that Node sees, read from what the script left. Apart from it: its names (`isNaN`) are not the language's. */
function vendorModule(name: string): string {
  const { global } = VENDOR[name] as (typeof VENDOR)[string];
  const exported = Object.keys(require(name) as object).filter((key) => key !== "default");
  return `import "/script/${name}";\nexport const { ${exported.join(", ")} } = globalThis.${global};`;
}

function vendorScript(name: string): string {
  const { script: file, needs } = VENDOR[name] as (typeof VENDOR)[string];
  return `${needs}\n${readFileSync(path.join(PACKAGES, file), "utf8")}`;
}

function sourceModule(file: string): string {
  return stripTypeScriptTypes(readFileSync(file, "utf8"))
    .replaceAll(/(from|import)(\s*\(?)"#(lib|bench)\//g, '$1$2"/$3/')
    .replaceAll(/(from|import)(\s*\(?)"(@tensorflow\/[\w-]+)"/g, '$1$2"/vendor/$3"');
}
