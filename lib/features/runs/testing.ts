import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importFile } from "#lib/features/datasets/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { createRng } from "#lib/forecast/index.ts";
import type { RunRequest } from "./schema.ts";

/** A small daily panel with a weekly season and noise, imported through the same doors as a person's file. */
export async function importTestVersion(
  actor: ProjectActor,
  options: { series?: number; days?: number; seed?: number } = {},
): Promise<string> {
  const { series = 4, days = 120, seed = 1 } = options;
  const rng = createRng(seed);
  const lines = ["unique_id,ds,y,promo"];
  for (let s = 0; s < series; s += 1) {
    for (let day = 0; day < days; day += 1) {
      const at = new Date(Date.UTC(2024, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
      const season = 10 + 4 * Math.sin((2 * Math.PI * day) / 7) + s;
      lines.push(`item-${s},${at},${(season + 2 * rng() - 1).toFixed(2)},${day % 9 === 0 ? 1 : 0}`);
    }
  }
  const folder = await mkdtemp(join(tmpdir(), "forecanvas-test-"));
  try {
    const path = join(folder, "sales.csv");
    await writeFile(path, `${lines.join("\n")}\n`);
    const { id } = await importFile(actor, {
      path,
      name: `Sales ${seed}`,
      recipe: {
        delimiter: ",",
        decimalMark: "point",
        timeFormat: "iso",
        frequency: "D",
        columns: [
          { name: "unique_id", role: "series" },
          { name: "ds", role: "time" },
          { name: "y", role: "target" },
          { name: "promo", role: "covariate", availability: "known_ahead", kind: "numeric" },
        ],
      },
    });
    return id;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function testRequest(datasetVersionId: string, change: Partial<RunRequest> = {}): RunRequest {
  return {
    datasetVersionId,
    horizonSteps: 7,
    seasonLength: 7,
    selectionFolds: 2,
    testFolds: 1,
    models: ["naive", "theta"],
    network: { trainingSteps: 20, members: 1 },
    seed: 3,
    question: "",
    clientKey: `key-${Math.round(performance.now() * 1e6)}`,
    ...change,
  };
}
