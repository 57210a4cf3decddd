import type { Keep } from "./schema.ts";

export interface KeptVersion {
  number: number;
  /** Milliseconds since 1970 UTC. */
  createdAt: number;
  /** A run, a claim or a decision rests on it. */
  isUsed: boolean;
}

const DAY_MS = 86_400_000;

/**
 * The versions that a policy lets go: those that are neither among the newest `keepVersions` nor younger than `keepDays`.
 * The newest always stays, and so does one that something rests on: only an owner deletes that, by hand.
 */
export function expiredVersions<V extends KeptVersion>(
  versions: readonly V[],
  policy: Keep,
  now: number,
): V[] {
  const { keepVersions, keepDays } = policy;
  if (keepVersions === null && keepDays === null) return [];
  const newestFirst = [...versions].sort((a, b) => b.number - a.number);
  return newestFirst.filter((version, place) => {
    const isAmongNewest = keepVersions !== null && place < keepVersions;
    const isYoung = keepDays !== null && now - version.createdAt < keepDays * DAY_MS;
    return place > 0 && !version.isUsed && !isAmongNewest && !isYoung;
  });
}
