import * as Y from "yjs";
import { listenBesideProjectEvents } from "#components/events/project-stream.ts";
import { LiveProjection, LOCAL } from "#lib/features/canvas/document/index.ts";
import type { BlockProjection, Present } from "#lib/features/canvas/index.ts";
import { type SaveState, startSync } from "#lib/features/canvas/sync/index.ts";
import { calmly } from "./calm-state.ts";
import { type Kept, keepHere } from "./keep-here.ts";
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
  let closed = false;
  let keeper: Kept | null = null;

  let isKept = false;
  let last: SaveState = { kind: "loading" };
  const tell = () => {
    if (!closed) options.onState(last.kind === "offline" ? { ...last, isKept } : last);
  };

  const schedule = (work: () => void, ms: number) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  };
  const sync = startSync({
    doc,
    transport: httpTransport(`${options.base}/canvas/updates`),
    onState: calmly((state) => {
      last = state;
      tell();
    }, schedule),
    newId: () => crypto.randomUUID(),
    now: () => Date.now(),
    graceMs: 1_000,
    schedule,
  });

  const history = new Y.UndoManager(doc, { trackedOrigins: new Set([LOCAL]) });
  const presence = announcePresence({ base: options.base, tab: crypto.randomUUID() });
  const stopListening = listenBesideProjectEvents(options.base, (frame) => {
    if (frame.kind === "presence") options.onPeople(frame.people);
    else sync.offer({ ...frame, bytes: frame.bytes === null ? null : fromBase64(frame.bytes) });
  });

  const projection = new LiveProjection(doc);
  const poster = inPauses(() => {
    if (!closed) options.onBlocks(projection.blocks);
  });
  const touch = (_update: Uint8Array, origin: unknown) => poster.touch({ isOwn: origin === LOCAL });
  doc.on("update", touch);

  if (options.canEdit) {
    // After the first answer, so that only what the server lacks counts as unsent.
    const keep = async () => {
      await sync.idle();
      if (closed) return;
      const opened = await keepHere(`forecanvas/${options.projectId}/${options.userId}`, doc);
      if (closed) return void opened.destroy();
      keeper = opened;
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
  const onVisibility = () => {
    if (document.visibilityState === "visible") return sync.pull();
    keeper?.flush();
    sync.flush();
  };
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
      poster.stop();
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

/** So long no letter came: the typing person pauses, if only between two words. */
const PAUSE_MS = 120;
const MOST_PATIENCE_MS = 500;
/** Who types without a pause looks at the field; what others write is waited for at most so long then. */
const MOST_PATIENCE_TYPING_MS = 2_000;

/**
 * Does the work when the typing pauses, and now and then while it goes on: to draw the poster anew takes longer than a
 * letter may wait for its frame.
 */
function inPauses(work: () => void): { touch: (change: { isOwn: boolean }) => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | null = null;
  let typedAt = Number.NEGATIVE_INFINITY;
  return {
    touch: ({ isOwn }) => {
      const now = performance.now();
      since ??= now;
      if (isOwn) typedAt = now;
      const patienceMs = now - typedAt < PAUSE_MS ? MOST_PATIENCE_TYPING_MS : MOST_PATIENCE_MS;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          since = null;
          work();
        },
        Math.max(0, Math.min(PAUSE_MS, since + patienceMs - now)),
      );
    },
    stop: () => clearTimeout(timer),
  };
}
