import * as Y from "yjs";
import { listenBesideProjectEvents } from "#components/events/project-stream.ts";
import { LOCAL, projectDocument } from "#lib/features/canvas/document/index.ts";
import type { BlockProjection, Present } from "#lib/features/canvas/index.ts";
import { type SaveState, startSync } from "#lib/features/canvas/sync/index.ts";
import { announcePresence, type Whereabouts } from "./presence/announce.ts";
import { httpTransport } from "./transport.ts";

export interface CanvasSession {
  doc: Y.Doc;
  /** Something may have changed: ask for it. */
  pull: () => void;
  /** Tries again what was refused or did not arrive. */
  flush: () => void;
  /** The canvas has this number now. */
  hear: (seq: string) => void;
  /** One's own changes, to take back and to bring again; what others wrote stays. */
  history: Y.UndoManager;
  /** Where this person is, for the others. */
  at: (where: Whereabouts) => void;
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
  onPeople: (people: Present[]) => void;
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
    graceMs: 1_000,
    schedule: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });

  const history = new Y.UndoManager(doc, { trackedOrigins: new Set([LOCAL]) });
  const presence = announcePresence({ base: options.base, tab: crypto.randomUUID() });
  const stopListening = listenBesideProjectEvents(options.base, (frame) => {
    if (frame.kind === "presence") options.onPeople(frame.people);
    else sync.offer({ ...frame, bytes: frame.bytes === null ? null : fromBase64(frame.bytes) });
  });

  // After the frame that shows the letter: the poster may follow it, the typing person must not wait for the poster.
  doc.on("update", () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() =>
      setTimeout(() => {
        if (!closed) options.onBlocks(projectDocument(doc));
      }),
    );
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
    flush: () => sync.flush(),
    hear: (seq) => sync.hear(seq),
    history,
    at: presence.at,
    close: () => {
      closed = true;
      presence.close();
      stopListening();
      clearInterval(belt);
      cancelAnimationFrame(frame);
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", onVisibility);
      // What was typed a moment ago still goes out.
      sync.flush();
      void sync.idle().then(() => {
        sync.stop();
        history.destroy();
        void keeper?.destroy();
        doc.destroy();
      });
    },
  };
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
