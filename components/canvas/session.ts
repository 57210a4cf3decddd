import * as Y from "yjs";
import { projectDocument } from "#lib/features/canvas/document/index.ts";
import type { BlockProjection } from "#lib/features/canvas/index.ts";
import { type SaveState, startSync } from "#lib/features/canvas/sync/index.ts";
import { httpTransport } from "./transport.ts";

export interface CanvasSession {
  doc: Y.Doc;
  /** Somebody else changed something: ask for it. */
  pull: () => void;
  close: () => void;
}

/**
 * Opens the living document of a project. For somebody who may edit, what is typed is also kept in this browser, under
 * the project and the person, from the first letter: a lost connection, a closed tab or a taken role loses nothing.
 */
export function openSession(options: {
  base: string;
  projectId: string;
  userId: string;
  canEdit: boolean;
  onState: (state: SaveState) => void;
  onBlocks: (blocks: BlockProjection[]) => void;
}): CanvasSession {
  const doc = new Y.Doc();
  let frame = 0;
  let closed = false;
  let keeper: { destroy: () => Promise<void> } | null = null;

  let isKept = false;
  let last: SaveState = { kind: "loading" };
  const tell = () => {
    if (!closed) options.onState(last.kind === "offline" ? { ...last, isKept } : last);
  };

  const sync = startSync({
    doc,
    transport: httpTransport(`${options.base}/canvas/updates`),
    onState: (state) => {
      last = state;
      tell();
    },
    newId: () => crypto.randomUUID(),
    now: () => Date.now(),
    schedule: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });

  doc.on("update", () => {
    cancelAnimationFrame(frame);
    if (!closed) frame = requestAnimationFrame(() => options.onBlocks(projectDocument(doc)));
  });

  if (options.canEdit) {
    const loading = import("y-indexeddb");
    // After the first answer, so that only what the server lacks counts as unsent.
    const keep = async () => {
      await sync.idle();
      const { IndexeddbPersistence } = await loading;
      if (closed) return;
      const opening = new IndexeddbPersistence(`forecanvas/${options.projectId}/${options.userId}`, doc);
      keeper = opening;
      await opening.whenSynced;
      isKept = true;
      tell();
    };
    // Without the store (a private window, an old browser) typing goes on; the line then does not promise to keep it.
    keep().catch(() => {});
  }

  // The event stream tells of changes at once; where a proxy swallows it, this finds them a little later.
  const belt = setInterval(() => {
    if (document.visibilityState === "visible") sync.pull();
  }, 30_000);
  const flush = () => sync.flush();
  const onVisibility = () => (document.visibilityState === "hidden" ? sync.flush() : sync.pull());
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", onVisibility);

  return {
    doc,
    pull: () => sync.pull(),
    close: () => {
      closed = true;
      clearInterval(belt);
      cancelAnimationFrame(frame);
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", onVisibility);
      // What was typed a moment ago still goes out.
      sync.flush();
      void sync.idle().then(() => {
        sync.stop();
        void keeper?.destroy();
        doc.destroy();
      });
    },
  };
}
