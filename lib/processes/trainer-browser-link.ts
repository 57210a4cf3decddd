import { EnvelopeError } from "#lib/features/runs/browser/envelope.ts";
import { type ArrivedPanel, unpackPanel } from "#lib/features/runs/browser/panel-bytes.ts";
import type {
  BeatRequest,
  BrowserTask,
  ClaimAnswer,
  HeldAnswer,
} from "#lib/features/runs/browser/protocol.ts";
import { type BrowserResult, packResult } from "#lib/features/runs/browser/result-bytes.ts";
import type { TrainerStopReason } from "#lib/features/runs/browser/trainer-messages.ts";
import type { ForecastErrorCode } from "#lib/forecast/index.ts";

/** Why this browser cannot go on with the run, in words for the person in front of it. */
export class LinkStop extends Error {
  override readonly name = "LinkStop";
  readonly reason: TrainerStopReason;

  constructor(reason: TrainerStopReason, words: string) {
    super(words);
    this.reason = reason;
  }
}

/** The server did not take what was sent: `conflict` when the task is no longer ours, or its fold is not open. */
export class LinkRefusal extends Error {
  override readonly name = "LinkRefusal";
  readonly isConflict: boolean;

  constructor(isConflict: boolean, words: string) {
    super(words);
    this.isConflict = isConflict;
  }
}

export interface LinkOptions {
  /** The run's path, `/w/…/p/…/runs/5`. */
  path: string;
  workerId: string;
  fetch: typeof globalThis.fetch;
  /** Waits, and less when the browser says that it is online again. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Called with a sentence when the server cannot be reached, and with null when it can again. */
  onOffline: (words: string | null) => void;
}

type Held = Pick<BrowserTask, "id" | "attempt">;

const RETRY_SECONDS = [1, 2, 5, 10, 15] as const;
/** A proxy or a server that is being restarted, or asked too much. */
const PASSING = new Set([429, 502, 503, 504]);
/** An error of the server that comes back is none that waiting mends. */
const SERVER_ERRORS = 4;
/** What the server takes (`browser/protocol.ts`). A name in the data must not cost the work of minutes. */
const MOST_NOTES = 50;
const LONGEST_NOTE = 1_000;
const LONGEST_DETAIL = 500;

/**
 * What a browser and the server say to each other about one run. What fails on the way is tried again until it arrives:
 * the work of minutes is not lost to a lift. Throws `LinkStop` when nothing will help, `LinkRefusal` when the server
 * refuses, and the signal's reason when it was aborted.
 */
export function openLink(options: LinkOptions) {
  const { path, workerId, onOffline } = options;
  let isOffline = false;

  const reached = () => {
    if (isOffline) onOffline(null);
    isOffline = false;
  };

  async function ask<T>(
    address: string,
    request: RequestInit & { signal: AbortSignal },
    how: { timeoutMs: number; once?: boolean; read: (response: Response) => Promise<T> },
  ): Promise<T> {
    let serverErrors = 0;
    for (let failures = 0; ; failures += 1) {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(how.timeoutMs)]);
      let retryAfter = 0;
      try {
        const response = await options.fetch(path + address, { ...request, signal });
        if (!PASSING.has(response.status) && response.status < 500) {
          const answer = await readOrRefuse(response, how.read);
          reached();
          return answer;
        }
        retryAfter = Number(response.headers.get("retry-after")) || 0;
        if (!PASSING.has(response.status)) serverErrors += 1;
        if (serverErrors >= SERVER_ERRORS) {
          throw new LinkStop("broken", `The server met something unexpected: ${await detailOf(response)}`);
        }
      } catch (error) {
        if (isFinal(error)) throw error;
        request.signal.throwIfAborted();
        if (how.once) throw error;
      }
      if (how.once) throw new TypeError("The server cannot be reached.");
      const seconds = Math.max(retryAfter, RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length - 1)] ?? 15);
      isOffline = true;
      onOffline(
        `The server cannot be reached. Trying again in ${seconds} s; what has been computed is kept.`,
      );
      await options.sleep(seconds * 1_000, request.signal);
      request.signal.throwIfAborted();
    }
  }

  const post = (body: object, signal: AbortSignal) => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  const held = ({ id, attempt }: Held) => ({ workerId, taskId: id, attempt });
  const json = <T>(response: Response) => response.json() as Promise<T>;
  const nothing = async (): Promise<void> => {};

  return {
    claim: (waitMs: number, signal: AbortSignal): Promise<ClaimAnswer> =>
      ask("/browser/claim", post({ workerId, waitMs }, signal), {
        timeoutMs: waitMs + 15_000,
        read: json<ClaimAnswer>,
      }),
    panel: (fold: number, signal: AbortSignal): Promise<ArrivedPanel> =>
      ask(
        `/browser/panel?fold=${fold}`,
        { signal },
        {
          timeoutMs: 300_000,
          read: async (response) => unpackPanel(new Uint8Array(await response.arrayBuffer())),
        },
      ),
    /** Not tried again: the next one comes a second later. */
    beat: (task: Held, pulse: Omit<BeatRequest, "workerId" | "taskId" | "attempt">, signal: AbortSignal) =>
      ask("/browser/beat", post({ ...held(task), ...pulse }, signal), {
        timeoutMs: 10_000,
        once: true,
        read: json<HeldAnswer>,
      }),
    result: (task: Held, result: BrowserResult, signal: AbortSignal): Promise<void> => {
      const query = new URLSearchParams({ task: task.id, attempt: String(task.attempt), worker: workerId });
      return ask(
        `/browser/result?${query}`,
        {
          method: "POST",
          headers: { "content-type": "application/octet-stream" },
          body: packResult({
            ...result,
            notes: result.notes.slice(0, MOST_NOTES).map((note) => oneLine(note, LONGEST_NOTE)),
            ...(result.fits && {
              fits: {
                milliseconds: result.fits.milliseconds,
                notes: result.fits.notes
                  .slice(0, MOST_NOTES)
                  .map(([fit, note]): [number, string] => [fit, oneLine(note, LONGEST_NOTE)]),
              },
            }),
          }),
          signal,
        },
        { timeoutMs: 120_000, read: nothing },
      );
    },
    fail: (
      task: Held,
      problem: { code: ForecastErrorCode | null; detail: string },
      signal: AbortSignal,
    ): Promise<void> =>
      ask(
        "/browser/fail",
        post({ ...held(task), ...problem, detail: oneLine(problem.detail, LONGEST_DETAIL) }, signal),
        {
          timeoutMs: 15_000,
          read: nothing,
        },
      ),
    /** Whatever this worker holds, also what it was given a moment ago and has not heard of. */
    release: (signal: AbortSignal): Promise<void> =>
      ask("/browser/release", post({ workerId }, signal), { timeoutMs: 5_000, once: true, read: nothing }),
    /** How far the whole run is, from 0 to 1. */
    progress: async (signal: AbortSignal): Promise<number> => {
      const live = await ask(
        "/live",
        { signal },
        { timeoutMs: 10_000, once: true, read: json<{ progress: number }> },
      );
      return live.progress;
    },
  };
}

export type Link = ReturnType<typeof openLink>;

const isFinal = (error: unknown) =>
  error instanceof LinkStop || error instanceof LinkRefusal || error instanceof EnvelopeError;

async function readOrRefuse<T>(response: Response, read: (response: Response) => Promise<T>): Promise<T> {
  if (response.ok) return read(response);
  switch (response.status) {
    case 401:
      throw new LinkStop(
        "signed_out",
        "You are signed out. Sign in again and this browser goes on from the last finished step.",
      );
    case 403:
      throw new LinkStop(
        "role",
        "Your role was changed and no longer allows training. An owner or a data scientist can continue the run.",
      );
    case 404:
      throw new LinkStop("gone", "The run is no longer there.");
    default:
      throw new LinkRefusal(response.status === 409, await detailOf(response));
  }
}

async function detailOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => null)) as { detail?: unknown; title?: unknown } | null;
  const words = problem?.detail ?? problem?.title;
  return typeof words === "string" ? words : `it answered ${response.status}.`;
}

/** As the server takes it: one line, and not a long one. Cut first, since a cut may leave half of a surrogate pair. */
function oneLine(text: string, most: number): string {
  return text
    .slice(0, most)
    .replace(/\p{C}+/gu, " ")
    .trim();
}
