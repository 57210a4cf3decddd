import { StateIcon } from "#components/ui/state-icon.tsx";
import type { Result } from "#lib/features/datasets/validate/index.ts";

const RANK = (result: Result) =>
  result.outcome === "failed" ? (result.severity === "error" ? 0 : 1) : result.outcome === "passed" ? 2 : 3;

/** How a version met what is expected of it: what blocks first, then what warns, passes, and could not be judged. */
export function ResultsList({ results }: { results: readonly Result[] }) {
  return (
    <ul className="divide-y divide-line">
      {results
        .toSorted((a, b) => RANK(a) - RANK(b))
        .map((result) => (
          <li key={result.id} className="flex items-start gap-2 py-1.5">
            <span className="pt-0.5">
              <ResultIcon result={result} />
            </span>
            <span className="flex-1 min-w-0 [overflow-wrap:anywhere]">
              {result.title}
              {result.outcome === "failed" ? (
                <span className={result.severity === "error" ? "text-bad ml-2" : "text-stale ml-2"}>
                  {result.severity === "error" ? "blocks training" : "warns"}
                </span>
              ) : null}
            </span>
            <span className="text-ink2 text-right max-w-[45%] [overflow-wrap:anywhere]">
              {result.outcome === "skipped" ? `not judged: ${result.found}` : result.found}
            </span>
          </li>
        ))}
    </ul>
  );
}

function ResultIcon({ result }: { result: Result }) {
  if (result.outcome === "passed") return <StateIcon state="done" label="passes" />;
  if (result.outcome === "skipped") return <StateIcon state="empty" label="not judged" />;
  return result.severity === "error" ? (
    <StateIcon state="contradicted" label="fails and blocks training" />
  ) : (
    <StateIcon state="warning" label="warns" />
  );
}
