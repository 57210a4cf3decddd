export interface Clock {
  now: () => number;
  /** A sample lasts this long at least: longer than the clock's steps. */
  sampleMs: number;
}

/** Samples mostly shorter than a slice of the processor, so that the median has not waited for others. */
export const WALL_CLOCK: Clock = { now: () => performance.now(), sampleMs: 2 };

export interface Sampling {
  samples: number;
  clock: Clock;
}

/** What takes longer than this is sampled a few times only. */
const SLOW_MS = 150;
const SLOW_SAMPLES = 3;

export interface Work {
  /** Called before each sample, outside of its time. */
  prepare?: () => void;
  run: () => void;
}

/**
 * Median milliseconds a call of each, sampled in turn, so that whatever else the machine does meets all of them alike.
 * Each is called often enough before that its code is compiled.
 */
export function medianMs<Name extends string>(
  works: Record<Name, Work>,
  { samples, clock }: Sampling,
): Record<Name, number> {
  const lanes = (Object.entries(works) as [Name, Work][]).map(([name, work]) => {
    const calls = callsFor(work, clock);
    return { name, work, calls, times: [] as number[] };
  });
  for (let i = 0; i < samples; i += 1) {
    for (const { work, calls, times } of lanes) {
      if (i >= SLOW_SAMPLES && (times[0] ?? 0) > SLOW_MS) continue;
      work.prepare?.();
      times.push(timeOf(work, { calls, clock }) / calls);
    }
  }
  return Object.fromEntries(lanes.map(({ name, times }) => [name, median(times)])) as Record<Name, number>;
}

/** Calls that fill a sample. */
function callsFor(work: Work, clock: Clock): number {
  work.prepare?.();
  for (let calls = 1; ; calls *= 2) {
    const took = timeOf(work, { calls, clock });
    if (took >= clock.sampleMs) return Math.max(1, Math.ceil((calls * clock.sampleMs) / took));
  }
}

function timeOf({ run }: Work, { calls, clock }: { calls: number; clock: Clock }): number {
  const from = clock.now();
  for (let i = 0; i < calls; i += 1) run();
  return clock.now() - from;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
