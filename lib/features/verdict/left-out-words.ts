/** Periods of folds that have a value, which labels leave out of errors and costs; and how many series they are of. */
export interface LeftOut {
  periods: number;
  series: number;
}

/** "14 periods of 1 series are left out for every method: labelled stock-out or closure, so what was sold is not demand." */
export function leftOutWords({ periods, series }: LeftOut): string | null {
  if (periods === 0) return null;
  const one = periods === 1;
  return (
    `${periods.toLocaleString("en")} ${one ? "period" : "periods"} of ${series.toLocaleString("en")} series ${one ? "is" : "are"} left out for every method: ` +
    "labelled stock-out or closure, so what was sold is not what was wanted."
  );
}
