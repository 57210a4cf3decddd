import type { PredictionKind } from "#lib/platform/prisma/enums.ts";

/** Grades from 1 to 5; null where nobody has graded yet. */
export interface Graded {
  name: string;
  kind: PredictionKind;
  value: number | null;
  feasibility: number | null;
  dataReadiness: number | null;
  risk: number | null;
}

export interface Score {
  /** 0.6 to 25, without a unit: for the order only. Null where it cannot be ranked. */
  score: number | null;
  /** How it came about, each a sentence without its full stop. */
  reasons: string[];
}

/** Each grade of risk above the lowest takes this share off. */
const OFF_PER_RISK = 0.1;

/**
 * Value × feasibility; a task is no more feasible than its data are ready, and each grade of risk above 1 takes a tenth
 * off. Simple on purpose: people argue about the grades, and must be able to do the sum in their heads.
 */
export function scoreOf(task: Graded): Score {
  if (task.kind === "none") {
    return {
      score: null,
      reasons: ["A rule or a person does this better than a prediction, so it has no rank"],
    };
  }
  const { value, feasibility, dataReadiness, risk } = task;
  if (value === null || feasibility === null) {
    const missing = [value === null ? "value" : "", feasibility === null ? "feasibility" : ""];
    return { score: null, reasons: [`Grade its ${missing.filter(Boolean).join(" and ")} to rank it`] };
  }
  const reasons: string[] = [];
  const isHeldBack = dataReadiness !== null && dataReadiness < feasibility;
  const feasible = isHeldBack ? dataReadiness : feasibility;
  reasons.push(`Value ${value} × feasibility ${feasible} = ${value * feasible}`);
  if (isHeldBack) {
    reasons.push(
      `feasibility ${feasibility} counts as ${dataReadiness}, because its data are only that ready`,
    );
  }
  const off = risk === null ? 0 : OFF_PER_RISK * (risk - 1);
  if (off > 0) reasons.push(`risk ${risk} takes ${Math.round(off * 100)} % off`);
  if (dataReadiness === null) reasons.push("nobody has looked at its data yet");
  if (task.kind !== "forecast")
    reasons.push("it can be planned here, but only forecasts can be trained so far");
  // Tenths, so that 0.1 + 0.2 never decides an order.
  return { score: Math.round(value * feasible * (1 - off) * 10) / 10, reasons };
}

export type Ranked<T> = T & Score & { rank: number | null };

/** Where a task stands in the order; as a cursor it holds when others come or go. */
export interface Place {
  score: number | null;
  value: number | null;
  name: string;
}

/** Negative when `a` stands before `b`: by score, those without one last, then by value, then by name. */
export function comparePlaces(a: Place, b: Place): number {
  const byScore = (b.score ?? -1) - (a.score ?? -1);
  const byName = a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  return byScore || (b.value ?? 0) - (a.value ?? 0) || byName;
}

/** The best first; equal scores share a rank. */
export function ranked<T extends Graded>(tasks: readonly T[]): Ranked<T>[] {
  const scored = tasks.map((task) => ({ ...task, ...scoreOf(task) })).sort(comparePlaces);
  return scored.map((task) => ({
    ...task,
    rank: task.score === null ? null : 1 + scored.findIndex((other) => other.score === task.score),
  }));
}
