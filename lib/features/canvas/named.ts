import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { assertColumns, BlockChangeSchema } from "./block-patch.ts";
import { blockOf } from "./blocks/index.ts";
import type { BlockProjection, Note } from "./document/project.ts";
import { getCanvas, namesIn } from "./read.ts";
import { listMemberNames } from "./repository.ts";
import { writeCanvas } from "./write.ts";

/** A block with its words and the names of who stands behind it, for readers that know neither. */
export interface NamedBlock extends Pick<BlockProjection, "key" | "status" | "fields" | "drafts"> {
  title: string;
  prompt: string;
  owner: { id: string; name: string | null } | null;
  notes: (Pick<Note, "id" | "text"> & { author: string | null })[];
}

/** The whole canvas in reading order. */
export async function getNamedCanvas(actor: ProjectActor): Promise<NamedBlock[]> {
  const [blocks, members] = await Promise.all([getCanvas(actor), listMemberNames(actor.workspaceId)]);
  const names = await namesIn(blocks, members);
  const memberNames = new Map(members.map(({ userId, name }) => [userId, name]));
  return blocks.map(({ key, status, fields, drafts, ownerId, notes }) => {
    const { title, prompt } = blockOf(key);
    return {
      key,
      title,
      prompt,
      status,
      owner: ownerId === null ? null : { id: ownerId, name: memberNames.get(ownerId) ?? null },
      fields,
      drafts,
      notes: notes.map(({ id, text, authorId }) => ({ id, text, author: names[authorId] ?? null })),
    };
  });
}

export async function getNamedBlock(actor: ProjectActor, key: BlockKey): Promise<NamedBlock> {
  const block = (await getNamedCanvas(actor)).find((one) => one.key === key);
  if (!block) throw new AppError("not_found");
  return block;
}

/**
 * Changes one block and gives it back as it stands then. A value that does not fit its field stays as a draft with the
 * reason, as on the page. @throws AppError `invalid_input` for what the block has no place for.
 */
export async function changeBlock(actor: ProjectActor, key: BlockKey, input: unknown): Promise<NamedBlock> {
  const change = parseInput(BlockChangeSchema, input);
  assertMay(actor, "edit_plan");
  assertColumns(key, change);
  if (typeof change.ownerId === "string") {
    const members = await listMemberNames(actor.workspaceId);
    if (!members.some((member) => member.userId === change.ownerId)) {
      throw new AppError("invalid_input", {
        detail: "The owner of a block must be a member of the workspace.",
        fields: { ownerId: "must be the id of a member" },
      });
    }
  }
  await writeCanvas(actor, { [key]: change });
  return getNamedBlock(actor, key);
}
