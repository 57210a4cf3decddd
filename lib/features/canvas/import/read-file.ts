import type { z } from "zod";
import { AppError } from "#lib/platform/errors.ts";
import { blockOf, HIDDEN_COSTS } from "../blocks/index.ts";
import type { BlockProjection } from "../document/project.ts";
import { type CanvasFile, CanvasFileSchema } from "../export/json.ts";
import { faultsOfBlock } from "./check-block.ts";

/** As much as one change of a canvas may hold. */
const MAX_FILE_BYTES = 1_000_000;
/** A canvas is seven levels deep: file, blocks, block, fields, list, row, cell. */
const MAX_DEPTH = 8;
/** Names that some programs take for parts of the language. No canvas has them. */
const HOSTILE = new Set(["__proto__", "constructor", "prototype"]);

export type ReadFile = Omit<CanvasFile, "blocks"> & { blocks: BlockProjection[] };

/**
 * Reads the text that `canvasJson` wrote. Throws `too_large` or `invalid_input` for anything else, with what is wrong
 * and in which field of which block.
 */
export function readCanvasJson(text: string): ReadFile {
  if (new TextEncoder().encode(text).byteLength > MAX_FILE_BYTES) {
    throw new AppError("too_large", {
      detail:
        "A canvas file has at most 1 MB. Nothing was changed. Shorten its notes, or import it in parts.",
    });
  }
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") refuse("This file is empty.");
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    refuse("This file is not JSON, or it was cut off. Export the canvas again as JSON.");
  }
  return readCanvasFile(value);
}

/** The same of a value that was parsed already. */
export function readCanvasFile(value: unknown): ReadFile {
  const hostile = hostileKey(value);
  if (hostile !== null) refuse(hostile);
  const result = CanvasFileSchema.safeParse(value);
  if (!result.success) throw schemaFault(result.error, value);
  // The refinement of an item has seen its id; the type of a record cannot say so.
  const blocks = result.data.blocks as BlockProjection[];
  const faults = blocks.flatMap((block, i) =>
    faultsOfBlock(block).map(({ path, message }) => ({ path: ["blocks", i, ...path], message })),
  );
  if (faults.length > 0) throw faultOf(faults, value);
  return { ...result.data, blocks };
}

function refuse(detail: string): never {
  throw new AppError("invalid_input", { detail: `${detail} Nothing was changed.` });
}

/** Walks without recursion: a file of a million brackets must not end the process. */
function hostileKey(value: unknown): string | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const objects = level.filter((one) => typeof one === "object" && one !== null) as object[];
    if (depth >= MAX_DEPTH && objects.length > 0) return "This file is nested deeper than any canvas.";
    for (const one of objects) {
      const key = Array.isArray(one) ? undefined : Object.keys(one).find((name) => HOSTILE.has(name));
      if (key !== undefined) return `This file has a part named “${key}”, which no canvas has.`;
    }
    level = objects.flatMap((one) => Object.values(one));
  }
  return null;
}

interface Fault {
  path: readonly PropertyKey[];
  message: string;
}

function schemaFault(error: z.ZodError, value: unknown): AppError {
  return faultOf(error.issues, value);
}

/** Every fault by its path, and the first of them in words that somebody finds on the poster. */
function faultOf(faults: readonly Fault[], value: unknown): AppError {
  const fields: Record<string, string> = {};
  for (const { path, message } of faults.slice(0, 50))
    fields[path.map(String).join(".") || "input"] ??= message;
  const first = faults[0];
  const where = first ? placeOf(first.path, value) : "input";
  const more = faults.length > 1 ? ` ${faults.length - 1} more of its parts are not as expected.` : "";
  return new AppError("invalid_input", {
    detail: `${where}: ${first?.message ?? "is not as expected."}${more} Nothing was changed.`,
    fields,
  });
}

/** `blocks.3.fields.sources.0.grain` → "Data sources, Sources 1, Grain (blocks.3.fields.sources.0.grain)". */
function placeOf(path: readonly PropertyKey[], value: unknown): string {
  const raw = path.map(String).join(".") || "input";
  const [root, index, , name, row, column] = path;
  if (root !== "blocks" || typeof index !== "number") return raw;
  const block = (value as { blocks?: { key?: unknown }[] }).blocks?.[index];
  const described = KNOWN.get(String(block?.key));
  if (!described) return raw;
  const field = [...described.fields, HIDDEN_COSTS].find((one) => one.key === String(name).split(".")[0]);
  const cell = field?.kind === "list" ? field.columns.find((one) => one.key === column) : undefined;
  const at = typeof row === "number" ? ` ${row + 1}` : "";
  const words = [described.title, field ? `${field.label}${at}` : null, cell?.label].filter(Boolean);
  return `${words.join(", ")} (${raw})`;
}

const KNOWN: ReadonlyMap<string, ReturnType<typeof blockOf>> = new Map(
  CanvasFileSchema.shape.blocks.element.shape.key.options.map((key) => [key, blockOf(key)]),
);
