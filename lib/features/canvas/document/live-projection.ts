import type * as Y from "yjs";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { type BlockProjection, projectBlock, projectDocument } from "./project.ts";
import { touchedBlocks } from "./touched.ts";

/**
 * What a document says while it is written: only a block in which something changed is read anew, the others stay the
 * same objects.
 */
export class LiveProjection {
  readonly #doc: Y.Doc;
  readonly #touched = new Set<BlockKey>();
  #blocks: BlockProjection[];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#blocks = projectDocument(doc);
    doc.on("afterTransaction", (transaction: Y.Transaction) => {
      for (const key of touchedBlocks(transaction)) this.#touched.add(key);
    });
  }

  /** In reading order; a list of its own after each change. */
  get blocks(): BlockProjection[] {
    if (this.#touched.size > 0) {
      this.#blocks = this.#blocks.map((block) =>
        this.#touched.has(block.key) ? projectBlock(this.#doc, block.key) : block,
      );
      this.#touched.clear();
    }
    return this.#blocks;
  }
}
