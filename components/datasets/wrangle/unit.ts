import type { isRowByRow } from "#lib/features/datasets/index.ts";

/** The unit of a frequency such as `15min`. */
export function unitOf(frequency: string): NonNullable<Parameters<typeof isRowByRow>[1]> {
  return frequency.replace(/^\d+/, "") as NonNullable<Parameters<typeof isRowByRow>[1]>;
}
