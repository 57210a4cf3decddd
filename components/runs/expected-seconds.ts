import {
  expectedSeconds,
  familyFactor,
  type RunOptions,
  type VersionOption,
} from "#lib/features/runs/index.ts";
import type { BacktestSpec } from "#lib/forecast/types.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";

const SERVER_THREADS = 2;

/**
 * Seconds that the run would take, from the project's newest run in the same place and on as many series where there is
 * one, else a first guess. A browser is only guessed about from its own runs: machines differ too much.
 */
export function secondsOf(
  spec: BacktestSpec,
  version: VersionOption,
  options: { measured: RunOptions["measured"]; place: RunPlace; browserWorkers: number },
): { seconds: number; isMeasured: boolean } | null {
  const { place } = options;
  const { series: seriesCount, periods } = version;
  const threads = place === "server" ? SERVER_THREADS : options.browserWorkers;
  const measured = options.measured[place];
  if (measured === null || measured.seriesCount !== seriesCount) {
    if (place === "browser") return null;
    return { seconds: expectedSeconds({ spec, seriesCount, periods, threads, place }), isMeasured: false };
  }
  const seconds = new Map(Object.entries(measured.seconds));
  const network = seconds.get("network:network");
  if (network !== undefined) {
    const dearer = familyFactor(spec.network.family) / familyFactor(measured.networkFamily);
    seconds.set("network:network", (network * dearer * spec.network.trainingSteps) / measured.networkSteps);
  }
  // What a budget was spent on tells how much of another would be.
  for (const [group, own] of seconds) {
    if (group === "auto_try:auto" || group === "auto_part:auto")
      seconds.set(group, (own * (spec.auto?.budgetSeconds ?? 0)) / measured.budgetSeconds);
  }
  const expected = expectedSeconds({ spec, seriesCount, periods, threads, place, measured: seconds });
  return { seconds: expected, isMeasured: true };
}
