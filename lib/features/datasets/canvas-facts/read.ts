import { z } from "zod";
import { getCanvas, takeOver } from "#lib/features/canvas/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { TermsSchema } from "../contract/schema.ts";
import { ProfileSchema } from "../profile-schema.ts";
import { RecipeSchema } from "../recipe-schema.ts";
import { type FactsOffer, type MeasuredDataset, measuredCells, offersOf } from "./offers.ts";

/** Of more datasets than these the canvas would be a list. */
const DATASETS = 20;

async function measuredDatasets(actor: ProjectActor): Promise<MeasuredDataset[]> {
  const { workspaceId, projectId } = actor;
  const rows = await db().dataset.findMany({
    where: { workspaceId, projectId, deletedAt: null },
    orderBy: { id: "desc" },
    take: DATASETS,
    select: {
      ...{ id: true, name: true, terms: true },
      versions: {
        ...{ where: { deletedAt: null }, orderBy: { number: "desc" }, take: 1 },
        select: { createdAt: true, recipe: true, profile: true },
      },
    },
  });
  return rows.flatMap(({ id, name, terms, versions: [latest] }) =>
    latest
      ? [
          {
            datasetId: id,
            name,
            createdAt: latest.createdAt.getTime(),
            recipe: RecipeSchema.parse(latest.recipe),
            profile: ProfileSchema.parse(latest.profile),
            owner: TermsSchema.parse(terms).owner,
          },
        ]
      : [],
  );
}

/** What the blocks Data Sources and Collecting Data could take over from the data, as measured now. */
export async function listFactsOffers(actor: ProjectActor): Promise<FactsOffer[]> {
  assertMay(actor, "read");
  const [datasets, blocks] = await Promise.all([measuredDatasets(actor), getCanvas(actor)]);
  const fields = (key: string) => blocks.find((block) => block.key === key)?.fields ?? {};
  const { sources } = fields("data_sources");
  const { delay } = fields("collecting_data");
  return offersOf(datasets, {
    sources: Array.isArray(sources) ? sources : [],
    delay: typeof delay === "string" ? delay : "",
  });
}

export const TakeFactsSchema = z.strictObject({
  block: z.enum(["data_sources", "collecting_data"]),
  datasetId: z.uuid(),
});

/** Writes what is measured now into the block; what it says already stays. @throws `not_found` for another project's dataset. */
export async function takeFacts(actor: ProjectActor, input: unknown): Promise<{ seq: string }> {
  assertMay(actor, "edit_plan");
  const { block, datasetId } = parseInput(TakeFactsSchema, input);
  const dataset = (await measuredDatasets(actor)).find((each) => each.datasetId === datasetId);
  if (!dataset) throw new AppError("not_found", { detail: "There is no such dataset in this project." });
  const offer = (await listFactsOffers(actor)).find(
    (each) => each.block === block && each.datasetId === datasetId,
  );
  const offered = Object.fromEntries((offer?.facts ?? []).map((fact) => [fact.key, fact.measured]));
  if (block === "collecting_data") return takeOver(actor, { texts: { block, fields: offered } });
  const { name = "" } = measuredCells(dataset);
  return takeOver(actor, { row: { block, list: "sources", by: "name", cells: { name, ...offered } } });
}
