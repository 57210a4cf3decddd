import type { LineageEdge, LineageGraph, LineageNode } from "#lib/features/datasets/index.ts";
import type { VersionOrigin } from "#lib/features/datasets/server.ts";
import { MODEL_NAMES } from "#lib/features/runs/index.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import { formatNumber, formatPercent } from "#lib/format/index.ts";
import type { RunStatus } from "#lib/platform/prisma/enums.ts";

/** A run as its lineage needs it. */
export interface RunOrigin {
  number: number;
  status: RunStatus;
  question: string;
  versionId: string;
  /** What selection put first on the untouched folds; null while it has not. */
  first: { model: ModelKey; wape: number | null } | null;
}

const STATUS_WORDS: Record<RunStatus, string> = {
  queued: "queued",
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};

/**
 * Raw file → recipe → version → run → model, as a graph. Versions are given newest first. A file that several versions are
 * made of, and a recipe that they share, stand once.
 */
export function lineageOf(
  versions: readonly VersionOrigin[],
  runs: readonly RunOrigin[],
  chosen: readonly { runNumber: number; model: string }[],
): LineageGraph {
  const nodes = new Map<string, LineageNode>();
  const edges = new Map<string, LineageEdge>();
  const add = (node: LineageNode) => {
    if (!nodes.has(node.id)) nodes.set(node.id, node);
  };
  const link = (from: string, to: string, version: string) => {
    const key = `${from} ${to}`;
    const before = edges.get(key)?.versions ?? [];
    edges.set(key, { from, to, versions: [...new Set([...before, version])] });
  };
  const recipes = [...new Set(versions.toReversed().map((version) => version.recipeKey))];
  for (const version of versions) {
    const id = `version:${version.number}`;
    const gone = version.isDeleted;
    add({
      ...{ id, column: "version", title: `Version ${version.number}`, path: `data/${version.id}` },
      detail: gone
        ? "data deleted"
        : `${formatNumber(version.series)} series, ${formatNumber(version.rows)} rows`,
      state: gone ? "deleted" : "normal",
    });
    const recipe = `recipe:${recipes.indexOf(version.recipeKey) + 1}`;
    add({
      ...{ id: recipe, column: "recipe", title: `Recipe ${recipes.indexOf(version.recipeKey) + 1}` },
      ...{ detail: `${version.columns} columns, ${version.recipeKey.slice(0, 8)}`, state: "normal" },
      path: `data/${version.id}#origin`,
    });
    link(recipe, id, id);
    version.raw.forEach((file, i) => {
      const raw = `raw:${file.digest.slice(0, 16)}`;
      const isKept = versions.find(
        (each) => !each.isDeleted && each.raw.some((one) => one.digest === file.digest),
      );
      const at = isKept?.raw.findIndex((one) => one.digest === file.digest) ?? i;
      add({
        ...{ id: raw, column: "raw", title: file.fileName },
        detail: isKept ? `SHA-256 ${file.digest.slice(0, 8)}` : "deleted",
        path: isKept ? `data/${isKept.id}/raw?file=${at}` : `data/${version.id}`,
        state: isKept ? "normal" : "deleted",
      });
      link(raw, recipe, id);
    });
  }
  for (const run of runs) {
    const version = versions.find((each) => each.id === run.versionId);
    if (!version) continue;
    const id = `run:${run.number}`;
    const isOver = run.status === "failed" || run.status === "cancelled";
    add({
      ...{ id, column: "run", title: `Run ${run.number}`, path: `runs/${run.number}` },
      ...{ detail: run.question || STATUS_WORDS[run.status], state: isOver ? "failed" : "normal" },
    });
    link(`version:${version.number}`, id, `version:${version.number}`);
    if (!run.first) continue;
    const model = `model:${run.number}-${run.first.model}`;
    const isChosen = chosen.some((each) => each.runNumber === run.number && each.model === run.first?.model);
    add({
      ...{ id: model, column: "model", title: MODEL_NAMES[run.first.model] },
      detail: `${run.first.wape === null ? "no WAPE" : `WAPE ${formatPercent(run.first.wape)}`}${isChosen ? ", adopted" : ""}`,
      path: `runs/${run.number}`,
      state: isChosen ? "chosen" : "normal",
    });
    link(id, model, `version:${version.number}`);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
