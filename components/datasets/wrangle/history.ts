import type { Step } from "#lib/features/datasets/index.ts";

/** A list of steps with what it was before, and what was undone. */
export interface StepHistory {
  steps: readonly Step[];
  past: readonly (readonly Step[])[];
  future: readonly (readonly Step[])[];
}

export type StepChange =
  | { type: "put"; step: Step }
  | { type: "remove"; id: string }
  | { type: "move"; id: string; by: -1 | 1 }
  | { type: "switch"; id: string }
  | { type: "replace"; steps: readonly Step[] }
  | { type: "undo" }
  | { type: "redo" };

const KEPT = 100;

export const historyOf = (steps: readonly Step[]): StepHistory => ({ steps, past: [], future: [] });

/** Pure: a change and what it leaves. What changes nothing adds nothing to undo. */
export function changeSteps(history: StepHistory, change: StepChange): StepHistory {
  const { steps, past, future } = history;
  if (change.type === "undo") {
    const before = past.at(-1);
    return before ? { steps: before, past: past.slice(0, -1), future: [steps, ...future] } : history;
  }
  if (change.type === "redo") {
    const [next, ...rest] = future;
    return next ? { steps: next, past: [...past, steps], future: rest } : history;
  }
  const next = changed(steps, change);
  if (JSON.stringify(next) === JSON.stringify(steps)) return history;
  return { steps: next, past: [...past, steps].slice(-KEPT), future: [] };
}

function changed(
  steps: readonly Step[],
  change: Exclude<StepChange, { type: "undo" | "redo" }>,
): readonly Step[] {
  switch (change.type) {
    case "put":
      return steps.some(({ id }) => id === change.step.id)
        ? steps.map((step) => (step.id === change.step.id ? change.step : step))
        : [...steps, change.step];
    case "remove":
      return steps.filter(({ id }) => id !== change.id);
    case "switch":
      return steps.map((step) => (step.id === change.id ? { ...step, isOn: !step.isOn } : step));
    case "replace":
      return change.steps;
    case "move": {
      const from = steps.findIndex(({ id }) => id === change.id);
      const to = from + change.by;
      if (from < 0 || to < 0 || to >= steps.length) return steps;
      const next = [...steps];
      next.splice(to, 0, ...next.splice(from, 1));
      return next;
    }
  }
}
