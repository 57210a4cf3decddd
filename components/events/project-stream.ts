import type { ProjectEvent } from "#lib/platform/events/kinds.ts";

/** `stream.opened`: events may have been missed before this moment, so what is on screen should be read again. */
export type StreamEvent = ProjectEvent | { kind: "stream.opened" };
type Handler = (event: StreamEvent) => void;

export interface ProjectStream {
  subscribe: (handler: Handler) => () => void;
}

const RETRY_MS = [1_000, 2_000, 5_000, 15_000, 30_000] as const;

/**
 * One EventSource a browser and project, shared between its tabs: the tab that holds the Web Lock reads the stream and
 * broadcasts, the others listen; when it closes, the next one goes on from the last number it saw. Without Web Locks
 * (a page that is not in a secure context) each tab reads for itself.
 */
function openStream(base: string): { stream: ProjectStream; isIdle: () => boolean; close: () => void } {
  const name = `forecanvas-events:${base}`;
  const handlers = new Set<Handler>();
  const abort = new AbortController();
  const shared = typeof BroadcastChannel !== "undefined" && navigator.locks !== undefined;
  const channel = shared ? new BroadcastChannel(name) : null;
  let lastSeq: string | null = null;

  const deliver = (event: StreamEvent) => {
    if ("seq" in event) {
      if (lastSeq !== null && BigInt(event.seq) <= BigInt(lastSeq)) return;
      lastSeq = event.seq;
    }
    for (const handler of handlers) handler(event);
  };

  const read = () =>
    new Promise<void>((resolve) => {
      let source: EventSource | null = null;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let failures = 0;
      const connect = () => {
        const resume = lastSeq === null ? "" : `?after=${lastSeq}`;
        source = new EventSource(`${base}/events${resume}`);
        source.addEventListener("hello", (message) => {
          failures = 0;
          const { seq } = JSON.parse(message.data) as { seq: string };
          if (lastSeq === null) {
            lastSeq = seq;
            for (const handler of handlers) handler({ kind: "stream.opened" });
          }
        });
        source.onmessage = (message) => {
          const event = JSON.parse(message.data) as ProjectEvent;
          deliver(event);
          channel?.postMessage(event);
        };
        source.onerror = () => {
          // While it says "connecting" the browser tries again by itself; closed means refused (signed out, say).
          if (source?.readyState !== EventSource.CLOSED) return;
          timer = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
          failures += 1;
        };
      };
      abort.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        source?.close();
        resolve();
      });
      connect();
    });

  if (channel) channel.onmessage = (message: MessageEvent<ProjectEvent>) => deliver(message.data);
  if (shared) navigator.locks.request(name, { signal: abort.signal }, read).catch(() => {});
  else void read();

  return {
    stream: {
      subscribe: (handler) => {
        handlers.add(handler);
        // What happened between the page's rendering and now reached nobody.
        queueMicrotask(() => handlers.has(handler) && handler({ kind: "stream.opened" }));
        return () => handlers.delete(handler);
      },
    },
    isIdle: () => handlers.size === 0,
    close: () => {
      abort.abort();
      channel?.close();
    },
  };
}

const open = new Map<string, ReturnType<typeof openStream>>();

/** Subscribes to a project's events; `base` is its path, `/w/…/p/…`. Returns the end of the subscription. */
export function subscribeToProjectEvents(base: string, handler: Handler): () => void {
  const entry = open.get(base) ?? openStream(base);
  open.set(base, entry);
  const unsubscribe = entry.stream.subscribe(handler);
  return () => {
    unsubscribe();
    // Waits a moment: moving from one page of the project to the next keeps the stream.
    setTimeout(() => {
      if (!entry.isIdle() || open.get(base) !== entry) return;
      open.delete(base);
      entry.close();
    }, 2_000);
  };
}
