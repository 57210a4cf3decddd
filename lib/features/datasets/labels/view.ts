import type { LabelState } from "#lib/platform/prisma/enums.ts";
import type { Detector } from "./detectors.ts";
import type { LabelKind } from "./kinds.ts";
import type { Proposal } from "./propose.ts";

/** A label as people see it. Times are milliseconds since 1970 UTC, or positions. */
export interface LabelView {
  id: string;
  kind: LabelKind;
  state: LabelState;
  seriesId: string | null;
  fromTime: number;
  /** Time of the last period, which is labelled too. */
  toTime: number;
  /** The instant after it. */
  untilTime: number;
  text: string;
  detector: Detector | null;
  createdBy: string | null;
  createdAt: number;
  changedBy: string | null;
  changedAt: number | null;
}

export interface ProposalView extends Proposal {
  /** Time of the last period, which is labelled too. */
  toTime: number;
}

export interface Proposals {
  /** The strangest of each detector. */
  items: ProposalView[];
  /** By detector, all there are. */
  counts: Record<Detector, number>;
}
