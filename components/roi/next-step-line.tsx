import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { NextStep } from "./next-step.ts";

/** What to do next, with the means to do it. */
export function NextStepLine({
  step,
  hrefs,
  act,
}: {
  step: NextStep;
  hrefs: { newRun: string };
  /** Null for those who may not change the plan, who are told all the same. */
  act: { takeCosts: () => void; addCase: () => void } | null;
}) {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-2 mb-6" data-print="no">
      <span>
        <strong className="font-semibold">Next:</strong> {step.words}
      </span>
      {step.kind === "inputs" ? (
        <a className="link" href="#roi-inputs">
          Go to the inputs
        </a>
      ) : null}
      {step.kind === "measure" ? (
        <Link className="link" href={hrefs.newRun}>
          Train a run
        </Link>
      ) : null}
      {act && step.kind === "canvas_costs" ? (
        <Button size="small" onClick={act.takeCosts}>
          Take them over
        </Button>
      ) : null}
      {act && step.kind === "more_cases" ? (
        <Button size="small" onClick={act.addCase}>
          Add it
        </Button>
      ) : null}
    </p>
  );
}
