import { getUnitCosts } from "#lib/features/canvas/server.ts";
import { getRunMetrics, type RunMetric } from "#lib/features/runs/server.ts";
import { recordLooks } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { MODEL_KEYS, type ModelKey } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { groupsOf } from "./groups.ts";
import { findMethods, findModelRows, type PlacedRow } from "./repository.ts";
import { ModelFilterSchema, type ModelRowKey } from "./schema.ts";
import type { ModelGroup } from "./view.ts";

interface Pages {
  take: number;
  after: ModelRowKey | null;
}

/**
 * The methods of all finished runs, the comparison in which somebody finished last first. A run that finishes between
 * two pages may move rows; each names its run and method. Throws `invalid_input` for a filter that is none.
 */
export async function listModelRows(
  actor: ProjectActor,
  filter: unknown,
  pages: Pages,
): Promise<PlacedRow[]> {
  const parsed = parseInput(ModelFilterSchema, filter);
  assertMay(actor, "read");
  const prices = await pricesOf(actor);
  return findModelRows(db(), { scope: scopeOf(actor), filter: parsed, runNumber: null, prices, ...pages });
}

export interface Leaderboard {
  groups: ModelGroup[];
  /** Where the next page begins; null on the last. */
  next: ModelRowKey | null;
  hasPrices: boolean;
  /** What the rows can be filtered by: the methods that a finished run has tried. */
  methods: ModelKey[];
}

/** A page of the leaderboard as it is drawn, with why a later comparison cannot stand in the first one's table. */
export async function getLeaderboard(
  actor: ProjectActor,
  filter: unknown,
  { take, after }: Pages,
): Promise<Leaderboard> {
  const parsed = parseInput(ModelFilterSchema, filter);
  assertMay(actor, "read");
  const prices = await pricesOf(actor);
  const asked = { scope: scopeOf(actor), filter: parsed, runNumber: null, prices };
  const [rows, [first], methods] = await Promise.all([
    findModelRows(db(), { ...asked, take: take + 1, after }),
    after === null ? [] : findModelRows(db(), { ...asked, take: 1, after: null }),
    findMethods(db(), asked.scope),
  ]);
  const shown = rows.slice(0, take);
  const last = rows.length > take ? shown.at(-1) : undefined;
  await recordLooks(actor, { runs: [...new Set(shown.map(({ runId }) => runId))], via: "models" });
  return {
    groups: groupsOf(shown, {
      first: (first ?? shown[0])?.comparison ?? null,
      after: shown.find((row) => row.key.newest === after?.newest)?.comparison.id ?? null,
    }),
    next: last?.key ?? null,
    hasPrices: prices !== null,
    methods: MODEL_KEYS.filter((model) => methods.has(model)),
  };
}

/**
 * One method of one run, with its scores of every scope: `test`, `selection` and each fold. Throws `not_found` for a run
 * of elsewhere, one that has not finished well, and a method that it did not try.
 */
export async function getModelRow(
  actor: ProjectActor,
  { runNumber, model }: { runNumber: number; model: unknown },
): Promise<PlacedRow & { metrics: RunMetric[] }> {
  assertMay(actor, "read");
  const filter = ModelFilterSchema.safeParse({ model });
  const [metrics, prices] = await Promise.all([getRunMetrics(actor, runNumber), pricesOf(actor)]);
  const [row] =
    filter.success && filter.data.model
      ? await findModelRows(db(), {
          scope: scopeOf(actor),
          filter: filter.data,
          runNumber,
          after: null,
          take: 1,
          prices,
        })
      : [];
  if (!row) {
    throw new AppError("not_found", {
      detail: `Run ${runNumber} has no finished result of that method.`,
    });
  }
  return { ...row, metrics: metrics.filter((metric) => metric.model === row.model) };
}

function scopeOf({ workspaceId, projectId }: ProjectActor) {
  return { workspaceId, projectId };
}

async function pricesOf(actor: ProjectActor) {
  const costs = await getUnitCosts(actor);
  return costs && { ...costs, currency: actor.currency };
}
