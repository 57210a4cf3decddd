import { useEffect, useState } from "react";
import type { SeriesValues } from "#lib/features/datasets/index.ts";

export interface LoadedSeries {
  series: number;
  values: SeriesValues;
}

/** So long nothing is asked for: whoever runs down the list by key wants the one where he stops. */
const SETTLED_MS = 90;

/** One series in full. While another is on its way the one before stays, so that nothing jumps. */
export function useSeriesValues(
  url: string,
  series: number,
): { loaded: LoadedSeries | null; failure: string | null } {
  const [loaded, setLoaded] = useState<LoadedSeries | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      setFailure(null);
      fetch(`${url}?series=${series}`, { signal: controller.signal })
        .then(async (response) => {
          const body: unknown = await response.json();
          if (!response.ok) throw new Error((body as { detail?: string }).detail);
          setLoaded({ series, values: body as SeriesValues });
        })
        .catch((error: unknown) => {
          if (controller.signal.aborted) return;
          setFailure(
            error instanceof Error && error.message ? error.message : "The series could not be read.",
          );
        });
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [url, series]);
  return { loaded, failure };
}
