/**
 * A measured value in the unit of its measure. Infinity stands for "never", which every threshold can be compared with;
 * `words` then says it. Where nothing can be said, `reason` tells why.
 */
export type Measured = { value: number; words?: string } | { reason: string };

/** Percent of a share, or the reason why there is none. NaN and infinities are not defined. */
export function percentOf(share: number | null | undefined, reason: string): Measured {
  return share === null || share === undefined || !Number.isFinite(share)
    ? { reason }
    : { value: share * 100 };
}
