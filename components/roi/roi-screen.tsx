"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { CashChart } from "#components/charts/cash-chart.tsx";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Unbroken } from "#components/ui/unbroken.tsx";
import {
  breakEvenInWords,
  type CanvasCosts,
  type CaseKind,
  computeRoi,
  concludeRoi,
  costsBesides,
  type MeasuredSaving,
  missingInputs,
  type Ranges,
  type RoiInputs,
  type UnitCosts,
  withMeasured,
} from "#lib/features/roi/index.ts";
import type { CaseActions } from "./case-tools.tsx";
import { FlowsTable } from "./flows-table.tsx";
import { canvasCostsInWords, FollowCanvas } from "./follow-canvas.tsx";
import { resultRows } from "./formulas.ts";
import { InputsList } from "./inputs-list.tsx";
import { keyFigures } from "./key-figure-words.ts";
import { KeyFigures } from "./key-figures.tsx";
import { type Measured, measuredRows } from "./measured.ts";
import { MeasuredNotice } from "./measured-notice.tsx";
import { MeasuredTable } from "./measured-table.tsx";
import { nextStep } from "./next-step.ts";
import { NextStepLine } from "./next-step-line.tsx";
import type { ChartCase } from "./prepare-cases.ts";
import { ResultsTable } from "./results-table.tsx";
import { RoiForm } from "./roi-form.tsx";
import { SaveLine } from "./save-line.tsx";
import type { Draws } from "./uncertainty.tsx";
import { type RoiPatch, type SaveRoi, useRoiSave } from "./use-roi-save.ts";

const Uncertainty = dynamic(() => import("./uncertainty.tsx"), {
  ssr: false,
  loading: () => <div className="h-96" />,
});
const CaseTools = dynamic(() => import("./case-tools.tsx"), { ssr: false });
const CasesChart = dynamic(() => import("./cases-chart.tsx"), {
  ssr: false,
  loading: () => <div className="h-72" />,
});

interface Props {
  /** Of the server, as of this page; newer when somebody else saved. */
  stored: OpenCase;
  cases: { table: ReactNode; kinds: readonly CaseKind[]; all: readonly ChartCase[] };
  unitCosts: UnitCosts | null;
  currency: string;
  /** "2026-11" */
  thisMonth: string;
  hrefs: { roi: string; canvas: string; workbook: string; newRun: string };
  measured: { beside: Measured | null; newest: MeasuredSaving | null };
  /** Null for those who may not change the plan. */
  actions: (CaseActions & { save: SaveRoi }) | null;
}

export interface OpenCase {
  name: string;
  isBase: boolean;
  inputs: RoiInputs;
  followsCanvas: boolean;
  canvasCosts: CanvasCosts;
  ranges: Ranges;
  measured: MeasuredSaving | null;
  savedAt: number | null;
}

const REFUSE: SaveRoi = async () => ({
  ok: false,
  problem: { code: "forbidden", detail: "Your role does not allow this." },
});

/** One case open, computed here as it is typed, beside the others; the server keeps it. */
export function RoiScreen(props: Props) {
  const { stored, cases, currency, hrefs, measured, actions } = props;
  const router = useRouter();
  const [typed, setTyped] = useState(stored.inputs);
  const [draws, setDraws] = useState<Draws | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { state, errors, change, flush, pending } = useRoiSave(actions?.save ?? REFUSE, stored.savedAt);
  // Somebody else's change, or an own one come back: what is typed and not yet kept stays on top of it.
  useEffect(() => setTyped({ ...stored.inputs, ...pending() }), [stored.inputs, pending]);
  useProjectEvents((event) => {
    if (["roi.updated", "canvas.updated", "verdict.computed"].includes(event.kind)) router.refresh();
  });
  const counted = withMeasured({ inputs: typed, unitCosts: props.unitCosts }, stored.measured);
  const { inputs, unitCosts } = counted;
  async function act<T extends { ok: boolean; problem?: { detail: string } }>(work: Promise<T>) {
    const outcome = await work;
    setProblem(outcome.ok ? null : (outcome.problem?.detail ?? null));
    router.refresh();
    return outcome;
  }
  const result = computeRoi(inputs, unitCosts);
  const missing = missingInputs(inputs, unitCosts);
  const count = cases.all.length;
  const step = nextStep({
    missing,
    openCanvasCosts: stored.followsCanvas ? null : canvasCostsInWords(stored.canvasCosts, currency),
    hasMeasurement: measured.newest !== null,
    isMeasured: stored.measured !== null,
    caseCount: count,
  });
  // What is typed counts at once, in the drawing too.
  const drawn = useMemo(
    () =>
      cases.all.map((one) =>
        one.isOpen
          ? { ...one, ...withMeasured({ inputs: typed, unitCosts: props.unitCosts }, stored.measured) }
          : one,
      ),
    [cases.all, typed, props.unitCosts, stored.measured],
  );
  async function addCase(made: Promise<{ ok: true; value: { id: string } } | { ok: false }>) {
    const outcome = await act(made);
    if (outcome.ok) router.push(`${hrefs.roi}?case=${outcome.value.id}`, { scroll: false });
  }
  /** Beside what is measured stands what was assumed, also while the case counts with the measured saving. */
  function assumedRows() {
    const assumed = computeRoi(typed, props.unitCosts);
    return assumed && measured.beside
      ? measuredRows({ measured: measured.beside, inputs: typed, result: assumed, currency })
      : [];
  }
  return (
    <>
      <PageHeader
        title="Return on investment"
        actions={
          <>
            <a className={buttonClass()} href={hrefs.workbook} download data-print="no">
              Export XLSX
            </a>
            {actions && measured.newest && !stored.measured ? (
              <Button variant="primary" data-print="no" onClick={() => void act(actions.measure(true))}>
                Use the measured saving
              </Button>
            ) : null}
          </>
        }
        conclusion={result ? concludeRoi(result, inputs, currency) : missingInWords(missing)}
      />
      {result ? (
        <p className="text-secondary text-ink2 max-w-[75ch] -mt-3 mb-6">
          <span data-risk className="block text-body text-ink empty:hidden">
            {draws?.words}
          </span>
          <Unbroken>{breakEvenInWords(result, inputs)}</Unbroken> Tax is left out.
        </p>
      ) : null}
      <p role="status" className="text-bad empty:hidden mb-4">
        {problem}
      </p>
      {result ? (
        <KeyFigures
          figures={keyFigures({ result, inputs, simulation: draws?.simulation ?? null, currency })}
        />
      ) : null}
      {step ? (
        <NextStepLine
          step={step}
          hrefs={hrefs}
          act={
            actions && {
              takeCosts: () => void act(actions.change({ followsCanvas: true })),
              addCase: () => void addCase(actions.create({ kind: "pessimistic" })),
            }
          }
        />
      ) : null}
      {stored.measured ? (
        <MeasuredNotice
          measured={stored.measured}
          newest={measured.newest}
          use={actions ? (isUsed) => void act(actions.measure(isUsed)) : null}
        />
      ) : null}
      <Section title="Cases" aside={`Open: ${stored.name}`} plain className="mb-8">
        <div
          className={cx(
            "grid items-start gap-x-12 gap-y-4",
            count > 1 && "grid-cols-[auto_minmax(0,1fr)] max-lg:grid-cols-1",
          )}
        >
          {count > 1 ? (
            <div className="min-w-0 max-w-full">{cases.table}</div>
          ) : (
            <p className="text-ink2 max-w-[75ch]">
              There is one case, “{stored.name}”. Beside a pessimistic and an optimistic one you see what it
              is worth when less, or more, comes true.
            </p>
          )}
          <div className="min-w-0 flex flex-col gap-4">
            {count > 1 ? <CasesChart cases={drawn} currency={currency} /> : null}
            {actions ? (
              <CaseTools
                actions={actions}
                name={stored.name}
                isBase={stored.isBase}
                kinds={cases.kinds}
                count={count}
                href={hrefs.roi}
              />
            ) : null}
          </div>
        </div>
      </Section>
      <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,7fr)] gap-x-12 gap-y-8 max-lg:grid-cols-1">
        <Section id="roi-inputs" title="Inputs" aside={actions ? <SaveLine state={state} /> : null} plain>
          {actions ? (
            <RoiForm
              thisMonth={props.thisMonth}
              inputs={typed}
              unitCosts={props.unitCosts}
              currency={currency}
              canvasHref={`${hrefs.canvas}#offline_evaluation`}
              errors={errors}
              canvasCosts={stored.followsCanvas ? stored.canvasCosts : null}
              isMeasured={stored.measured !== null}
              costsAction={
                <FollowCanvas
                  follows={stored.followsCanvas}
                  costs={stored.canvasCosts}
                  currency={currency}
                  besides={stored.followsCanvas ? costsBesides(typed, stored.canvasCosts) : []}
                  clear={(keys) => {
                    const patch: RoiPatch = Object.fromEntries(keys.map((key) => [key, 0]));
                    setTyped((before) => ({ ...before, ...patch }));
                    change(patch);
                  }}
                  href={hrefs.canvas}
                  change={(followsCanvas) => void act(actions.change({ followsCanvas }))}
                />
              }
              onBlur={() => void flush()}
              onChange={(patch: RoiPatch) => {
                setTyped((before) => ({ ...before, ...patch }));
                change(patch);
              }}
            />
          ) : (
            <InputsList inputs={typed} unitCosts={props.unitCosts} currency={currency} />
          )}
        </Section>
        <div className="min-w-0 lg:sticky lg:top-4 lg:self-start">
          {result ? (
            <>
              <Section title={count > 1 ? `Cumulative cash of “${stored.name}”` : "Cumulative cash"} plain>
                <CashChart months={result.flows} currency={currency} paybackMonth={result.paybackMonths} />
                <FlowsTable flows={result.flows} currency={currency} startMonth={inputs.startMonth} />
              </Section>
              <Section title="Results">
                <ResultsTable rows={resultRows({ result, inputs, unitCosts, currency })} />
              </Section>
            </>
          ) : (
            <EmptyState
              title="Results appear here as soon as the inputs are whole."
              example="For example: pays back in 17 months and is worth €20,483 over 3 years at 8 % a year."
            >
              Benefit, NPV, IRR, payback and the monthly cash, each with its formula. Still missing:{" "}
              {missing.join(", ")}.
            </EmptyState>
          )}
        </div>
      </div>
      {result && measured.beside ? (
        <Section title="Assumed and measured" aside={`Verdict of run ${measured.beside.run}`}>
          <p className="text-ink2 max-w-[75ch] mb-3">
            <Unbroken>{measured.beside.sentence}</Unbroken>
          </p>
          <MeasuredTable rows={assumedRows()} />
        </Section>
      ) : null}
      {result ? (
        <Uncertainty
          given={{
            inputs: typed,
            unitCosts: props.unitCosts,
            ranges: stored.ranges,
            measured: stored.measured,
          }}
          result={result}
          currency={currency}
          change={actions ? (wanted) => act(actions.change(wanted)) : null}
          onDraws={setDraws}
        />
      ) : null}
    </>
  );
}

function missingInWords(missing: readonly string[]): string {
  const shown = missing.slice(0, 3).join(", ");
  const rest = missing.length - 3;
  return `To say if it pays, give the ${shown}${rest > 0 ? ` and ${rest} more` : ""}.`;
}
