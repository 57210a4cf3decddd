/**
 * Which run this browser trains, kept in localStorage: it outlives a reload, and all tabs see the same. Everything else
 * follows from it: writing it starts, pauses or ends the training, in whichever tab that is.
 */
export interface TrainingRecord {
  /** The project's path, `/w/…/p/…`. */
  base: string;
  /** The run's number. */
  run: number;
  isPaused: boolean;
  /** Names this browser's workers, so that they get back what they held before a crash. */
  browserId: string;
}

const KEY = "forecanvas-training";
/** Within this tab; other tabs hear the browser's own `storage` event. */
const CHANGED = "forecanvas-training-changed";

/** What was kept, or null; also when somebody else wrote there, or storage is shut off. */
export function readRecord(): TrainingRecord | null {
  try {
    return parseRecord(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function parseRecord(text: string | null): TrainingRecord | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { base, run, isPaused, browserId } = value as Record<string, unknown>;
  const isSound =
    typeof base === "string" &&
    /^\/w\/[^/]+\/p\/[^/]+$/.test(base) &&
    Number.isSafeInteger(run) &&
    typeof isPaused === "boolean" &&
    typeof browserId === "string" &&
    /^[0-9a-f]{16}$/.test(browserId);
  return isSound ? { base, run: run as number, isPaused, browserId } : null;
}

function write(record: TrainingRecord | null): void {
  try {
    if (record) localStorage.setItem(KEY, JSON.stringify(record));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage that is full or shut off: the training starts, and does not outlive this page.
  }
  dispatchEvent(new CustomEvent(CHANGED, { detail: record }));
}

/** From now on this browser trains this run. */
export function trainHere(base: string, run: number): void {
  const known = readRecord();
  const browserId = known?.browserId ?? newBrowserId();
  write({ base, run, isPaused: false, browserId });
}

export function pauseHere(): void {
  const record = readRecord();
  if (record) write({ ...record, isPaused: true });
}

/** This browser has nothing more to do with the run. */
export function forgetTraining(base: string, run: number): void {
  const record = readRecord();
  if (record?.base === base && record.run === run) write(null);
}

/** Hears every change, from this tab and others. Returns the end of the subscription. */
export function onRecordChange(heard: (record: TrainingRecord | null) => void): () => void {
  const done = new AbortController();
  const own = (event: Event) => heard((event as CustomEvent<TrainingRecord | null>).detail);
  const other = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) heard(readRecord());
  };
  addEventListener(CHANGED, own, { signal: done.signal });
  addEventListener("storage", other, { signal: done.signal });
  return () => done.abort();
}

function newBrowserId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, "0")).join(
    "",
  );
}
