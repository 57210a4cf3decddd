import { createHash } from "node:crypto";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { getDataset } from "../list.ts";
import { ManifestSchema } from "../manifest.ts";
import { ProfileSchema } from "../profile-schema.ts";
import { canonicalRecipe } from "../recipe.ts";
import { RecipeSchema } from "../recipe-schema.ts";

/** A version as its lineage needs it; also one whose data are gone. */
export interface VersionOrigin {
  id: string;
  number: number;
  createdAt: number;
  isDeleted: boolean;
  raw: { digest: string; fileName: string; sizeBytes: number }[];
  /** Equal for equal recipes. */
  recipeKey: string;
  columns: number;
  rows: number;
  series: number;
}

/** The newest versions of a dataset with what they were made of, newest first, and how many there are in all. */
export async function listOrigins(
  actor: ProjectActor,
  options: { datasetId: string; limit: number },
): Promise<{ name: string; versions: VersionOrigin[]; total: number }> {
  const { id: datasetId, name } = await getDataset(actor, options.datasetId);
  const { workspaceId, projectId } = actor;
  const where = { datasetId, workspaceId, projectId };
  const [rows, total] = await Promise.all([
    db().datasetVersion.findMany({ where, orderBy: { number: "desc" }, take: options.limit }),
    db().datasetVersion.count({ where }),
  ]);
  const versions = rows.map((row): VersionOrigin => {
    const recipe = RecipeSchema.parse(row.recipe);
    const profile = ProfileSchema.parse(row.profile);
    return {
      id: row.id,
      number: row.number,
      createdAt: row.createdAt.getTime(),
      isDeleted: row.deletedAt !== null,
      raw: ManifestSchema.parse(row.manifest).raw,
      recipeKey: createHash("sha256").update(canonicalRecipe(recipe)).digest("hex"),
      columns: recipe.columns.filter((column) => column.role !== "ignore").length,
      rows: profile.rows,
      series: profile.series,
    };
  });
  return { name, versions, total };
}
