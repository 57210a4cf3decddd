import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

/** The number `prisma migrate` locks, so that the two never run side by side. */
const ADVISORY_LOCK = 72707369;

const CREATE_TABLE = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

export type Migration = { name: string; sql: string; checksum: string };

type AppliedRow = {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
  logs: string | null;
};

/** A database whose history does not fit the migrations on disk, or a migration that failed: one plain sentence. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** The migrations of a folder in the order they apply, `<name>/migration.sql` each, as Prisma lays them out. */
function readMigrations(dir: string): Migration[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(path.join(dir, name, "migration.sql"));
      return {
        name,
        sql: bytes.toString("utf8"),
        checksum: createHash("sha256").update(bytes).digest("hex"),
      };
    });
}

/**
 * Which migrations are still to be applied, judged from what the database says was applied.
 * @throws MigrationError when one was changed afterwards, one is unknown here, or one was left half done.
 */
function pendingMigrations(onDisk: readonly Migration[], applied: readonly AppliedRow[]): Migration[] {
  const current = applied.filter((row) => row.rolled_back_at === null);
  const byName = new Map(onDisk.map((migration) => [migration.name, migration]));
  for (const row of current) {
    if (row.finished_at === null) {
      throw new MigrationError(
        `The migration ${row.migration_name} was begun on this database by another tool and not finished. Restore the database from a backup, or mend it with prisma migrate resolve.`,
      );
    }
    const migration = byName.get(row.migration_name);
    if (!migration) {
      throw new MigrationError(
        `The database was migrated by a newer Forecanvas (${row.migration_name} is unknown here). Update this copy, or use another database.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationError(
        `The migration ${row.migration_name} was changed after this database applied it. Restore the file from git; a change of the database needs a migration of its own.`,
      );
    }
  }
  const done = new Set(current.map((row) => row.migration_name));
  return onDisk.filter((migration) => !done.has(migration.name));
}

/**
 * Applies what is missing, each migration in one transaction together with its row in `_prisma_migrations`.
 * Of two processes that start at once one applies and the other then finds nothing to do.
 * @returns the names applied.
 * @throws MigrationError with a plain sentence; the failed migration has left nothing behind.
 */
export async function applyMigrations(options: { url: string; dir: string }): Promise<string[]> {
  const onDisk = readMigrations(options.dir);
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await client.query(CREATE_TABLE);
    const pending = pendingMigrations(onDisk, await readApplied(client));
    for (const migration of pending) await applyOne(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // Ends the session, and the lock with it.
    await client.end();
  }
}

/** Names of migrations that this database still lacks; nothing is changed. */
export async function missingMigrations(options: { url: string; dir: string }): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const table = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
    const applied = table.rows[0]?.there ? await readApplied(client) : [];
    return pendingMigrations(readMigrations(options.dir), applied).map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function readApplied(client: pg.Client): Promise<AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(
    "SELECT migration_name, checksum, finished_at, rolled_back_at, logs FROM _prisma_migrations ORDER BY started_at",
  );
  return rows;
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    const code = (error as { code?: string }).code;
    // Rights and space are the administrator's to mend and have words of their own at the caller.
    if (code === "42501" || code === "53100") throw error;
    throw new MigrationError(
      `The migration ${migration.name} could not be applied, and the database is as it was before: ${(error as Error).message}.`,
      { cause: error },
    );
  }
}
