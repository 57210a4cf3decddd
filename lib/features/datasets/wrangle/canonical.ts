import type { Step } from "./step-schema.ts";

/** One text for steps that do the same: names, ids and what is switched off do nothing. */
export function canonicalSteps(steps: readonly Step[]): unknown[] {
  return steps
    .filter(({ isOn }) => isOn)
    .map(({ id: _id, name: _name, isOn: _isOn, ...step }) => sorted(step));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
