"use client";

import { useEffect, useState } from "react";
import type { Step, StepsPreview } from "#lib/features/datasets/index.ts";
import { postAndFollow, RequestFailed } from "../requests.ts";

export interface PreviewState {
  preview: StepsPreview | null;
  stage: string | null;
  failure: string | null;
}

const WAIT_MS = 400;

/** What the steps would make of the data, asked anew at each change; the answer before stays until then. */
export function usePreview(url: string, steps: readonly Step[], series: readonly string[]): PreviewState {
  const [state, setState] = useState<PreviewState>({
    preview: null,
    stage: "Fetching the rows",
    failure: null,
  });
  const wish = JSON.stringify({ steps, series });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const onStage = (stage: string) => setState((before) => ({ ...before, stage }));
    const timer = setTimeout(() => {
      postAndFollow<StepsPreview>(`${url}/preview`, JSON.parse(wish), { signal, onStage }).then(
        (preview) => setState({ preview, stage: null, failure: null }),
        (error: unknown) => {
          if (signal.aborted) return;
          const failure =
            error instanceof RequestFailed ? error.trouble.detail : "The preview could not be made.";
          setState((before) => ({ ...before, stage: null, failure }));
        },
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [url, wish]);
  return state;
}
