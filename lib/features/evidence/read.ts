import type { ClaimFacts } from "#lib/features/canvas/index.ts";
import { getCanvas, type SharedCanvas } from "#lib/features/canvas/server.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { claimIdOf } from "./change.ts";
import { evaluate } from "./evaluate.ts";
import { loadSources } from "./load-sources.ts";
import { proposeClaims } from "./propose.ts";
import { findClaims, getClaimRow } from "./repository.ts";
import type { Sources } from "./sources.ts";
import type { Claim, ClaimView, EvidenceView } from "./view.ts";
import { boundInWords } from "./words.ts";

/** The project's claims with their state as of now, in the order in which they were made. There are at most 200. */
export async function listClaims(actor: ProjectActor, { now }: { now: number }): Promise<ClaimView[]> {
  assertMay(actor, "read");
  const claims = await findClaims(db(), actor);
  if (claims.length === 0) return [];
  const sources = await loadSources(actor, claims, { now });
  return claims.map((claim) => viewOf(claim, sources));
}

/** For a reader of a link, who sees what the claims say and how they stand, and nothing of what they rest on. */
export function listSharedClaims(canvas: SharedCanvas, terms: { now: number }): Promise<ClaimView[]> {
  const { workspaceId, projectId, projectName, currency } = canvas;
  // Whoever holds the link reads this one project; the link has been looked up before.
  const reader = {
    userId: "",
    userName: "",
    workspaceSlug: "",
    projectSlug: "",
    role: "stakeholder",
  } as const;
  return listClaims({ ...reader, workspaceId, projectId, projectName, currency }, terms);
}

/** For a file of the canvas. */
export async function listClaimFacts(actor: ProjectActor, terms: { now: number }): Promise<ClaimFacts[]> {
  return factsOf(await listClaims(actor, terms));
}

/** Claims as a file of the canvas has them. */
export function factsOf(claims: readonly ClaimView[]): ClaimFacts[] {
  return claims.map((claim) => {
    const { block, text, state, bound, figure, measure, comparison, threshold, subject } = claim;
    const source = claim.source?.words ?? "";
    return { block, text, state, bound, figure, source, measure, comparison, threshold, subject };
  });
}

/** Throws `not_found` for an id of elsewhere. */
export async function getClaim(
  actor: ProjectActor,
  id: unknown,
  { now }: { now: number },
): Promise<ClaimView> {
  assertMay(actor, "read");
  const claim = await getClaimRow(db(), actor, claimIdOf(id));
  return viewOf(claim, await loadSources(actor, [claim], { now }));
}

/** For the canvas's own page: claims, what may be proposed, and what a claim can be bound to. */
export async function getEvidence(actor: ProjectActor, { now }: { now: number }): Promise<EvidenceView> {
  assertMay(actor, "read");
  const claims = await findClaims(db(), actor);
  const [sources, blocks] = await Promise.all([loadSources(actor, claims, { now }), getCanvas(actor)]);
  const byAge = sources.versions.toSorted((a, b) => b.createdAt - a.createdAt);
  const covariates = byAge[0]?.profile.covariates.map(({ name }) => name) ?? [];
  return {
    claims: claims.map((claim) => viewOf(claim, sources)),
    proposals: may(actor.role, "edit_plan")
      ? proposeClaims({ blocks, covariates, roi: sources.roi, currency: actor.currency, claims })
      : [],
    options: {
      versions: byAge.map(({ id, name, number }) => ({ value: id, label: `${name}, version ${number}` })),
      runs: sources.runs
        .toSorted((a, b) => b.number - a.number)
        .map(({ number }) => ({ value: String(number), label: `Run ${number}` })),
      covariates,
    },
  };
}

function viewOf(claim: Claim, sources: Sources): ClaimView {
  const { measure, comparison, threshold, subject } = claim;
  const bound =
    measure === null || comparison === null || threshold === null
      ? ""
      : boundInWords({ measure, comparison, threshold, subject }, sources.currency);
  return { ...claim, ...evaluate(claim, sources), bound };
}
