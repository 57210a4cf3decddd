"use client";

import { useSyncExternalStore } from "react";
import { type TrainingState, trainingStore } from "./state.ts";

/** What this browser does for a run; null for none, undefined while the page is still waking up. */
export function useTraining(): TrainingState | null | undefined {
  return useSyncExternalStore(trainingStore.subscribe, trainingStore.read, () => undefined);
}
