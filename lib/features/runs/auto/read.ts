import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { DEFAULT_AUTO } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import { candidateName } from "../names.ts";
import { getRunRow } from "../repository.ts";
import { StoredSpecSchema } from "../schema.ts";
import { findReport } from "./artifacts.ts";
import type { AutoReportView } from "./view.ts";
import { choiceWords } from "./words.ts";

/** What `auto` tried and chose in a run, the least error first; null before it has chosen, and in a run without it. */
export async function getAutoReport(actor: ProjectActor, number: number): Promise<AutoReportView | null> {
  const run = await getRunRow(db(), actor, number, { id: true, spec: true });
  const spec = StoredSpecSchema.parse(run.spec);
  if (!spec.models.includes("auto")) return null;
  const stored = await findReport({ runId: run.id, workspaceId: actor.workspaceId });
  if (!stored) return null;
  const { blend, report } = stored;
  const { plan, baseline, chosen, members } = report;
  const shareOf = (key: string) => blend.shares[key] ?? 0;
  return {
    sentence: choiceWords(report, blend.shares),
    baselineStands: shareOf(baseline.model) === 1,
    baseline: candidateName(baseline.model),
    folds: plan.folds,
    horizonSteps: plan.horizonSteps,
    sampledSeries: plan.sampledSeries,
    series: report.profile.series,
    budgetSeconds: (spec.auto ?? DEFAULT_AUTO).budgetSeconds,
    tried: report.tried
      .map(({ model, score, seconds, measures }) => ({
        key: model,
        name: candidateName(model),
        isBaseline: model === baseline.model,
        score,
        mase: measures?.mase ?? null,
        coverage80: measures?.coverage80 ?? null,
        seconds,
        share: shareOf(model),
      }))
      .toSorted((a, b) => (a.score ?? Number.POSITIVE_INFINITY) - (b.score ?? Number.POSITIVE_INFINITY)),
    chosen: chosen && {
      score: chosen.score,
      shares: Object.keys(blend.shares)
        .filter((key) => shareOf(key) > 0)
        .map((key) => ({ name: candidateName(key), share: shareOf(key) }))
        .toSorted((a, b) => b.share - a.share),
    },
    networks: Object.values(members).reduce((sum, count) => sum + count, 0),
    intervals: report.intervals.method,
    left: report.left.map(candidateName),
    notes: report.notes,
    plan,
  };
}
