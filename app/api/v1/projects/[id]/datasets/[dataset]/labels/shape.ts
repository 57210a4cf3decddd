import { z } from "zod";
import { LABEL_KINDS, type LabelView } from "#lib/features/datasets/index.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { iso, isoOrNull } from "../../../iso.ts";

const time = z.number().meta({ description: "Milliseconds since 1970 UTC, or a position." });

export const LabelSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(LABEL_KINDS),
    state: z.enum(["active", "rejected", "removed"]).meta({
      description: "`rejected`: a proposal that somebody said no to, so that it is not made again.",
    }),
    seriesId: z.string().nullable().meta({ description: "Null for all series." }),
    fromTime: time,
    toTime: time.meta({ description: "Time of the last period, which is labelled too." }),
    text: z.string(),
    detector: z
      .string()
      .nullable()
      .meta({ description: "Who proposed it; null where it was drawn by hand." }),
    createdBy: z.string().nullable(),
    createdAt: z.iso.datetime(),
    changedBy: z.string().nullable(),
    changedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Label" });

export const LabelsSchema = z.object({ labels: z.array(LabelSchema) });

export function toLabel(view: LabelView): z.input<typeof LabelSchema> {
  return { ...view, createdAt: iso(view.createdAt), changedAt: isoOrNull(view.changedAt) };
}

export const DatasetParams = z.strictObject({ dataset: z.uuid() });

export const EXAMPLE_STRETCH = {
  kind: "stockout" as const,
  seriesId: "item-0",
  fromTime: Date.UTC(2024, 1, 10),
  toTime: Date.UTC(2024, 1, 14),
};

export const EXAMPLE_LABEL = {
  ...EXAMPLE_STRETCH,
  id: EXAMPLE.label,
  state: "active" as const,
  text: "The truck came late",
  detector: null,
  createdBy: "Nightly upload",
  createdAt: "2026-11-26T08:32:00.000Z",
  changedBy: null,
  changedAt: null,
};
