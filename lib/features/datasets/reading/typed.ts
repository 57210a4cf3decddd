import type { ScanResult } from "./scan.ts";

/** A clean file of a format that tells numbers from texts. */
export interface TypedResult extends ScanResult {
  /** For each column, whether its numbers are the format's own: their decimal mark is a point, whatever they look like. */
  isTyped: readonly boolean[];
}
