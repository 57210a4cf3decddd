import type { BlockKey } from "#lib/platform/prisma/enums.ts";

/** How often an open canvas says that it is still there. */
export const HEARTBEAT_MS = 15_000;

/** Somebody who has the canvas open, in one tab. */
export interface Present {
  tab: string;
  userId: string;
  name: string;
  /** Which block they have open, and where in it they write. */
  block: BlockKey | null;
  field: string | null;
}
