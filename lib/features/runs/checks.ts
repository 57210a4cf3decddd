import { checkLeaks } from "#lib/features/datasets/server.ts";
import { formatFrequency, knownSpan, seenIndexOf, truncatePanel } from "#lib/forecast/index.ts";
import type { BacktestSpec, Fold, Panel } from "#lib/forecast/types.ts";
import type { RunPlan } from "./schema.ts";

type Check = RunPlan["checks"][number];

const times = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/**
 * What is verified before anything trains, so that no fold can see what it is asked to foretell: folds in order, test
 * periods apart from those that selection reads, nothing known after a cutoff, no input that is the target itself.
 */
export function checkLeakage(panel: Panel, spec: BacktestSpec, folds: readonly Fold[]): Check[] {
  const horizon = spec.horizonSteps;
  const selection = folds.filter((fold) => fold.role === "selection");
  const tests = folds.filter((fold) => fold.role === "test");
  const lastSelected = Math.max(...selection.map((fold) => fold.cutoffIndex + horizon));
  const firstTest = Math.min(...tests.map((fold) => fold.cutoffIndex));
  const checks: Check[] = [];
  if (lastSelected > firstTest) {
    throw new RangeError("A selection fold reaches into the untouched periods.");
  }
  checks.push({
    name: "Untouched folds",
    state: "passed",
    detail: `${times(tests.length, "fold", "folds")} of ${times(horizon, "step", "steps")} that selection does not read`,
  });

  const leaking = folds.filter(
    (fold) =>
      (knownSpan(truncatePanel(panel, seenIndexOf(fold, spec)))?.last ?? -1) > seenIndexOf(fold, spec),
  );
  if (leaking.length > 0) throw new RangeError(`Fold ${leaking[0]?.fold} sees values after its cutoff.`);
  checks.push({
    name: "Cutoffs",
    state: "passed",
    detail: `no value after the cutoff in any of ${times(folds.length, "fold", "folds")}`,
  });

  for (const { name, state, detail, wayOut } of checkLeaks(panel, folds, horizon))
    checks.push({ name, state, detail: wayOut === null ? detail : `${detail}. ${wayOut}` });
  checks.push(knownAheadGaps(panel, horizon));
  checks.push({ name: "Frequency", state: "passed", detail: formatFrequency(panel.frequency) });
  return checks;
}

/** Whether the inputs known ahead are known for the real future, too. */
function knownAheadGaps(panel: Panel, horizon: number): Check {
  const name = "Future inputs";
  const ahead = panel.covariates.filter((covariate) => covariate.availability === "known_ahead");
  if (ahead.length === 0) return { name, state: "passed", detail: "no input has to be known ahead" };
  const last = knownSpan(panel)?.last ?? -1;
  const covered = panel.times.length - 1 - last;
  return covered >= horizon
    ? { name, state: "passed", detail: `known for all ${times(horizon, "step", "steps")} ahead` }
    : {
        name,
        state: "warning",
        detail: `known for ${covered} of ${times(horizon, "step", "steps")} after the data's end; the future forecast assumes the rest`,
      };
}
