/** Something that happened on a canvas, ready to show. */
export interface Happening {
  id: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
  /** Null where nobody did it: a claim that turned with its source. */
  who: string | null;
  /** To stand after the name, or alone where there is none. */
  words: string;
  /** What was said, where it is there to read. */
  excerpt: string;
  /** Below the project, and what the link is called. */
  link: { path: string; label: string } | null;
}

/** A claim that turned, as the evidence tells it: one line a claim, the last time that it did. */
export interface Turn {
  claimId: string;
  block: string;
  /** "“WAPE below 15 %” turned contradicted: 17.1 %, run 3" */
  words: string;
  at: number;
  source: { path: string; label: string } | null;
}

/** A page of happenings under their days, in the zone that `dayOf` knows. They keep their order. */
export function byDay<T extends { at: number }>(
  happenings: readonly T[],
  dayOf: (at: number) => string,
): { day: string; happenings: T[] }[] {
  const days: { day: string; happenings: T[] }[] = [];
  for (const happening of happenings) {
    const day = dayOf(happening.at);
    const last = days.at(-1);
    if (last?.day === day) last.happenings.push(happening);
    else days.push({ day, happenings: [happening] });
  }
  return days;
}
