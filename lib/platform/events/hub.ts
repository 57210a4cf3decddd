import { database, db, notify } from "../db.ts";
import { EVENTS_CHANNEL } from "./append.ts";
import { type Listener, openListener } from "./listener.ts";

/** `kind` of what was appended; null when anything may have been. */
type Wake = (kind: string | null) => void;

interface Hub {
  url: string;
  listener: Listener;
  wakes: Map<string, Set<Wake>>;
  whispers: Map<string, Set<(text: string) => void>>;
}

/** For what is true for a moment only, who is where for instance: it stands in no table and is lost without harm. */
const WHISPERS_CHANNEL = "forecanvas_whispers";
/** PostgreSQL carries a little less than 8,000 bytes. */
const MOST_WHISPER_BYTES = 7_000;

// Kept on globalThis: the development server evaluates modules anew at each change.
const holder = globalThis as typeof globalThis & { forecanvasEventHub?: Hub };

function hub(): Hub {
  const url = database().url;
  const current = holder.forecanvasEventHub;
  if (current?.url === url) return current;
  void current?.listener.close();
  const wakes: Hub["wakes"] = new Map();
  const whispers: Hub["whispers"] = new Map();
  const listener = openListener({
    url,
    channels: [EVENTS_CHANNEL, WHISPERS_CHANNEL],
    onMessage: (channel, payload) => {
      if (channel === WHISPERS_CHANNEL) {
        const end = payload.indexOf(" ");
        for (const hear of whispers.get(payload.slice(0, end)) ?? []) hear(payload.slice(end + 1));
        return;
      }
      const [projectId = "", kind = null] = payload.split(" ");
      for (const wake of wakes.get(projectId) ?? []) wake(kind);
    },
    onConnected: () => {
      for (const set of wakes.values()) for (const wake of set) wake(null);
    },
  });
  holder.forecanvasEventHub = { url, listener, wakes, whispers };
  return holder.forecanvasEventHub;
}

/**
 * Calls `wake` whenever the project may have new events, over the process's one LISTEN connection. The call carries
 * no news: the reader asks the table what is new, so a lost or doubled wake does no harm.
 */
export function subscribeToProject(projectId: string, wake: Wake): () => void {
  const { wakes } = hub();
  const set = wakes.get(projectId) ?? new Set();
  set.add(wake);
  wakes.set(projectId, set);
  return () => {
    set.delete(wake);
    if (set.size === 0 && wakes.get(projectId) === set) wakes.delete(projectId);
  };
}

/** Hears what is said of a project at this moment, by every process, one's own too. */
export function subscribeToWhispers(projectId: string, hear: (text: string) => void): () => void {
  const { whispers } = hub();
  const set = whispers.get(projectId) ?? new Set();
  set.add(hear);
  whispers.set(projectId, set);
  return () => {
    set.delete(hear);
    if (set.size === 0 && whispers.get(projectId) === set) whispers.delete(projectId);
  };
}

export async function whisper(projectId: string, text: string): Promise<void> {
  if (Buffer.byteLength(text) > MOST_WHISPER_BYTES) throw new RangeError("A whisper is short.");
  await notify(db(), WHISPERS_CHANNEL, `${projectId} ${text}`);
}

/** For tests and shutdown. */
export async function closeEventHub(): Promise<void> {
  const current = holder.forecanvasEventHub;
  delete holder.forecanvasEventHub;
  await current?.listener.close();
}
