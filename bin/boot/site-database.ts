import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { isAlive, readRecord, takeLock } from "./lock.mjs";
import { DATA, RUN } from "./paths.ts";
import { StartError } from "./say.ts";

const LOCK = path.join(RUN, "start.json");
const CLUSTER = path.join(DATA, "postgres");

/** The embedded database of this machine, while `npm start` runs it. */
export function findEmbedded(): string | null {
  const record = readRecord(LOCK);
  const passwordFile = `${CLUSTER}.password`;
  if (!record || !isAlive(record) || !existsSync(passwordFile)) return null;
  const port = readFileSync(`${CLUSTER}.port`, "utf8").trim();
  return `postgresql://postgres:${readFileSync(passwordFile, "utf8").trim()}@127.0.0.1:${port}/forecanvas`;
}

/**
 * Runs `work` on the site's database: that of DATABASE_URL, else the embedded one of this checkout, which is started
 * for as long as it takes when no `npm start` runs it.
 * @throws StartError with one plain sentence when there is none.
 */
export async function withSiteDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const url = process.env.DATABASE_URL?.trim() || findEmbedded();
  if (url) return work(url);
  if (!existsSync(path.join(CLUSTER, "PG_VERSION"))) {
    throw new StartError(
      "There is no site here yet: DATABASE_URL is not set, and npm start has never run in this checkout. Run npm start, or set DATABASE_URL to that of the site.",
    );
  }
  // Held, so that an npm start of this moment does not take over a database that is about to end.
  const { holder, release } = takeLock(LOCK, { url: "a command that uses its database for a moment" });
  if (holder) throw new StartError("The site is just starting. Run the command again when it is ready.");
  try {
    let isAdopted = false;
    const server = await startEmbeddedPostgres({
      dataDir: CLUSTER,
      log: () => {
        isAdopted = true;
      },
    });
    try {
      return await work(server.url);
    } finally {
      // One that outlived its npm start may still serve pages.
      if (!isAdopted) await server.stop();
    }
  } finally {
    release();
  }
}
