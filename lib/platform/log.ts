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
  if (isConnectionFailure(error)) {
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

function isConnectionFailure(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === "string" && CONNECTION_CODES.has(code)) return true;
  }
  return false;
}
