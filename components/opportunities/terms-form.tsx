"use client";

import { useState, useTransition } from "react";
import { numberOf, textOf } from "#components/roi/number-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ProcessTermsView } from "#lib/features/opportunities/index.ts";
import { answered, type Outcome } from "./actions.ts";

const NAMES = [
  "hourlyCost",
  "timeSavedReplacePercent",
  "timeSavedHelpPercent",
  "errorsAvoidedPercent",
] as const;
type Name = (typeof NAMES)[number];
type Values = Record<Name, string>;

const valuesOf = (terms: ProcessTermsView): Values =>
  Object.fromEntries(NAMES.map((name) => [name, textOf(terms[name])])) as Values;

/** What the rough money figures of all tasks assume; each may say otherwise. */
export function TermsForm({
  terms,
  currency,
  send,
}: {
  terms: ProcessTermsView;
  currency: string;
  /** Absent for those who only read. */
  send?: ((patch: unknown) => Promise<Outcome>) | undefined;
}) {
  const [typed, setTyped] = useState<Partial<Values>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isPending, startTransition] = useTransition();
  const stored = valuesOf(terms);
  const changed = NAMES.filter((name) => typed[name] !== undefined && typed[name] !== stored[name]);

  const save = () =>
    startTransition(async () => {
      const patch: Record<string, number | null> = {};
      const found: Record<string, string> = {};
      for (const name of changed) {
        const read = numberOf(typed[name] ?? "");
        if (!read.ok) found[name] = read.message;
        else if (read.value === null && name !== "hourlyCost") found[name] = "Give a number.";
        else patch[name] = read.value;
      }
      if (Object.keys(found).length > 0) return setErrors(found);
      const outcome = send ? await answered(send(patch)) : null;
      if (!outcome) return;
      if (!outcome.ok) return setErrors(outcome.problem.fields ?? { hourlyCost: outcome.problem.detail });
      setErrors({});
      setTyped({});
    });

  const bind = (name: Name) => ({
    name,
    value: typed[name] ?? stored[name],
    inputMode: "decimal" as const,
    autoComplete: "off",
    readOnly: !send,
    onChange: (event: { target: { value: string } }) =>
      setTyped((before) => ({ ...before, [name]: event.target.value })),
  });
  return (
    <form
      aria-label="What the figures assume"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && changed.length > 0) save();
      }}
    >
      <p className="text-secondary text-ink3 mb-3 max-w-[90ch]">
        Saves a year = hours × time saved × cost of an hour + cost of errors × errors avoided. Rough, and
        without the cost of building: that is the ROI case’s affair. A task may assume otherwise.
      </p>
      <div className="grid grid-cols-4 max-lg:grid-cols-2 max-sm:grid-cols-1 gap-x-6 gap-y-3 items-start">
        <Field label="An hour of work costs" error={errors.hourlyCost}>
          <Input {...bind("hourlyCost")} unit={currency} placeholder="not given" />
        </Field>
        <Field label="Time saved, replaced" error={errors.timeSavedReplacePercent}>
          <Input {...bind("timeSavedReplacePercent")} unit="%" />
        </Field>
        <Field label="Time saved, helped" error={errors.timeSavedHelpPercent}>
          <Input {...bind("timeSavedHelpPercent")} unit="%" />
        </Field>
        <Field label="Error cost avoided" error={errors.errorsAvoidedPercent}>
          <Input {...bind("errorsAvoidedPercent")} unit="%" />
        </Field>
      </div>
      {changed.length > 0 ? (
        <div className="mt-3 flex gap-2">
          <Button type="submit" busy={isPending && "Saving"}>
            Save the assumptions
          </Button>
          <Button
            variant="quiet"
            onClick={() => {
              setTyped({});
              setErrors({});
            }}
          >
            As they were
          </Button>
        </div>
      ) : null}
    </form>
  );
}
