import type { InputsAnswer } from "#lib/features/runs/explain/index.ts";
import { formatPercent } from "#lib/format/index.ts";
import { importanceSummary, importanceWords, isBeyondChance } from "./words.ts";

/** How much worse the model forecasts without what each input says: bars with their sentence. */
export function ImportanceList({ answer }: { answer: InputsAnswer }) {
  const { covariates, repeats } = answer.importance;
  const largest = Math.max(0.01, ...covariates.map(({ increase }) => increase ?? 0));
  return (
    <>
      <p className="max-w-[75ch]">{importanceSummary(answer)}</p>
      {covariates.length > 0 ? (
        <ul className="mt-2 flex flex-col gap-2">
          {covariates.map((covariate) => (
            <li key={covariate.name}>
              <div className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 break-words">{importanceWords(covariate, repeats)}</span>
                <span className="tabular-nums whitespace-nowrap font-medium">
                  {isBeyondChance(covariate) ? `+${formatPercent(covariate.increase)}` : "no difference"}
                </span>
              </div>
              <div aria-hidden="true" className="h-2 bg-sunken mt-1">
                <div
                  className="h-full bg-bar"
                  style={{ width: `${(100 * Math.max(0, covariate.increase ?? 0)) / largest}%` }}
                />
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
