/** A line of a dataset's history, also of a version whose data are gone. Times are milliseconds. */
export interface VersionLine {
  id: string;
  number: number;
  createdAt: number;
  createdBy: string | null;
  series: number;
  rows: number;
  sizeBytes: number;
  deleted: { at: number; by: string | null; reason: string } | null;
  /** "2 runs (4 and 7) rest on it"; null where nothing does. */
  uses: string | null;
  runs: number[];
  isRunning: boolean;
  /** The policy lets it go with the worker's next round. */
  goes: boolean;
}
