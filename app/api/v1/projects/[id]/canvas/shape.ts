import { z } from "zod";
import { BlockKeySchema } from "#lib/features/canvas/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";

const Value = z.union([z.string(), z.number()]);
const Row = z.record(z.string(), Value);

export const BlockSchema = z
  .object({
    key: BlockKeySchema,
    title: z.string(),
    prompt: z.string().meta({ description: "The questions that this block answers." }),
    status: z.enum(["empty", "draft", "agreed"]),
    owner: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    fields: z.record(z.string(), z.union([Value, z.array(Row)])).meta({
      description: "By field; rows of a list carry an id of their own. An empty field is absent.",
    }),
    drafts: z.record(z.string(), z.object({ value: z.string(), reason: z.string() })).meta({
      description: "What was typed but does not fit its field, and why. The product does not use it.",
    }),
    notes: z.array(z.object({ id: z.string(), text: z.string(), author: z.string().nullable() })),
  })
  .meta({ id: "CanvasBlock" });

export const EXAMPLE_BLOCK = {
  key: "offline_evaluation" as const,
  title: "Offline evaluation",
  prompt: "What result justifies launch, whom do errors hurt?",
  status: "draft" as const,
  owner: { id: EXAMPLE.member, name: "Mia Owner" },
  fields: { costUnder: 0.54, costOver: 0.18, metric: "cost" },
  drafts: {},
  notes: [
    {
      id: "019abc00-0000-7000-8000-000000000041",
      text: "A pallet left over is thrown away.",
      author: "Nightly upload",
    },
  ],
};
