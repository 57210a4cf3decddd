import { database } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { dropOldWindows } from "#lib/platform/rate-limit.ts";

/** Answers are kept, and given again, for this long. */
export const KEPT_HOURS = 24;
// The first request says twice in this time that it is still at work. One that has fallen silent has died.
const SILENT_SECONDS = 20;

/** An answer as it was given the first time. */
export interface StoredAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A request that is the first under its key. End it with exactly one of the two. */
export interface FirstRequest {
  /** Keeps the answer for those who ask again. */
  keep: (answer: StoredAnswer) => Promise<void>;
  /** Forgets the request: nothing came of it, and it may be sent again. */
  forget: () => Promise<void>;
}

interface Asked {
  apiKeyId: string;
  /** What the client sent as `Idempotency-Key`. */
  key: string;
  /** SHA-256 over what was asked. */
  requestDigest: string;
}

interface Row {
  requestDigest: string;
  status: number | null;
  headers: Record<string, string>;
  body: string | null;
}

/**
 * Lets the first request of a key through and gives its answer to those that come after. Throws
 * `idempotency_key_reused` for another request under the same key, and `still_running` while the first is at work. A
 * first request whose process died is taken over after a few seconds.
 */
export async function beginIdempotent(asked: Asked): Promise<FirstRequest | StoredAnswer> {
  const { apiKeyId, key, requestDigest } = asked;
  const { pool } = database();
  // Three times: a row that is in the way may be forgotten between the two statements.
  for (let i = 0; i < 3; i++) {
    const taken = await pool.query<{ createdAt: Date }>({
      name: "idempotency-take",
      text: `
        INSERT INTO "IdempotentRequest" AS old ("apiKeyId", key, "requestDigest", "createdAt")
        VALUES ($1, $2, $3, clock_timestamp())
        ON CONFLICT ("apiKeyId", key) DO UPDATE SET
          "requestDigest" = excluded."requestDigest", status = NULL, headers = '{}', body = NULL,
          "createdAt" = excluded."createdAt"
        WHERE old."createdAt" < clock_timestamp() - CASE WHEN old.status IS NULL
          THEN make_interval(secs => $4) ELSE make_interval(hours => $5) END
        RETURNING 1`,
      values: [apiKeyId, key, requestDigest, SILENT_SECONDS, KEPT_HOURS],
    });
    if (taken.rows.length > 0) {
      sweepHourly(Date.now());
      return firstRequest(asked);
    }
    const { rows } = await pool.query<Row>({
      name: "idempotency-read",
      text: `SELECT "requestDigest", status, headers, body FROM "IdempotentRequest"
        WHERE "apiKeyId" = $1 AND key = $2`,
      values: [apiKeyId, key],
    });
    const row = rows[0];
    if (!row) continue;
    if (row.requestDigest !== requestDigest) throw new AppError("idempotency_key_reused");
    if (row.status === null) throw new AppError("still_running", { retryAfterSeconds: 1 });
    return { status: row.status, headers: row.headers, body: row.body ?? "" };
  }
  throw new AppError("still_running", { retryAfterSeconds: 1 });
}

function firstRequest({ apiKeyId, key, requestDigest }: Asked): FirstRequest {
  const { pool } = database();
  const where = `"apiKeyId" = $1 AND key = $2 AND "requestDigest" = $3 AND status IS NULL`;
  const mine = [apiKeyId, key, requestDigest];
  const beat = setInterval(
    () => {
      const text = `UPDATE "IdempotentRequest" SET "createdAt" = clock_timestamp() WHERE ${where}`;
      // A beat that is lost is made up for by the next one.
      pool.query(text, mine).catch(() => {});
    },
    (SILENT_SECONDS * 1000) / 4,
  );
  beat.unref();
  return {
    keep: async ({ status, headers, body }) => {
      clearInterval(beat);
      const text = `UPDATE "IdempotentRequest" SET status = $4, headers = $5, body = $6, "createdAt" = clock_timestamp()
        WHERE ${where}`;
      await pool.query(text, [...mine, status, JSON.stringify(headers), body]);
    },
    forget: async () => {
      clearInterval(beat);
      await pool.query(`DELETE FROM "IdempotentRequest" WHERE ${where}`, mine);
    },
  };
}

let sweptAt = 0;

/** Whoever adds rows clears old ones away now and then; nobody waits for it, and what fails is done next time. */
function sweepHourly(nowMs: number): void {
  if (nowMs - sweptAt < 3_600_000) return;
  sweptAt = nowMs;
  void Promise.all([dropOldAnswers(), dropOldWindows(new Date(nowMs))]).catch(() => {});
}

/** Forgets answers whose time is over. */
export async function dropOldAnswers(): Promise<number> {
  const { rowCount } = await database().pool.query(
    `DELETE FROM "IdempotentRequest" WHERE "createdAt" < clock_timestamp() - make_interval(hours => $1)`,
    [KEPT_HOURS],
  );
  return rowCount ?? 0;
}
