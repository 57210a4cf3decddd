import { type Difference, PSI_BOUNDS } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";

const count = (n: number, one: string, many = `${one}s`) => `${formatNumber(n)} ${n === 1 ? one : many}`;

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** The finding in one sentence: what came, what went, what was rewritten. */
export function differenceSentence(difference: Difference, numbers: { from: number; to: number }): string {
  const { rows, series, history } = difference;
  const added = rows.added.ofNewSeries + rows.added.later + rows.added.inHistory;
  const removed = rows.removed.ofGoneSeries + rows.removed.earlier + rows.removed.inHistory;
  const parts = [
    ...(added > 0 ? [`${count(added, "row")} more`] : []),
    ...(removed > 0 ? [`${count(removed, "row")} fewer`] : []),
    ...(series.new > 0 ? [`${count(series.new, "new series", "new series")}`] : []),
    ...(series.gone > 0 ? [`${count(series.gone, "series", "series")} gone`] : []),
    ...(history.values > 0 ? [`${count(history.values, "value")} of the past rewritten`] : []),
    ...(rows.changed > history.values
      ? [`${count(rows.changed - history.values, "row")} with other inputs`]
      : []),
  ];
  const pair = `version ${numbers.to}`;
  if (parts.length === 0)
    return `The rows of versions ${numbers.from} and ${numbers.to} are the same, value for value.`;
  return `Against version ${numbers.from}, ${pair} has ${joined(parts)}.`;
}

/** How much a column drifted, after the customary bounds of the index. */
export function driftState(psi: number | null): {
  state: "done" | "warning" | "contradicted" | "empty";
  words: string;
} {
  if (psi === null) return { state: "empty", words: "no values" };
  if (psi < PSI_BOUNDS.some) return { state: "done", words: "hardly" };
  return psi < PSI_BOUNDS.much
    ? { state: "warning", words: "some" }
    : { state: "contradicted", words: "much" };
}
