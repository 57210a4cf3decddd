import { fillEmptyFields } from "#lib/features/canvas/server.ts";
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
  const canvas = await fillEmptyFields(actor, seed.canvas);
  const roi = await fillRoiCase(actor, seed.roi);
  const inCanvas = (field: Omit<SeededField, "place">) => ({ place: "canvas" as const, ...field });
  const filled: SeededField[] = [
    ...canvas.filled.map(inCanvas),
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
  return { filled, kept: canvas.kept.map(inCanvas) };
}
