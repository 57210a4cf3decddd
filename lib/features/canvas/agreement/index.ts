import type { BlockKey, BlockStatus } from "#lib/platform/prisma/enums.ts";
import type { Change } from "../versions/index.ts";

/** How people stand to one block. */
export interface AgreementView {
  key: BlockKey;
  status: BlockStatus;
  /** It was agreed to once and has changed since. */
  agreeAgain: boolean;
  /** The newest agreement; null where there is none, or it was made before agreements were kept with their time. */
  agreed: { by: string | null; at: number } | null;
  /** What changed since then; empty while the agreement holds. */
  changes: Change[];
}
