import { type Fold, type Panel, rowAt, seriesRange } from "#lib/forecast/index.ts";
import type { Covariate } from "#lib/forecast/types.ts";

/** Something that was verified, or that somebody should look at before training, with the way out. */
export interface LeakCheck {
  name: string;
  state: "passed" | "warning";
  detail: string;
  /** What to do about it; null where nothing has to be done. */
  wayOut: string | null;
}

/** An input this close to the target over all known pairs is the target by another name. */
const SAME_CORRELATION = 0.9999;
const FEWEST_PAIRS = 12;
/** Share of forecast periods in which an input known ahead has to be known. */
const LEAST_KNOWN = 0.99;

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const passed = (name: string, detail: string): LeakCheck => ({ name, state: "passed", detail, wayOut: null });

/** The checks that a split needs beyond the order of its folds. O(rows · covariates). */
export function checkLeaks(panel: Panel, folds: readonly Fold[], horizonSteps: number): LeakCheck[] {
  const [duplicates, ...others] = checkData(panel);
  return [duplicates, checkKnownAhead(panel, folds, horizonSteps), ...others];
}

/** What a panel says whatever the split is: people draw several splits of one. */
const ofPanel = new WeakMap<Panel, [LeakCheck, LeakCheck, LeakCheck]>();

function checkData(panel: Panel): [LeakCheck, LeakCheck, LeakCheck] {
  const there = ofPanel.get(panel);
  if (there) return there;
  const checks: [LeakCheck, LeakCheck, LeakCheck] = [
    checkDuplicates(panel),
    checkTargetInInputs(panel),
    checkScaledBeforehand(panel),
  ];
  ofPanel.set(panel, checks);
  return checks;
}

/**
 * Series that are the same under different ids: equal known values at equal periods, at least twelve of them and not all
 * one number. They count twice in what is learnt from all series, and as two witnesses where there is one.
 */
export function checkDuplicates(panel: Panel): LeakCheck {
  const name = "Duplicated series";
  const groups = new Map<string, number[]>();
  for (let s = 0; s < panel.ids.length; s += 1) {
    const key = seriesKey(panel, s);
    if (key) groups.set(key, [...(groups.get(key) ?? []), s]);
  }
  const twins = [...groups.values()].filter((group) => group.length > 1);
  if (twins.length === 0) {
    return passed(name, `none of ${count(panel.ids.length, "series", "series")} equals another`);
  }
  const extra = twins.reduce((sum, group) => sum + group.length - 1, 0);
  const examples = twins
    .slice(0, 3)
    .map((group) =>
      group
        .slice(0, 3)
        .map((s) => panel.ids[s])
        .join(" = "),
    )
    .join("; ");
  return {
    ...{ name, state: "warning" },
    detail: `${count(extra, "series is", "series are")} a copy of another, value by value: ${examples}${twins.length > 3 ? ", …" : ""}`,
    wayOut:
      "Filter the copies out in the recipe, or merge them. Until then they count twice in what is learnt, and make the verdict look surer than it is.",
  };
}

/** Null for a series that could equal another by chance. */
function seriesKey(panel: Panel, series: number): string | null {
  const { from, to, start } = seriesRange(panel, series);
  let [known, first, isVaried] = [0, Number.NaN, false];
  // FNV-1a over positions and values; what collides is told apart by the count and the sum.
  let hash = 0x811c9dc5;
  let sum = 0;
  const view = new DataView(new ArrayBuffer(8));
  for (let row = from; row < to; row += 1) {
    const value = panel.values[row] as number;
    if (Number.isNaN(value)) continue;
    known += 1;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) isVaried = true;
    sum += value * ((known % 7) + 1);
    view.setFloat64(0, value);
    for (const word of [start + row - from, view.getInt32(0), view.getInt32(4)])
      hash = Math.imul(hash ^ word, 0x01000193);
  }
  return known >= FEWEST_PAIRS && isVaried ? `${known}/${hash}/${sum}` : null;
}

/**
 * Inputs that are declared known ahead but are missing in the periods that folds forecast, where they are known in the
 * past: nobody would have had them at the cutoff, and a model that leans on them fails when it is used.
 */
export function checkKnownAhead(panel: Panel, folds: readonly Fold[], horizonSteps: number): LeakCheck {
  const name = "Known at the cutoff";
  const ahead = panel.covariates.filter(({ availability }) => availability === "known_ahead");
  if (ahead.length === 0) return passed(name, "no input is declared known ahead");
  const scored = folds.filter(({ role }) => role !== "future");
  const lacking = ahead.flatMap((covariate) => {
    let [asked, known] = [0, 0];
    for (const fold of scored)
      for (let s = 0; s < panel.ids.length; s += 1)
        for (let step = 1; step <= horizonSteps; step += 1) {
          const row = rowAt(panel, s, fold.cutoffIndex + step);
          if (row < 0 || Number.isNaN(panel.values[row] as number)) continue;
          asked += 1;
          if (!Number.isNaN(covariate.values[row] as number)) known += 1;
        }
    return asked > 0 && known / asked < LEAST_KNOWN ? [{ name: covariate.name, share: known / asked }] : [];
  });
  if (lacking.length === 0) {
    return passed(
      name,
      `${count(ahead.length, "input", "inputs")} known in the periods that the folds forecast`,
    );
  }
  const words = lacking.map((each) => `"${each.name}" in ${Math.round(100 * each.share)} %`).join(", ");
  return {
    ...{ name, state: "warning" },
    detail: `declared known ahead, but known in only a part of the periods that the folds forecast: ${words}`,
    wayOut: "Declare it known afterwards only (past-only) in the recipe, or fill in what was planned.",
  };
}

/** Inputs that tell the target of the same period: equal to it, or a straight line of it. */
export function checkTargetInInputs(panel: Panel): LeakCheck {
  const name = "Target among the inputs";
  const candidates = panel.covariates.filter(
    ({ availability, kind }) => availability === "known_ahead" && kind === "numeric",
  );
  const telling = candidates.filter(
    (covariate) => Math.abs(correlation(covariate, panel.values)) > SAME_CORRELATION,
  );
  if (telling.length === 0) {
    return passed(
      name,
      `${count(candidates.length, "number", "numbers")} known ahead, none tells the target`,
    );
  }
  return {
    ...{ name, state: "warning" },
    detail: `${telling.map((each) => `"${each.name}"`).join(", ")} goes with the target in a straight line, period by period: it cannot have been known before`,
    wayOut: "Leave it out in the recipe, or declare it known afterwards only (past-only).",
  };
}

/** Pearson's r over known pairs; 0 for fewer than twelve pairs, or where either is constant. */
function correlation({ values }: Pick<Covariate, "values">, target: Float64Array): number {
  let [n, meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < target.length; i += 1) {
    const [x, y] = [values[i] as number, target[i] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n += 1;
    const [dx, dy] = [x - meanX, y - meanY];
    meanX += dx / n;
    meanY += dy / n;
    xx += dx * (x - meanX);
    yy += dy * (y - meanY);
    xy += dx * (y - meanY);
  }
  return n >= FEWEST_PAIRS && xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

/**
 * Numbers that look scaled over all rows before they came here, the untouched periods too: mean 0 with standard
 * deviation 1, or fractions that run from exactly 0 to exactly 1. The product's own scalers learn before each cutoff.
 */
export function checkScaledBeforehand(panel: Panel): LeakCheck {
  const name = "Scaler scope";
  const columns = [
    { name: "the target", values: panel.values },
    ...panel.covariates
      .filter(({ kind, availability }) => kind === "numeric" && availability !== "static")
      .map((covariate) => ({ name: `"${covariate.name}"`, values: covariate.values })),
  ];
  const scaled = columns.flatMap((column) => {
    const how = scaledHow(column.values);
    return how ? [`${column.name} (${how})`] : [];
  });
  if (scaled.length === 0) {
    return passed(name, "models scale by what stands before each cutoff; no column looks scaled beforehand");
  }
  return {
    ...{ name, state: "warning" },
    detail: `${scaled.join(", ")} looks scaled over all rows, the untouched periods too`,
    wayOut:
      "Add the data as they were measured. Each model scales them by itself, with what stands before its cutoff.",
  };
}

function scaledHow(values: Float64Array): string | null {
  let [n, mean, squares, low, high, fractions] = [
    0,
    0,
    0,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
  ];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n += 1;
    const difference = value - mean;
    mean += difference / n;
    squares += difference * (value - mean);
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > 0 && value < 1) fractions += 1;
  }
  if (n < 30) return null;
  const deviation = Math.sqrt(squares / n);
  if (Math.abs(mean) < 1e-3 && Math.abs(deviation - 1) < 0.01 && low < 0)
    return "mean 0, standard deviation 1";
  // A yes or no also runs from 0 to 1: most of a scaled column stands in between.
  if (low === 0 && high === 1 && fractions > 0.5 * n) return "from exactly 0 to exactly 1";
  return null;
}
