import { AppError } from "#lib/platform/errors.ts";
import { blockOf, HIDDEN_COSTS } from "../blocks/index.ts";
import type { BlockProjection } from "../document/project.ts";
import { valueInWords } from "../view.ts";

const LONGEST_QUOTE = 300;

/** "Horizon", "a note"; empty for the whole block. Of a field that a newer version no longer has, its key. */
export function placeInWords(block: BlockProjection["key"], place: string): string {
  const [kind, name = ""] = place.split(":");
  if (kind === "note") return "a note";
  if (kind !== "field") return "";
  const field = [...blockOf(block).fields, HIDDEN_COSTS].find((one) => one.key === name);
  return field ? ("short" in field && field.short) || field.label : name;
}

/** What stands at a place now, in words. Throws `invalid_input` when the block has no such field or note. */
export function quoteAt(
  block: Pick<BlockProjection, "key" | "fields" | "drafts" | "notes">,
  place: string,
  currency: string,
): string {
  const [kind, name = ""] = place.split(":");
  if (kind === "note") {
    const note = block.notes.find(({ id }) => id === name);
    if (!note) throw noPlace("This note is gone. Comment on the block instead.");
    return cut(note.text);
  }
  if (kind !== "field") return "";
  const field = [...blockOf(block.key).fields, HIDDEN_COSTS].find((one) => one.key === name);
  if (!field) throw noPlace("This block has no such field.");
  const draft = block.drafts[name];
  const value = block.fields[name];
  if (draft) return cut(draft.value);
  if (field.kind === "list" || value === undefined || Array.isArray(value)) return "";
  return cut(valueInWords(field, value, { plan: { frequency: null }, currency }));
}

function noPlace(message: string): AppError {
  return new AppError("invalid_input", { detail: message, fields: { place: message } });
}

/** Whole signs only: an emoji is never halved. */
function cut(text: string): string {
  const signs = [...text];
  return signs.length <= LONGEST_QUOTE ? text : `${signs.slice(0, LONGEST_QUOTE).join("")} …`;
}
