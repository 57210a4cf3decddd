import { z } from "zod";
import { countLabels, listValidations } from "#lib/features/datasets/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { parseFrequency, seasonLengthOf } from "#lib/forecast/index.ts";
import { NETWORK_FAMILIES } from "#lib/forecast/neural/families.ts";
import { DEFAULT_AUTO, DEFAULT_NETWORK, MODEL_KEYS } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import { meanSeconds } from "./estimate.ts";
import { METHODS } from "./methods.ts";
import { MODEL_NAMES } from "./names.ts";
import type { MeasuredSeconds, RunOptions, VersionOption } from "./options-view.ts";
import { holidayPlaces } from "./run-panel.ts";
import { RunPlanSchema, StoredSpecSchema, TaskInputSchema } from "./schema.ts";

/** What this needs of a version's profile; the rest is the data feature's own. */
const FactsSchema = z.object({
  frequency: z.string(),
  series: z.int(),
  periods: z.int(),
  firstTime: z.number(),
  lastTime: z.number(),
  lastKnownTime: z.number(),
  todayForecasts: z.int().nullable(),
});

/** A horizon that people plan by, and as many folds as the data carries: at most 3 to choose by and 2 untouched. */
function recommend(frequency: string, periods: number): VersionOption["recommended"] {
  const parsed = parseFrequency(frequency);
  const seasonLength = seasonLengthOf(parsed);
  const usual: Record<string, number> = { min: 96, h: 48, D: 28, W: 13, M: 12, Q: 4, Y: 3, int: 12 };
  const least = Math.max(seasonLength + 1, 8);
  let horizonSteps = usual[parsed.unit] ?? 12;
  let [selectionFolds, testFolds] = [3, 2];
  const fits = () => least + horizonSteps * (selectionFolds + testFolds) <= periods;
  // Horizon and folds shrink in turn; a third of the data should stay to learn from.
  while (!fits() && (horizonSteps > 1 || selectionFolds > 1 || testFolds > 1)) {
    if (selectionFolds > 1) selectionFolds -= 1;
    else if (testFolds > 1) testFolds -= 1;
    else horizonSteps = Math.max(1, Math.floor(horizonSteps / 2));
  }
  return { horizonSteps, seasonLength, selectionFolds, testFolds };
}

export async function getRunOptions(actor: ProjectActor): Promise<RunOptions> {
  const { workspaceId, projectId } = actor;
  const [versions, server, browser, countries] = await Promise.all([
    db().datasetVersion.findMany({
      where: { workspaceId, projectId, deletedAt: null },
      orderBy: { createdAt: "desc" },
      take: 50,
      select: { id: true, datasetId: true, number: true, profile: true, dataset: { select: { name: true } } },
    }),
    measure(actor),
    measure(actor, "browser"),
    holidayPlaces(),
  ]);
  const labels = await countLabels(actor, [...new Set(versions.map(({ datasetId }) => datasetId))]);
  const judged = await listValidations(
    actor,
    versions.map(({ id }) => id),
  );
  return {
    versions: versions.flatMap(({ id, datasetId, number, profile, dataset }) => {
      const facts = FactsSchema.safeParse(profile).data;
      if (!facts) return [];
      // The grid may go on after the last known value, to carry inputs known ahead.
      const share =
        facts.lastTime > facts.firstTime
          ? (facts.lastKnownTime - facts.firstTime) / (facts.lastTime - facts.firstTime)
          : 1;
      const periods = Math.round((facts.periods - 1) * share) + 1;
      return [
        {
          id,
          title: `${dataset.name}, version ${number}`,
          frequency: facts.frequency,
          series: facts.series,
          periods,
          firstTime: facts.firstTime,
          lastTime: facts.lastKnownTime,
          labels: labels.get(datasetId) ?? {},
          hasTodayForecast: (facts.todayForecasts ?? 0) > 0,
          failed:
            judged
              .get(id)
              ?.results.filter((result) => result.outcome === "failed")
              .map(({ severity, title, found }) => ({ severity, title, found })) ?? null,
          recommended: recommend(facts.frequency, periods),
        },
      ];
    }),
    models: MODEL_KEYS.map((key) => ({ key, name: MODEL_NAMES[key], ...METHODS[key] })),
    families: NETWORK_FAMILIES.map(({ key, name, about, advanced }) => ({ key, name, about, advanced })),
    network: { trainingSteps: DEFAULT_NETWORK.trainingSteps, members: DEFAULT_NETWORK.members },
    budgetSeconds: DEFAULT_AUTO.budgetSeconds,
    countries,
    measured: { server, browser },
  };
}

/** How long tasks took in the project's newest finished run of this place. */
export async function measure(
  scope: Pick<ProjectActor, "workspaceId" | "projectId">,
  place: RunPlace = "server",
): Promise<MeasuredSeconds | null> {
  const { workspaceId, projectId } = scope;
  const run = await db().run.findFirst({
    where: { workspaceId, projectId, status: "succeeded", place },
    orderBy: { number: "desc" },
    select: {
      spec: true,
      plan: true,
      tasks: { select: { input: true, status: true, startedAt: true, finishedAt: true } },
    },
  });
  const spec = StoredSpecSchema.safeParse(run?.spec).data;
  const plan = RunPlanSchema.safeParse(run?.plan).data;
  if (!run || !spec || !plan) return null;
  const seconds = meanSeconds(
    run.tasks.map((task) => ({
      input: TaskInputSchema.parse(task.input),
      status: task.status,
      startedAt: task.startedAt?.getTime() ?? null,
      finishedAt: task.finishedAt?.getTime() ?? null,
    })),
  );
  return {
    seconds: Object.fromEntries(seconds),
    networkSteps: spec.network.trainingSteps,
    networkFamily: spec.network.family,
    budgetSeconds: spec.auto.budgetSeconds,
    seriesCount: plan.seriesCount,
  };
}
