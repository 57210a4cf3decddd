import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { AppError, type ErrorCode, type ErrorDetails } from "#lib/platform/errors.ts";
import { explain } from "#lib/platform/log.ts";
import { type DataProblem, DataRefused } from "./problems.ts";

/** What a web process asks of the process that reads files for it. */
export interface ReadingOrder {
  id: number;
  kind: "understand" | "import" | "compare" | "profile" | "validate" | "wrangle" | "wrangle_preview";
  actor: ProjectActor;
  input: unknown;
}

export type ReadingAnswer =
  | { id: number; type: "stage"; stage: string; share: number | undefined }
  | { id: number; type: "done"; result: unknown }
  | { id: number; type: "failed"; failure: Failure };

export type Failure =
  | { kind: "refused"; problems: DataProblem[]; total: number }
  | { kind: "other"; code: ErrorCode; details: ErrorDetails };

/** Errors keep their class on the way between processes. What was not expected is logged here, where its stack is. */
export function toFailure(error: unknown): Failure {
  if (error instanceof DataRefused)
    return { kind: "refused", problems: [...error.problems], total: error.total };
  if (error instanceof AppError) return { kind: "other", code: error.code, details: error.details };
  const { code, detail } = explain(error);
  return { kind: "other", code, details: { detail } };
}

export function toError(failure: Failure): Error {
  if (failure.kind === "refused") return new DataRefused(failure.problems, failure.total);
  return new AppError(failure.code, failure.details);
}
