import type { PredictionKind, PredictionRole, RankBy } from "#lib/platform/prisma/enums.ts";
import type { Assumptions, Benefit, Paid } from "./benefit.ts";
import type { Beside } from "./measured.ts";
import { type Graded, type Ranked, scoreInWords } from "./rank.ts";

export const KIND_NAMES: Record<PredictionKind, string> = {
  forecast: "Forecast",
  regression: "Regression",
  classification: "Classification",
  ranking: "Ranking",
  anomaly: "Anomaly",
  none: "No prediction",
};

/** What stands under each kind in the form. */
export const KIND_HINTS: Record<PredictionKind, string> = {
  forecast: "how much, and when",
  regression: "how much, without a time",
  classification: "which of several",
  ranking: "in which order",
  anomaly: "what is unusual",
  none: "a rule or a person is better",
};

export const ROLE_WORDS: Record<PredictionRole, { label: string; hint: string }> = {
  replace: {
    label: "Could replace it",
    hint: "The answer goes out by itself, with a person for the odd ones.",
  },
  help: { label: "Could help", hint: "A person decides, with the prediction beside." },
  neither: { label: "Neither", hint: "It stays as it is, and is a step of the process all the same." },
};

export const RANK_NAMES: Record<RankBy, string> = {
  value_feasibility: "Value × feasibility",
  rice: "RICE",
  ice: "ICE",
};

/** One task of the process; money in the project's currency, times are milliseconds since 1970 UTC. */
export interface Opportunity extends Graded, Paid {
  id: string;
  kind: PredictionKind;
  predictionRole: PredictionRole | null;
  todayMethod: string;
  note: string;
  isChosen: boolean;
  createdAt: number;
  updatedAt: number;
}

export type RankedOpportunity = Ranked<Opportunity> & {
  benefit: Benefit;
  /** Of the chosen task only, once a run has measured something. */
  beside: Beside | null;
};

/** A link of the process graph, as it was drawn. */
export interface ProcessLinkView {
  id: string;
  fromId: string;
  toId: string;
  label: string;
}

export interface ProcessTermsView extends Assumptions {
  rankBy: RankBy;
}

/** "Value 4 × feasibility 3 = 12; risk 2 takes 10 % off." */
export function reasonsInWords(task: Pick<RankedOpportunity, "reasons">): string {
  return `${task.reasons.join("; ")}.`;
}

/** The page's first sentence: what leads, and whether the project is about it. */
export function opportunitiesInWords(
  tasks: readonly Pick<RankedOpportunity, "name" | "score" | "rank" | "isChosen">[],
  rankBy: RankBy = "value_feasibility",
): string {
  const [best] = tasks;
  const chosen = tasks.find((task) => task.isChosen);
  if (!best) return "";
  if (best.rank === null) {
    const todo =
      rankBy === "value_feasibility"
        ? "grade value and feasibility"
        : `give what ${RANK_NAMES[rankBy]} takes`;
    return `${chosen ? `This project is about “${chosen.name}”. ` : ""}Nothing is ranked yet: ${todo}.`;
  }
  const score = (task: { score: number | null }) => scoreInWords(task.score ?? 0, rankBy);
  const by = rankBy === "value_feasibility" ? "" : ` by ${RANK_NAMES[rankBy]}`;
  if (!chosen) return `“${best.name}” leads${by} with ${score(best)}. Nothing is chosen yet.`;
  if (chosen.rank === best.rank) {
    return `This project is about “${chosen.name}”, which leads${by} with ${score(chosen)}.`;
  }
  const place = chosen.rank === null ? "has no rank" : `stands at place ${chosen.rank}`;
  return `This project is about “${chosen.name}”, which ${place}; “${best.name}” leads${by} with ${score(best)}.`;
}
