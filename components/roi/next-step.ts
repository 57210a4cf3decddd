/** What somebody should do next with the case; `null` when nothing is open. */
export type NextStep =
  | { kind: "inputs"; words: string }
  | { kind: "canvas_costs"; words: string }
  | { kind: "use_measured"; words: string }
  | { kind: "measure"; words: string }
  | { kind: "more_cases"; words: string };

/** In the order in which the answer gains most: whole, complete in cost, measured, then doubted. */
export function nextStep(facts: {
  missing: readonly string[];
  /** Sum of the canvas's hidden costs, formatted; null where the case follows them or there are none. */
  openCanvasCosts: string | null;
  hasMeasurement: boolean;
  isMeasured: boolean;
  caseCount: number;
}): NextStep | null {
  const { missing, openCanvasCosts, hasMeasurement, isMeasured, caseCount } = facts;
  if (missing.length > 0) {
    const count = missing.length === 1 ? "1 input" : `${missing.length} inputs`;
    return { kind: "inputs", words: `Give ${count}; the results appear as you type.` };
  }
  if (openCanvasCosts !== null) {
    return {
      kind: "canvas_costs",
      words: `The canvas names hidden costs of ${openCanvasCosts} in all. Take them over, so that nothing is forgotten.`,
    };
  }
  if (hasMeasurement && !isMeasured) {
    return {
      kind: "use_measured",
      words: "A run has measured the saving: use it, above, in place of the assumption.",
    };
  }
  if (!hasMeasurement) {
    return {
      kind: "measure",
      words: "The saving is an assumption. Train a run, and it is measured on your own data.",
    };
  }
  if (caseCount === 1) {
    return {
      kind: "more_cases",
      words: "Add a pessimistic case: does it still pay when less comes true?",
    };
  }
  return null;
}
