import type { Present } from "#lib/features/canvas/index.ts";
import type { ProjectEvent } from "#lib/platform/events/kinds.ts";

/** `stream.opened`: events may have been missed before this moment, so what is on screen should be read again. */
export type StreamEvent = ProjectEvent | { kind: "stream.opened" };
type Handler = (event: StreamEvent) => void;

/** What comes beside the events and may be lost: what others write on the canvas, and who is there. */
export type BesideFrame =
  /** `bytes`: what lies between the two numbers, in base64; null when it has to be asked for. */
  | { kind: "canvas"; from: string; to: string; bytes: string | null }
  | { kind: "presence"; people: Present[] };
type BesideHandler = (frame: BesideFrame) => void;

interface ProjectStream {
  subscribe: (handler: Handler) => () => void;
  listenBeside: (handler: BesideHandler) => () => void;
}

const BESIDE = ["canvas", "presence"] as const;

const RETRY_MS = [1_000, 2_000, 5_000, 15_000, 30_000] as const;

/**
 * One EventSource a browser and project, shared between its tabs: the tab that holds the Web Lock reads the stream and
 * broadcasts, the others listen; when it closes, the next one goes on from the last number it saw. Without Web Locks
 * (a page that is not in a secure context) each tab reads for itself.
 */
function openStream(base: string): { stream: ProjectStream; isIdle: () => boolean; close: () => void } {
  const name = `forecanvas-events:${base}`;
  const handlers = new Set<Handler>();
  const besides = new Set<BesideHandler>();
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

  const deliverBeside = (frame: BesideFrame) => {
    for (const handler of besides) handler(frame);
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
        for (const kind of BESIDE) {
          source.addEventListener(kind, (message: MessageEvent<string>) => {
            const beside = { kind, ...JSON.parse(message.data) } as BesideFrame;
            deliverBeside(beside);
            channel?.postMessage({ beside });
          });
        }
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

  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<ProjectEvent | { beside: BesideFrame }>) =>
      "beside" in data ? deliverBeside(data.beside) : deliver(data);
  }
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
      listenBeside: (handler) => {
        besides.add(handler);
        return () => besides.delete(handler);
      },
    },
    isIdle: () => handlers.size === 0 && besides.size === 0,
    close: () => {
      abort.abort();
      channel?.close();
    },
  };
}

const open = new Map<string, ReturnType<typeof openStream>>();

/** Subscribes to a project's events; `base` is its path, `/w/…/p/…`. Returns the end of the subscription. */
export function subscribeToProjectEvents(base: string, handler: Handler): () => void {
  return attach(base, (stream) => stream.subscribe(handler));
}

/** The same for what comes beside them. */
export function listenBesideProjectEvents(base: string, handler: BesideHandler): () => void {
  return attach(base, (stream) => stream.listenBeside(handler));
}

function attach(base: string, to: (stream: ProjectStream) => () => void): () => void {
  const entry = open.get(base) ?? openStream(base);
  open.set(base, entry);
  const unsubscribe = to(entry.stream);
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
