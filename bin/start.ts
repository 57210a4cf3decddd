import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { applyMigrations, MigrationError } from "#lib/platform/migrations.ts";
import { endCommands, ensureBuilt, ensureGenerated } from "./boot/build.ts";
import { checkDatabase, explainDatabaseError } from "./boot/database.ts";
import { ensureDemo } from "./boot/demo.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./boot/embedded-postgres.ts";
import { isAlive, startMark, takeLock, writeRecord } from "./boot/lock.mjs";
import { DATA, LOGS, ROOT, RUN } from "./boot/paths.ts";
import { checkPort } from "./boot/port.ts";
import { endLeftovers, type Supervised, sleep, supervise } from "./boot/processes.ts";
import { StartError, sentenceFor, stage } from "./boot/say.ts";
import { keptSecret } from "./boot/secrets.ts";
import { childEnv, readSettings, type Settings } from "./boot/settings.ts";

const running: {
  web?: Supervised;
  workers: Supervised[];
  postgres?: EmbeddedPostgres;
  release?: () => void;
} = {
  workers: [],
};
let ending: Promise<void> | null = null;

function end(code: number): Promise<void> {
  ending ??= (async () => {
    try {
      if (running.release) writeFileSync(`${LOCK}.ending`, "");
    } catch {
      // The folder is gone or the disk full: what runs is ended all the same.
    }
    endCommands();
    await Promise.all([running.web?.stop(2_000), ...running.workers.map((worker) => worker.stop(5_000))]);
    await running.postgres?.stop();
    if (running.release) rmSync(`${LOCK}.ending`, { force: true });
    running.release?.();
    process.exit(code);
  })();
  return ending;
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  mkdirSync(RUN, { recursive: true });
  await takeStartLock(settings);
  if ((await endLeftovers(RUN)) > 0) console.log("Ended what an earlier start had left running.");
  await checkPort(settings);

  const { url, appSecret } = await prepareDatabase(settings);
  const env = childEnv(settings, { databaseUrl: url, appSecret });
  await ensureGenerated();
  // The build needs no database, and filling the demo no build.
  await Promise.all([
    ensureBuilt({ env }),
    stageMigrations(url).then(() => (settings.demo ? ensureDemo(url, env) : undefined)),
  ]);
  if (ending) return;
  startProcesses(settings, env);
  await waitUntilReady(settings);
  if (ending) return;
  console.log(`Forecanvas is ready at ${settings.siteUrl}`);
  if (settings.demo)
    console.log("Sign in with owner@demo.local and the password forecanvas-demo. Ctrl-C ends everything.");
}

const LOCK = path.join(RUN, "start.json");

async function takeStartLock(settings: Settings): Promise<void> {
  // One that is ending (or about to notice that its npm was killed) gets a moment to leave.
  for (let waited = 0; ; waited += 100) {
    const { holder, release } = takeLock(LOCK, { url: settings.siteUrl });
    if (holder === null) {
      rmSync(`${LOCK}.ending`, { force: true });
      running.release = release;
      return;
    }
    if (waited >= (existsSync(`${LOCK}.ending`) ? 15_000 : 1_000)) {
      throw new StartError(
        `Forecanvas is already running at ${holder.url} (process ${holder.pid}). End it there with Ctrl-C, or with kill ${holder.pid}, before starting it again.`,
      );
    }
    await sleep(100);
  }
}

async function prepareDatabase(settings: Settings): Promise<{ url: string; appSecret: string }> {
  if (settings.databaseUrl !== null) {
    const url = settings.databaseUrl;
    await stage("Connecting to the database", () => checkDatabase(url));
    if (process.env.APP_SECRET) return { url, appSecret: process.env.APP_SECRET };
    console.log(
      "APP_SECRET is not set: using the one kept in .data/app-secret. Other machines need the same one.",
    );
    return { url, appSecret: keptSecret(DATA) };
  }
  const postgres = await stage("Starting the database", () =>
    startEmbeddedPostgres({
      dataDir: path.join(DATA, "postgres"),
      log: console.error,
      keepAlive: true,
      onGivenUp: (sentence) => {
        if (!ending) console.error(sentence);
        void end(1);
      },
    }),
  );
  running.postgres = postgres;
  // For `npm run worker` on this machine.
  writeRecord(path.join(RUN, "database.json"), { pid: postgres.pid(), port: postgres.port });
  return { url: postgres.url, appSecret: process.env.APP_SECRET ?? keptSecret(DATA) };
}

async function stageMigrations(url: string): Promise<void> {
  try {
    const applied = await applyMigrations({ url, dir: path.join(ROOT, "prisma/migrations") });
    if (applied.length > 0) console.log(`Bringing the database up to date … ${applied.length} applied`);
  } catch (error) {
    if (error instanceof MigrationError) throw new StartError(error.message);
    throw new StartError(explainDatabaseError(error, url));
  }
}

function startProcesses(settings: Settings, env: NodeJS.ProcessEnv): void {
  const common = { command: process.execPath, cwd: ROOT, env, runDir: RUN };
  running.web = supervise({
    ...common,
    name: "web",
    title: "web server",
    args: [path.join(ROOT, "lib/processes/web.ts"), settings.host, String(settings.port)],
    logFile: path.join(LOGS, "web.log"),
  });
  for (let i = 1; i <= settings.workers; i++) {
    running.workers.push(
      supervise({
        ...common,
        name: `worker-${i}`,
        title: settings.workers === 1 ? "worker" : `worker ${i}`,
        args: ["--conditions=react-server", path.join(ROOT, "lib/processes/worker.ts")],
        logFile: path.join(LOGS, `worker-${i}.log`),
      }),
    );
  }
}

async function waitUntilReady(settings: Settings): Promise<void> {
  const host = settings.host === "0.0.0.0" || settings.host === "::" ? "127.0.0.1" : settings.host;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${settings.port}/healthz`;
  const until = Date.now() + 60_000;
  while (!ending) {
    const answered = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) }).then(
      () => true,
      () => false,
    );
    if (answered) return;
    if (Date.now() > until) {
      throw new StartError(
        `The site did not answer within a minute. Its log is ${path.join(LOGS, "web.log")}.`,
      );
    }
    await sleep(50);
  }
}

/** When npm itself is killed nobody is left to press Ctrl-C: end with it. */
function endWithNpm(): void {
  const npm = findNpm();
  if (npm === null) return;
  setInterval(() => {
    if (!isAlive(npm)) void end(0);
  }, 300).unref();
}

function findNpm(): { pid: number; started: string | null } | null {
  if (process.platform !== "linux") return null;
  try {
    let pid = process.ppid;
    for (let level = 0; level < 4 && pid > 1; level++) {
      if (readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("npm "))
        return { pid, started: startMark(pid) };
      pid = Number(readFileSync(`/proc/${pid}/stat`, "utf8").match(/\) \S (\d+)/)?.[1] ?? 0);
    }
  } catch {
    // An ancestor ended meanwhile, or its files are not for us to read.
  }
  return null;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!ending) console.log("Ending …");
    void end(0);
  });
}
endWithNpm();
// Keeps the supervisor alive between its children's events.
setInterval(() => {}, 60_000);
try {
  await main();
} catch (error) {
  if (!ending) {
    console.error(sentenceFor(error, ROOT));
    await end(1);
  }
}
