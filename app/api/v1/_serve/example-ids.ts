/**
 * What examples say for things that a reader has under other ids. The contract test puts the ids of a project that it
 * made in their place.
 */
export const EXAMPLE = {
  project: "019abc00-0000-7000-8000-000000000001",
  projectSlug: "pasta",
  /** A resumable upload at its beginning. */
  upload: "019abc00-0000-7000-8000-000000000010",
  /** An upload that has arrived whole. */
  received: "019abc00-0000-7000-8000-000000000011",
  dataset: "019abc00-0000-7000-8000-000000000012",
  version: "019abc00-0000-7000-8000-000000000013",
  /** A stock-out that somebody labelled. */
  label: "019abc00-0000-7000-8000-000000000014",
  /** A database that may be queried, and a connection to it. */
  databaseUrl: "postgresql://reader:secret@db.example.com/warehouse",
  connection: "019abc00-0000-7000-8000-000000000014",
  /** A run that has finished, with its verdict. */
  run: "019abc00-0000-7000-8000-000000000020",
  verdict: "019abc00-0000-7000-8000-000000000021",
  /** A run that is still at work. */
  activeRun: "019abc00-0000-7000-8000-000000000022",
  /** A run whose untouched folds are sealed. */
  sealedRun: "019abc00-0000-7000-8000-000000000026",
  /** Questions about the run's forecast. */
  inputs: "019abc00-0000-7000-8000-000000000023",
  parts: "019abc00-0000-7000-8000-000000000024",
  whatIf: "019abc00-0000-7000-8000-000000000025",
  decision: "019abc00-0000-7000-8000-000000000030",
  /** A task of the process. */
  opportunity: "019abc00-0000-7000-8000-000000000031",
  /** Another one, after it. */
  nextOpportunity: "019abc00-0000-7000-8000-000000000035",
  /** A link from the one to the other. */
  processLink: "019abc00-0000-7000-8000-000000000036",
  /** One of the business cases, not the base. */
  roiCase: "019abc00-0000-7000-8000-000000000032",
  /** One that lacks no input. */
  wholeRoiCase: "019abc00-0000-7000-8000-000000000046",
  /** A claim of the canvas. */
  claim: "019abc00-0000-7000-8000-000000000032",
  /** A link that reads the canvas. */
  canvasLink: "019abc00-0000-7000-8000-000000000042",
  /** A thread of comments, and its first comment. */
  thread: "019abc00-0000-7000-8000-000000000043",
  comment: "019abc00-0000-7000-8000-000000000044",
  /** The API key itself, where it is the author. */
  key: "019abc00-0000-7000-8000-000000000045",
  /** Somebody who may own a block of the canvas. */
  member: "019abc00-0000-7000-8000-000000000040",
} as const;
