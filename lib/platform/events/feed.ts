import { log } from "../log.ts";
import { subscribeToProject } from "./hub.ts";
import { type EventFrame, lastEventSeq, readEvents } from "./read.ts";

export interface Follower {
  /** What is new, without a gap in itself; a follower that lacks what was before it reads that by itself. */
  onNews: (frames: readonly EventFrame[]) => void;
  /** Something may be new, and the follower has to look by itself. */
  onDoubt: () => void;
}

/** Fifty people who type are twenty events a second, of which readers need the last: so long they are gathered. */
const TYPING_CALM_MS = 300;

interface Feed {
  followers: Set<Follower>;
  unsubscribe: () => void;
}

const feeds = new Map<string, Feed>();

/**
 * Follows a project's events: each notification makes one reading a process, whatever the number of followers, since
 * two hundred readers that each ask the table are two hundred queries an event.
 */
export function followProject(projectId: string, follower: Follower): () => void {
  const feed = feeds.get(projectId) ?? openFeed(projectId);
  feed.followers.add(follower);
  return () => {
    feed.followers.delete(follower);
    if (feed.followers.size > 0 || feeds.get(projectId) !== feed) return;
    feeds.delete(projectId);
    feed.unsubscribe();
  };
}

function openFeed(projectId: string): Feed {
  const followers = new Set<Follower>();
  let last: bigint | null = null;
  let reading = false;
  let again = false;

  const doubt = () => {
    for (const follower of followers) follower.onDoubt();
  };
  const read = async () => {
    if (last === null) {
      last = await lastEventSeq(projectId);
      return doubt();
    }
    const { frames, more } = await readEvents(projectId, last);
    const newest = frames.at(-1);
    if (!newest) return;
    last = newest.seq;
    const needed = withoutSuperseded(frames);
    for (const follower of followers) follower.onNews(needed);
    if (more) again = true;
  };
  const pump = async () => {
    again = true;
    if (reading) return;
    reading = true;
    while (again) {
      again = false;
      try {
        await read();
      } catch (error) {
        log("warn", "a project's events could not be read", { projectId, error: String(error) });
        last = null;
        doubt();
      }
    }
    reading = false;
  };

  let typing: NodeJS.Timeout | undefined;
  const wake = (kind: string | null) => {
    if (kind !== "canvas.updated") return void pump();
    typing ??= setTimeout(() => {
      typing = undefined;
      void pump();
    }, TYPING_CALM_MS);
  };
  const unsubscribe = subscribeToProject(projectId, wake);
  const feed = {
    followers,
    unsubscribe: () => {
      clearTimeout(typing);
      unsubscribe();
    },
  };
  feeds.set(projectId, feed);
  return feed;
}

const NOTHING = new Uint8Array();

/** Of several changes of the canvas only the last is sent; the others keep their place, so that no number lacks. */
function withoutSuperseded(frames: readonly EventFrame[]): EventFrame[] {
  const last = frames.findLast(({ kind }) => kind === "canvas.updated");
  return frames.map((frame) =>
    frame.kind === "canvas.updated" && frame !== last ? { ...frame, bytes: NOTHING } : frame,
  );
}
