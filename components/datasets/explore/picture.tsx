import { Sparkline } from "#components/charts/sparkline.tsx";
import { binValue, type SeriesSummary } from "#lib/features/datasets/index.ts";

export interface Pictures {
  summary: Pick<SeriesSummary, "binCount" | "low" | "high">;
  /** `bins` of the summary, decoded once for all series. */
  bytes: Uint8Array;
}

/** The whole history of a series in up to 66 means; made when it is seen, so that ten thousand cost nothing. */
export function Picture({ pictures, index, id }: { pictures: Pictures; index: number; id: string }) {
  const { summary, bytes } = pictures;
  const values = Array.from({ length: summary.binCount }, (_, bin) => binValue(summary, bytes, index, bin));
  return <Sparkline values={values} label={`${id} over its whole history`} />;
}
