"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  BASES,
  type CanvasCosts,
  type CostKey,
  type RoiInputs,
  type UnitCosts,
} from "#lib/features/roi/index.ts";
import { formatMoney } from "#lib/format/index.ts";
import { BuildRoles } from "./build-roles.tsx";
import { NumberField } from "./number-field.tsx";
import { startHint } from "./start-hint.ts";
import type { RoiPatch } from "./use-roi-save.ts";

const BASIS_WORDS: Record<RoiInputs["basis"], string> = {
  wape: "By its error (WAPE)",
  units: "By units short and over",
  money: "By its cost in money",
};
const BASIS_OPTIONS = BASES.map((basis) => ({ value: basis, label: BASIS_WORDS[basis] }));

interface Props {
  /** "2026-11" */
  thisMonth: string;
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  currency: string;
  canvasHref: string;
  errors: Record<string, string>;
  /** The costs that the canvas stands for, while the case follows it; null while it does not. */
  canvasCosts: CanvasCosts | null;
  /** What a run measured stands in place of the saving. */
  isMeasured: boolean;
  /** Beside the title of the costs. */
  costsAction: ReactNode;
  onChange: (patch: RoiPatch) => void;
  onBlur: () => void;
}

export function RoiForm(props: Props) {
  const {
    thisMonth,
    inputs,
    unitCosts,
    currency,
    canvasHref,
    errors,
    canvasCosts,
    isMeasured,
    onChange,
    onBlur,
  } = props;
  type NumberKey = {
    [K in keyof RoiInputs]: RoiInputs[K] extends number | null ? K : never;
  }[keyof RoiInputs];
  const number = (
    name: NumberKey,
    options: { label: string; unit: string; hint?: ReactNode; isNeeded?: boolean },
  ) => (
    <NumberField
      key={name}
      {...options}
      value={inputs[name]}
      error={errors[name]}
      onChange={(value) => onChange({ [name]: value } as RoiPatch)}
      onBlur={onBlur}
    />
  );
  const cost = (
    name: CostKey,
    options: { label: string; unit: string; hint?: ReactNode; isNeeded?: boolean },
  ) => {
    const amount = canvasCosts?.[name];
    return amount === undefined ? (
      number(name, options)
    ) : (
      <div key={name} className="flex flex-col gap-1">
        <span className="text-secondary text-ink3">{options.label}</span>
        <span className="tabular-nums">{formatMoney(amount, currency)}</span>
        <span className="text-secondary text-ink3">{options.unit}, from the canvas</span>
      </div>
    );
  };
  return (
    <form className="flex flex-col gap-5" onSubmit={(event) => event.preventDefault()}>
      <Group title="Today">
        {unitCosts ? (
          <p className="col-span-full text-ink2">
            One unit short costs {formatMoney(unitCosts.under, currency)}, one unit over{" "}
            {formatMoney(unitCosts.over, currency)}.{" "}
            <Link className="link" href={canvasHref}>
              Change them in the canvas
            </Link>
          </p>
        ) : inputs.basis === "money" ? null : (
          <Notice
            tone="stale"
            className="col-span-full"
            title="The unit costs are missing."
            action={
              <Link className="link" href={canvasHref}>
                Fill them in
              </Link>
            }
          >
            What a unit short and a unit over cost stands in the canvas, under Offline evaluation.
          </Notice>
        )}
        <Field label="How today's cost is known" className="col-span-full" error={errors.basis}>
          <Select
            options={BASIS_OPTIONS}
            value={inputs.basis}
            onChange={(event) => {
              const basis = BASES.find((candidate) => candidate === event.target.value);
              if (basis) onChange({ basis });
            }}
          />
        </Field>
        {number("unitsAYear", {
          label: "Volume",
          unit: "units a year",
          hint: inputs.basis === "wape" ? undefined : "Scales what a run measures to a year.",
        })}
        {inputs.basis === "wape" ? (
          <>
            {number("wapePercent", { label: "WAPE of today's method", unit: "%" })}
            {number("shortSharePercent", {
              label: "Of the error, units short",
              unit: "%",
              hint: "The others are units over.",
            })}
          </>
        ) : null}
        {inputs.basis === "units" ? (
          <>
            {number("unitsShort", { label: "Units short", unit: "a year" })}
            {number("unitsOver", { label: "Units over", unit: "a year" })}
          </>
        ) : null}
        {inputs.basis === "money"
          ? number("errorCost", { label: "Cost of today's errors", unit: `${currency} a year` })
          : null}
      </Group>
      <Group title="What a better forecast brings">
        {number("savingPercent", {
          label: "Saving on today's cost",
          unit: "%",
          hint: isMeasured
            ? "Not counted: a run has measured it."
            : "An assumption, until a run measures it.",
        })}
        {number("adoptionPercent", {
          label: "Adoption",
          unit: "%",
          hint: "Share of orders that follow the forecast.",
        })}
        {number("rampMonths", {
          label: "Until it is whole",
          unit: "months",
          hint: "The benefit grows evenly.",
          isNeeded: true,
        })}
        {number("labourSaved", { label: "Labour saved", unit: `${currency} a year`, isNeeded: true })}
        {number("otherBenefits", { label: "Other benefits", unit: `${currency} a year` })}
        {number("growthPercent", {
          label: "Growth",
          unit: "% a year",
          hint: "Of the volume, and the benefits with it.",
          isNeeded: true,
        })}
      </Group>
      <Group title="What it takes, once">
        <p className="col-span-full text-secondary text-ink2">{props.costsAction}</p>
        {canvasCosts?.buildCost === undefined ? (
          <BuildRoles
            roles={inputs.buildRoles}
            currency={currency}
            errors={errors}
            onChange={(buildRoles) => onChange({ buildRoles })}
            onBlur={onBlur}
          />
        ) : null}
        {cost("buildCost", {
          label: inputs.buildRoles.length > 0 ? "Build, besides the roles" : "Build",
          unit: `${currency} once`,
        })}
        {cost("dataCost", { label: "Data", unit: `${currency} once` })}
        {cost("labellingCost", { label: "Labelling", unit: `${currency} once`, isNeeded: true })}
      </Group>
      <Group title="What it takes, a year">
        {cost("runningCost", {
          label: "Infrastructure",
          unit: `${currency} a year`,
          hint: "Servers, storage.",
        })}
        {cost("licenceCost", { label: "Licences", unit: `${currency} a year`, isNeeded: true })}
        {cost("peopleCost", {
          label: "People in the loop",
          unit: `${currency} a year`,
          hint: "Who review and override.",
          isNeeded: true,
        })}
        {cost("retrainingCost", { label: "Retraining", unit: `${currency} a year`, isNeeded: true })}
        {cost("monitoringCost", { label: "Monitoring", unit: `${currency} a year`, isNeeded: true })}
        {cost("upkeepCost", {
          label: "Other upkeep",
          unit: `${currency} a year`,
          hint: "Only a trained method needs it.",
        })}
      </Group>
      <Group title="Time">
        {number("years", { label: "Years", unit: "years", isNeeded: true })}
        {number("discountPercent", { label: "Discount rate", unit: "% a year", isNeeded: true })}
        <Field label="Start" hint={startHint(inputs, thisMonth)} error={errors.startMonth}>
          <Input
            type="month"
            min="2000-01"
            max="2099-12"
            value={inputs.startMonth ?? ""}
            onChange={(event) => onChange({ startMonth: event.target.value || null })}
            onBlur={onBlur}
          />
        </Field>
      </Group>
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 grid grid-cols-2 items-start gap-x-4 gap-y-3 max-[420px]:grid-cols-1">
      <legend className="font-semibold mb-2">{title}</legend>
      {children}
    </fieldset>
  );
}
