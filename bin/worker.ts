import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { MigrationError, missingMigrations } from "#lib/platform/migrations.ts";
import { ensureGenerated } from "./boot/build.ts";
import { checkDatabase, explainDatabaseError } from "./boot/database.ts";
import { DATA, ROOT } from "./boot/paths.ts";
import { restartDelay, sleep } from "./boot/processes.ts";
import { StartError, sentenceFor } from "./boot/say.ts";
import { findEmbedded } from "./boot/site-database.ts";

let child: ChildProcess | null = null;
let ending = false;

function readEnvironment(): { url: string; appSecret: string } {
  const url = process.env.DATABASE_URL?.trim() || findEmbedded();
  if (!url) {
    throw new StartError(
      "DATABASE_URL is not set, and no npm start runs on this machine. Set DATABASE_URL and APP_SECRET to those of the site, then run npm run worker again.",
    );
  }
  const secretFile = path.join(DATA, "app-secret");
  const appSecret =
    process.env.APP_SECRET?.trim() || (existsSync(secretFile) ? readFileSync(secretFile, "utf8").trim() : "");
  if (appSecret.length < 16) {
    throw new StartError(
      "APP_SECRET is not set or shorter than 16 characters. Set it to the site's (its .data/app-secret, when it made one), then run npm run worker again.",
    );
  }
  return { url, appSecret };
}

/** The site applies migrations; a worker that is newer than the site waits for it. */
async function waitForMigrations(url: string): Promise<void> {
  let told = false;
  while (!ending) {
    try {
      const missing = await missingMigrations({ url, dir: path.join(ROOT, "prisma/migrations") });
      if (missing.length === 0) return;
      if (!told) {
        console.log(
          `The database lacks ${missing.length} migrations (the first is ${missing[0]}). Waiting for npm start of this version to apply them …`,
        );
      }
      told = true;
    } catch (error) {
      if (error instanceof MigrationError) throw new StartError(error.message);
      throw new StartError(explainDatabaseError(error, url));
    }
    await sleep(2_000);
  }
}

/** Runs the worker and starts it again whenever it ends by itself. */
async function runWorker(env: NodeJS.ProcessEnv): Promise<void> {
  for (let failures = 0; !ending; ) {
    const startedAt = Date.now();
    const how = await new Promise<string>((resolve) => {
      child = spawn(
        process.execPath,
        ["--conditions=react-server", path.join(ROOT, "lib/processes/worker.ts")],
        {
          cwd: ROOT,
          env,
          // The channel tells the child when this process is killed: nobody else would end it.
          stdio: ["ignore", "inherit", "inherit", "ipc"],
          detached: true,
        },
      );
      child.on("error", (error) => resolve(error.message));
      child.on("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    child = null;
    if (ending) return;
    failures = Date.now() - startedAt > 60_000 ? 1 : failures + 1;
    console.error(`The worker ended (${how}); starting it again.`);
    await sleep(restartDelay(failures));
  }
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  console.log("Ending …");
  child?.kill("SIGTERM");
  for (let i = 0; i < 250 && child; i++) await sleep(20);
  child?.kill("SIGKILL");
  process.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end());
try {
  const { url, appSecret } = readEnvironment();
  await checkDatabase(url);
  await ensureGenerated();
  await waitForMigrations(url);
  console.log("The worker is ready and takes its share of the queue. Ctrl-C ends it.");
  await runWorker({ ...process.env, NODE_ENV: "production", DATABASE_URL: url, APP_SECRET: appSecret });
} catch (error) {
  console.error(sentenceFor(error, ROOT));
  process.exit(1);
}
