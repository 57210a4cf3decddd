interface Entry<T> {
  seq: bigint;
  at: number;
  value: Promise<T>;
}

/**
 * Remembers what was read of a project until its next event. The number is read before the value, so a change in
 * between makes the value newer than its number, never older; readers at once share one reading. `maxAgeMs` bounds what
 * a change without an event could hide. Only for what every reader of a project may see alike.
 */
export class SeqCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #maxEntries: number;
  readonly #maxAgeMs: number;
  readonly #now: () => number;

  constructor(options: { maxEntries: number; maxAgeMs: number; now?: () => number }) {
    this.#maxEntries = options.maxEntries;
    this.#maxAgeMs = options.maxAgeMs;
    this.#now = options.now ?? Date.now;
  }

  /** `key` names the project and whatever else the value depends on. A failed reading is not remembered. */
  get(key: string, seq: bigint, read: () => Promise<T>): Promise<T> {
    const now = this.#now();
    const known = this.#entries.get(key);
    if (known && known.seq >= seq && now - known.at < this.#maxAgeMs) return known.value;
    const entry: Entry<T> = { seq, at: now, value: read() };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#maxEntries && oldest !== undefined) this.#entries.delete(oldest);
    return entry.value;
  }
}
