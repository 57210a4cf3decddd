/** Everything that is measured of a run and not on its leaderboard, ready to be drawn. */
export interface ScoreDetails {
  /** Untouched folds first. */
  scopes: ScopeDetails[];
  /** Against seasonal naive on the untouched folds; empty in runs that were scored before there was this. */
  significance: SignificanceLine[];
}

export interface ScopeDetails {
  scope: "test" | "selection";
  /** Methods in the order of their MASE; the rows and lines of all that follows. */
  models: { key: string; name: string }[];
  /** Every measure of every method, by measure's key. */
  measures: Record<string, (number | null)[]>;
  folds: PartTable;
  steps: PartTable | null;
  segments: PartTable | null;
}

/** By part and measure: one value a method. */
export interface PartTable {
  parts: string[];
  /** [measure] → [part] → [method] */
  values: Record<string, (number | null)[][]>;
}

export interface SignificanceLine {
  key: string;
  name: string;
  /** "better", "worse", "no difference shown", "too little to say" */
  verdict: "better" | "worse" | "open" | "unknown";
  difference: number | null;
  lower: number | null;
  upper: number | null;
  pValue: number | null;
  units: number;
  over: "series" | "time";
}
