/** Everything that a project's readers are told. An event carries no data: readers fetch what `ref` names. */
export type EventKind =
  | "canvas.updated"
  | "canvas.snapshot_taken"
  | "roi.updated"
  | "opportunities.changed"
  | "claims.changed"
  | "comments.changed"
  | "dataset.version_created"
  | "dataset.version_deleted"
  | "dataset.validated"
  | "run.created"
  | "run.progressed"
  | "run.status_changed"
  | "verdict.computed"
  | "decision.recorded"
  | "members.changed";

export interface ProjectEvent {
  projectId: string;
  /** A decimal number as text: it may outgrow what a double holds exactly. */
  seq: string;
  kind: EventKind;
  ref: string;
}
