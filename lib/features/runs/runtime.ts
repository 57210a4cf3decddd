import { z } from "zod";

/** `Run.runtime` as it was stored: facts by name. */
export const RuntimeSchema = z.record(z.string(), z.string());

const LONGEST_FACT = 300;
/** Whoever trains in a browser chooses the names, anew with each task. */
const MOST_FACTS = 40;

/**
 * What ran a run, when several machines shared it: a fact that differs between them stands with each of its values,
 * "Chromium 156 on Linux; Firefox 151 on Windows".
 */
export function mergeRuntime(before: unknown, now: Readonly<Record<string, string>>): Record<string, string> {
  const merged = { ...RuntimeSchema.safeParse(before).data };
  for (const [name, value] of Object.entries(now)) {
    const known = merged[name];
    if (known === undefined) {
      if (Object.keys(merged).length < MOST_FACTS) merged[name] = value;
    } else if (!known.split("; ").includes(value) && known.length + value.length < LONGEST_FACT) {
      merged[name] = `${known}; ${value}`;
    }
  }
  return merged;
}
