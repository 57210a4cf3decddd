import type * as Y from "yjs";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { BLOCK_KEYS } from "../blocks/index.ts";
import { type BlockProjection, projectBlock } from "../document/project.ts";
import { AGREED, AGREED_BY, readText, registersOf } from "../document/shape.ts";

/** What stands beside a block: to which content (its fingerprint) and in whose name. */
export interface Signed {
  signature: string;
  by: string;
}

export interface MadeAgreement extends Signed {
  block: BlockProjection;
}

/** Blocks that were ever agreed to and not reopened, whether the agreement still holds or not. */
export function signedBlocks(doc: Y.Doc): Map<BlockKey, Signed> {
  const found = new Map<BlockKey, Signed>();
  for (const key of BLOCK_KEYS) {
    const registers = registersOf(doc, key);
    const [signature, by] = [readText(registers.get(AGREED)), readText(registers.get(AGREED_BY))];
    if (signature || by) found.set(key, { signature, by });
  }
  return found;
}

/** The agreements in `doc` that `before` does not have and that hold: a change that was made apart can end one at once. */
export function madeAgreements(before: ReadonlyMap<BlockKey, Signed>, doc: Y.Doc): MadeAgreement[] {
  return [...signedBlocks(doc)].flatMap(([key, signed]) => {
    const was = before.get(key);
    if (was?.signature === signed.signature && was.by === signed.by) return [];
    const block = projectBlock(doc, key);
    return block.status === "agreed" ? [{ ...signed, block }] : [];
  });
}

/** A name that stands under another content than before, or another name under the same, is that person's to write. */
export function forgedSignature(
  before: ReadonlyMap<BlockKey, Signed>,
  after: ReadonlyMap<BlockKey, Signed>,
  authorId: string,
): boolean {
  return [...after].some(([key, { signature, by }]) => {
    const was = before.get(key);
    return by !== "" && by !== authorId && (was?.by !== by || was.signature !== signature);
  });
}
