import { db } from "./db.ts";
import { Prisma } from "./prisma/client.ts";

export interface Limit {
  /** What is counted, e.g. `sign-in:account:mia@example.com`. */
  key: string;
  attempts: number;
  windowSeconds: number;
}

export interface Attempt {
  allowed: boolean;
  retryAfterSeconds: number;
}

/**
 * Counts one attempt in a fixed window and says whether it was within the limit. Counting and reading are one
 * statement, so that attempts made at the same moment, on whatever process, are each counted.
 */
export async function takeAttempt(limit: Limit, now: Date): Promise<Attempt> {
  const rows = await db().$queryRaw<{ count: number; windowStartedAt: Date }[]>(Prisma.sql`
    INSERT INTO "RateLimit" AS old (key, "windowStartedAt", count) VALUES (${limit.key}, ${now}, 1)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN old."windowStartedAt" <= ${now}::timestamptz - make_interval(secs => ${limit.windowSeconds}::int)
        THEN 1 ELSE LEAST(old.count + 1, 1000000) END,
      "windowStartedAt" = CASE WHEN old."windowStartedAt" <= ${now}::timestamptz - make_interval(secs => ${limit.windowSeconds}::int)
        THEN ${now}::timestamptz ELSE old."windowStartedAt" END
    RETURNING count, "windowStartedAt"`);
  const row = rows[0];
  if (!row) throw new Error("The attempt was not counted.");
  const endsAt = row.windowStartedAt.getTime() + limit.windowSeconds * 1000;
  return {
    allowed: row.count <= limit.attempts,
    retryAfterSeconds: Math.max(1, Math.ceil((endsAt - now.getTime()) / 1000)),
  };
}

/** Takes an attempt back: one that succeeded is not held against anyone. */
export async function returnAttempt(key: string): Promise<void> {
  await db().$executeRaw(
    Prisma.sql`UPDATE "RateLimit" SET count = GREATEST(count - 1, 0) WHERE key = ${key}`,
  );
}

/** Forgets windows that ended long ago. */
export async function dropOldWindows(now: Date): Promise<void> {
  const dayAgo = new Date(now.getTime() - 86_400_000);
  await db().rateLimit.deleteMany({ where: { windowStartedAt: { lt: dayAgo } } });
}
