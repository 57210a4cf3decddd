import { z } from "zod";
import { BlockStatus } from "#lib/platform/prisma/enums.ts";
import { BLOCK_KEYS, blockOf, HIDDEN_COSTS } from "../blocks/index.ts";
import type { BlockProjection } from "../document/project.ts";
import type { ExportFacts } from "./facts.ts";

const FORMAT = "forecanvas.canvas";
/** Goes up when a reader of the version before would misread it. */
const VERSION = 1;

const ItemSchema = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .refine((item) => typeof item.id === "string", "An item of a list has an id.");
const BlockSchema = z
  .strictObject({
    key: z.enum(BLOCK_KEYS as [BlockProjection["key"], ...BlockProjection["key"][]]),
    status: z.enum(BlockStatus),
    agreeAgain: z.boolean(),
    ownerId: z.string().nullable(),
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.array(ItemSchema)])),
    drafts: z.record(z.string(), z.strictObject({ value: z.string(), reason: z.string() })),
    notes: z.array(z.strictObject({ id: z.string(), text: z.string(), authorId: z.string() })),
  })
  .superRefine((block, context) => {
    const known = new Set([...blockOf(block.key).fields, HIDDEN_COSTS].map((field) => field.key));
    for (const name of Object.keys(block.fields)) {
      if (!known.has(name)) {
        context.addIssue({
          code: "custom",
          path: ["fields", name],
          message: "This block has no such field.",
        });
      }
    }
  });

const MOST_CLAIMS = 200;

/** A claim with the state that it had when the file was written; how it is bound is what can be read in again. */
const ClaimSchema = z.strictObject({
  block: BlockSchema.shape.key,
  text: z.string(),
  /** As it was in the project of the file; elsewhere it is found anew. */
  state: z.enum(["supported", "contradicted", "stale", "unproven"]),
  bound: z.string(),
  figure: z.string(),
  source: z.string(),
  measure: z.string().nullable(),
  comparison: z.string().nullable(),
  threshold: z.number().nullable(),
  subject: z.string(),
});

/** The file: everything that the canvas says, with ids, so that it can be read in again without a loss. */
export const CanvasFileSchema = z.strictObject({
  format: z.literal(FORMAT, { error: "This is not a canvas of Forecanvas." }),
  version: z.literal(VERSION, {
    error: `This canvas has another version than ${VERSION}, which is read here. Export it from a product of this version.`,
  }),
  exportedAt: z.iso.datetime(),
  project: z.strictObject({ name: z.string(), currency: z.string() }),
  /** Who the ids in it are. */
  people: z.record(z.string(), z.string()),
  blocks: z
    .array(BlockSchema)
    .refine(
      (blocks) => blocks.map((block) => block.key).join() === BLOCK_KEYS.join(),
      "A canvas has its ten blocks, each once, in their order.",
    ),
  /** Absent in a file without any. */
  claims: z.array(ClaimSchema).max(MOST_CLAIMS, `A plan has at most ${MOST_CLAIMS} claims.`).optional(),
});
export type CanvasFile = z.output<typeof CanvasFileSchema>;

export function canvasFile(blocks: readonly BlockProjection[], facts: ExportFacts): CanvasFile {
  const ids = new Set(
    blocks.flatMap((block) => [block.ownerId ?? "", ...block.notes.map((note) => note.authorId)]),
  );
  return {
    format: FORMAT,
    version: VERSION,
    exportedAt: new Date(facts.now).toISOString(),
    project: { name: facts.project.name, currency: facts.project.currency },
    people: Object.fromEntries(Object.entries(facts.names).filter(([id]) => ids.has(id))),
    blocks: [...blocks],
    ...(facts.claims && facts.claims.length > 0 ? { claims: [...facts.claims] } : {}),
  };
}

export function canvasJson(blocks: readonly BlockProjection[], facts: ExportFacts): string {
  return `${JSON.stringify(canvasFile(blocks, facts), null, 2)}\n`;
}
