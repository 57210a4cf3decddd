/**
 * The demo's training run, without the web around it: daily pasta sales, promotions known ahead, three selection folds and
 * two test folds of 28 days, on two threads. Prints the leaderboard, what each method's orders would have cost, the verdict
 * and the seconds it took.
 *
 *     npm run bench demo-run [threads]
 */
import { cpus } from "node:os";
import { decideVerdict } from "#lib/features/verdict/rule.ts";
import {
  type BacktestSpec,
  combineMembers,
  DEFAULT_NETWORK,
  type FoldForecast,
  futureFold,
  type ModelKey,
  planFolds,
  scoreForecasts,
  selectMethods,
  stockCost,
} from "#lib/forecast/index.ts";
import type { DemoTask } from "./demo-worker.ts";
import { loadPasta } from "./load.ts";
import { runPool } from "./pool.ts";

const UNIT_COSTS = { under: 0.54, over: 0.18 };
const threads = Number(process.argv[2] ?? 2);
const models: Exclude<ModelKey, "auto">[] = ["naive", "seasonal_naive", "theta", "network"];
const started = performance.now();
const panel = loadPasta();
const spec: BacktestSpec = {
  horizonSteps: 28,
  seasonLength: 7,
  selectionFolds: 3,
  testFolds: 2,
  stepSteps: 28,
  models,
  network: DEFAULT_NETWORK,
  seed: 1,
};
const folds = planFolds(panel, spec);
const all = [...folds, futureFold(panel)];
// Long tasks first, so that no thread is left with one at the end.
const tasks: DemoTask[] = [
  ...all.flatMap((fold) =>
    Array.from({ length: spec.network.members }, (_, member) => ({
      model: "network" as const,
      fold,
      member,
      spec,
    })),
  ),
  ...models
    .filter((model) => model !== "network")
    .flatMap((model) => all.map((fold) => ({ model, fold, member: 0, spec }))),
];
const answers = await runPool<DemoTask, { forecast: FoldForecast; seconds: number }>({
  module: new URL("./demo-worker.ts", import.meta.url),
  tasks,
  threads,
});
const forecasts: FoldForecast[] = [];
const members = new Map<number, FoldForecast[]>();
const seconds = new Map<string, number>();
answers.forEach(({ forecast, seconds: spent }) => {
  seconds.set(forecast.model, (seconds.get(forecast.model) ?? 0) + spent);
  if (forecast.model === "network")
    members.set(forecast.fold, [...(members.get(forecast.fold) ?? []), forecast]);
  else forecasts.push(forecast);
});
for (const group of members.values()) forecasts.push(combineMembers(group));

const table = scoreForecasts({ panel, spec, folds, forecasts });
const test = folds.filter((fold) => fold.role === "test");
const costs = new Map(
  models.map((model) => [
    model,
    stockCost({
      panel,
      folds: test,
      forecasts: forecasts.filter((f) => f.model === model),
      unitCosts: UNIT_COSTS,
    }),
  ]),
);
const wall = (performance.now() - started) / 1000;
const cpu = process.cpuUsage();

const digits = (value: number, places: number) => Number(value.toFixed(places));
for (const scope of ["selection", "test"] as const) {
  console.log(`\n${scope === "test" ? "Test folds" : "Selection folds"}, 118 series, horizon 28`);
  console.table(
    Object.fromEntries(
      table.rows
        .filter((row) => row.scope.kind === scope)
        .map((row) => [
          row.model,
          {
            n: row.n,
            MASE: digits(row.mase, 3),
            "WAPE %": digits(100 * row.wape, 1),
            MAE: digits(row.mae, 3),
            "bias %": digits(100 * row.bias, 1),
            "in 50 %": digits(100 * row.coverage50, 1),
            "in 80 %": digits(100 * row.coverage80, 1),
            "in 95 %": digits(100 * row.coverage95, 1),
            SQL: digits(row.scaledPinball, 3),
          },
        ]),
    ),
  );
}
console.log("\nCost of orders on the test folds, 0.54 a unit short, 0.18 a unit over");
console.table(
  Object.fromEntries(
    [...costs].map(([model, cost]) => [
      model,
      {
        cost: digits(cost.totals.cost, 0),
        "per unit sold": digits(cost.totals.cost / cost.totals.demand, 4),
        "units short": digits(cost.totals.unitsShort, 0),
        "units over": digits(cost.totals.unitsOver, 0),
        "seconds in threads": digits(seconds.get(model) ?? 0, 1),
      },
    ]),
  ),
);
const { bestStatistical, bestNetwork } = selectMethods(table);
const methodOf = (found: ModelKey | null) => {
  const model = models.find((each) => each === found);
  const cost = model ? costs.get(model) : undefined;
  if (!model || !cost) return null;
  const { costShort, costOver } = cost;
  return {
    model,
    costs: costShort.map((short, s) => short + (costOver[s] as number)),
    yearlyUpkeep: 0,
    npvOf: null,
  };
};
const verdict = decideVerdict({
  unit: "series",
  testFolds: spec.testFolds,
  today: null,
  baseline: methodOf("seasonal_naive") as NonNullable<ReturnType<typeof methodOf>>,
  statistical: methodOf(bestStatistical),
  network: methodOf(bestNetwork),
  yearlyFactor: 365 / (28 * spec.testFolds),
  seed: spec.seed,
});
const saving = verdict.decisive;
console.log(
  `\nVerdict (upkeep not counted): ${verdict.answer}` +
    (saving
      ? `; ${saving.from} → ${saving.to} saves ${saving.yearlySaving.toFixed(0)} a year (90 %: ${saving.lower.toFixed(0)} to ${saving.upper.toFixed(0)})`
      : ""),
);
console.log(
  `${wall.toFixed(1)} s on ${threads} threads, ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of CPU; ${cpus()[0]?.model ?? "unknown CPU"}, Node ${process.versions.node}`,
);
