import { z } from "zod";
import { AppError } from "#lib/platform/errors.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { BLOCK_KEYS, blockOf, HIDDEN_COSTS, MAX_NOTES } from "./blocks/index.ts";

const LONGEST = 10_000;
const KeySchema = z.string().min(1).max(60);
const CellSchema = z.union(
  [z.string().max(LONGEST, { error: `At most ${LONGEST} characters.` }), z.number()],
  {
    error: "Give a text or a number.",
  },
);
const RowSchema = z.record(KeySchema, CellSchema);
const RowsSchema = z.array(RowSchema).max(HIDDEN_COSTS.maxItems);

export const BlockKeySchema = z.enum(BLOCK_KEYS as [BlockKey, ...BlockKey[]]);

/** What a machine writes into a block; what is left out stays as it is. Texts are cleared by an empty text. */
export const BlockChangeSchema = z
  .strictObject({
    fields: z.record(KeySchema, z.union([CellSchema, RowsSchema])).exactOptional(),
    hiddenCosts: RowsSchema.exactOptional(),
    notes: z
      .array(z.string().trim().min(1, { error: "A note cannot be empty." }).max(LONGEST))
      .max(MAX_NOTES)
      .exactOptional(),
    ownerId: z.uuid({ error: "Give the id of a member, or null." }).nullable().exactOptional(),
    agreed: z.literal(true, { error: "Only true: an agreement ends by a change." }).exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, { error: "There is nothing to change." });
export type BlockChange = z.output<typeof BlockChangeSchema>;

/** A column that a list does not have would be lost without a word. */
export function assertColumns(key: BlockKey, change: BlockChange): void {
  const lists = [
    ...Object.entries(change.fields ?? {}).map(([name, rows]) => ({
      name,
      list: blockOf(key).fields.find((field) => field.key === name),
      rows,
    })),
    { name: HIDDEN_COSTS.key, list: HIDDEN_COSTS, rows: change.hiddenCosts ?? [] },
  ];
  for (const { name, list, rows } of lists) {
    if (list?.kind !== "list" || !Array.isArray(rows)) continue;
    const known = new Set(list.columns.map((column) => column.key));
    const unknown = rows.flatMap((row) => Object.keys(row)).find((column) => !known.has(column));
    if (unknown === undefined) continue;
    throw new AppError("invalid_input", {
      detail: `${key}.${name} has no column ${unknown}. Its columns are: ${[...known].join(", ")}.`,
    });
  }
}
