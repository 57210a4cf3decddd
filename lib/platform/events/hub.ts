import { database } from "../db.ts";
import { EVENTS_CHANNEL } from "./append.ts";
import { type Listener, openListener } from "./listener.ts";

interface Hub {
  url: string;
  listener: Listener;
  wakes: Map<string, Set<() => void>>;
}

// Kept on globalThis: the development server evaluates modules anew at each change.
const holder = globalThis as typeof globalThis & { forecanvasEventHub?: Hub };

function hub(): Hub {
  const url = database().url;
  const current = holder.forecanvasEventHub;
  if (current?.url === url) return current;
  void current?.listener.close();
  const wakes: Hub["wakes"] = new Map();
  const listener = openListener({
    url,
    channels: [EVENTS_CHANNEL],
    onMessage: (_channel, projectId) => {
      for (const wake of wakes.get(projectId) ?? []) wake();
    },
    onConnected: () => {
      for (const set of wakes.values()) for (const wake of set) wake();
    },
  });
  holder.forecanvasEventHub = { url, listener, wakes };
  return holder.forecanvasEventHub;
}

/**
 * Calls `wake` whenever the project may have new events, over the process's one LISTEN connection. The call carries
 * nothing: the reader asks the table what is new, so a lost or doubled wake does no harm.
 */
export function subscribeToProject(projectId: string, wake: () => void): () => void {
  const { wakes } = hub();
  const set = wakes.get(projectId) ?? new Set();
  set.add(wake);
  wakes.set(projectId, set);
  return () => {
    set.delete(wake);
    if (set.size === 0 && wakes.get(projectId) === set) wakes.delete(projectId);
  };
}

/** For tests and shutdown. */
export async function closeEventHub(): Promise<void> {
  const current = holder.forecanvasEventHub;
  delete holder.forecanvasEventHub;
  await current?.listener.close();
}
