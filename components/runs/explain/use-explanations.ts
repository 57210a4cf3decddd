"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Asked, Explanations, SeriesAnswer, WhatIfAnswer } from "#lib/features/runs/explain/index.ts";

export interface Label {
  short: string;
  long: string;
}
type WithLabels<T> = T & { labels?: Label[] };
export type Loaded = Omit<Explanations, "series"> & { series: WithLabels<Asked<SeriesAnswer>> };
export type LoadedWhatIf = WithLabels<Asked<WhatIfAnswer>>;

/** Somebody who steps through series asks about the one that they stop at. */
const SETTLE_MS = 350;
const SOON_MS = 400;
const LATER_MS = 1_500;

async function askJson<T>(address: string, init?: RequestInit): Promise<T> {
  const response = await fetch(address, init).catch(() => {
    throw new Error("The site cannot be reached.");
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Error((body as { detail?: string } | null)?.detail ?? "It could not be read.");
  return body as T;
}

export function post(endpoint: string, body: object): Promise<{ id: string }> {
  return askJson(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const isOpen = (asked: { state: string } | null) => asked?.state === "waiting" || asked?.state === "running";

/** Explanations of one series and model, read again until they are there. What is on screen stays until then. */
export function useExplanations(
  endpoint: string,
  asked: { series: number; model: string; isWanted: boolean },
) {
  const { series, model, isWanted } = asked;
  const [data, setData] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn asks once more
  useEffect(() => {
    if (!isWanted) return;
    let timer: ReturnType<typeof setTimeout>;
    let isCurrent = true;
    const query = new URLSearchParams({ series: String(series), model });
    const look = async () => {
      try {
        const found = await askJson<Loaded>(`${endpoint}?${query}`);
        if (!isCurrent) return;
        setData(found);
        setFailure(null);
        if (isOpen(found.series)) timer = setTimeout(() => void look(), SOON_MS);
        else if (isOpen(found.inputs)) timer = setTimeout(() => void look(), LATER_MS);
      } catch (error) {
        if (isCurrent) setFailure((error as Error).message);
      }
    };
    timer = setTimeout(() => void look(), SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [endpoint, series, model, isWanted, turn]);

  return { data, failure, again };
}

/** One what-if at a time: asked, then read until it is answered. */
export function useWhatIf(endpoint: string) {
  const [state, setState] = useState<{ asked: LoadedWhatIf | null; isBusy: boolean; failure: string | null }>(
    {
      asked: null,
      isBusy: false,
      failure: null,
    },
  );
  const latest = useRef(0);

  const follow = useCallback(
    async (begin: () => Promise<{ id: string }>) => {
      latest.current += 1;
      const own = latest.current;
      setState((before) => ({ ...before, isBusy: true, failure: null }));
      try {
        const { id } = await begin();
        for (;;) {
          const asked = await askJson<LoadedWhatIf>(`${endpoint}?id=${id}`);
          if (latest.current !== own) return;
          if (!isOpen(asked)) {
            setState({ asked: asked.answer ? asked : null, isBusy: false, failure: asked.failure });
            return;
          }
          await new Promise((resolve) => setTimeout(resolve, SOON_MS / 2));
        }
      } catch (error) {
        if (latest.current === own)
          setState((before) => ({ ...before, isBusy: false, failure: (error as Error).message }));
      }
    },
    [endpoint],
  );
  const forget = useCallback(() => {
    latest.current += 1;
    setState({ asked: null, isBusy: false, failure: null });
  }, []);
  return { ...state, follow, forget };
}
