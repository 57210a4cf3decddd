import type { NumberField } from "#lib/features/canvas/index.ts";

/** What stands inside a number's control at the right. */
export function unitOf(field: NumberField, currency: string): string | undefined {
  switch (field.unit) {
    case "currency":
      return currency;
    case "currency a year":
      return `${currency}/yr`;
    case "steps":
    case "folds":
      return field.unit;
    default:
      return undefined;
  }
}
