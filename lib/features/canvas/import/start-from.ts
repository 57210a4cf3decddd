import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { Actor, ProjectActor } from "#lib/features/workspaces/index.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { storeChangeIn } from "../accept.ts";
import { BlockKeySchema } from "../block-patch.ts";
import { projectDocument } from "../document/project.ts";
import type { ClaimFacts } from "../export/facts.ts";
import { openDocument } from "../live/open-canvas.ts";
import { listMemberNames, listUpdates } from "../repository.ts";
import { TEMPLATE_KEYS, templateOf } from "../templates/index.ts";
import { type BlockContent, contentOfBlock, contentOfTemplate } from "./content.ts";
import { type Filling, fillDocument } from "./fill.ts";
import { readCanvasFile, readCanvasJson } from "./read-file.ts";

const NO_TEMPLATE = `There is no such template. There are: ${TEMPLATE_KEYS.join(", ")}.`;

/** Where a canvas may start from. */
const SourceSchema = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("template"),
      key: z.enum(TEMPLATE_KEYS, { error: NO_TEMPLATE }),
    }),
    z.strictObject({
      kind: z.literal("project"),
      projectId: z.uuid({ error: "Choose a project of this workspace." }),
    }),
    z.strictObject({
      kind: z.literal("file"),
      /** The text of an exported JSON file, or what it says. */
      file: z.union([z.string(), z.record(z.string(), z.unknown())], {
        error: "Give the file's text or its JSON.",
      }),
    }),
  ],
  { error: "Start from one of: template, project, file." },
);

export const FillSchema = z.strictObject({
  from: SourceSchema,
  /** Blocks that may be written over; of the others only empty ones are filled. */
  replace: z.array(BlockKeySchema).max(10).default([]),
  /** Takes the agreements of a file or project over, in one's own name. */
  agreements: z.boolean().default(false),
});
export type FillInput = z.input<typeof FillSchema>;

export interface Source {
  contents: BlockContent[];
  /** Of the amounts; null when they are meant for any. */
  currency: string | null;
  /** What the audit says that it came from. */
  name: string;
  /** As a file has them: for a feature above this one to judge and to make again. */
  claims: readonly ClaimFacts[];
}

export interface FilledCanvas {
  filled: BlockKey[];
  kept: BlockKey[];
  /** Set when the amounts were written for another currency: they are taken as they are. */
  otherCurrency: string | null;
  /** An update of the canvas that takes it back, in base64; null when nothing changed. */
  undo: string | null;
}

/** Reads what a canvas shall start from and changes nothing. Throws in words what is wrong with a file, or `not_found`. */
export async function readSource(actor: Actor, input: unknown): Promise<Source> {
  const from = parseInput(SourceSchema, input);
  assertMay(actor, "edit_plan");
  switch (from.kind) {
    case "template": {
      const template = templateOf(from.key);
      return {
        contents: contentOfTemplate(template, randomUUID),
        currency: null,
        name: `the template “${template.name}”`,
        claims: [],
      };
    }
    case "file": {
      const file = typeof from.file === "string" ? readCanvasJson(from.file) : readCanvasFile(from.file);
      const { name, currency } = file.project;
      return {
        contents: file.blocks.map(contentOfBlock),
        currency,
        name: `a file of “${name}”`,
        claims: file.claims ?? [],
      };
    }
    case "project": {
      const { workspaceId } = actor;
      const project = await db().project.findFirst({
        where: { id: from.projectId, workspaceId },
        select: { name: true, currency: true },
      });
      if (!project) {
        throw new AppError("not_found", { detail: "There is no such project in this workspace." });
      }
      const updates = await listUpdates({ workspaceId, projectId: from.projectId }, { after: 0n });
      const blocks = projectDocument(openDocument(updates.map((update) => update.bytes)));
      return {
        contents: blocks.map(contentOfBlock),
        currency: project.currency,
        name: `the project “${project.name}”`,
        claims: [],
      };
    }
  }
}

/**
 * Fills a canvas from a template, a project of the workspace or an exported file, as one change that can be taken back.
 * Only empty blocks are written, and those named in `replace`.
 */
export async function fillCanvas(actor: ProjectActor, input: unknown): Promise<FilledCanvas> {
  const { wish, source } = await readFilling(actor, input);
  return writeSource(actor, source, wish);
}

/** What a canvas shall be filled from and how. Changes nothing; throws as `readSource`. */
export async function readFilling(
  actor: ProjectActor,
  input: unknown,
): Promise<{ wish: z.output<typeof FillSchema>; source: Source }> {
  const wish = parseInput(FillSchema, input);
  assertMay(actor, "edit_plan");
  if (wish.from.kind === "project" && wish.from.projectId === actor.projectId) {
    throw new AppError("invalid_input", { detail: "This is the project itself. Choose another one." });
  }
  return { wish, source: await readSource(actor, wish.from) };
}

/** The same of a source that was read before. */
export async function writeSource(
  actor: ProjectActor,
  source: Source,
  { replace, agreements }: Pick<z.output<typeof FillSchema>, "replace" | "agreements">,
): Promise<FilledCanvas> {
  const members = await listMemberNames(actor.workspaceId);
  let filling: Filling = { change: null, undo: null, filled: [], kept: [] };
  await transaction(async (tx) => {
    await storeChangeIn(tx, {
      actor,
      clientId: randomUUID(),
      bytes: (stored) => {
        filling = fillDocument(stored, source.contents, {
          authorId: actor.userId,
          replace,
          agreements,
          owners: new Set(members.map((member) => member.userId)),
        });
        return filling.change;
      },
    });
    if (filling.change === null) return;
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "canvas.filled",
      ref: actor.projectId,
      detail: { from: source.name, blocks: filling.filled.length },
    });
  });
  const { filled, kept, undo } = filling;
  return {
    filled,
    kept,
    otherCurrency: source.currency === null || source.currency === actor.currency ? null : source.currency,
    undo: undo === null ? null : Buffer.from(undo).toString("base64"),
  };
}
