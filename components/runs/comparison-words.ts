import { type Comparison, type Difference, MODEL_NAMES } from "#lib/features/runs/index.ts";
import { formatNumber } from "#lib/format/index.ts";

/** A relative difference at two digits: 0.000000312 → "3.1e-7"; 0 → "0". */
export function differenceWords(difference: number): string {
  if (difference === 0) return "0";
  return difference < 1e-3 ? difference.toExponential(1).replace(".0e", "e") : difference.toPrecision(2);
}

/** The finding in one sentence, and whether the two agree. */
export function comparisonSentence({ overall, tolerance }: Comparison): { agrees: boolean; words: string } {
  const { values, identical, largest, above, missingInOriginal, missingInReplay } = overall;
  const count = formatNumber(values);
  const missing = missingInOriginal + missingInReplay;
  if (identical) {
    return {
      agrees: true,
      words: `The server repeats these numbers to the last bit: all ${count} are the same.`,
    };
  }
  const gap = missing > 0 ? ` ${formatNumber(missing)} stand in one of the two runs only.` : "";
  const limit = differenceWords(tolerance);
  if (above === 0 && missing === 0) {
    return {
      agrees: true,
      words: `The server repeats these numbers: largest difference ${differenceWords(largest)} of a series' mean, 0 of ${count} values beyond ${limit}.`,
    };
  }
  return {
    agrees: false,
    words: `The server does not repeat these numbers: ${formatNumber(above)} of ${count} values are beyond ${limit} of a series' mean, the largest difference is ${differenceWords(largest)}.${gap}`,
  };
}

/** "fold 3, B1_12, step 14, 90 % level: 3.2 and 3.21"; a dash where nothing differs. */
export function worstWords(worst: Difference["worst"]): string {
  if (!worst) return "–";
  const fold = worst.fold < 0 ? "the future" : `fold ${worst.fold + 1}`;
  const level = `${Number((worst.level * 100).toFixed(1))} % level`;
  return `${fold}, ${worst.seriesName}, step ${worst.step}, ${level}: ${worst.original} and ${worst.replay}`;
}

export const rowsOf = ({ models }: Comparison) =>
  models.map((row) => ({
    model: MODEL_NAMES[row.model],
    values: formatNumber(row.values),
    largest: row.identical ? "none" : differenceWords(row.largest),
    above: formatNumber(row.above),
    worst: worstWords(row.worst),
  }));
