import { blockOf } from "#lib/features/canvas/index.ts";
import { type CanvasPatches, getCanvas, writeCanvas } from "#lib/features/canvas/server.ts";
import { fillRoiCase, type RoiWish } from "#lib/features/roi/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { transaction } from "#lib/platform/db.ts";
import { changeOpportunity } from "./change.ts";
import { getOpportunity, getProcess } from "./read.ts";
import { record } from "./record.ts";
import { seedOf } from "./seed.ts";

/** A field of the plan with the words of its form. */
export interface SeededField {
  /** "canvas" or "roi", and for the canvas its block. */
  place: "canvas" | "roi";
  block: string | null;
  label: string;
  value: string | number;
}

export interface Chosen {
  filled: SeededField[];
  /** What says something else already, and stays. */
  kept: SeededField[];
}

const ROI_LABELS: Record<keyof RoiWish, string> = {
  labourSaved: "Labour saved, a year",
  errorCost: "Cost of today's errors, a year",
  savingPercent: "Saving on today's cost, %",
};

/**
 * Makes a task the one that the project is about, and takes what is known of it over into the empty fields of canvas and
 * ROI case. What somebody typed there is never written over. Doing it again fills nothing; it may be repeated after a
 * failure in the middle. Throws `not_found` for an id of elsewhere.
 */
export async function chooseOpportunity(actor: ProjectActor, id: unknown): Promise<Chosen> {
  assertMay(actor, "edit_plan");
  const before = await getOpportunity(actor, id);
  if (!before.isChosen) await changeOpportunity(actor, id, { isChosen: true });
  const { tasks, terms } = await getProcess(actor);
  const task = tasks.find((one) => one.id === before.id) ?? before;
  const seed = seedOf(task, { terms, currency: actor.currency });
  const canvas = await fillCanvasFields(actor, seed.canvas);
  const roi = await fillRoiCase(actor, seed.roi);
  const filled = [
    ...canvas.filled,
    ...roi.map((key) => ({
      place: "roi" as const,
      block: null,
      label: ROI_LABELS[key],
      value: seed.roi[key] ?? 0,
    })),
  ];
  if (filled.length > 0) {
    await transaction((tx) =>
      record(tx, actor, {
        action: "opportunity.seeded",
        id: task.id,
        detail: { name: task.name, canvas: canvas.filled.length, roi: roi.length },
      }),
    );
  }
  return { filled, kept: canvas.kept };
}

async function fillCanvasFields(actor: ProjectActor, wish: CanvasPatches): Promise<Chosen> {
  const blocks = await getCanvas(actor);
  const filled: SeededField[] = [];
  const kept: SeededField[] = [];
  const patches: Record<string, { fields: Record<string, string | number> }> = {};
  for (const [key, patch] of Object.entries(wish)) {
    const block = blocks.find((one) => one.key === key);
    if (!block) continue;
    for (const field of blockOf(block.key).fields) {
      const value = patch?.fields?.[field.key];
      if (value === undefined || typeof value === "object") continue;
      const seeded = { place: "canvas" as const, block: block.key, label: field.label, value };
      const present = block.fields[field.key] ?? block.drafts[field.key]?.value;
      if (present === undefined) {
        filled.push(seeded);
        patches[key] = { fields: { ...patches[key]?.fields, [field.key]: value } };
      } else if (present !== value) kept.push(seeded);
    }
  }
  if (filled.length > 0) await writeCanvas(actor, patches);
  return { filled, kept };
}
