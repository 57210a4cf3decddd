import { loadRunForecasts } from "#lib/features/runs/server.ts";
import { scoreForecasts, selectMethods } from "#lib/forecast/index.ts";
import { costsByModel, type Prices, type RunEvidence } from "./assemble.ts";
import { ByteCache } from "./byte-cache.ts";
import { type JudgedRun, judgedRun } from "./series.ts";

interface Owner {
  workspaceId: string;
  runId: string;
}

interface Kept {
  evidence: ByteCache<RunEvidence>;
  judged: ByteCache<JudgedRun>;
}

// On globalThis, as the database is: pages and route handlers may each have this module to themselves, and the
// development server evaluates it anew at each change.
const holder = globalThis as typeof globalThis & { forecanvasJudge?: Kept };

/** A finished run never changes, so what was read of it stays right; only memory limits how many are kept. */
function kept(): Kept {
  holder.forecanvasJudge ??= {
    evidence: new ByteCache(256 * 2 ** 20),
    judged: new ByteCache(256 * 2 ** 20),
  };
  return holder.forecanvasJudge;
}

function sizeOf({ panel, forecasts }: RunEvidence): number {
  const quantiles = forecasts.reduce((sum, one) => sum + one.quantiles.byteLength, 0);
  return quantiles + panel.values.byteLength * (2 + panel.covariates.length);
}

/** A finished run's data, forecasts and scores, from memory when it was asked for lately. The caller has authorised. */
export function loadEvidence(owner: Owner): Promise<RunEvidence> {
  return kept().evidence.get(`${owner.workspaceId}/${owner.runId}`, async () => {
    const { panel, sold, spec, folds, forecasts, autoFamily } = await loadRunForecasts(owner);
    const table = scoreForecasts({ panel, spec, folds, forecasts });
    const selection = selectMethods(table, { families: autoFamily ? { auto: autoFamily } : {} });
    const value = { panel, sold, spec, folds, forecasts, table, selection, autoFamily };
    return { value, bytes: sizeOf(value) };
  });
}

/** The same with every method's costs at these prices; without prices there are errors only. */
export async function loadJudgedRun(
  owner: Owner,
  terms: { prices: Prices | null; currency: string; unit: string },
): Promise<JudgedRun> {
  const { prices, currency, unit } = terms;
  const key = `${owner.workspaceId}/${owner.runId}/${JSON.stringify([prices, currency, unit])}`;
  return kept().judged.get(key, async () => {
    const evidence = await loadEvidence(owner);
    const costs = prices && {
      selection: costsByModel(evidence, "selection", prices),
      test: costsByModel(evidence, "test", prices),
    };
    const value = judgedRun({ evidence, costs, currency, unit });
    // It keeps its evidence alive, even when that has left its own cache.
    const columns = 2 * 7 * 8 * evidence.spec.models.length * evidence.panel.ids.length;
    return { value, bytes: sizeOf(evidence) + columns };
  });
}
