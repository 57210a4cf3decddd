import * as Y from "yjs";
import { BehindError, RefusedError, type SaveState, type Transport } from "./state.ts";

const REMOTE = "remote";
const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000] as const;

export interface SyncOptions {
  doc: Y.Doc;
  transport: Transport;
  onState: (state: SaveState) => void;
  newId: () => string;
  now: () => number;
  /** Runs `work` after `ms`; returns how to call it off. */
  schedule: (work: () => void, ms: number) => () => void;
  /** So far apart are two sendings at least; the first letter after a pause goes at once. */
  batchMs?: number;
  /**
   * How long to wait for a change that is known to exist to be offered before asking for it; none where nobody offers.
   */
  graceMs?: number;
}

/** What lies between two numbers of the server's, told without having been asked for. */
export interface Offer {
  from: string;
  to: string;
  /** Null when it is too large to be told. */
  bytes: Uint8Array | null;
}

export interface Sync {
  /** Asks for what others wrote. */
  pull: () => void;
  /** Takes what others wrote where it joins what is here; else asks for it. */
  offer: (news: Offer) => void;
  /** The server's document has this number now. */
  hear: (seq: string) => void;
  /** Sends at once what is gathered, and tries again now if the last try failed. */
  flush: () => void;
  /** Settles when nothing is under way; for tests. */
  idle: () => Promise<void>;
  stop: () => void;
}

/**
 * Keeps a document and the server's alike. A change is what the server's state vector lacks, sent under an id that a
 * retry repeats; whatever interleaves, is lost on the way or arrives twice, both sides converge, because applying an
 * update twice changes nothing and nothing counts as saved before the server said so.
 */
export function startSync(options: SyncOptions): Sync {
  const { doc, transport, now } = options;
  const server = new Map<number, number>();
  let seen = "0";
  let dirty = false;
  let mustPull = true;
  let failures = 0;
  let savedAt: number | null = null;
  let sentAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let refused: string | null = null;
  let inFlight: { clientId: string; bytes: Uint8Array; after: Map<number, number> } | null = null;
  let running: Promise<void> | null = null;
  let cancelTimer: (() => void) | null = null;
  let awaited = 0n;
  let cancelGrace: (() => void) | null = null;

  const tell = (state: SaveState) => {
    if (!stopped) options.onState(state);
  };

  const later = (ms: number) => {
    cancelTimer?.();
    cancelTimer = options.schedule(() => {
      cancelTimer = null;
      start();
    }, ms);
  };

  /** What was refused may be mended by now: the long text shortened, the person signed in again. */
  const tryAgain = () => {
    if (refused === null) return;
    refused = null;
    inFlight = null;
    dirty = true;
  };

  const onUpdate = (_bytes: Uint8Array, origin: unknown) => {
    if (origin === REMOTE) return;
    dirty = true;
    tryAgain();
    if (failures === 0) tell({ kind: "saving" });
    const wait = Math.max(0, sentAt + (options.batchMs ?? 80) - now());
    if (running === null && failures === 0 && cancelTimer === null) later(wait);
  };
  doc.on("update", onUpdate);

  const raise = (clocks: Map<number, number>) => {
    for (const [client, clock] of clocks) server.set(client, Math.max(clock, server.get(client) ?? 0));
  };

  /** There is a change with this number: it will be offered, or is asked for after a moment. */
  const expect = (seq: string) => {
    if (BigInt(seq) > awaited) awaited = BigInt(seq);
    if (awaited <= BigInt(seen) || mustPull) return;
    if (options.graceMs === undefined) {
      mustPull = true;
      return;
    }
    cancelGrace ??= options.schedule(() => {
      cancelGrace = null;
      if (awaited <= BigInt(seen)) return;
      mustPull = true;
      start();
    }, options.graceMs);
  };

  async function pullOnce(): Promise<void> {
    mustPull = false;
    const news = await transport.pull(seen).catch((error: unknown) => {
      // Asked again at once it would be refused again, and again.
      mustPull = !(error instanceof RefusedError);
      throw error;
    });
    if (stopped || news === null) return;
    Y.applyUpdate(doc, news.bytes, REMOTE);
    raise(Y.parseUpdateMeta(news.bytes).to);
    if (BigInt(news.seq) > BigInt(seen)) seen = news.seq;
  }

  async function pushOnce(): Promise<void> {
    sentAt = now();
    if (inFlight === null) {
      inFlight = {
        clientId: options.newId(),
        bytes: Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)),
        after: Y.decodeStateVector(Y.encodeStateVector(doc)),
      };
      dirty = false;
    }
    try {
      const { seq } = await transport.push(inFlight);
      raise(inFlight.after);
      // The next number was ours, so nothing of others lies between.
      if (BigInt(seq) === BigInt(seen) + 1n) seen = seq;
      else if (BigInt(seq) > BigInt(seen)) expect(seq);
      savedAt = now();
      inFlight = null;
    } catch (error) {
      if (error instanceof BehindError) {
        server.clear();
        inFlight = null;
        dirty = true;
      }
      throw error;
    }
  }

  async function work(): Promise<void> {
    // Who may not write may still read: a refusal ends the sending alone.
    while (!stopped && (mustPull || (refused === null && (dirty || inFlight !== null)))) {
      try {
        if (mustPull) await pullOnce();
        if (stopped) return;
        if (refused === null && (dirty || inFlight !== null)) {
          tell({ kind: "saving" });
          await pushOnce();
        }
        failures = 0;
      } catch (error) {
        if (error instanceof RefusedError) {
          refused = error.message;
          failures = 0;
          tell({ kind: "refused", reason: refused });
        } else {
          later(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 10_000);
          failures++;
          // A document that moved on while we were away is an ordinary thing, not a lost connection.
          if (!(error instanceof BehindError)) tell({ kind: "offline" });
        }
        return;
      }
    }
    if (refused === null) tell({ kind: "saved", at: savedAt });
  }

  function start(): void {
    if (stopped || running !== null) return;
    cancelTimer?.();
    cancelTimer = null;
    running = work().finally(() => {
      running = null;
      // Typed between the loop's last look and here.
      if (!stopped && failures === 0 && (mustPull || (refused === null && dirty))) start();
    });
  }

  start();
  return {
    pull: () => {
      mustPull = true;
      start();
    },
    offer: ({ from, to, bytes }) => {
      if (stopped || BigInt(to) <= BigInt(seen)) return;
      if (bytes === null || BigInt(from) > BigInt(seen)) {
        expect(to);
        if (mustPull) start();
        return;
      }
      Y.applyUpdate(doc, bytes, REMOTE);
      raise(Y.parseUpdateMeta(bytes).to);
      seen = to;
    },
    hear: (seq) => {
      expect(seq);
      if (mustPull) start();
    },
    flush: () => {
      tryAgain();
      start();
    },
    idle: async () => {
      while (running !== null) await running;
    },
    stop: () => {
      stopped = true;
      cancelTimer?.();
      cancelGrace?.();
      doc.off("update", onUpdate);
    },
  };
}
