import type { RoiInputs } from "#lib/features/roi/index.ts";

/** What stands under the start: a month that has passed is a plan of which a part, or all, is history. */
export function startHint(
  { startMonth, years }: Pick<RoiInputs, "startMonth" | "years">,
  thisMonth: string,
): string {
  if (startMonth === null || startMonth >= thisMonth) return "Gives the months their dates; may stay empty.";
  const end = `${Number(startMonth.slice(0, 4)) + years}${startMonth.slice(4)}`;
  return end <= thisMonth
    ? `The plan ended in ${end}: all of it is history.`
    : "This month has passed: part of the plan is history.";
}
