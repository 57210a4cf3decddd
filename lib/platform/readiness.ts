import "server-only";
import path from "node:path";
import { db } from "./db.ts";
import { env } from "./env.ts";
import { explain } from "./log.ts";
import { missingMigrations } from "./migrations.ts";

const DEADLINE_MS = 4_000;
let wasMigrated = false;

/** Null when requests can be served, else what is missing in one sentence. Schemas do not go backwards: asked once. */
export async function notReadyBecause(): Promise<string | null> {
  const deadline = new Promise<string>((resolve) => {
    setTimeout(() => resolve("The database did not answer in time."), DEADLINE_MS).unref();
  });
  return Promise.race([check(), deadline]);
}

async function check(): Promise<string | null> {
  try {
    await db().$queryRaw`SELECT 1`;
    if (wasMigrated) return null;
    const dir = path.join(/* turbopackIgnore: true */ process.cwd(), "prisma/migrations");
    const missing = await missingMigrations({ url: env().DATABASE_URL, dir });
    if (missing.length > 0) return `The database lacks ${missing.length} migrations. Start with: npm start`;
    wasMigrated = true;
    return null;
  } catch (error) {
    return explain(error).detail;
  }
}
