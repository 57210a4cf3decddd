import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import { readBlobBytes } from "#lib/platform/blobs/index.ts";
import { db } from "#lib/platform/db.ts";
import { MODEL_NAMES } from "../names.ts";
import { getRunRow } from "../repository.ts";
import { RunPlanSchema } from "../schema.ts";
import { type Breakdown, PART_MEASURES, type Part, type Significance } from "./breakdown.ts";
import { BreakdownSchema } from "./schema.ts";
import type { PartTable, ScopeDetails, ScoreDetails, SignificanceLine } from "./view.ts";

interface MetricRow {
  model: string;
  scope: string;
  name: string;
  value: number | null;
}

/** All scores of a finished run: every measure, by fold, by step ahead and by segment, and how sure the differences are. */
export async function getScoreDetails(actor: ProjectActor, number: number): Promise<ScoreDetails> {
  const { id, plan } = await getRunRow(db(), actor, number, { id: true, plan: true });
  const folds = RunPlanSchema.safeParse(plan).data?.folds ?? [];
  const foldsOf = (scope: ScopeDetails["scope"]) =>
    folds.flatMap(({ fold, role }) => (role === scope ? [fold] : []));
  const owner = { runId: id, workspaceId: actor.workspaceId };
  const [metrics, stored] = await Promise.all([
    db().metric.findMany({
      where: owner,
      select: { model: true, scope: true, name: true, value: true },
    }),
    db().artifact.findFirst({ where: { ...owner, kind: "breakdown" }, select: { digest: true } }),
  ]);
  const bytes = stored && (await readBlobBytes({ workspaceId: actor.workspaceId, digest: stored.digest }));
  const breakdown = bytes && BreakdownSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return {
    scopes: (["test", "selection"] as const).flatMap(
      (scope) => scopeDetails(scope, metrics, { breakdown, folds: foldsOf(scope) }) ?? [],
    ),
    significance: (breakdown?.significance ?? [])
      .map(lineOf)
      .toSorted(
        (a, b) => (a.difference ?? Number.POSITIVE_INFINITY) - (b.difference ?? Number.POSITIVE_INFINITY),
      ),
  };
}

function scopeDetails(
  scope: ScopeDetails["scope"],
  metrics: readonly MetricRow[],
  { breakdown, folds }: { breakdown: Breakdown | null; folds: readonly number[] },
): ScopeDetails | null {
  const value = (model: string, at: string, name: string) =>
    metrics.find((row) => row.model === model && row.scope === at && row.name === name)?.value ?? null;
  const own = metrics.filter((row) => row.scope === scope);
  const keys = [...new Set(own.map((row) => row.model))].toSorted(
    (a, b) =>
      (value(a, scope, "mase") ?? Number.POSITIVE_INFINITY) -
      (value(b, scope, "mase") ?? Number.POSITIVE_INFINITY),
  );
  if (keys.length === 0) return null;
  const names = [...new Set(own.map((row) => row.name))];
  return {
    scope,
    models: keys.map((key) => ({ key, name: MODEL_NAMES[key as ModelKey] ?? key })),
    measures: Object.fromEntries(names.map((name) => [name, keys.map((key) => value(key, scope, name))])),
    folds: {
      parts: folds.map((fold) => `Fold ${fold + 1}`),
      values: Object.fromEntries(
        PART_MEASURES.map((name) => [
          name,
          folds.map((fold) => keys.map((key) => value(key, `fold-${fold}`, name))),
        ]),
      ),
    },
    steps: breakdown && tableOf(breakdown.byStep, scope, keys),
    segments: breakdown && tableOf(breakdown.bySegment, scope, keys),
  };
}

/** Of a long horizon every second step is shown, or every third: a page of hundreds tells no more. */
const MOST_PARTS = 60;

function tableOf(
  rows: readonly Part[],
  scope: ScopeDetails["scope"],
  keys: readonly string[],
): PartTable | null {
  const own = rows.filter((row) => row.scope === scope && row.n > 0);
  const all = [...new Set(own.map(({ part }) => part))];
  const every = Math.ceil(all.length / MOST_PARTS);
  const parts = all.filter((_, i) => i % every === 0);
  if (parts.length === 0) return null;
  const at = new Map(own.map((row) => [`${row.part}/${row.model}`, row]));
  return {
    parts: parts.map(String),
    values: Object.fromEntries(
      PART_MEASURES.map((name, i) => [
        name,
        parts.map((part) => keys.map((key) => at.get(`${part}/${key}`)?.values[i] ?? null)),
      ]),
    ),
  };
}

/** Shown only where chance alone would seldom do it: one time in ten, or one in twenty for a test over time. */
function lineOf(row: Significance): SignificanceLine {
  const { model, over, units, difference, lower, upper, pValue } = row;
  const isSure =
    over === "series" ? lower !== null && upper !== null && lower * upper > 0 : (pValue ?? 1) < 0.05;
  const verdict = difference === null ? "unknown" : !isSure ? "open" : difference < 0 ? "better" : "worse";
  return {
    ...{ key: model, name: MODEL_NAMES[model], verdict, difference },
    ...{ lower, upper, pValue, units, over },
  };
}
