/** What `auto` did, for the run's page: plain data with names in place of keys. */
export interface AutoReportView {
  /** "Nothing was better than Seasonal naive on the past, so Seasonal naive stands." */
  sentence: string;
  /** The baseline was chosen: nothing that was tried was better. */
  baselineStands: boolean;
  baseline: string;
  /** How it was tried: past periods before the first fold, and how many series. */
  folds: number;
  horizonSteps: number;
  sampledSeries: number;
  series: number;
  budgetSeconds: number;
  tried: AutoTriedView[];
  /** Null where the data was too short to try anything. */
  chosen: { score: number | null; shares: { name: string; share: number }[] } | null;
  /** Networks that each forecast is made by. */
  networks: number;
  intervals: string;
  /** Names of what the budget had no room for. */
  left: string[];
  notes: string[];
  /** As it is stored: with it the same data gives the same numbers. */
  plan: object;
}

export interface AutoTriedView {
  key: string;
  name: string;
  isBaseline: boolean;
  /** Error against the baseline's: 0.9 is a tenth less; null where it had no answer for every step. */
  score: number | null;
  mase: number | null;
  coverage80: number | null;
  seconds: number;
  share: number;
}
