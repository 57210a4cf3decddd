/** What the person is told about their text. */
export type SaveState =
  | { kind: "loading" }
  /** `at`: milliseconds of the last confirmed save of this visit; null before the first. */
  | { kind: "saved"; at: number | null }
  | { kind: "saving" }
  /** Tried again by itself. `isKept`: it would survive the closing of this page. */
  | { kind: "offline"; isKept?: boolean }
  /** The server said no: a role was taken, or the text was not accepted. It stays here; the next edit tries again. */
  | { kind: "refused"; reason: string };

/** A failure that trying again would not change. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/** The server lacks something that this change rests on: send everything that it lacks. */
export class BehindError extends Error {
  override readonly name = "BehindError";
}

export interface Transport {
  /** Everything after `since`, merged; null when there is nothing new. */
  pull: (since: string) => Promise<{ seq: string; bytes: Uint8Array } | null>;
  /** Stores a change once, however often it is sent under the same id. */
  push: (change: { clientId: string; bytes: Uint8Array }) => Promise<{ seq: string }>;
}
