import type { z } from "zod";
import type { ClaimFacts } from "#lib/features/canvas/index.ts";
import {
  type FilledCanvas,
  type FillSchema,
  readFilling,
  readSource,
  type Source,
  writeSource,
} from "#lib/features/canvas/server.ts";
import type { Actor, ProjectActor } from "#lib/features/workspaces/index.ts";
import { lockProject } from "#lib/features/workspaces/server.ts";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { MOST_CLAIMS, recordClaim } from "./change.ts";
import { findClaims, insertClaim } from "./repository.ts";
import { ClaimInputSchema } from "./schema.ts";

type JudgedClaim = z.output<typeof ClaimInputSchema>;

/** What a plan starts from: contents of the canvas, and claims that were judged as if somebody had typed them. */
export interface Plan {
  source: Source;
  claims: JudgedClaim[];
}

export interface FilledPlan extends FilledCanvas {
  /** Ids of the claims that came in; those that stood here already came in no second time. */
  claims: string[];
}

/** Reads what a plan shall start from and changes nothing. Throws `invalid_input` with the place, or `not_found`. */
export async function readPlan(actor: Actor, from: unknown): Promise<Plan> {
  const source = await readSource(actor, from);
  return { source, claims: source.claims.map(judge) };
}

/** Fills canvas and claims of a project from a template, a project of the workspace or an exported file. */
export async function fillPlan(actor: ProjectActor, input: unknown): Promise<FilledPlan> {
  const { wish, source } = await readFilling(actor, input);
  return writePlan(actor, { source, claims: source.claims.map(judge) }, wish);
}

/**
 * Writes a plan that was read before. Claims of blocks that stay as they are stay out; the others are made again, bound
 * to the same measure, and find their proof in this project or stand unproven. Done twice, it adds none twice.
 */
export async function writePlan(
  actor: ProjectActor,
  { source, claims }: Plan,
  wish: Pick<z.output<typeof FillSchema>, "replace" | "agreements">,
): Promise<FilledPlan> {
  await assertRoom(actor, claims);
  const canvas = await writeSource(actor, source, wish);
  const kept = new Set<string>(canvas.kept);
  const wanted = claims.filter((claim) => !kept.has(claim.block));
  if (wanted.length === 0) return { ...canvas, claims: [] };
  const ids = await transaction(async (tx) => {
    await lockProject(tx, actor);
    return addMissing(tx, actor, wanted);
  });
  return { ...canvas, claims: ids };
}

/** Before the canvas is written: a plan that does not fit changes nothing. */
async function assertRoom(actor: ProjectActor, claims: readonly JudgedClaim[]): Promise<void> {
  if (claims.length === 0) return;
  const present = await findClaims(db(), actor);
  if (missingFrom(present, claims).length + present.length > MOST_CLAIMS) {
    throw new AppError("conflict", {
      detail: `With those of the file there would be more than ${MOST_CLAIMS} claims, which is as many as a plan takes. Remove some first. Nothing was changed.`,
    });
  }
}

async function addMissing(tx: Tx, actor: ProjectActor, wanted: readonly JudgedClaim[]): Promise<string[]> {
  const { workspaceId, projectId, userId } = actor;
  const present = await findClaims(tx, actor);
  const ids: string[] = [];
  for (const claim of missingFrom(present, wanted).slice(0, MOST_CLAIMS - present.length)) {
    const { id } = await insertClaim(tx, { ...claim, workspaceId, projectId, createdById: userId });
    await recordClaim(tx, actor, { action: "claim.created", id, text: claim.text });
    ids.push(id);
  }
  return ids;
}

type Same = Pick<JudgedClaim, "block" | "text" | "measure" | "comparison" | "threshold" | "subject">;
const keyOf = ({ block, text, measure, comparison, threshold, subject }: Same) =>
  JSON.stringify([block, text, measure, comparison, threshold, subject]);

function missingFrom(present: readonly Same[], wanted: readonly JudgedClaim[]): JudgedClaim[] {
  const known = new Set(present.map(keyOf));
  return wanted.filter((claim) => {
    const key = keyOf(claim);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** Its state, number and source are left behind: they are of another project. */
function judge(claim: ClaimFacts, index: number): JudgedClaim {
  const { block, text, measure, comparison, threshold, subject } = claim;
  const result = ClaimInputSchema.safeParse({ block, text, measure, comparison, threshold, subject });
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    fields[["claims", index, ...issue.path].map(String).join(".")] ??= issue.message;
  }
  const [first] = Object.entries(fields);
  throw new AppError("invalid_input", {
    detail: `Claim ${index + 1} (${first?.[0] ?? "claims"}): ${first?.[1] ?? "is not as expected."} Nothing was changed.`,
    fields,
  });
}
