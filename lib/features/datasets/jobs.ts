import "server-only";
import { compareVersions } from "./difference/compare.ts";
import { ensureProfile } from "./explore/profile-version.ts";
import { importVersion } from "./import.ts";
import type { ReadingOrder } from "./reader-messages.ts";
import type { OnStage } from "./reading/table.ts";
import { understandUpload } from "./understand.ts";
import { judgeNewVersion } from "./validate/new-version.ts";
import { ensureValidation } from "./validate/validate.ts";
import { previewSteps } from "./wrangle/preview.ts";
import { wrangleVersion } from "./wrangle/wrangle-version.ts";

export { type ReadingAnswer, type ReadingOrder, toFailure } from "./reader-messages.ts";

/** Does what a web process ordered; the services check rights and input again. */
export function handleReading(order: ReadingOrder, onStage: OnStage): Promise<unknown> {
  const { kind, actor, input } = order;
  if (kind === "compare") return compareVersions(actor, input, onStage);
  if (kind === "profile" || kind === "validate") {
    const scope = { workspaceId: actor.workspaceId, projectId: actor.projectId, versionId: String(input) };
    return kind === "profile" ? ensureProfile(scope) : ensureValidation(scope);
  }
  if (kind === "wrangle_preview") return previewSteps(actor, input, onStage);
  if (kind === "wrangle")
    return wrangleVersion(actor, input, onStage).then((version) => judgeNewVersion(actor, version, onStage));
  return kind === "import"
    ? importVersion(actor, input, onStage).then((version) => judgeNewVersion(actor, version, onStage))
    : understandUpload(actor, input, onStage);
}
