import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { ImportInput } from "./input.ts";
import type { ColumnRole, Recipe } from "./recipe.ts";
import { receiveUpload } from "./uploads.ts";

/** Tests: an upload from a text. */
export function uploadText(
  actor: ProjectActor,
  text: string | Uint8Array,
  fileName = "sales.csv",
): Promise<{ id: string; digest: string; sizeBytes: number }> {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return receiveUpload(actor, { fileName, declaredBytes: bytes.byteLength, chunks: inOne(bytes) });
}

async function* inOne(bytes: Uint8Array) {
  yield bytes;
}

/** Tests: a recipe from "name:role" pairs, with what most files need besides. */
export function recipeOf(
  columns: readonly (
    | [string, ColumnRole]
    | [string, "covariate", "past_only" | "known_ahead" | "static", "numeric" | "categorical"]
  )[],
  options: Partial<Omit<Recipe, "columns" | "formatVersion">> = {},
): Recipe & ImportInput["recipe"] {
  return {
    formatVersion: 1,
    delimiter: ",",
    encoding: "utf-8",
    sheet: null,
    thousandsMark: "none",
    missingWords: [],
    rollUp: null,
    timeZone: null,
    decimalMark: "point",
    timeFormat: "iso",
    blankTarget: "refuse",
    frequency: null,
    steps: [],
    ...options,
    columns: columns.map(([name, role, availability, kind]) => ({
      name,
      role,
      availability: availability ?? "past_only",
      kind: kind ?? "numeric",
      unit: null,
    })),
  };
}
