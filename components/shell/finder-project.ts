import type { Stops } from "./thread.ts";

export interface FinderProject {
  name: string;
  base: string;
  stops: Stops;
  mayTrain: boolean;
}

/** Set in local storage when the person wants no keys of a single letter. */
export const KEYS_OFF = "forecanvas-single-keys-off";
