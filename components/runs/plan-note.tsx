import Link from "next/link";
import type { PlanDefaults, PlanDifference } from "#lib/features/canvas/index.ts";

/** Over the form of a new run: what it has from the plan, what the data lacks of it, and how often the plan repeats it. */
export function PlanNote({
  plan,
  differences,
  base,
}: {
  plan: Pick<PlanDefaults, "horizonSteps" | "seasonLength" | "selectionFolds" | "quantile" | "retraining">;
  /** Of the newest data from the plan. */
  differences: readonly PlanDifference[];
  /** Path of the project. */
  base: string;
}) {
  const taken = [
    plan.horizonSteps === null ? null : "horizon",
    plan.seasonLength === null ? null : "season",
    plan.selectionFolds === null ? null : "folds",
    plan.quantile === null ? null : "unit costs and quantile",
  ].filter((part) => part !== null);
  const { cadence, trigger } = plan.retraining;
  if (taken.length === 0 && differences.length === 0 && cadence === null && trigger === null) return null;
  return (
    <div className="mb-4 text-secondary text-ink2 max-w-[75ch] flex flex-col gap-1" data-plan-note>
      {taken.length > 0 ? (
        <p>
          From the{" "}
          <Link href={`${base}/canvas`} className="link">
            canvas
          </Link>
          : {taken.join(", ")}.
        </p>
      ) : null}
      {differences.length > 0 ? (
        <p>
          The newest data differs from the plan:{" "}
          {differences
            .map(({ what, plan: planned, run }) => `${what}, ${planned} in the plan, ${run}`)
            .join("; ")}
          .
        </p>
      ) : null}
      {cadence === null && trigger === null ? null : (
        <p>
          The plan repeats this
          {cadence === null ? "" : ` ${cadence.charAt(0).toLowerCase()}${cadence.slice(1)}`}
          {trigger === null ? "" : `, and out of turn: ${trigger.charAt(0).toLowerCase()}${trigger.slice(1)}`}
          . Train again repeats a run with the same settings on newer data.
        </p>
      )}
    </div>
  );
}
