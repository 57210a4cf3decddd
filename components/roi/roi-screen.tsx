"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { CashChart } from "#components/charts/cash-chart.tsx";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Unbroken } from "#components/ui/unbroken.tsx";
import {
  breakEvenInWords,
  computeRoi,
  concludeRoi,
  missingInputs,
  type RoiInputs,
  type UnitCosts,
} from "#lib/features/roi/index.ts";
import { FlowsTable } from "./flows-table.tsx";
import { resultRows } from "./formulas.ts";
import { InputsList } from "./inputs-list.tsx";
import { type Measured, measuredRows } from "./measured.ts";
import { MeasuredTable } from "./measured-table.tsx";
import { ResultsTable } from "./results-table.tsx";
import { RoiForm } from "./roi-form.tsx";
import { SaveLine } from "./save-line.tsx";
import { type RoiPatch, type SaveRoi, useRoiSave } from "./use-roi-save.ts";

interface Props {
  /** Of the server, as of this page; newer when somebody else saved. */
  stored: RoiInputs;
  savedAt: number | null;
  unitCosts: UnitCosts | null;
  currency: string;
  canvasHref: string;
  measured: Measured | null;
  save: SaveRoi | null;
}

const REFUSE: SaveRoi = async () => ({
  ok: false,
  problem: { code: "forbidden", detail: "Your role does not allow this." },
});

/** The case, computed here as it is typed; the server keeps it. */
export function RoiScreen({ stored, savedAt, unitCosts, currency, canvasHref, measured, save }: Props) {
  const router = useRouter();
  const [inputs, setInputs] = useState(stored);
  const { state, errors, change, flush, pending } = useRoiSave(save ?? REFUSE, savedAt);
  // Somebody else's change, or an own one come back: what is typed and not yet kept stays on top of it.
  useEffect(() => setInputs({ ...stored, ...pending() }), [stored, pending]);
  useProjectEvents((event) => {
    if (["roi.updated", "canvas.updated", "verdict.computed"].includes(event.kind)) router.refresh();
  });
  const result = computeRoi(inputs, unitCosts);
  const missing = missingInputs(inputs, unitCosts);
  return (
    <>
      <PageHeader
        title="Return on investment"
        conclusion={result ? concludeRoi(result, inputs, currency) : missingInWords(missing)}
      />
      {result ? (
        <p className="text-secondary text-ink2 max-w-[75ch] -mt-3 mb-6">
          <Unbroken>{breakEvenInWords(result, inputs)}</Unbroken> Tax is left out.
        </p>
      ) : null}
      <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,7fr)] gap-x-12 gap-y-8 max-lg:grid-cols-1">
        <Section title="Inputs" aside={save ? <SaveLine state={state} /> : null} plain>
          {save ? (
            <RoiForm
              inputs={inputs}
              unitCosts={unitCosts}
              currency={currency}
              canvasHref={canvasHref}
              errors={errors}
              onBlur={() => void flush()}
              onChange={(patch: RoiPatch) => {
                setInputs((before) => ({ ...before, ...patch }));
                change(patch);
              }}
            />
          ) : (
            <InputsList inputs={inputs} unitCosts={unitCosts} currency={currency} />
          )}
        </Section>
        <div className="min-w-0">
          {result ? (
            <>
              <Section title="Cumulative cash" plain>
                <CashChart months={result.flows} currency={currency} paybackMonth={result.paybackMonths} />
                <FlowsTable flows={result.flows} currency={currency} />
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
      {result && measured ? (
        <Section title="Assumed and measured" aside={`Verdict of run ${measured.run}`}>
          <p className="text-ink2 max-w-[75ch] mb-3">
            <Unbroken>{measured.sentence}</Unbroken>
          </p>
          <MeasuredTable rows={measuredRows({ measured, inputs, result, currency })} />
        </Section>
      ) : null}
    </>
  );
}

function missingInWords(missing: readonly string[]): string {
  const shown = missing.slice(0, 3).join(", ");
  const rest = missing.length - 3;
  return `To say if it pays, give the ${shown}${rest > 0 ? ` and ${rest} more` : ""}.`;
}
