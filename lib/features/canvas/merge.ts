import * as Y from "yjs";
import { AppError } from "#lib/platform/errors.ts";
import { forgedSignature, type MadeAgreement, madeAgreements, signedBlocks } from "./agreement/made.ts";
import { BLOCK_KEYS, NOTES } from "./blocks/index.ts";
import { faultOf } from "./document/inspect.ts";
import type { BlockProjection } from "./document/project.ts";
import { itemsOf, projectBlock } from "./document/project.ts";
import { readText } from "./document/shape.ts";

export const MAX_UPDATE_BYTES = 1_000_000;
const MAX_DOCUMENT_BYTES = 8_000_000;

export interface Merged {
  /** The whole document after the change, as one update. */
  document: Uint8Array;
  before: BlockProjection[];
  after: BlockProjection[];
  /** What people agreed to by this change. */
  agreements: MadeAgreement[];
}

export function openDocument(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const bytes of updates) Y.applyUpdate(doc, bytes);
  return doc;
}

/**
 * Applies a change that came from outside to the stored document; null when it says nothing new. Throws
 * `invalid_input` for bytes that are no change of a canvas, `conflict` for one that rests on changes not stored here,
 * `too_large`, and `forbidden` for one that speaks in another person's name. Nobody as its author means that the server
 * made it of what was stored here before, with the names that stood there.
 */
export function mergeUpdate(
  stored: readonly Uint8Array[],
  change: { bytes: Uint8Array; authorId: string | null },
): Merged | null {
  const doc = openDocument(stored);
  const before = BLOCK_KEYS.map((key) => projectBlock(doc, key));
  const notesBefore = noteAuthors(doc);
  const signedBefore = signedBlocks(doc);
  let isNew = false;
  doc.on("update", () => {
    isNew = true;
  });
  try {
    Y.applyUpdate(doc, change.bytes);
  } catch {
    throw new AppError("invalid_input", { detail: "These bytes are not a change of a canvas." });
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new AppError("conflict", {
      detail: "This change rests on others that are not stored here. Send them too.",
    });
  }
  if (!isNew) return null;
  const fault = faultOf(doc);
  if (fault) throw new AppError("invalid_input", { detail: `This is not a change of a canvas. ${fault}` });
  if (change.authorId !== null) {
    const isForged = forgedSignature(signedBefore, signedBlocks(doc), change.authorId);
    if (isForged || hasForgedNote(notesBefore, noteAuthors(doc), change.authorId)) {
      throw new AppError("forbidden", { detail: "A note or an agreement carries another person's name." });
    }
  }
  const document = Y.encodeStateAsUpdate(doc);
  if (document.byteLength > MAX_DOCUMENT_BYTES) {
    throw new AppError("too_large", { detail: "The canvas holds more than it can take. Shorten its notes." });
  }
  return {
    document,
    before,
    after: BLOCK_KEYS.map((key) => projectBlock(doc, key)),
    agreements: madeAgreements(signedBefore, doc),
  };
}

/** Who stands under which note. */
function noteAuthors(doc: Y.Doc): Map<string, string> {
  const found = new Map<string, string>();
  for (const key of BLOCK_KEYS) {
    for (const note of itemsOf(doc, key, NOTES)) {
      found.set(`${key}/${readText(note.get("id"))}`, readText(note.get("authorId")));
    }
  }
  return found;
}

function hasForgedNote(before: Map<string, string>, after: Map<string, string>, authorId: string): boolean {
  return [...after].some(([note, name]) => name !== authorId && before.get(note) !== name);
}
