import type { PredictionKind, PredictionRole } from "#lib/platform/prisma/enums.ts";
import type { WhenNotKey } from "../when-not.ts";

export interface StarterTask {
  name: string;
  kind: PredictionKind;
  predictionRole: PredictionRole;
  /** How it is commonly done. */
  todayMethod: string;
  /** What makes it worth a look, or not. */
  note: string;
  /** What commonly holds; the reader ticks the rest. */
  whenNot?: readonly WhenNotKey[];
}

/**
 * A business process as other projects have it. It holds no grades and no money: only the reader can know those.
 */
export interface Starter {
  /** Of the canvas's template for the same business. */
  key: string;
  tasks: readonly StarterTask[];
  /** From, to, and what goes along, by the names of the tasks. */
  links: readonly (readonly [from: string, to: string, label: string])[];
}
