import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import type { BlockPatch } from "../patch.ts";

/**
 * A canvas to start from: every block filled as a practitioner would, with amounts that say that they are examples. It
 * names no owner and agrees to nothing: that is for the people of the project.
 */
export interface Template {
  key: string;
  name: string;
  /** One sentence of what is forecast and what for. */
  summary: string;
  blocks: Readonly<Record<BlockKey, Omit<BlockPatch, "ownerId" | "agreed">>>;
}
