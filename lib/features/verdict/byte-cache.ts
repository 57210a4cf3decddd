/**
 * Keeps what was used last within a budget of bytes. Several askers at once share one making; what fails is not kept.
 * A value larger than the whole budget is handed out and forgotten.
 */
export class ByteCache<T> {
  readonly #budget: number;
  readonly #entries = new Map<string, { value: Promise<T>; bytes: number }>();

  constructor(budget: number) {
    this.#budget = budget;
  }

  get(key: string, make: () => Promise<{ value: T; bytes: number }>): Promise<T> {
    const found = this.#entries.get(key);
    if (found) {
      this.#entries.delete(key);
      this.#entries.set(key, found);
      return found.value;
    }
    const entry = { value: Promise.resolve() as unknown as Promise<T>, bytes: 0 };
    entry.value = make().then(
      ({ value, bytes }) => {
        entry.bytes = bytes;
        if (bytes > this.#budget) this.#entries.delete(key);
        this.#shrink();
        return value;
      },
      (error: unknown) => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
        throw error;
      },
    );
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Drops the longest unused until the rest fits. */
  #shrink(): void {
    let total = [...this.#entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [key, entry] of this.#entries) {
      if (total <= this.#budget) return;
      if (entry.bytes === 0) continue;
      this.#entries.delete(key);
      total -= entry.bytes;
    }
  }
}
