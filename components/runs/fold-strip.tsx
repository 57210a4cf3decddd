import { addSteps, parseFrequency } from "#lib/forecast/frequency.ts";
import { formatDate } from "#lib/format/index.ts";

interface Props {
  /** Periods with known values. */
  periods: number;
  /** Time of the last known period, and the data's frequency. */
  lastTime: number;
  frequency: string;
  horizonSteps: number;
  selectionFolds: number;
  testFolds: number;
  /** Between the last value that a fold may see and its first step. */
  gapSteps: number;
  /** What a fold may learn from; null for all of the past. */
  windowSteps: number | null;
}

interface FoldRow {
  name: string;
  role: "selection" | "test" | "future";
  /** Periods before the data's end after which its forecast begins. */
  origin: number;
  /** Periods before the data's end at which it may see its last value: a gap earlier. */
  cutoff: number;
}

/** Folds counted back from the last known value, one horizon apart: the same rule as the engine's. */
function foldRows(props: Props): FoldRow[] {
  const total = props.selectionFolds + props.testFolds;
  const rows: FoldRow[] = Array.from({ length: total }, (_, k) => ({
    name: `Fold ${k + 1}`,
    role: k < props.selectionFolds ? "selection" : "test",
    origin: props.horizonSteps * (total - k),
    cutoff: props.horizonSteps * (total - k) + props.gapSteps,
  }));
  return [...rows, { name: "Future", role: "future", origin: -props.gapSteps, cutoff: 0 }];
}

const FILL = { selection: "fill-bar", test: "fill-accent", future: "fill-f80" } as const;
const WORDS = { selection: "chooses", test: "untouched", future: "ahead" } as const;

/** Where each fold learns and what it forecasts, on one strip of time; the far past is left out where it is long. */
export default function FoldStrip(props: Props) {
  const { periods, horizonSteps, lastTime, gapSteps } = props;
  const rows = foldRows(props);
  const forecastSpan = horizonSteps * (props.selectionFolds + props.testFolds);
  const shownPast = Math.min(periods, Math.ceil(forecastSpan * 1.7));
  const span = shownPast + props.gapSteps + horizonSteps;
  const firstSeen = (row: FoldRow) =>
    props.windowSteps === null ? 0 : Math.max(0, x(row.cutoff + props.windowSteps));
  const x = (beforeEnd: number) => ((shownPast - beforeEnd) / span) * 100;
  const frequency = parseFrequency(props.frequency);
  const dateOf = (cutoff: number) =>
    frequency.unit === "int"
      ? `position ${lastTime - cutoff}`
      : formatDate(addSteps(lastTime, -cutoff, frequency));
  const hidden = periods - shownPast;
  return (
    <figure className="min-w-0">
      <div className="grid grid-cols-[3.5rem_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1">
        {rows.map((row) => (
          <div key={row.name} className="contents text-axis">
            <span className="text-ink2">{row.name}</span>
            <svg
              role="img"
              aria-label={`${row.name}, ${WORDS[row.role]}: learns up to ${dateOf(row.cutoff)}, then forecasts ${horizonSteps} steps${gapSteps > 0 ? ` after a gap of ${gapSteps}` : ""}`}
              className="w-full h-3"
              preserveAspectRatio="none"
              viewBox="0 0 100 12"
            >
              <rect
                x={firstSeen(row)}
                y={3}
                width={Math.max(x(row.cutoff) - firstSeen(row), 0)}
                height={6}
                className="fill-line"
              />
              <rect
                x={x(row.origin)}
                y={0}
                width={(horizonSteps / span) * 100}
                height={12}
                className={FILL[row.role]}
              />
            </svg>
            <span className="text-ink3 text-right whitespace-nowrap">
              {dateOf(row.cutoff)}, {WORDS[row.role]}
            </span>
          </div>
        ))}
      </div>
      <figcaption className="text-secondary text-ink3 mt-2">
        Grey: what a fold may learn from, up to its cutoff. Blue: the {horizonSteps} steps that it forecasts.
        The methods are chosen on the first folds; the last {horizonSteps * props.testFolds} steps are
        untouched, unread until the choice is made, and only they feed the verdict.
        {gapSteps > 0 ? ` The white between them is the gap of ${gapSteps}.` : ""}
        {hidden > 0 && props.windowSteps === null
          ? ` ${hidden.toLocaleString("en")} earlier periods, not drawn, are learnt from in every fold.`
          : ""}
      </figcaption>
    </figure>
  );
}
