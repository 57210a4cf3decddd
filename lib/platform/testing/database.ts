import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { type Database, openDatabase, setDatabase } from "../db.ts";

const MIGRATIONS = new URL("../../../prisma/migrations/", import.meta.url);

function migrationSql(): string {
  const folders = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map((entry) => entry.name).sort();
  return names.map((name) => readFileSync(new URL(`${name}/migration.sql`, MIGRATIONS), "utf8")).join("\n");
}

async function query(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Makes, once a server and set of migrations, the database that the others are copied from. */
async function ensureTemplate(serverUrl: string): Promise<string> {
  const sql = migrationSql();
  const name = `template_${createHash("sha256").update(sql).digest("hex").slice(0, 16)}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(4711)");
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) {
      await client.query(`CREATE DATABASE "${name}_raw"`).catch(() => {});
      await query(
        withDatabase(serverUrl, `${name}_raw`),
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        sql,
      );
      await client.query(`ALTER DATABASE "${name}_raw" RENAME TO "${name}"`);
    }
  } finally {
    await client.end();
  }
  return name;
}

export interface TestDatabase extends Database {
  drop: () => Promise<void>;
}

/**
 * A database of its own, migrated and empty, made the process's database until `drop`.
 * Needs TEST_DATABASE_URL: `npm test` starts a throw-away server and sets it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl)
    throw new Error("TEST_DATABASE_URL is not set. Run database tests with: npm test -- --only db");
  const template = await ensureTemplate(serverUrl);
  const name = `test_${randomBytes(6).toString("hex")}`;
  await query(serverUrl, `SELECT pg_advisory_lock(4711)`, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const opened = openDatabase(withDatabase(serverUrl, name), { maxConnections: 8 });
  setDatabase(opened);
  return {
    ...opened,
    drop: async () => {
      setDatabase(undefined);
      await opened.close();
      await query(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}
