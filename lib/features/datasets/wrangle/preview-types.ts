import type { AVAILABILITIES } from "../recipe-words.ts";
import type { SeriesValues } from "../understanding.ts";
import type { Step, StepFacts } from "./step-schema.ts";

export interface PreviewColumn {
  name: string;
  availability: (typeof AVAILABILITIES)[number];
  kind: "numeric" | "categorical";
}

/** One moment of a recipe: the rows as they were read, or after the last step that could be done. */
export interface PreviewSide {
  rows: number;
  series: number;
  /** Periods whose target is known. */
  known: number;
  frequency: string;
  columns: PreviewColumn[];
  /** Names of series, at most a thousand. */
  names: string[];
}

export interface StepsPreview {
  before: PreviewSide;
  after: PreviewSide;
  facts: StepFacts[];
  /** The step that does not fit, by its place in the list; what stands after it was not done. */
  refused: { index: number; id: string; message: string } | null;
  /** Each on its own grid, null where nothing is known; a side is null where there is no such series. */
  series: { id: string; before: SeriesValues | null; after: SeriesValues | null }[];
  /** How many of all series were gone through, where not all were: what is counted is of these. */
  sample: { series: number; of: number } | null;
}

export interface SavedRecipe {
  steps: Step[];
  /** 0 where no recipe was saved yet. */
  revision: number;
  /** Milliseconds since 1970 UTC. */
  changedAt: number | null;
  changedBy: string | null;
}
