import "server-only";
import { compareVersions } from "./difference/compare.ts";
import { importVersion } from "./import.ts";
import type { ReadingOrder } from "./reader-messages.ts";
import type { OnStage } from "./reading/table.ts";
import { understandUpload } from "./understand.ts";

export { type ReadingAnswer, type ReadingOrder, toFailure } from "./reader-messages.ts";

/** Does what a web process ordered; the services check rights and input again. */
export function handleReading(order: ReadingOrder, onStage: OnStage): Promise<unknown> {
  const { kind, actor, input } = order;
  if (kind === "compare") return compareVersions(actor, input, onStage);
  return kind === "import" ? importVersion(actor, input, onStage) : understandUpload(actor, input, onStage);
}
