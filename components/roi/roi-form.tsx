"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { BASES, type RoiInputs, type UnitCosts } from "#lib/features/roi/index.ts";
import { formatMoney } from "#lib/format/index.ts";
import { NumberField } from "./number-field.tsx";
import type { RoiPatch } from "./use-roi-save.ts";

const BASIS_WORDS: Record<RoiInputs["basis"], string> = {
  wape: "By its error (WAPE)",
  units: "By units short and over",
  money: "By its cost in money",
};
const BASIS_OPTIONS = BASES.map((basis) => ({ value: basis, label: BASIS_WORDS[basis] }));

interface Props {
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  currency: string;
  canvasHref: string;
  errors: Record<string, string>;
  onChange: (patch: RoiPatch) => void;
  onBlur: () => void;
}

export function RoiForm({ inputs, unitCosts, currency, canvasHref, errors, onChange, onBlur }: Props) {
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
          hint: "An assumption, until a run measures it.",
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
        {number("otherBenefits", {
          label: "Other benefits",
          unit: `${currency} a year`,
          hint: "Labour saved, say.",
        })}
      </Group>
      <Group title="What it takes">
        {number("buildCost", { label: "Build", unit: `${currency} once` })}
        {number("dataCost", { label: "Data and labelling", unit: `${currency} once` })}
        {number("runningCost", { label: "Running", unit: `${currency} a year`, hint: "Servers, licences." })}
        {number("upkeepCost", {
          label: "Upkeep",
          unit: `${currency} a year`,
          hint: "People who watch and retrain.",
        })}
      </Group>
      <Group title="Time">
        {number("years", { label: "Years", unit: "years", isNeeded: true })}
        {number("discountPercent", { label: "Discount rate", unit: "% a year", isNeeded: true })}
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
