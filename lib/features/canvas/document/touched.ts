import * as Y from "yjs";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { BLOCK_KEYS } from "../blocks/index.ts";

/** The root under which a type stands; null for one that was taken out. */
function rootOf<E>(type: Y.AbstractType<E>): object | null {
  let at: Pick<Y.AbstractType<E>, "_item"> = type;
  while (at._item !== null) {
    const { parent } = at._item;
    if (!(parent instanceof Y.AbstractType)) return null;
    at = parent;
  }
  return at;
}

/** The blocks in which a transaction changed something. */
export function touchedBlocks(transaction: Y.Transaction): Set<BlockKey> {
  const touched = new Set<BlockKey>();
  const { share } = transaction.doc;
  for (const type of transaction.changed.keys()) {
    const root = rootOf(type);
    for (const key of BLOCK_KEYS) {
      if (touched.has(key)) continue;
      for (const [name, at] of share) {
        if (at === root && (name === key || name.startsWith(`${key}/`))) touched.add(key);
      }
    }
  }
  return touched;
}
