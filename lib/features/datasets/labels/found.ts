import { setImmediate as nextTurn } from "node:timers/promises";
import type { Panel } from "#lib/forecast/index.ts";
import { type Findings, findAll } from "./findings.ts";

/** A version never changes, and neither does what is found in it. */
const KEPT = 4;
const kept = new Map<string, Promise<Findings>>();
/** After this long other requests have their turn. */
const TURN_MS = 20;

/** What the detectors find in a version, looked for once. Other requests are answered meanwhile. */
export function findingsOf(versionId: string, panel: Panel): Promise<Findings> {
  const there = kept.get(versionId);
  // Put last, so that the first is the one that was not asked for the longest.
  kept.delete(versionId);
  const findings = there ?? look(panel);
  kept.set(versionId, findings);
  findings.catch(() => kept.delete(versionId));
  for (const old of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(old);
  }
  return findings;
}

async function look(panel: Panel): Promise<Findings> {
  const steps = findAll(panel);
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < TURN_MS) continue;
    await nextTurn();
    since = performance.now();
  }
}
