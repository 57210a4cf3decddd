"use client";

import { useEffect, useRef, useState } from "react";
import {
  DRAWS,
  SEED,
  type SimulatorAnswer,
  type SimulatorQuestion,
  type UncertainCase,
} from "#lib/features/roi/index.ts";

const WAIT_MS = 150;

/** The newest answer of a worker to the case as it is typed; the older one stays until then. */
export function useSimulation(given: UncertainCase): { answer: SimulatorAnswer | null; isBroken: boolean } {
  const [answer, setAnswer] = useState<SimulatorAnswer | null>(null);
  const [isBroken, setBroken] = useState(false);
  const worker = useRef<Worker | null>(null);
  const last = useRef(0);

  useEffect(() => {
    const started = new Worker(new URL("../../lib/processes/roi-simulator.ts", import.meta.url), {
      type: "module",
      name: "roi simulator",
    });
    started.onmessage = ({ data }: MessageEvent<SimulatorAnswer>) => {
      if (data.id === last.current) setAnswer(data);
    };
    started.onerror = (event) => {
      event.preventDefault();
      setBroken(true);
    };
    worker.current = started;
    return () => started.terminate();
  }, []);

  // A case is new at every render of its owner; what it says is not.
  const text = JSON.stringify(given);
  useEffect(() => {
    const timer = setTimeout(() => {
      last.current += 1;
      const question: SimulatorQuestion = {
        id: last.current,
        given: JSON.parse(text),
        draws: DRAWS,
        seed: SEED,
      };
      worker.current?.postMessage(question);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return { answer, isBroken };
}
