import { modelWords } from "#lib/features/runs/index.ts";
import type { BacktestSpec } from "#lib/forecast/types.ts";
import { formatDateTime, formatDuration } from "#lib/format/index.ts";

interface Facts {
  spec: BacktestSpec;
  data: { name: string; number: number };
  requestedBy: string | null;
  queuedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  runtime: Record<string, string> | null;
}

/** One line under the title: what the run is about, who asked, how long it took. */
export function RunFacts({ run }: { run: Facts }) {
  const { spec, data, startedAt, finishedAt } = run;
  const folds = `${spec.selectionFolds} selection and ${spec.testFolds} untouched folds`;
  const models = modelWords(spec.models);
  const took = startedAt !== null && finishedAt !== null ? `; ${formatDuration(finishedAt - startedAt)}` : "";
  const backend = run.runtime?.backend ? ` on TensorFlow.js ${run.runtime.backend}` : "";
  return (
    <>
      {data.name}, version {data.number}, {spec.horizonSteps} steps ahead, {folds}; {models}.{" "}
      {run.requestedBy ? `${run.requestedBy}, ` : ""}
      {formatDateTime(run.queuedAt)}
      {took}
      {backend}, seed {spec.seed}.
    </>
  );
}
