import { randomUUID } from "node:crypto";
import { AppError, type Problem, toProblem } from "./errors.ts";

type Level = "info" | "warn" | "error";

/** One JSON line a record on stderr, so that stdout stays free for a command's result. */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`);
}

/** Turns anything thrown into what may be shown; what was not expected is logged under the id that is shown. */
export function explain(error: unknown): Problem {
  if (error instanceof AppError) return toProblem(error);
  const codes = codesOf(error);
  if (codes.some((code) => FULL_DISK_CODES.has(code))) {
    log("error", "the database's disk is full", { error: String(error) });
    const detail =
      "The disk of the database is full, so nothing was saved. Ask whoever runs this site to free some.";
    return toProblem(new AppError("unavailable", { detail }));
  }
  if (codes.some((code) => CONNECTION_CODES.has(code))) {
    log("error", "database unreachable", { error: String(error) });
    return toProblem(new AppError("unavailable"));
  }
  const id = randomUUID();
  log("error", "unexpected failure", {
    id,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return {
    ...toProblem(
      new AppError("internal", { detail: `Something went wrong on our side. Its number is ${id}.` }),
    ),
    id,
  };
}

const CONNECTION_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "57P01",
  "57P03",
  "08006",
  "P1001",
  "P1017",
  "P2024",
]);

// PostgreSQL's disk_full, and the same of this machine's own disk.
const FULL_DISK_CODES = new Set(["53100", "ENOSPC"]);

/** Every code of an error and its causes; Prisma keeps PostgreSQL's own in `meta`. */
function codesOf(error: unknown): string[] {
  const codes: unknown[] = [];
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code, meta } = e as {
      code?: unknown;
      meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
    };
    codes.push(code, meta?.driverAdapterError?.cause?.originalCode);
  }
  return codes.filter((code) => typeof code === "string");
}
