import { z } from "zod";
import { MODEL_NAMES, type RunListItem } from "#lib/features/runs/index.ts";
import { findRunAt, getRun, getRunLive, getRunMetrics, type RunView } from "#lib/features/runs/server.ts";
import { findPresentVerdict, looksAt, recordLooks } from "#lib/features/verdict/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { RunPlace, RunStatus, VerdictKind } from "#lib/platform/prisma/enums.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { iso, isoOrNull } from "../iso.ts";

/** What `params` of a run's operations are. */
export const RunParams = z.strictObject({
  run: z.string().max(36).meta({ description: "The run's id, or its number in the project." }),
});

const status = z.enum(RunStatus);
const place = z
  .enum(RunPlace)
  .meta({ description: "Where the models are trained; the rest happens on the server." });
const progress = z.number().meta({ description: "0 to 1, by expected seconds of work." });
const wape = z.number().nullable();

export const RunItemSchema = z
  .object({
    id: z.uuid(),
    number: z.int(),
    status,
    place,
    question: z.string(),
    models: z.array(z.string()),
    horizonSteps: z.int(),
    data: z.string(),
    requestedBy: z.string().nullable(),
    queuedAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    progress,
    wape: z.object({ model: z.string(), value: wape, naive: wape }).nullable().meta({
      description: "On the untouched folds: the method that selection put first, beside seasonal naive.",
    }),
  })
  .meta({ id: "RunItem" });

export function toRunItem(item: RunListItem): z.input<typeof RunItemSchema> {
  return {
    ...item,
    models: [...item.models],
    queuedAt: iso(item.queuedAt),
    startedAt: isoOrNull(item.startedAt),
    finishedAt: isoOrNull(item.finishedAt),
  };
}

const Score = z.number().nullable();
const Line = z.object({
  model: z.string(),
  name: z.string(),
  pairs: z.int().meta({ description: "Pairs of forecast and actual that it rests on." }),
  wape: Score,
  mase: Score,
  smape: Score,
  mae: Score,
  rmse: Score,
  bias: Score,
  coverage80: Score,
  coverage95: Score,
});
const SCORES = ["wape", "mase", "smape", "mae", "rmse", "bias", "coverage80", "coverage95"] as const;

const Looks = z.object({
  count: z.int().meta({ description: "People, runs and hours." }),
  people: z.int(),
  runs: z.array(z.int()).meta({ description: "Numbers of the runs that were looked at." }),
});

export const RunSchema = z
  .object({
    id: z.uuid(),
    number: z.int(),
    status,
    place,
    question: z.string(),
    data: z.object({ versionId: z.uuid(), name: z.string(), number: z.int() }),
    spec: z.object({
      horizonSteps: z.int(),
      seasonLength: z.int(),
      selectionFolds: z.int(),
      testFolds: z.int(),
      models: z.array(z.string()),
      network: z.object({ trainingSteps: z.int(), members: z.int(), family: z.string() }),
      window: z
        .discriminatedUnion("kind", [
          z.object({ kind: z.literal("expanding") }),
          z.object({ kind: z.literal("sliding"), windowSteps: z.int() }),
        ])
        .meta({
          description: "What each fold may learn from: all before its cutoff, or the last steps of it.",
        }),
      gapSteps: z
        .int()
        .meta({ description: "Steps between the last period that a fold may see and its first forecast." }),
      refit: z.enum(["each_fold", "once"]).meta({
        description:
          "How often networks and the regression are trained. Other methods are fitted at each fold.",
      }),
      auto: z
        .object({ budgetSeconds: z.int() })
        .meta({ description: "What the method `auto` may spend, all folds together." }),
      sealed: z.boolean().meta({
        description:
          "Asked for with its untouched folds sealed: errors and verdict are there once they are opened.",
      }),
      labels: z
        .object({
          digest: z.string().meta({ description: "Of the labels themselves, which are kept as they were." }),
          counts: z.record(z.string(), z.int()),
          mask: z.array(z.string()).meta({ description: "Kinds that were hidden from what learns." }),
          leftOut: z
            .array(z.string())
            .meta({ description: "Kinds whose periods are left out of errors and costs." }),
          leftOutDigest: z.string().nullable().meta({
            description: "Of the labels of these kinds: errors of runs with the same may be compared.",
          }),
          promotions: z.boolean().meta({ description: "Whether promotions were an input known ahead." }),
        })
        .nullable()
        .meta({ description: "What the data's labels did to the run; null where there were none." }),
      seed: z.int(),
    }),
    requestedBy: z.string().nullable(),
    cancelledBy: z.string().nullable(),
    queuedAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    failure: z.string().nullable().meta({ description: "Plain words, with a way out." }),
    progress,
    secondsLeft: z.number().nullable().meta({ description: "An estimate; null once it has ended." }),
    runtime: z
      .record(z.string(), z.string())
      .nullable()
      .meta({ description: "Backend and versions of what trained it." }),
    selection: z
      .object({
        criterion: z.string(),
        ranking: z.array(z.object({ model: z.string(), family: z.string(), value: z.number().nullable() })),
      })
      .nullable()
      .meta({ description: "By the selection folds alone, best first." }),
    leaderboard: z.array(Line).meta({
      description:
        "Every method on the untouched test folds, the smallest MASE first. Empty until the run has succeeded.",
    }),
    testLooks: z.object({ before: Looks, since: Looks }).meta({
      description:
        "Looks at the untouched periods: before this run was asked for, at any run of the same data, which may have steered the choice; and at this run since. Reading a run that has succeeded is one of them, once an hour.",
    }),
    verdict: z
      .object({
        id: z.uuid().meta({ description: "The `verdictId` of a decision." }),
        kind: z.enum(VerdictKind),
        sentence: z.string(),
        recommended: z.string(),
        computedAt: z.iso.datetime(),
      })
      .nullable()
      .meta({
        description:
          "Null until the run has succeeded and the canvas says what a unit short and a unit over cost.",
      }),
  })
  .meta({ id: "Run" });

/** Everything about a run at this moment. @throws AppError `not_found` for a foreign one. */
export async function readRun(actor: ProjectActor, address: string): Promise<z.input<typeof RunSchema>> {
  const { number } = await findRunAt(actor, address);
  const [run, live] = await Promise.all([getRun(actor, number), getRunLive(actor, number)]);
  const [leaderboard, verdict] =
    run.status === "succeeded"
      ? await Promise.all([leaderboardOf(actor, number), findPresentVerdict(actor, number)])
      : [[], null];
  if (leaderboard.length > 0) await recordLooks(actor, { runs: [run.id], via: "rest" });
  const looks = await looksAt(actor, run.id);
  return {
    ...headOf(run),
    progress: live.progress,
    secondsLeft: live.secondsLeft,
    leaderboard,
    testLooks: { before: looks.before, since: looks.since },
    verdict: verdict && {
      id: verdict.id,
      kind: verdict.kind,
      sentence: verdict.sentence,
      recommended: verdict.detail.recommended,
      computedAt: iso(verdict.computedAt),
    },
  };
}

function headOf(run: RunView) {
  const { spec, selection } = run;
  return {
    ...run,
    spec: { ...spec, models: [...spec.models] },
    queuedAt: iso(run.queuedAt),
    startedAt: isoOrNull(run.startedAt),
    finishedAt: isoOrNull(run.finishedAt),
    selection: selection && { criterion: selection.criterion, ranking: selection.ranking },
  };
}

async function leaderboardOf(actor: ProjectActor, number: number): Promise<z.input<typeof Line>[]> {
  const metrics = (await getRunMetrics(actor, number)).filter(({ scope }) => scope === "test");
  const models = [...new Set(metrics.map(({ model }) => model))];
  const lines = models.map((model) => {
    const own = metrics.filter((metric) => metric.model === model);
    const of = (name: string) => own.find((metric) => metric.name === name)?.value ?? null;
    const scores = Object.fromEntries(SCORES.map((name) => [name, of(name)])) as Record<
      (typeof SCORES)[number],
      number | null
    >;
    return { model, name: MODEL_NAMES[model], pairs: own[0]?.count ?? 0, ...scores };
  });
  const worth = ({ mase, mae }: (typeof lines)[number]) => mase ?? mae ?? Number.POSITIVE_INFINITY;
  return lines.sort((a, b) => worth(a) - worth(b));
}

const HEAD = {
  id: EXAMPLE.run,
  number: 1,
  status: "succeeded" as const,
  place: "server" as const,
  question: "Does Theta beat seasonal naive?",
  requestedBy: "Nightly upload",
  queuedAt: "2026-11-24T08:32:00.000Z",
  startedAt: "2026-11-24T08:32:00.008Z",
  finishedAt: "2026-11-24T08:32:04.120Z",
  progress: 1,
};

export const EXAMPLE_ITEM = {
  ...HEAD,
  models: ["naive", "seasonal_naive", "theta"],
  horizonSteps: 7,
  data: "Sales, version 1",
  wape: { model: "theta", value: 0.081, naive: 0.112 },
};

const SCORED = {
  pairs: 28,
  smape: 8.3,
  mae: 0.93,
  rmse: 1.17,
  bias: -0.01,
  coverage80: 0.82,
  coverage95: 0.96,
};

export const EXAMPLE_RUN = {
  ...HEAD,
  data: { versionId: EXAMPLE.version, name: "Sales", number: 1 },
  spec: {
    horizonSteps: 7,
    seasonLength: 7,
    selectionFolds: 2,
    testFolds: 1,
    models: ["naive", "seasonal_naive", "theta"],
    network: { trainingSteps: 300, members: 2, family: "mlp" },
    window: { kind: "expanding" as const },
    gapSteps: 0,
    refit: "each_fold" as const,
    auto: { budgetSeconds: 60 },
    sealed: false,
    labels: null,
    seed: 1,
  },
  cancelledBy: null,
  failure: null,
  secondsLeft: null,
  runtime: { node: "24.21.0" },
  selection: {
    criterion: "MASE",
    ranking: [{ model: "theta", family: "statistical", value: 0.71 }],
  },
  leaderboard: [
    { model: "theta", name: "Theta", wape: 0.081, mase: 0.71, ...SCORED },
    { model: "seasonal_naive", name: "Seasonal naive", wape: 0.112, mase: 0.98, ...SCORED },
  ],
  testLooks: {
    before: { count: 0, people: 0, runs: [] },
    since: { count: 1, people: 1, runs: [1] },
  },
  verdict: {
    id: EXAMPLE.verdict,
    kind: "statistics_suffice" as const,
    sentence: "Use statistics. Theta saves €1,200 a year against seasonal naive.",
    recommended: "theta",
    computedAt: "2026-11-24T08:32:05.000Z",
  },
};
