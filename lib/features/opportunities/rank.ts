import type { PredictionKind, PredictionRole, RankBy } from "#lib/platform/prisma/enums.ts";
import { type Computed, type IceInputs, iceOf, type RiceInputs, riceOf, rounded, short } from "./scores.ts";
import { leftAfter, WHEN_NOT, type WhenNotKey } from "./when-not.ts";

/** What a task is judged by. Grades are from 1 to 5; null where nobody has graded yet. */
export interface Graded extends RiceInputs, IceInputs {
  name: string;
  kind: PredictionKind;
  /** Null while nobody has said. */
  predictionRole: PredictionRole | null;
  value: number | null;
  feasibility: number | null;
  dataReadiness: number | null;
  risk: number | null;
  /** What holds of the "when not to" list; `whenNotChecked` once somebody has gone through it. */
  whenNot: readonly WhenNotKey[];
  whenNotChecked: boolean;
}

export interface Score {
  /** Without a unit, or RICE's own: for the order only. Null where it cannot be ranked. */
  score: number | null;
  /** How it came about, each a sentence without its full stop. */
  reasons: string[];
}

/** Each grade of risk above the lowest takes this share off. */
const OFF_PER_RISK = 0.1;

/** The most that each score can be; RICE has no end. */
export const MOST: Record<RankBy, number | null> = { value_feasibility: 25, rice: null, ice: 10 };

/** Neither by its kind nor by what was said of it does a prediction help. */
export function isWithoutPrediction(task: Pick<Graded, "kind" | "predictionRole">): boolean {
  return task.kind === "none" || task.predictionRole === "neither";
}

/**
 * The score by which tasks are put in order: value × feasibility, RICE or ICE, each less what the "when not to" list
 * takes off (15 % an answer, at most 90 %). To tenths.
 */
export function scoreOf(task: Graded, rankBy: RankBy = "value_feasibility"): Score {
  if (isWithoutPrediction(task)) {
    const why =
      task.kind === "none"
        ? "A rule or a person does this better than a prediction"
        : "A prediction would neither replace nor help here";
    return { score: null, reasons: [`${why}, so it has no rank`] };
  }
  const judged = JUDGES[rankBy](task);
  if (judged.score === null) return judged;
  const reasons = [...judged.reasons];
  const left = leftAfter(task.whenNot);
  if (task.whenNot.length > 0) {
    const which = task.whenNot.map((key) => WHEN_NOT[key].reason).join(", ");
    reasons.push(`“when not to” takes ${Math.round((1 - left) * 100)} % off: ${which}`);
  } else if (!task.whenNotChecked) reasons.push("nobody has gone through “when not to” yet");
  if (rankBy === "value_feasibility" && task.dataReadiness === null)
    reasons.push("nobody has looked at its data yet");
  if (task.kind !== "forecast")
    reasons.push("it can be planned here, but only forecasts can be trained so far");
  return { score: rounded(judged.score * left), reasons };
}

const JUDGES: Record<RankBy, (task: Graded) => Score> = {
  value_feasibility: valueTimesFeasibility,
  rice: (task) => published(riceOf(task), "RICE"),
  ice: (task) => published(iceOf(task), "ICE"),
};

function published(computed: Computed, name: string): Score {
  if ("missing" in computed) {
    return { score: null, reasons: [`Give its ${listed(computed.missing)} to rank it by ${name}`] };
  }
  return { score: computed.score, reasons: [computed.words] };
}

/**
 * Value × feasibility; a task is no more feasible than its data are ready, and each grade of risk above 1 takes a tenth
 * off. Simple on purpose: people argue about the grades, and must be able to do the sum in their heads.
 */
function valueTimesFeasibility({ value, feasibility, dataReadiness, risk }: Graded): Score {
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
  return { score: value * feasible * (1 - off), reasons };
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "16 of 25", "480", "7.3 of 10". */
export function scoreInWords(score: number, rankBy: RankBy): string {
  const most = MOST[rankBy];
  return most === null ? short(score) : `${short(score)} of ${most}`;
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
export function ranked<T extends Graded>(
  tasks: readonly T[],
  rankBy: RankBy = "value_feasibility",
): Ranked<T>[] {
  const scored = tasks.map((task) => ({ ...task, ...scoreOf(task, rankBy) })).sort(comparePlaces);
  return scored.map((task) => ({
    ...task,
    rank: task.score === null ? null : 1 + scored.findIndex((other) => other.score === task.score),
  }));
}
