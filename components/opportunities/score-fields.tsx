"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { TypedName } from "./form-values.ts";

export type Bind = (name: TypedName) => {
  name: string;
  value: string;
  onChange: (event: { target: { value: string } }) => void;
};

const IMPACTS = [
  { value: "", label: "not given" },
  { value: "3", label: "3, massive" },
  { value: "2", label: "2, high" },
  { value: "1", label: "1, medium" },
  { value: "0.5", label: "0.5, low" },
  { value: "0.25", label: "0.25, minimal" },
];
const TEN = [
  { value: "", label: "not given" },
  ...Array.from({ length: 10 }, (_, i) => ({ value: `${i + 1}`, label: `${i + 1}` })),
];

/** What RICE and ICE take, each with its unit, its formula and where it is from. */
export function ScoreFields({ bind, errors }: { bind: Bind; errors: Record<string, string> }) {
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="text-ink2 mb-2">
          <strong>RICE</strong> = reach × impact × confidence ÷ effort. From Intercom (Sean McBride, 2016).
        </p>
        <div className="grid grid-cols-4 max-lg:grid-cols-2 gap-x-6 gap-y-3 items-start">
          <Field label="Reach" hint="People or cases it touches." error={errors.riceReach}>
            <Input
              {...bind("riceReach")}
              inputMode="decimal"
              autoComplete="off"
              unit="a quarter"
              className="[&_input]:pr-18"
            />
          </Field>
          <Field label="Impact" hint="On each of them." error={errors.riceImpact}>
            <Select {...bind("riceImpact")} options={IMPACTS} />
          </Field>
          <Field label="Confidence" hint="100 high, 80 medium, 50 low." error={errors.riceConfidencePercent}>
            <Input {...bind("riceConfidencePercent")} inputMode="decimal" autoComplete="off" unit="%" />
          </Field>
          <Field label="Effort" hint="Of everybody, at least 0.5." error={errors.riceEffortMonths}>
            <Input
              {...bind("riceEffortMonths")}
              inputMode="decimal"
              autoComplete="off"
              unit="person-months"
              className="[&_input]:pr-26"
            />
          </Field>
        </div>
      </div>
      <div>
        <p className="text-ink2 mb-2">
          <strong>ICE</strong> = (impact + confidence + ease) ÷ 3, each 1 to 10. From Sean Ellis and Morgan
          Brown, “Hacking Growth” (2017).
        </p>
        <div className="grid grid-cols-4 max-lg:grid-cols-2 gap-x-6 gap-y-3 items-start">
          <Field label="Impact of 10" hint="What it changes if it works." error={errors.iceImpact}>
            <Select {...bind("iceImpact")} options={TEN} />
          </Field>
          <Field label="Confidence of 10" hint="How sure you are that it works." error={errors.iceConfidence}>
            <Select {...bind("iceConfidence")} options={TEN} />
          </Field>
          <Field label="Ease of 10" hint="10 is the least work." error={errors.iceEase}>
            <Select {...bind("iceEase")} options={TEN} />
          </Field>
        </div>
      </div>
    </div>
  );
}
