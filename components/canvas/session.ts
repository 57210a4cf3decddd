import * as Y from "yjs";
import { listenBesideProjectEvents } from "#components/events/project-stream.ts";
import { LiveProjection, LOCAL } from "#lib/features/canvas/document/index.ts";
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
  /** What in a block is not as its fields expect. */
  draftsOf: (key: BlockProjection["key"]) => BlockProjection["drafts"];
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
  let cancel = () => {};
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

  const projection = new LiveProjection(doc);
  let isWaiting = false;
  const tellBlocks = () => {
    isWaiting = false;
    if (!closed) options.onBlocks(projection.blocks);
  };
  // When the letter is on the screen and nothing more urgent waits: the poster follows the typing person.
  doc.on("update", () => {
    if (isWaiting) return;
    isWaiting = true;
    cancel = whenIdle(tellBlocks);
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
    draftsOf: (key) => projection.blocks.find((block) => block.key === key)?.drafts ?? {},
    at: presence.at,
    close: () => {
      closed = true;
      presence.close();
      stopListening();
      clearInterval(belt);
      cancel();
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

const MOST_PATIENCE_MS = 200;

/** Safari knows no idle moments; after the next frame is nearly as good. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, 30);
    return () => clearTimeout(timer);
  }
  const id = requestIdleCallback(work, { timeout: MOST_PATIENCE_MS });
  return () => cancelIdleCallback(id);
}
