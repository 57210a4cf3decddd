"use client";

import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { SeriesAnswer } from "#lib/features/runs/explain/index.ts";
import type { Label } from "./use-explanations.ts";

interface Props {
  input: SeriesAnswer["ahead"][number];
  labels: readonly Label[];
  values: readonly (number | null)[];
  onChange: (values: (number | null)[]) => void;
}

/** One control a step ahead, and one for all of them: switches for a flag, numbers, or a category. */
export function WhatIfInputs({ input, labels, values, onChange }: Props) {
  const set = (step: number, value: number | null) =>
    onChange(values.map((old, h) => (h === step ? value : old)));
  const setAll = (value: number) => onChange(values.map(() => value));
  const steps = values.map((value, h) => ({
    value,
    label: labels[h] ?? { short: `${h + 1}`, long: `step ${h + 1}` },
  }));
  return (
    <fieldset className="mt-3 min-w-0">
      <legend className="sr-only">{input.name}, step by step</legend>
      {input.isFlag ? (
        <>
          <div className="flex flex-wrap gap-2 mb-2">
            <Button size="small" onClick={() => setAll(1)}>
              On for all steps
            </Button>
            <Button size="small" onClick={() => setAll(0)}>
              Off for all steps
            </Button>
          </div>
          <div className="flex flex-wrap gap-1">
            {steps.map(({ value, label }, h) => (
              <button
                key={label.long}
                type="button"
                aria-pressed={value === 1}
                aria-label={`${input.name} on ${label.long}`}
                onClick={() => set(h, value === 1 ? 0 : 1)}
                className={cx(
                  "h-8 max-md:h-10 px-2 border rounded-control text-secondary tabular-nums whitespace-nowrap",
                  value === 1
                    ? "bg-accent border-accent text-onaccent"
                    : "bg-surface border-control text-ink2",
                )}
              >
                {label.short} {value === 1 ? "on" : value === null ? "–" : "off"}
              </button>
            ))}
          </div>
        </>
      ) : (
        <>
          <AllSteps input={input} onSet={setAll} />
          <div className="grid gap-2 grid-cols-[repeat(auto-fill,minmax(7rem,1fr))]">
            {steps.map(({ value, label }, h) => (
              <div key={label.long} className="min-w-0">
                <span aria-hidden="true" className="block text-axis text-ink3">
                  {label.short}
                </span>
                <OneStep
                  input={input}
                  value={value}
                  name={`${input.name} on ${label.long}`}
                  onSet={(next) => set(h, next)}
                />
              </div>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}

function AllSteps({ input, onSet }: { input: Props["input"]; onSet: (value: number) => void }) {
  return (
    <div className="flex flex-wrap items-center gap-2 mb-3">
      <span className="text-secondary text-ink3">All steps</span>
      <span className="w-40">
        <OneStep
          input={input}
          value={null}
          name={`${input.name} in all steps`}
          onSet={(value) => value !== null && onSet(value)}
        />
      </span>
      {input.kind === "numeric" && input.low !== null ? (
        <span className="text-secondary text-ink3">
          So far between {input.low} and {input.high}
        </span>
      ) : null}
    </div>
  );
}

function OneStep(props: {
  input: Props["input"];
  value: number | null;
  name: string;
  onSet: (value: number | null) => void;
}) {
  const { input, value, name, onSet } = props;
  if (input.kind === "categorical") {
    return (
      <Select
        aria-label={name}
        value={value ?? ""}
        onChange={(event) => onSet(event.target.value === "" ? null : Number(event.target.value))}
      >
        <option value="">–</option>
        {input.categories.map((category, code) => (
          <option key={category} value={code}>
            {category}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <Input
      type="number"
      step="any"
      aria-label={name}
      defaultValue={value ?? ""}
      key={value}
      onBlur={(event) => {
        const next = event.target.value === "" ? null : Number(event.target.value);
        if (next !== value && (next === null || Number.isFinite(next))) onSet(next);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}
