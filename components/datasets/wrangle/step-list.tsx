"use client";

import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import {
  isRowByRow,
  type Step,
  type StepFacts,
  stepSentence,
  stepTitle,
} from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";

/** What a step did, in numbers: only what changed is said. */
function factsWords(facts: StepFacts): string {
  const parts: string[] = [];
  const moved = (name: string, before: number | null, after: number | null) => {
    if (before !== null && after !== null && before !== after)
      parts.push(`${name} ${formatNumber(before)} → ${formatNumber(after)}`);
  };
  if (facts.valuesChanged > 0)
    parts.push(`${formatNumber(facts.valuesChanged)} ${facts.valuesChanged === 1 ? "value" : "values"} set`);
  moved("rows", facts.rowsBefore, facts.rowsAfter);
  moved("known values", facts.knownBefore, facts.knownAfter);
  moved("series", facts.seriesBefore, facts.seriesAfter);
  if (parts.length === 0) return "Changes no row and no value.";
  const text = parts.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The steps in their order, each with what it does, what it did, and ways to change it. */
export function StepList({
  steps,
  facts,
  refused,
  unit,
  actions,
}: {
  steps: readonly Step[];
  facts: readonly StepFacts[];
  refused: { id: string; message: string } | null;
  unit: Parameters<typeof isRowByRow>[1];
  /** Absent where nothing may be changed. */
  actions?: {
    onEdit: (step: Step) => void;
    onMove: (id: string, by: -1 | 1) => void;
    onSwitch: (id: string) => void;
    onRemove: (id: string) => void;
  };
}) {
  return (
    <ol aria-label="Steps of the recipe" className="divide-y divide-line border-y border-line">
      {steps.map((step, i) => {
        const done = facts.find(({ id }) => id === step.id);
        const isRefused = refused?.id === step.id;
        const title = stepTitle(step);
        const what = `step ${i + 1}, ${title}`;
        return (
          <li key={step.id} id={`step-${step.id}`} className="py-2.5 flex gap-3">
            <span className="text-ink3 tabular-nums w-5 shrink-0 text-right">{i + 1}</span>
            <div className="min-w-0 flex-1">
              <p className={cx("font-semibold [overflow-wrap:anywhere]", step.isOn ? null : "text-ink3")}>
                {title}
                {step.isOn ? null : <span className="font-normal"> (switched off)</span>}
              </p>
              <p className={cx("[overflow-wrap:anywhere]", step.isOn ? "text-ink2" : "text-ink3")}>
                {stepSentence(step)}.
              </p>
              {isRefused ? (
                <p className="text-bad mt-0.5" role="alert">
                  Does not fit: {refused.message}
                </p>
              ) : null}
              {done && step.isOn ? (
                <p className="text-secondary text-ink3 tabular-nums mt-0.5">{factsWords(done)}</p>
              ) : null}
              <p className="text-secondary text-ink3">
                {isRowByRow(step, unit)
                  ? "Row by row: a new drop costs only its own rows."
                  : "Looks along whole series: done again on all rows."}
              </p>
              {actions ? (
                <div className="flex flex-wrap gap-1 mt-1 -ml-2">
                  <Button
                    size="small"
                    variant="quiet"
                    data-does="edit"
                    aria-label={`Edit ${what}`}
                    onClick={() => actions.onEdit(step)}
                  >
                    Edit
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    data-does="up"
                    aria-label={`Move ${what} up`}
                    disabled={i === 0}
                    onClick={() => actions.onMove(step.id, -1)}
                  >
                    Up
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    data-does="down"
                    aria-label={`Move ${what} down`}
                    disabled={i === steps.length - 1}
                    onClick={() => actions.onMove(step.id, 1)}
                  >
                    Down
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Switch ${what} ${step.isOn ? "off" : "on"}`}
                    onClick={() => actions.onSwitch(step.id)}
                  >
                    {step.isOn ? "Switch off" : "Switch on"}
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Remove ${what}`}
                    onClick={() => actions.onRemove(step.id)}
                  >
                    Remove
                  </Button>
                </div>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
