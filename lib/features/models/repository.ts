import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import { periodsInWords, timeInWords } from "#lib/features/verdict/server.ts";
import { parseFrequency } from "#lib/forecast/frequency.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import type { Db } from "#lib/platform/db.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import type { ModelFilter, ModelRowKey } from "./schema.ts";
import type { Comparison, ModelRow } from "./view.ts";

export interface ModelsQuery {
  scope: { workspaceId: string; projectId: string };
  filter: ModelFilter;
  /** Of one run only. */
  runNumber: number | null;
  after: ModelRowKey | null;
  take: number;
  /** Costs are shown at these unit costs only: at others the rows would not compare. */
  prices: { under: number; over: number; currency: string } | null;
}

/** A row, and where it stands in the order. */
export type PlacedRow = ModelRow & { key: ModelRowKey };

interface Row {
  id: string;
  number: number;
  newest: number;
  place: RunPlace;
  replayOf: number | null;
  question: string;
  asker: string | null;
  isPerson: boolean;
  finishedAt: Date | null;
  model: ModelKey;
  group: string;
  digest: string;
  versionId: string;
  data: string;
  frequency: string;
  horizon: number;
  season: number;
  cutoffs: number[];
  leftOut: string | null;
  selectionFolds: number;
  testFolds: number;
  count: number;
  mase: number | null;
  wape: number | null;
  smape: number | null;
  bias: number | null;
  coverage80: number | null;
  costs: { model: string; short: number; over: number }[] | null;
  demand: number | null;
  seconds: number | null;
  seed: number;
  runtime: Record<string, string> | null;
}

/**
 * Finished runs × methods, in one statement: the comparison in which somebody finished last first, in it the smallest
 * MASE, then the newest run. What is joined per row is joined to the page alone.
 */
export async function findModelRows(db: Db, query: ModelsQuery): Promise<PlacedRow[]> {
  const { workspaceId, projectId } = query.scope;
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    WITH finished AS (
      SELECT r.*, v.digest, v.profile ->> 'frequency' AS frequency,
        d.name || ', version ' || v.number AS data,
        (r.spec ->> 'horizonSteps')::int AS horizon,
        (r.spec ->> 'seasonLength')::int AS season,
        r.spec -> 'labels' ->> 'leftOutDigest' AS "leftOut",
        (SELECT coalesce(jsonb_agg(r.plan -> 'cutoffTimes' -> (f.at::int - 1) ORDER BY f.at), '[]')
         FROM jsonb_array_elements(r.plan -> 'folds') WITH ORDINALITY AS f(fold, at)
         WHERE f.fold ->> 'role' = 'test') AS cutoffs
      FROM "Run" r
      JOIN "DatasetVersion" v ON v.id = r."datasetVersionId"
      JOIN "Dataset" d ON d.id = v."datasetId"
      WHERE r."workspaceId" = ${workspaceId} AND r."projectId" = ${projectId}
        AND r.status = 'succeeded' AND jsonb_typeof(r.plan -> 'folds') = 'array'
    ), named AS (
      SELECT *, md5(concat_ws('/', digest, horizon, season, cutoffs::text, "leftOut")) AS "group" FROM finished
    ), placed AS (
      SELECT *, max(number) OVER (PARTITION BY "group") AS newest FROM named
    ), page AS (
      SELECT placed.*, scored.* FROM placed
      -- By the key of its run: without statistics a join would read all metrics again for each run.
      CROSS JOIN LATERAL (
        SELECT m.model, max(m.count) AS count,
          max(m.value) FILTER (WHERE m.name = 'mase') AS mase,
          max(m.value) FILTER (WHERE m.name = 'wape') AS wape,
          max(m.value) FILTER (WHERE m.name = 'smape') AS smape,
          max(m.value) FILTER (WHERE m.name = 'bias') AS bias,
          max(m.value) FILTER (WHERE m.name = 'coverage80') AS coverage80
        FROM "Metric" m WHERE m."runId" = placed.id AND m.scope = 'test' GROUP BY m.model
      ) scored
      WHERE ${conditionsOf(query)}
      ORDER BY newest DESC, mase ASC NULLS LAST, number DESC, model
      LIMIT ${query.take}
    )
    SELECT p.id, p.number, p.newest, p.place::text AS place, original.number AS "replayOf", p.question,
      coalesce(u.name, k.name) AS asker, u.id IS NOT NULL AS "isPerson", p."finishedAt", p.model, p."group",
      p.digest, p."datasetVersionId" AS "versionId", p.data, p.frequency, p.horizon, p.season, p.cutoffs, p."leftOut",
      (p.spec ->> 'selectionFolds')::int AS "selectionFolds", (p.spec ->> 'testFolds')::int AS "testFolds",
      p.count, p.mase, p.wape, p.smape, p.bias, p.coverage80, p.seed, p.runtime,
      judged.costs, judged.demand, worked.seconds
    FROM page p
    LEFT JOIN "Run" original ON original.id = p."replayOfId"
    LEFT JOIN "User" u ON u.id = p."requestedById"
    LEFT JOIN "ApiKey" k ON k.id = p."requestedById" AND k."workspaceId" = ${workspaceId}
    LEFT JOIN LATERAL (
      SELECT v.detail -> 'costs' AS costs, (v.detail ->> 'demand')::float8 AS demand FROM "Verdict" v
      WHERE v."runId" = p.id AND v."workspaceId" = ${workspaceId}
        AND (v.detail -> 'prices' ->> 'under')::float8 = ${query.prices?.under ?? null}::float8
        AND (v.detail -> 'prices' ->> 'over')::float8 = ${query.prices?.over ?? null}::float8
        AND v.detail ->> 'currency' = ${query.prices?.currency ?? ""}
      ORDER BY v."computedAt" DESC LIMIT 1
    ) judged ON true
    LEFT JOIN LATERAL (
      SELECT sum(extract(epoch FROM t."finishedAt" - t."startedAt"))::float8 AS seconds FROM "RunTask" t
      WHERE t."runId" = p.id AND t.status = 'succeeded'
        AND CASE WHEN p.model = 'network' THEN t.kind IN ('network', 'combine')
                 ELSE t.kind = 'local' AND t.input ->> 'model' = p.model END
    ) worked ON true
    ORDER BY p.newest DESC, p.mase ASC NULLS LAST, p.number DESC, p.model`);
  return rows.map(placedRow);
}

/** The methods that any finished run of the project has scores of. */
export async function findMethods(db: Db, scope: ModelsQuery["scope"]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ model: string }[]>(Prisma.sql`
    SELECT DISTINCT m.model FROM "Run" r JOIN "Metric" m ON m."runId" = r.id AND m.scope = 'test'
    WHERE r."workspaceId" = ${scope.workspaceId} AND r."projectId" = ${scope.projectId}
      AND r.status = 'succeeded'`);
  return new Set(rows.map((row) => row.model));
}

function conditionsOf({ filter, runNumber, after }: ModelsQuery): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (filter.place) conditions.push(Prisma.sql`place::text = ${filter.place}`);
  if (filter.model) conditions.push(Prisma.sql`model = ${filter.model}`);
  if (runNumber !== null) conditions.push(Prisma.sql`number = ${runNumber}`);
  if (after) {
    // No MASE stands after every MASE.
    const mase = Prisma.sql`coalesce(mase, 'Infinity'::float8)`;
    const last = Prisma.sql`coalesce(${after.mase}::float8, 'Infinity'::float8)`;
    conditions.push(Prisma.sql`(newest < ${after.newest} OR (newest = ${after.newest} AND (
      ${mase} > ${last} OR (${mase} = ${last} AND (
        number < ${after.number} OR (number = ${after.number} AND model > ${after.model}))))))`);
  }
  return Prisma.join(conditions, " AND ");
}

function placedRow(row: Row): PlacedRow {
  return {
    runId: row.id,
    runNumber: row.number,
    place: row.place,
    replayOf: row.replayOf,
    question: row.question,
    askedBy: row.asker === null ? null : { name: row.asker, kind: row.isPerson ? "person" : "key" },
    finishedAt: row.finishedAt?.getTime() ?? null,
    model: row.model,
    name: MODEL_NAMES[row.model],
    isBaseline: row.model === "seasonal_naive",
    comparison: comparisonOf(row),
    selectionFolds: row.selectionFolds,
    testFolds: row.testFolds,
    count: row.count,
    mase: row.mase,
    wape: row.wape,
    smape: row.smape,
    bias: row.bias,
    coverage80: row.coverage80,
    cost: costOf(row),
    seconds: row.seconds,
    seed: row.seed,
    runtime: row.runtime ?? {},
    key: { newest: row.newest, mase: row.mase, number: row.number, model: row.model },
  };
}

function comparisonOf(row: Row): Comparison {
  const frequency = parseFrequency(row.frequency);
  return {
    id: row.group,
    dataDigest: row.digest,
    data: row.data,
    dataVersionId: row.versionId,
    horizonSteps: row.horizon,
    seasonLength: row.season,
    testCutoffs: row.cutoffs,
    leftOutDigest: row.leftOut,
    hasCalendar: frequency.unit !== "int",
    words: {
      horizon: periodsInWords(row.horizon, frequency),
      season: periodsInWords(row.season, frequency),
      cutoffs: row.cutoffs.map((time) => timeInWords(time, frequency).long),
    },
  };
}

function costOf({ costs, demand, model }: Row): ModelRow["cost"] {
  const total = (key: string) => {
    const cost = costs?.find((one) => one.model === key);
    return cost ? cost.short + cost.over : null;
  };
  const own = total(model);
  if (own === null) return null;
  const baseline = model === "seasonal_naive" ? null : total("seasonal_naive");
  return {
    total: own,
    perUnit: demand === null || demand <= 0 ? null : own / demand,
    saving: baseline === null ? null : baseline - own,
  };
}
