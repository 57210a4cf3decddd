import type { StepsPreview } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { frequencyWords } from "../words.ts";

/** What is counted before the recipe and after it. */
export function Sides({ preview, versionNumber }: { preview: StepsPreview; versionNumber: number }) {
  const { before, after } = preview;
  const rows: [label: string, before: string, after: string][] = [
    ["Series", formatNumber(before.series), formatNumber(after.series)],
    ["Rows", formatNumber(before.rows), formatNumber(after.rows)],
    ["Known values", formatNumber(before.known), formatNumber(after.known)],
    ["Rhythm", frequencyWords(before.frequency), frequencyWords(after.frequency)],
    [
      "Covariates",
      before.columns.map(({ name }) => name).join(", ") || "none",
      after.columns.map(({ name }) => name).join(", ") || "none",
    ],
  ];
  return (
    <table className="w-full border-collapse text-body">
      <caption className="sr-only">The data before and after the recipe</caption>
      <thead>
        <tr className="text-secondary text-ink3 text-left">
          <td />
          <th scope="col" className="font-medium py-1 pr-3">
            As version {versionNumber} was read
          </th>
          <th scope="col" className="font-medium py-1">
            After the recipe
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, from, to]) => (
          <tr key={label} className="border-t border-line">
            <th scope="row" className="text-left font-normal text-ink3 py-1 pr-3">
              {label}
            </th>
            <td className="py-1 pr-3 tabular-nums [overflow-wrap:anywhere]">{from}</td>
            <td
              className={`py-1 tabular-nums [overflow-wrap:anywhere] ${from === to ? "text-ink3" : "font-semibold"}`}
            >
              {to}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
