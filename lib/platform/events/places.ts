import { AppError } from "../errors.ts";

/**
 * Far more than a person has tabs, and room for all who look around with one account of the demo. Each holds memory and
 * asks the database every few seconds.
 */
const MOST_A_READER = 500;

const taken = new Map<string, number>();

/** Counts one more stream of this reader in this process; the answer gives its place back. Throws `rate_limited`. */
export function takePlace(reader: string): () => void {
  const count = taken.get(reader) ?? 0;
  if (count >= MOST_A_READER) {
    throw new AppError("rate_limited", {
      detail: `${MOST_A_READER} streams of events are open for you already. Close some; those that are left alone end within two minutes.`,
      retryAfterSeconds: 10,
    });
  }
  taken.set(reader, count + 1);
  return () => {
    const left = (taken.get(reader) ?? 1) - 1;
    if (left > 0) taken.set(reader, left);
    else taken.delete(reader);
  };
}
