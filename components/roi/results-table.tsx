import { cx } from "#components/ui/cx.ts";
import type { ResultRow } from "./formulas.ts";

const TONES = { ok: "text-ok", bad: "text-bad" };

/** Each result opens to its formula with the numbers put in. */
export function ResultsTable({ rows }: { rows: readonly ResultRow[] }) {
  return (
    <ul aria-label="Results" className="flex flex-col">
      {rows.map((row) => (
        <li key={row.name} className="border-b border-line last:border-b-0">
          <details className="group">
            <summary className="flex items-baseline gap-3 py-1.5 cursor-pointer list-none [&::-webkit-details-marker]:hidden max-md:min-h-11 max-md:items-center">
              <span className="flex-1 min-w-0">
                {row.name} <span className="text-secondary text-ink3">{row.note}</span>
              </span>
              <span
                className={cx(
                  "tabular-nums whitespace-nowrap",
                  row.tone ? `font-semibold ${TONES[row.tone]}` : "font-medium",
                )}
              >
                {row.value}
              </span>
              <span className="w-16 text-right text-secondary text-accent group-hover:underline">
                <span className="group-open:hidden">Formula</span>
                <span className="hidden group-open:inline">Close</span>
              </span>
            </summary>
            <div className="pb-3 pr-16 text-secondary text-ink2 [overflow-wrap:anywhere] max-md:pr-0">
              <p>{row.formula}</p>
              <p className="text-ink tabular-nums mt-1">{row.numbers}</p>
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
