import type { LabelKind } from "#lib/features/datasets/index.ts";
import type { NetworkFamily } from "#lib/forecast/neural/families.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import type { MethodGroup } from "./methods.ts";

export interface VersionOption {
  id: string;
  /** "Pasta sales, version 3". */
  title: string;
  /** As pandas writes it: D, W, M … */
  frequency: string;
  series: number;
  /** Periods from the first to the last known value. */
  periods: number;
  /** Milliseconds since 1970 UTC, or positions when the frequency is `int`. */
  firstTime: number;
  lastTime: number;
  hasTodayForecast: boolean;
  /** Labels of its dataset, by kind. */
  labels: Partial<Record<LabelKind, number>>;
  /** Expectations of the dataset that this version fails; null while it was never judged. */
  failed: { severity: "error" | "warning"; title: string; found: string }[] | null;
  recommended: { horizonSteps: number; seasonLength: number; selectionFolds: number; testFolds: number };
}

/** What the form of a new run can offer. */
export interface RunOptions {
  /** Newest first. */
  versions: VersionOption[];
  models: { key: ModelKey; name: string; explanation: string; group: MethodGroup; isProposed: boolean }[];
  /** Kinds of network, simplest first; `advanced` ones take many times longer a step. */
  families: { key: NetworkFamily; name: string; about: string; advanced: boolean }[];
  /** Where a network's settings start. */
  network: { trainingSteps: number; members: number };
  /** Whose public holidays a run may know ahead, by name. */
  countries: { place: string; name: string }[];
  /** Where `auto`'s time budget starts. */
  budgetSeconds: number;
  /** By place; null where no run has finished there yet. */
  measured: { server: MeasuredSeconds | null; browser: MeasuredSeconds | null };
}

/** Mean seconds a task by group, from the newest finished run; a network's at `networkSteps` training steps. */
export interface MeasuredSeconds {
  seconds: Record<string, number>;
  networkSteps: number;
  networkFamily: NetworkFamily;
  /** What `auto` might spend. */
  budgetSeconds: number;
  seriesCount: number;
}
