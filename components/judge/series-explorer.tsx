"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { ForecastChart } from "#components/charts/forecast-chart.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import type { FoldScope, RunResults, SeriesDetail } from "#lib/features/verdict/index.ts";
import { formatMoney, formatPercent } from "#lib/format/index.ts";
import { chartInput } from "./chart-input.ts";
import { SeriesPicker } from "./series-picker.tsx";
import { SeriesMethods, SeriesTable } from "./series-tables.tsx";
import { useLetterKeys, useSeries } from "./use-series.ts";

const WhyForecast = dynamic(() => import("#components/runs/explain/why-forecast.tsx"), { ssr: false });

interface Props {
  first: SeriesDetail;
  models: RunResults["models"];
  /** "/w/demo/p/pasta/runs/3" */
  runPath: string;
}

/** One series at a time: chart, how every method did on it, and the numbers behind. */
export function SeriesExplorer({ first, models, runPath }: Props) {
  const endpoint = `${runPath}/series`;
  const { detail, isLoading, failure, ask } = useSeries(endpoint, first);
  const [hasTable, setTable] = useState(false);
  const input = useMemo(() => chartInput(detail), [detail]);
  const now = { series: detail.line.index, model: detail.model, scope: detail.scope };
  const step = (line: SeriesDetail["next"]) => {
    if (line) void ask({ ...now, series: line.index });
  };
  useLetterKeys({ j: () => step(detail.next), k: () => step(detail.previous) });

  return (
    <>
      <section
        id="forecast"
        aria-labelledby="forecast-title"
        className="border-t border-line pt-4 mt-6 min-w-0"
      >
        <div className="flex flex-wrap items-center gap-2 mb-1">
          <h2 id="forecast-title" className="text-section">
            Forecast
          </h2>
          <SeriesPicker
            endpoint={endpoint}
            detail={detail}
            onPick={(series) => void ask({ ...now, series })}
          />
          <span className="inline-flex gap-2">
            <Button size="small" disabled={!detail.previous} onClick={() => step(detail.previous)}>
              Previous
            </Button>
            <Button size="small" disabled={!detail.next} onClick={() => step(detail.next)}>
              Next
            </Button>
          </span>
          <span className="text-secondary text-ink3 max-md:hidden">
            or <kbd>J</kbd> and <kbd>K</kbd>
          </span>
          <Choice
            label="Model"
            value={detail.model}
            options={models.map((model) => [model.key, model.name])}
            onChange={(model) => void ask({ ...now, model: model as SeriesDetail["model"] })}
          />
          <Choice
            label="Folds"
            value={detail.scope}
            options={[
              ["test", "Untouched folds and from now"],
              ["selection", "Selection folds"],
            ]}
            onChange={(scope) => void ask({ ...now, scope: scope as FoldScope })}
          />
        </div>
        <p className="text-secondary text-ink2 mb-3" aria-live="polite">
          {summaryOf(detail)}
        </p>
        {failure ? (
          <p role="alert" className="mb-2 text-bad">
            {failure}
          </p>
        ) : null}
        <div className={cx(isLoading && "opacity-60")} aria-busy={isLoading}>
          <ForecastChart input={input} />
        </div>
        {detail.notes.map((note) => (
          <p key={note} className="mt-1 text-secondary text-ink2 max-w-[75ch]">
            {note}
          </p>
        ))}
        <div className="mt-3">
          <SeriesMethods detail={detail} />
        </div>
        <div className="flex flex-wrap gap-2 mt-3">
          <Button size="small" aria-expanded={hasTable} onClick={() => setTable(!hasTable)}>
            {hasTable ? "Hide the table" : "Show the table"}
          </Button>
          <a
            className="link inline-flex items-center h-6 max-md:h-8 text-secondary"
            href={`${runPath}/forecast.csv?series=${detail.line.index}`}
            download
          >
            Download this series as CSV
          </a>
        </div>
        {hasTable ? (
          <div className="mt-3 max-h-[32rem] overflow-y-auto">
            <SeriesTable detail={detail} />
          </div>
        ) : null}
      </section>
      <WhyForecast
        series={detail.line.index}
        model={detail.model}
        modelName={detail.modelName}
        unit={detail.unit}
        runPath={runPath}
      />
    </>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  return (
    <label className="inline-flex items-center max-sm:flex-1 text-secondary text-ink3">
      <span className="sr-only">{props.label}</span>
      <select
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        className="h-8 max-md:h-10 px-2 max-sm:w-full border border-control rounded-control bg-surface text-ink text-body"
      >
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "WAPE 52.2 %, naive 79.0 %; saves €190 in 56 days." */
function summaryOf(detail: SeriesDetail): string {
  const { line, currency, periods, modelName, baselineName } = detail;
  const errors = `${modelName} on ${line.id}: WAPE ${formatPercent(line.wape)}, ${baselineName.toLowerCase()} ${formatPercent(line.baselineWape)}`;
  if (line.saving === null || detail.model === "seasonal_naive") return `${errors}.`;
  const verb = line.saving < 0 ? "costs" : "saves";
  const more = line.saving < 0 ? " more" : "";
  return `${errors}; ${verb} ${formatMoney(Math.abs(line.saving), currency)}${more} in ${periods}.`;
}
