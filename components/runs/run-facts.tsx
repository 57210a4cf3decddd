import { LABEL_WORDS, MASKED_KINDS } from "#lib/features/datasets/labels/index.ts";
import { modelWords } from "#lib/features/runs/index.ts";
import type { BacktestSpec } from "#lib/forecast/types.ts";
import { formatDateTime, formatDuration } from "#lib/format/index.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import { runtimeWords } from "./runtime-words.ts";

interface Facts {
  spec: BacktestSpec;
  data: { name: string; number: number };
  requestedBy: string | null;
  queuedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  place: RunPlace;
  runtime: Record<string, string> | null;
}

/** One line under the title: what the run is about, who asked, how long it took. */
export function RunFacts({ run }: { run: Facts }) {
  const { spec, data, startedAt, finishedAt } = run;
  const folds = `${spec.selectionFolds} selection and ${spec.testFolds} untouched folds`;
  const terms = termWords(spec);
  const models = modelWords(spec.models);
  const took = startedAt !== null && finishedAt !== null ? `; ${formatDuration(finishedAt - startedAt)}` : "";
  // A run of the server that waits has nothing to add; where a browser trains is worth saying at once.
  const where = run.runtime || run.place === "browser" ? `, ${runtimeWords(run.place, run.runtime)}` : "";
  return (
    <>
      {data.name}, version {data.number}, {spec.horizonSteps} steps ahead, {folds}
      {terms}; {models}. {run.requestedBy ? `${run.requestedBy}, ` : ""}
      {formatDateTime(run.queuedAt)}
      {took}
      {where}, seed {spec.seed}.
    </>
  );
}

/** What differs from a plain backtest: ", a gap of 3 steps, the last 90 steps learnt from, trained once". */
function termWords({ gapSteps = 0, window, refit, holidays, labels }: BacktestSpec): string {
  const parts = [
    gapSteps > 0 ? `a gap of ${gapSteps} ${gapSteps === 1 ? "step" : "steps"}` : "",
    window?.kind === "sliding" ? `the last ${window.windowSteps} steps learnt from` : "",
    holidays ? `public holidays of ${holidays.name} known ahead` : "",
    labels ? labelWords(labels) : "",
    refit === "once" ? "trained once before the first fold" : "",
  ];
  return parts.map((part) => (part === "" ? "" : `, ${part}`)).join("");
}

/** "3 stock-outs and 1 outlier not learnt from, promotions known ahead". */
function labelWords({ counts, mask, promotions }: NonNullable<BacktestSpec["labels"]>): string {
  const hidden = MASKED_KINDS.filter((kind) => mask.includes(kind) && counts[kind]).map((kind) => {
    const count = counts[kind] ?? 0;
    return `${count} ${LABEL_WORDS[kind].name.toLowerCase()}${count === 1 ? "" : "s"}`;
  });
  const list = [hidden.slice(0, -1).join(", "), ...hidden.slice(-1)].filter((part) => part !== "");
  return [
    hidden.length > 0 ? `${list.join(" and ")} not learnt from` : "",
    promotions ? "labelled promotions known ahead" : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
