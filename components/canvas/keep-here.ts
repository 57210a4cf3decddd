import * as Y from "yjs";
import { afterPaint } from "./after-paint.ts";

/** A copy of the document in this browser. */
export interface Kept {
  /** Stores at once what waits for the next frame. */
  flush: () => void;
  destroy: () => Promise<void>;
}

/**
 * Keeps a document in this browser under a name and takes in what was kept before. A letter is stored right after the
 * frame that shows it: to open a transaction first would be a millisecond of each key's sixteen.
 */
export async function keepHere(name: string, doc: Y.Doc): Promise<Kept> {
  const { IndexeddbPersistence } = await import("y-indexeddb");
  const store = new IndexeddbPersistence(name, doc);
  await store.whenSynced;
  const later = afterPaint<Uint8Array>((updates) => store._storeUpdate(Y.mergeUpdates(updates), null));
  doc.off("update", store._storeUpdate);
  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== store) later.add(update);
  };
  doc.on("update", onUpdate);
  return {
    flush: later.flush,
    destroy: () => {
      doc.off("update", onUpdate);
      later.flush();
      return store.destroy();
    },
  };
}
