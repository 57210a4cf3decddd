import { spawn } from "node:child_process";
import path from "node:path";
import { ROOT } from "./paths.ts";

export type Product = {
  url: string;
  /** Process id of the supervisor, `bin/start.ts`. */
  pid: number;
  /** Milliseconds from the command to the line that says it is ready. */
  readyMs: number;
  stop: () => Promise<void>;
};

/**
 * Starts the product as a newcomer does, with settings of its own: for browser tests and benchmarks.
 * @throws with everything it printed when it ends instead of becoming ready.
 */
export async function startProduct(options: {
  port: number;
  /** Its `.data`, apart from the one of a site that runs from this checkout. */
  dataDir: string;
  env?: Record<string, string>;
  root?: string;
}): Promise<Product> {
  const root = options.root ?? ROOT;
  const url = `http://localhost:${options.port}`;
  const from = performance.now();
  // Without what npm and the caller set for themselves: DATABASE_URL of a test is not this product's.
  const { DATABASE_URL: _, APP_SECRET: __, npm_lifecycle_event: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, [path.join(root, "bin/start.ts")], {
    cwd: root,
    env: {
      ...inherited,
      NODE_ENV: "production",
      PORT: String(options.port),
      APP_URL: url,
      FORECANVAS_DATA: options.dataDir,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Forecanvas is ready at")) resolve();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("exit", () => reject(new Error(`The product did not start: ${output.trim()}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    readyMs: performance.now() - from,
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
    },
  };
}
