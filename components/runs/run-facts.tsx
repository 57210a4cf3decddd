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
  const models = modelWords(spec.models);
  const took = startedAt !== null && finishedAt !== null ? `; ${formatDuration(finishedAt - startedAt)}` : "";
  // A run of the server that waits has nothing to add; where a browser trains is worth saying at once.
  const where = run.runtime || run.place === "browser" ? `, ${runtimeWords(run.place, run.runtime)}` : "";
  return (
    <>
      {data.name}, version {data.number}, {spec.horizonSteps} steps ahead, {folds}; {models}.{" "}
      {run.requestedBy ? `${run.requestedBy}, ` : ""}
      {formatDateTime(run.queuedAt)}
      {took}
      {where}, seed {spec.seed}.
    </>
  );
}
