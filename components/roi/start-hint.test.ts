import { expect, it } from "vitest";
import { startHint } from "./start-hint.ts";

it.each([
  [null, 3, "may stay empty"],
  ["2026-11", 3, "may stay empty"],
  ["2031-01", 3, "may stay empty"],
  ["2026-10", 3, "part of the plan is history"],
  ["2023-12", 3, "part of the plan is history"],
  ["2023-11", 3, "ended in 2026-11: all of it is history"],
  ["2000-01", 10, "ended in 2010-01"],
])("a start of %s over %i years, in November 2026: %s", (startMonth, years, words) => {
  expect(startHint({ startMonth, years }, "2026-11")).toContain(words);
});
