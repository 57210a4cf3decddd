import Link from "next/link";
import type { PlanDifference } from "#lib/features/canvas/index.ts";

/** What a run did otherwise than the canvas plans, and when the plan wants it repeated. */
export function PlanComparison({
  differences,
  retraining,
  base,
}: {
  differences: readonly PlanDifference[];
  retraining: { cadence: string | null; trigger: string | null };
  /** Path of the project. */
  base: string;
}) {
  const again = [
    retraining.cadence === null ? "" : `The plan trains again: ${lowerFirst(retraining.cadence)}.`,
    retraining.trigger === null ? "" : `Out of turn: ${lowerFirst(retraining.trigger)}.`,
  ].filter((words) => words !== "");
  const count = differences.length;
  const title =
    count === 0
      ? "As planned"
      : count === 1
        ? "One difference from the plan"
        : `${count} differences from the plan`;
  return (
    <details className="mb-4 text-ink2">
      <summary className="cursor-pointer w-fit min-h-6 max-md:py-2.5 text-secondary font-medium">
        {title}
      </summary>
      <div className="pt-1">
        {count > 0 ? (
          <div className="overflow-x-auto">
            <table className="text-secondary border-collapse" aria-label="Differences from the plan">
              <thead>
                <tr className="text-left text-axis text-ink3">
                  <th scope="col" className="pr-6 pb-0.5 font-medium border-b border-line">
                    What
                  </th>
                  <th scope="col" className="pr-6 pb-0.5 font-medium border-b border-line">
                    Plan
                  </th>
                  <th scope="col" className="pr-6 pb-0.5 font-medium border-b border-line">
                    Run
                  </th>
                </tr>
              </thead>
              <tbody>
                {differences.map(({ block, what, plan, run }) => (
                  <tr key={`${block}-${what}`} className="border-b border-line last:border-b-0">
                    <td className="pr-6 py-0.5">{what}</td>
                    <td className="pr-6 py-0.5">{plan}</td>
                    <td className="pr-6 py-0.5">{run}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          <p className="text-secondary text-ink2">Nothing that the canvas says differs from this run.</p>
        )}
        <p className="text-secondary text-ink2 mt-2">
          {again.join(" ")} The plan is on the{" "}
          <Link href={`${base}/canvas`} className="link">
            canvas
          </Link>
          .
        </p>
      </div>
    </details>
  );
}

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1).replace(/\.$/, "");
