import * as Y from "yjs";
import { AppError } from "#lib/platform/errors.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import {
  forgedSignature,
  type MadeAgreement,
  madeAgreements,
  type Signed,
  signedBlocks,
} from "../agreement/made.ts";
import { BLOCK_KEYS, NOTES } from "../blocks/index.ts";
import { faultOf } from "../document/inspect.ts";
import { type BlockProjection, itemsOf, projectBlock, projectDocument } from "../document/project.ts";
import { readText } from "../document/shape.ts";
import { touchedBlocks } from "../document/touched.ts";
import { isTyping } from "./typing.ts";

export const MAX_UPDATE_BYTES = 1_000_000;
const MAX_DOCUMENT_BYTES = 8_000_000;

export interface Change {
  bytes: Uint8Array;
  /** Nobody: the server made it of what was stored here before, with the names that stood there. */
  authorId: string | null;
}

export interface Applied {
  /** What people agreed to by this change. */
  agreements: MadeAgreement[];
  /** Blocks that became agreed by it, or ceased to be. */
  turned: { key: BlockKey; isAgreed: boolean }[];
  /** Blocks that it touched. */
  touched: BlockKey[];
}

export function openDocument(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const bytes of updates) Y.applyUpdate(doc, bytes);
  return doc;
}

/** The stored document, open to judge and take changes from outside. */
export class OpenCanvas {
  readonly doc: Y.Doc;
  readonly #names = new Map<object, string>();
  #blocks: BlockProjection[];
  readonly #unread = new Set<BlockKey>();
  #signed: ReadonlyMap<BlockKey, Signed>;
  #authors: ReadonlyMap<string, string>;
  #bytes: number;

  constructor(updates: readonly Uint8Array[]) {
    this.doc = openDocument(updates);
    // The projection also gives each root of a canvas its type.
    this.#blocks = projectDocument(this.doc);
    for (const [name, type] of this.doc.share) this.#names.set(type, name);
    this.#signed = signedBlocks(this.doc);
    this.#authors = noteAuthors(this.doc);
    this.#bytes = updates.reduce((sum, update) => sum + update.byteLength, 0);
  }

  /** At most so large, in bytes as an update. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What it says now, in reading order. */
  get blocks(): readonly BlockProjection[] {
    if (this.#unread.size > 0) {
      this.#blocks = this.#blocks.map((block) =>
        this.#unread.has(block.key) ? projectBlock(this.doc, block.key) : block,
      );
      this.#unread.clear();
    }
    return this.#blocks;
  }

  /** Takes what others have stored meanwhile, which was judged when it was; false when something before it lacks. */
  follow(updates: readonly Uint8Array[]): boolean {
    const seen = this.#watch(() => {
      for (const bytes of updates) {
        Y.applyUpdate(this.doc, bytes);
        this.#bytes += bytes.byteLength;
      }
    });
    this.#turned(seen);
    if (!seen.isTyping) {
      this.#signed = signedBlocks(this.doc);
      this.#authors = noteAuthors(this.doc);
    }
    return this.doc.store.pendingStructs === null && this.doc.store.pendingDs === null;
  }

  /**
   * Applies a change that came from outside; null when it says nothing new. Throws `invalid_input` for bytes that are no
   * change of a canvas, `conflict` for one that rests on changes not stored here, `too_large`, and `forbidden` for one
   * that speaks in another person's name. After a throw the canvas holds what was refused and must not be used again.
   */
  apply({ bytes, authorId }: Change): Applied | null {
    const seen = this.#watch(() => {
      try {
        Y.applyUpdate(this.doc, bytes);
      } catch {
        throw new AppError("invalid_input", { detail: "These bytes are not a change of a canvas." });
      }
    });
    if (this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null) {
      throw new AppError("conflict", {
        detail: "This change rests on others that are not stored here. Send them too.",
      });
    }
    if (!seen.isNew) return null;
    const agreements = seen.isTyping ? [] : this.#judgeWhole(authorId);
    this.#weigh(bytes);
    return { agreements, turned: this.#turned(seen), touched: [...seen.touched] };
  }

  #watch(work: () => void): { isNew: boolean; isTyping: boolean; touched: Set<BlockKey> } {
    const seen = { isNew: false, isTyping: true, touched: new Set<BlockKey>() };
    const onUpdate = () => {
      seen.isNew = true;
    };
    const onTransaction = (transaction: Y.Transaction) => {
      if (!isTyping(transaction, (type) => this.#names.get(type))) seen.isTyping = false;
      for (const key of touchedBlocks(transaction)) seen.touched.add(key);
    };
    this.doc.on("update", onUpdate);
    this.doc.on("afterTransaction", onTransaction);
    try {
      work();
    } finally {
      this.doc.off("update", onUpdate);
      this.doc.off("afterTransaction", onTransaction);
    }
    return seen;
  }

  #judgeWhole(authorId: string | null): MadeAgreement[] {
    const fault = faultOf(this.doc);
    if (fault) throw new AppError("invalid_input", { detail: `This is not a change of a canvas. ${fault}` });
    const [signed, authors] = [signedBlocks(this.doc), noteAuthors(this.doc)];
    if (
      authorId !== null &&
      (forgedSignature(this.#signed, signed, authorId) || hasForgedNote(this.#authors, authors, authorId))
    ) {
      throw new AppError("forbidden", { detail: "A note or an agreement carries another person's name." });
    }
    const made = madeAgreements(this.#signed, this.doc);
    this.#signed = signed;
    this.#authors = authors;
    return made;
  }

  #weigh(bytes: Uint8Array): void {
    this.#bytes += bytes.byteLength;
    if (this.#bytes <= MAX_DOCUMENT_BYTES) return;
    // Updates repeat what they share; only the document itself tells its size.
    this.#bytes = Y.encodeStateAsUpdate(this.doc).byteLength;
    if (this.#bytes > MAX_DOCUMENT_BYTES) {
      throw new AppError("too_large", {
        detail: "The canvas holds more than it can take. Shorten its notes.",
      });
    }
  }

  /** Reads at once only where an agreement may turn: to read a long text anew at each letter is the dear part. */
  #turned(seen: { isTyping: boolean; touched: ReadonlySet<BlockKey> }): Applied["turned"] {
    const turned: Applied["turned"] = [];
    for (const [i, block] of this.#blocks.entries()) {
      if (!seen.touched.has(block.key)) continue;
      if (seen.isTyping && block.status !== "agreed" && !block.agreeAgain) {
        this.#unread.add(block.key);
        continue;
      }
      const now = projectBlock(this.doc, block.key);
      this.#blocks[i] = now;
      this.#unread.delete(block.key);
      const isAgreed = now.status === "agreed";
      if (isAgreed !== (block.status === "agreed")) turned.push({ key: block.key, isAgreed });
    }
    return turned;
  }
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

function hasForgedNote(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  authorId: string,
): boolean {
  return [...after].some(([note, name]) => name !== authorId && before.get(note) !== name);
}
