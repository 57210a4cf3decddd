import { METHOD_IN_SENTENCE, type VerdictDetail } from "#lib/features/verdict/index.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import type { DecisionKind } from "#lib/platform/prisma/enums.ts";
import { type ExpectedSaving, expectedSaving } from "./frozen.ts";

export interface Choice {
  kind: DecisionKind;
  model: ModelKey | null;
}

const NOTHING_TO_TRAIN: readonly ModelKey[] = ["naive", "seasonal_naive", "today"];

/** Adopting one of these is keeping the baseline. */
export function isBaseline(model: ModelKey): boolean {
  return NOTHING_TO_TRAIN.includes(model);
}

/**
 * Whether a decision goes against the verdict, and so needs a signature. Asking for more evidence never does. Without a
 * verdict nothing says that a model pays, so adopting one does.
 */
export function isAgainstVerdict(
  verdict: Pick<VerdictDetail, "answer" | "recommended"> | null,
  choice: Choice,
): boolean {
  const pays = verdict?.answer === "network_pays" || verdict?.answer === "statistics_suffice";
  switch (choice.kind) {
    case "try_again":
      return false;
    case "stop":
      return pays;
    case "adopt_baseline":
      // One baseline was found to be the cheapest: keeping another is a choice against that.
      return pays || (verdict?.answer === "baseline_suffices" && choice.model !== verdict.recommended);
    case "adopt_model":
      return !pays || choice.model !== verdict.recommended;
  }
}

/** "Adopt Theta", "Keep seasonal naive", "Stop", "Try again". */
export function choiceInWords({ kind, model }: Choice): string {
  if (kind === "stop") return "Stop";
  if (kind === "try_again") return "Try again";
  const method = model ? METHOD_IN_SENTENCE[model] : "the method";
  return kind === "adopt_model" ? `Adopt ${method}` : `Keep ${method}`;
}

export interface ChoiceView extends Choice {
  value: string;
  label: string;
  isOverride: boolean;
  isRecommended: boolean;
  expected: ExpectedSaving | null;
}

/** What can be decided on a run: each of its methods, the recommended one first, then trying again and stopping. */
export function choicesOf(options: {
  verdict: VerdictDetail | null;
  models: readonly ModelKey[];
}): ChoiceView[] {
  const { verdict, models } = options;
  const rank = (model: ModelKey) => (model === verdict?.recommended ? 0 : isBaseline(model) ? 2 : 1);
  const adoptions = [...models]
    .sort((a, b) => rank(a) - rank(b))
    .map((model): Choice => ({ kind: isBaseline(model) ? "adopt_baseline" : "adopt_model", model }));
  const all: Choice[] = [...adoptions, { kind: "try_again", model: null }, { kind: "stop", model: null }];
  return all.map((choice) => ({
    ...choice,
    value: choice.model ? `${choice.kind}:${choice.model}` : choice.kind,
    label: choiceInWords(choice),
    isOverride: isAgainstVerdict(verdict, choice),
    isRecommended: choice.model !== null && choice.model === verdict?.recommended,
    expected: verdict && choice.model ? expectedSaving(verdict, choice.model) : null,
  }));
}
