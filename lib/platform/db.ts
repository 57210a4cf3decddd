import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "./env.ts";
import { Prisma, PrismaClient } from "./prisma/client.ts";

export type Tx = Prisma.TransactionClient;
/** What a repository function takes: the client itself or a transaction. */
export type Db = PrismaClient | Tx;

export interface Database {
  prisma: PrismaClient;
  /** For COPY, LISTEN and chunked bytes, which Prisma does slowly or not at all. */
  pool: pg.Pool;
  url: string;
  close: () => Promise<void>;
}

export function openDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  const max = options.maxConnections ?? 12;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection that the server drops must not end the process; the next query opens another.
  pool.on("error", () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    url,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

// Kept on globalThis: the development server evaluates modules anew at each change.
const holder = globalThis as typeof globalThis & { forecanvasDatabase?: Database };

/** The process's one database, opened at first use. */
export function database(): Database {
  holder.forecanvasDatabase ??= openDatabase(env().DATABASE_URL);
  return holder.forecanvasDatabase;
}

/** Tests put a throw-away database here. */
export function setDatabase(db: Database | undefined): void {
  if (db) holder.forecanvasDatabase = db;
  else delete holder.forecanvasDatabase;
}

export function db(): PrismaClient {
  return database().prisma;
}

/** Runs `work` in one transaction. Prisma's default of 5 s suits a request; jobs may ask for longer. */
export function transaction<T>(
  work: (tx: Tx) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  return db().$transaction(work, { timeout: options.timeoutMs ?? 15_000, maxWait: 10_000 });
}

/** Wakes listeners of the channel when the surrounding transaction commits. */
export async function notify(tx: Db, channel: string, payload: string): Promise<void> {
  await tx.$queryRaw(Prisma.sql`SELECT pg_notify(${channel}, ${payload})::text`);
}
