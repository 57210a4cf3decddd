/** A sample lasts this long at least: longer than the clock's steps, mostly shorter than a slice of the processor. */
const SAMPLE_MS = 2;
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
  options: { samples: number },
): Record<Name, number> {
  const lanes = (Object.entries(works) as [Name, Work][]).map(([name, work]) => {
    const calls = callsFor(work);
    return { name, work, calls, times: [] as number[] };
  });
  for (let i = 0; i < options.samples; i += 1) {
    for (const { work, calls, times } of lanes) {
      if (i >= SLOW_SAMPLES && (times[0] ?? 0) > SLOW_MS) continue;
      work.prepare?.();
      times.push(timeOf(work, calls) / calls);
    }
  }
  return Object.fromEntries(lanes.map(({ name, times }) => [name, median(times)])) as Record<Name, number>;
}

/** Calls that fill a sample. */
function callsFor(work: Work): number {
  work.prepare?.();
  for (let calls = 1; ; calls *= 2) {
    const took = timeOf(work, calls);
    if (took >= SAMPLE_MS) return Math.max(1, Math.ceil((calls * SAMPLE_MS) / took));
  }
}

function timeOf({ run }: Work, times: number): number {
  const from = performance.now();
  for (let i = 0; i < times; i += 1) run();
  return performance.now() - from;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
