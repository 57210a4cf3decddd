import type { Tx } from "#lib/platform/db.ts";
import { listUpdates, type Scope } from "../repository.ts";
import { OpenCanvas } from "./open-canvas.ts";

/** A canvas as this process has it open between two changes, which saves reading it anew at each letter. */
export interface HeldCanvas {
  canvas: OpenCanvas;
  /** The number of the last update that it holds. */
  seq: bigint;
  /** Whatever names that update beside its number: a database that was brought back may give the number twice. */
  stamp: string | null;
  /** In so many updates it is stored, at most. */
  rows: number;
  /** When this process last compacted it, by its own clock. */
  compactedAt: number;
}

const MOST = 20;
const MOST_BYTES = 2_000_000;
const IDLE_MS = 60_000;

// A cache only: what it holds is checked against the number in the row that the caller has locked.
const held = new Map<string, HeldCanvas & { usedAt: number }>();

const keyOf = ({ workspaceId, projectId }: Scope) => `${workspaceId}/${projectId}`;

/**
 * The document as the database has it, taken out of the cache or read; the caller holds the project's row lock and
 * gives it back by `holdCanvas` once its transaction is committed, and only then.
 */
export async function takeCanvas(
  tx: Tx,
  scope: Scope,
  now: { seq: bigint; stamp: string | null },
): Promise<HeldCanvas> {
  const known = held.get(keyOf(scope));
  held.delete(keyOf(scope));
  if (known && performance.now() - known.usedAt < IDLE_MS && known.seq <= now.seq) {
    if (known.seq === now.seq && known.stamp === now.stamp) return known;
    if (known.seq < now.seq) {
      const news = await listUpdates(scope, { after: known.seq, tx });
      if (known.canvas.follow(news.map((update) => update.bytes))) {
        const { canvas, compactedAt } = known;
        return { canvas, ...now, rows: known.rows + news.length, compactedAt };
      }
    }
  }
  const updates = await listUpdates(scope, { after: 0n, tx });
  const canvas = new OpenCanvas(updates.map((update) => update.bytes));
  return { canvas, ...now, rows: updates.length, compactedAt: Number.NEGATIVE_INFINITY };
}

export function holdCanvas(scope: Scope, canvas: HeldCanvas): void {
  if (canvas.canvas.bytes > MOST_BYTES) return;
  held.set(keyOf(scope), { ...canvas, usedAt: performance.now() });
  const [oldest] = held.keys();
  if (held.size > MOST && oldest !== undefined) held.delete(oldest);
}
