import * as Y from "yjs";
import { subscribeToProject } from "#lib/platform/events/hub.ts";
import { log } from "#lib/platform/log.ts";
import { findCanvasSeq, listUpdates, type Scope } from "../repository.ts";

/** Two readings of one canvas are so far apart at least: what is written meanwhile goes out in one frame. */
const GATHER_MS = 60;
/** A larger change (a compacted document, a pasted book) is asked for by whoever needs it. */
const MOST_BYTES = 48_000;

type Send = (frame: Uint8Array) => void;

interface Feed {
  readers: Set<Send>;
  unsubscribe: () => void;
}

const feeds = new Map<string, Feed>();
const encoder = new TextEncoder();

/**
 * Tells a reader of the event stream what others write, in the very frames: `canvas`, with the numbers `from` (held
 * before) and `to`, and what lies between in base64, or null when it has to be asked for. One reading a process serves
 * all its readers. A frame that is lost does no harm: the next one begins at a number that the reader does not have.
 */
export function followCanvas(scope: Scope, send: Send): () => void {
  const feed = feeds.get(scope.projectId) ?? openFeed(scope);
  feed.readers.add(send);
  return () => {
    feed.readers.delete(send);
    if (feed.readers.size > 0 || feeds.get(scope.projectId) !== feed) return;
    feeds.delete(scope.projectId);
    feed.unsubscribe();
  };
}

function openFeed(scope: Scope): Feed {
  const readers = new Set<Send>();
  let last: bigint | null = null;
  let isReading = false;
  let again = false;

  const read = async () => {
    if (last === null) {
      last = await findCanvasSeq(scope);
      return;
    }
    const updates = await listUpdates(scope, { after: last });
    const newest = updates.at(-1);
    if (!newest) return;
    const frame = frameOf({ from: last, to: newest.seq, updates: updates.map(({ bytes }) => bytes) });
    last = newest.seq;
    for (const send of readers) send(frame);
  };
  const pump = async () => {
    again = true;
    if (isReading) return;
    isReading = true;
    while (again && readers.size > 0) {
      again = false;
      try {
        await read();
      } catch (error) {
        log("warn", "a canvas could not be followed", { ...scope, error: String(error) });
        last = null;
      }
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    }
    isReading = false;
  };

  const wake = (kind: string | null) => {
    if (kind === null || kind === "canvas.updated") void pump();
  };
  const feed = { readers, unsubscribe: subscribeToProject(scope.projectId, wake) };
  feeds.set(scope.projectId, feed);
  // Where it begins; whoever opens a stream asks for what was before by itself.
  queueMicrotask(() => void pump());
  return feed;
}

function frameOf(news: { from: bigint; to: bigint; updates: readonly Uint8Array[] }): Uint8Array {
  const size = news.updates.reduce((sum, update) => sum + update.byteLength, 0);
  const bytes = size > MOST_BYTES ? null : Buffer.from(Y.mergeUpdates([...news.updates])).toString("base64");
  const data = JSON.stringify({ from: String(news.from), to: String(news.to), bytes });
  return encoder.encode(`event: canvas\ndata: ${data}\n\n`);
}
