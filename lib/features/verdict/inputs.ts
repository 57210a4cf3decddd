import { createHash } from "node:crypto";
import { getPlanDefaults, getUnitCosts } from "#lib/features/canvas/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Prices, RoiTerms } from "./assemble.ts";
import { loadRoiTerms } from "./roi-terms.ts";

/** Goes up when the rule, the costs or the scaling change, so that an older answer is computed anew. */
const CODE_VERSION = 3;

/** What a verdict rests on besides the run itself, as it is now. */
export interface VerdictInputs {
  prices: Prices | null;
  roi: RoiTerms | null;
  currency: string;
  /** "units", or what the plan calls them. */
  unit: string;
  ruleOfThumb: "naive" | "seasonal_naive" | null;
  /** SHA-256 of prices, ROI inputs, rule of thumb, currency and code version: the same digest, the same answer. */
  digest: string;
}

export async function loadVerdictInputs(reader: ProjectActor): Promise<VerdictInputs> {
  const [prices, plan, roi] = await Promise.all([
    getUnitCosts(reader),
    getPlanDefaults(reader),
    loadRoiTerms(reader),
  ]);
  const { currency } = reader;
  const text = JSON.stringify({
    code: CODE_VERSION,
    under: prices?.under ?? null,
    over: prices?.over ?? null,
    currency,
    roi: roi?.fingerprint ?? null,
    // Seasonal naive is compared with anyway, so naming it changes nothing.
    rule: plan.ruleOfThumb === "naive" ? "naive" : null,
  });
  return {
    prices,
    roi: roi?.terms ?? null,
    currency,
    unit: plan.unit ?? "units",
    ruleOfThumb: plan.ruleOfThumb,
    digest: createHash("sha256").update(text).digest("hex"),
  };
}

/** A reader for jobs, which nobody sits in front of: it may read what any member may, and nothing more. */
export async function jobReader(scope: { workspaceId: string; projectId: string }): Promise<ProjectActor> {
  const project = await db().project.findFirst({
    where: { id: scope.projectId, workspaceId: scope.workspaceId },
    select: { slug: true, name: true, currency: true, workspace: { select: { slug: true } } },
  });
  if (!project) throw new AppError("not_found");
  return {
    userId: "worker",
    userName: "Worker",
    workspaceId: scope.workspaceId,
    workspaceSlug: project.workspace.slug,
    role: "stakeholder",
    projectId: scope.projectId,
    projectSlug: project.slug,
    projectName: project.name,
    currency: project.currency,
  };
}
