import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import type { BlockProjection } from "../document/project.ts";
import { getCanvasPage } from "../read.ts";
import { differenceOf } from "../versions/difference.ts";
import type { AgreementView } from "./index.ts";
import { listAgreements } from "./repository.ts";

/**
 * Each block's state as people agreed on it, in reading order: who agreed and when, and for a block that has changed
 * since, what changed. Its owner and status are no part of what is agreed to.
 */
export async function getAgreements(actor: ProjectActor): Promise<AgreementView[]> {
  assertMay(actor, "read");
  const [page, rows] = await Promise.all([getCanvasPage(actor), listAgreements(actor)]);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const agreers = await namesOf(
    db(),
    rows.map((row) => row.agreedById),
  );
  return page.blocks.map((block) => {
    const { key, status, agreeAgain } = block;
    const row = status === "agreed" || agreeAgain ? byKey.get(key) : undefined;
    if (!row) return { key, status, agreeAgain, agreed: null, changes: [] };
    // Written by saveAgreements only, from this very type.
    const then = JSON.parse(row.content) as BlockProjection;
    const context = { currency: actor.currency, names: page.names };
    const changes = agreeAgain ? differenceOf([bare(then)], [bare(block)], context) : [];
    return {
      key,
      status,
      agreeAgain,
      agreed: { by: agreers.get(row.agreedById) ?? null, at: row.at.getTime() },
      changes: changes[0]?.changes ?? [],
    };
  });
}

function bare(block: BlockProjection): BlockProjection {
  return { ...block, ownerId: null, status: "draft" };
}
