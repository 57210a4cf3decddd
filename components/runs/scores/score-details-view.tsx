"use client";

import { type ReactNode, useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { PartTable, ScopeDetails, ScoreDetails, SignificanceLine } from "#lib/features/runs/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { MEASURES, measureOf } from "./measures.ts";
import { StepChart } from "./step-chart.tsx";

const VIEWS = [
  { key: "measures", name: "All measures" },
  { key: "steps", name: "By step ahead" },
  { key: "folds", name: "By fold" },
  { key: "segments", name: "By segment" },
  { key: "baseline", name: "Against the baseline" },
] as const;
type View = (typeof VIEWS)[number]["key"];

/** Everything that was measured, one view at a time. */
export function ScoreDetailsView({ details }: { details: ScoreDetails }) {
  const [view, setView] = useState<View>("measures");
  const [scope, setScope] = useState<ScopeDetails["scope"]>("test");
  const [measure, setMeasure] = useState("mase");
  const shown = details.scopes.find((each) => each.scope === scope) ?? details.scopes[0];
  if (!shown) return <p className="text-secondary text-ink3">Nothing was scored.</p>;
  const there = VIEWS.filter(({ key }) =>
    key === "steps"
      ? shown.steps
      : key === "segments"
        ? shown.segments
        : key !== "baseline" || details.significance.length > 0,
  );
  const table = view === "measures" || view === "baseline" ? null : shown[view];
  const keys = Object.keys(shown.folds.values);
  return (
    <div className="mt-2">
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <Choice legend="View" options={there} value={view} onChange={setView} />
        {view === "baseline" ? null : (
          <Choice
            legend="Folds"
            options={[
              { key: "test", name: "Untouched folds" },
              { key: "selection", name: "Selection folds" },
            ]}
            value={scope}
            onChange={setScope}
          />
        )}
      </div>
      {table ? (
        <Field label="Measure" className="mt-2 sm:w-60" hint={measureOf(measure).words}>
          <Select
            value={measure}
            onChange={(event) => setMeasure(event.currentTarget.value)}
            options={keys.map((key) => ({ value: key, label: measureOf(key).name }))}
          />
        </Field>
      ) : null}
      <div className="mt-3">
        {view === "measures" ? <AllMeasures scope={shown} /> : null}
        {view === "baseline" ? <Baseline lines={details.significance} /> : null}
        {view === "steps" && shown.steps ? (
          <StepChart table={shown.steps} models={shown.models} measure={measure} />
        ) : null}
        {table ? (
          <Parts
            table={table}
            models={shown.models}
            measure={measure}
            head={HEADS[view as keyof typeof HEADS]}
          />
        ) : null}
      </div>
    </div>
  );
}

const HEADS = { steps: "Step ahead", folds: "Fold", segments: "Segment" } as const;

function Choice<Key extends string>(props: {
  legend: string;
  options: readonly { key: Key; name: string }[];
  value: Key;
  onChange: (key: Key) => void;
}) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">{props.legend}</legend>
      {props.options.map(({ key, name }) => (
        <button
          key={key}
          type="button"
          aria-pressed={props.value === key}
          onClick={() => props.onChange(key)}
          className="h-6 max-md:h-8 px-2 rounded-control text-secondary text-ink2 border border-transparent hover:bg-sunken aria-pressed:border-control aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:font-medium"
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

/** Measures down, methods across: one column reads as one method. */
function AllMeasures({ scope }: { scope: ScopeDetails }) {
  const known = MEASURES.filter(({ key }) => scope.measures[key]);
  return (
    <Table label="All measures">
      <thead>
        <tr>
          <Th>Measure</Th>
          {scope.models.map(({ key, name }) => (
            <Th key={key} numeric>
              {name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {known.map(({ key, name, words, format }) => (
          <Tr key={key}>
            <Td className="min-w-40">
              {name}
              <span className="block text-axis text-ink3 max-w-72">{words}</span>
            </Td>
            {scope.models.map((model, i) => (
              <Td key={model.key} numeric>
                {format(scope.measures[key]?.[i] ?? null)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Parts(props: {
  table: PartTable;
  models: readonly { key: string; name: string }[];
  measure: string;
  head: string;
}) {
  const { table, models, measure } = props;
  const { format, name } = measureOf(measure);
  return (
    <Table label={`${name} by ${props.head.toLowerCase()}`}>
      <thead>
        <tr>
          <Th>{props.head}</Th>
          {models.map((model) => (
            <Th key={model.key} numeric>
              {model.name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.parts.map((part, row) => (
          <Tr key={part}>
            <Td>{part}</Td>
            {models.map((model, i) => (
              <Td key={model.key} numeric>
                {format(table.values[measure]?.[row]?.[i] ?? null)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

const VERDICTS: Record<SignificanceLine["verdict"], { words: string; tone: string }> = {
  better: { words: "better", tone: "text-ok font-semibold" },
  worse: { words: "worse", tone: "text-bad font-semibold" },
  open: { words: "no difference shown", tone: "text-ink2" },
  unknown: { words: "nothing to compare", tone: "text-ink3" },
};

/** How sure it is that a method errs less than seasonal naive. */
function Baseline({ lines }: { lines: readonly SignificanceLine[] }) {
  const isOverTime = lines.some(({ over }) => over === "time");
  const signed = (value: number | null) =>
    value === null ? "–" : `${value > 0 ? "+" : ""}${formatNumber(value, 3)}`;
  return (
    <>
      <Table label="Against the baseline">
        <thead>
          <tr>
            <Th>Method</Th>
            <Th numeric>
              MASE less
              <br />
              <span className="whitespace-nowrap">seasonal naive’s</span>
            </Th>
            <Th numeric>{isOverTime ? "p" : "90 % interval"}</Th>
            <Th>Found</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Tr key={line.key}>
              <Td>{line.name}</Td>
              <Td numeric>{signed(line.difference)}</Td>
              <Td numeric>
                {line.over === "time"
                  ? line.pValue === null
                    ? "–"
                    : line.pValue < 0.001
                      ? "below 0.001"
                      : formatNumber(line.pValue, 3)
                  : `${signed(line.lower)} to ${signed(line.upper)}`}
              </Td>
              <Td className={VERDICTS[line.verdict].tone}>{VERDICTS[line.verdict].words}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <Note>
        {isOverTime
          ? `Diebold and Mariano’s test over ${formatNumber(lines[0]?.units ?? 0)} periods of the untouched folds, corrected for short samples. Below 0.05, chance alone would seldom do it.`
          : `A bootstrap over ${formatNumber(lines[0]?.units ?? 0)} series on the untouched folds: both methods on the same series each time. An interval without zero is a difference that chance alone would seldom make.`}
      </Note>
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <p className="mt-2 text-secondary text-ink3 max-w-[75ch]">{children}</p>;
}
