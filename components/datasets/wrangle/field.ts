import type { PreviewSide } from "#lib/features/datasets/index.ts";

type Columns = PreviewSide["columns"];
/** A step while it is filled in. */
export type StepDraft = Record<string, unknown>;

export interface StepField {
  /** Where it stands in the step: "where.column". */
  path: string;
  label: string;
  control:
    | "text"
    | "number"
    | "time"
    | "choice"
    | "variant"
    | "column"
    | "covariate"
    | "value"
    | "names"
    | "rates"
    | "ranges"
    | "levels";
  hint?: string;
  options?: readonly (readonly [value: string, label: string])[];
  /** For `variant`: what stands at the path when it is chosen. */
  variants?: Record<string, StepDraft>;
  /** Left empty it is null; for `names`, none. */
  optional?: boolean;
  /** For `column` and `covariate`: those that fit. */
  fits?: (column: Columns[number]) => boolean;
  when?: (step: StepDraft) => boolean;
}

export const NUMERIC = (column: Columns[number]) => column.kind === "numeric";
export const CHANGING = (column: Columns[number]) => column.availability !== "static";
export const MOVING_NUMBER = (column: Columns[number]) => NUMERIC(column) && CHANGING(column);

export function valueAt(step: StepDraft, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as StepDraft | null | undefined)?.[key], step);
}

export function withValue(step: StepDraft, path: string, value: unknown): StepDraft {
  const [key = "", ...rest] = path.split(".");
  return {
    ...step,
    [key]: rest.length === 0 ? value : withValue((step[key] ?? {}) as StepDraft, rest.join("."), value),
  };
}

/** Whether a field of the step has one of these values. */
export const is =
  (path: string, ...values: unknown[]) =>
  (step: StepDraft) =>
    values.includes(valueAt(step, path));
export const UNKNOWNS: StepField = {
  path: "unknowns",
  label: "Where a part is not known",
  control: "choice",
  options: [
    ["missing", "The total is not known"],
    ["known_only", "Total of what is known"],
  ],
};
export const INTO: StepField = { path: "into", label: "Name of the new covariate", control: "text" };
export const COMPARISONS = [
  ["below", "is below"],
  ["at_most", "is at most"],
  ["equal", "is equal to"],
  ["at_least", "is at least"],
  ["above", "is above"],
] as const;

/** What a person fills in, kind by kind. */
