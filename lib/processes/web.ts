/**
 * The web server as two processes on one port, so that a page does not wait behind another's rendering. What they
 * remember is checked against the database at each request, so it does not matter which of them answers.
 * Arguments: host, port. Ends as a whole when a server cannot even start; its supervisor then waits and tries again.
 */
import cluster from "node:cluster";
import { availableParallelism } from "node:os";
import path from "node:path";

const SERVERS = Math.min(2, availableParallelism());
const EARLY_MS = 10_000;
/**
 * Half the room for young objects, and two places to take memory from instead of one a thread: while a file of 500 MB
 * comes in and pages are drawn, a server then holds 355 MB instead of 430, and pages are as fast (`npm run bench ingest`).
 */
const SMALL = { execArgv: ["--max-semi-space-size=8"], env: { MALLOC_ARENA_MAX: "2" } };

const [host = "127.0.0.1", port = "3000"] = process.argv.slice(2);
const next = path.join(import.meta.dirname, "../../node_modules/next/dist/bin/next");
let isEnding = false;

function startServer(): void {
  const startedAt = Date.now();
  const server = cluster.fork(SMALL.env);
  server.once("exit", (code, signal) => {
    if (isEnding) return;
    const how = signal ?? `exit code ${code}`;
    console.error(`A web server process ended (${how}).`);
    if (Date.now() - startedAt < EARLY_MS) process.exit(1);
    startServer();
  });
}

function end(signal: NodeJS.Signals): void {
  isEnding = true;
  const servers = Object.values(cluster.workers ?? {}).filter((server) => server !== undefined);
  let left = servers.length;
  if (left === 0) process.exit(0);
  for (const server of servers) {
    server.once("exit", () => {
      left -= 1;
      if (left === 0) process.exit(0);
    });
    server.process.kill(signal);
  }
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end("SIGTERM"));

// Files are read beside the servers, not in them.
process.env.FORECANVAS_READER = path.join(import.meta.dirname, "reader.ts");

// Each server takes its connections from the port itself. Handed on by this process, one that came in the moment in which
// a server was killed would belong to nobody and wait for ever, and a browser comes back in just that moment.
cluster.schedulingPolicy = cluster.SCHED_NONE;

// Should this process be killed, its servers notice the closed channel and end themselves.
cluster.setupPrimary({ exec: next, execArgv: SMALL.execArgv, args: ["start", "-H", host, "-p", port] });
// The first page should not wait for the second server's start.
cluster.once("listening", () => {
  for (let i = 1; i < SERVERS; i++) startServer();
});
startServer();
