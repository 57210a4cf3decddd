import { log } from "../log.ts";
import { followProject } from "./feed.ts";
import { takePlace } from "./places.ts";
import { type EventFrame, lastEventSeq, readEvents } from "./read.ts";

/** A reader who takes more slowly than events come has so many waiting in memory; what is after them waits in the table. */
const MOST_WAITING = 500;

export interface EventStreamOptions {
  projectId: string;
  /** Whose stream it is: a person's or an API key's id. */
  reader: string;
  /** The number of the last event that the reader has; null starts at the present. */
  after: bigint | null;
  /** Only events about this id; others are passed over. Absent for all. */
  ref?: string;
  signal: AbortSignal;
  /** Asked now and then: false ends the stream, so that a removal bites on what is open already. */
  mayStillRead: () => Promise<boolean>;
  /**
   * Further frames, which carry no number: `send` passes one on, unless the reader is slow, so the source must not rely
   * on it. Called once at the start; gives back how to end it.
   */
  beside?: (send: (frame: Uint8Array) => void) => () => void;
  heartbeatMs?: number;
  recheckMs?: number;
  /** The stream ends after this time; the browser comes back by itself, through the sign-in check, without a gap. */
  lifetimeMs?: number;
}

/**
 * Server-sent events of one project, in order and without a gap: the table is the truth, notifications only say when
 * to look. The first frame is a `hello` with the number from which the stream goes on.
 * @throws AppError `rate_limited` for a reader who has very many open.
 */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const { projectId, signal } = options;
  const encoder = new TextEncoder();
  const leavePlace = takePlace(options.reader);
  let stop = () => {};
  let drained = () => {};
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      let ended = false;
      let started = false;
      let reading = false;
      let again = false;
      let last = options.after ?? 0n;

      const hasRoom = () => (controller.desiredSize ?? 0) > -MOST_WAITING;
      const room = async () => {
        while (!ended && !hasRoom()) {
          await new Promise<void>((resolve) => {
            drained = resolve;
          });
        }
      };
      const write = (text: string) => {
        if (!ended) controller.enqueue(encoder.encode(text));
      };
      const writeFrames = (frames: readonly EventFrame[]) => {
        let membersChanged = false;
        for (const { seq, kind, ref, bytes } of frames) {
          if (seq <= last || ended) continue;
          const isWanted = bytes.byteLength > 0 && (options.ref === undefined || options.ref === ref);
          if (isWanted) controller.enqueue(bytes);
          last = seq;
          if (kind === "members.changed") membersChanged = true;
        }
        if (membersChanged) void recheck();
      };
      const pump = async (): Promise<void> => {
        again = true;
        if (!started || reading || ended) return;
        reading = true;
        try {
          while (again && !ended) {
            again = false;
            await room();
            if (ended) return;
            const { frames, more } = await readEvents(projectId, last);
            writeFrames(frames);
            if (more) again = true;
          }
        } catch (error) {
          // The reader comes back with the number it has, so ending loses nothing.
          log("warn", "an event stream ended early", { projectId, error: String(error) });
          stop();
        } finally {
          reading = false;
        }
      };
      const onNews = (frames: readonly EventFrame[]) => {
        const [first] = frames;
        const isNext = first !== undefined && first.seq <= last + 1n;
        if (started && !reading && isNext && hasRoom()) writeFrames(frames);
        else void pump();
      };
      const recheck = async () => {
        const allowed = await options.mayStillRead().catch(() => false);
        if (!allowed) stop();
      };

      // Subscribed before the first read, so that what is written in between is not missed. The pump itself waits until
      // it knows where to begin: a late notification of an old event would have it read from the beginning.
      const unsubscribe = followProject(projectId, { onNews, onDoubt: () => void pump() });
      const leaveBeside = options.beside?.((frame) => {
        if (started && !ended && hasRoom()) controller.enqueue(frame);
      });
      const timers = [
        setInterval(() => write(": still here\n\n"), options.heartbeatMs ?? 15_000),
        setInterval(() => void recheck(), options.recheckMs ?? 5_000),
        setTimeout(() => stop(), options.lifetimeMs ?? 120_000),
      ];
      stop = () => {
        if (ended) return;
        ended = true;
        drained();
        leavePlace();
        unsubscribe();
        leaveBeside?.();
        for (const timer of timers) clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        try {
          controller.close();
        } catch {
          // Already closed by a reader who left.
        }
      };
      signal.addEventListener("abort", stop);
      if (signal.aborted) return stop();

      const present = await lastEventSeq(projectId).catch(() => null);
      if (present === null) return stop();
      // A number from the future belongs to another database (a restored backup, say): start at the present.
      if (options.after === null || last > present) last = present;
      write(`retry: 1000\nid: ${last}\nevent: hello\ndata: {"seq":"${last}"}\n\n`);
      started = true;
      // Not awaited: nothing is pulled before this function has ended.
      void pump();
    },
    pull() {
      drained();
    },
    cancel() {
      stop();
    },
  });
}
