"use client";

import { type Choice, StartChoices } from "#components/canvas/import/start-choices.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { CURRENCIES } from "#lib/features/workspaces/index.ts";
import type { FormAction } from "./form-state.ts";
import { useFormAction } from "./use-form-action.ts";

interface Values {
  name: string;
  summary: string;
  currency: string;
}

const CURRENCY_OPTIONS = CURRENCIES.map((code) => ({ value: code, label: code }));

export function ProjectForm({
  action,
  initial,
  submit,
  start,
}: {
  action: FormAction;
  initial?: Values;
  submit: { label: string; busy: string };
  /** For a new project: what its canvas can start from. */
  start?: { templates: readonly Choice[]; projects: readonly { id: string; name: string }[] };
}) {
  const [state, send, isPending] = useFormAction(action);
  const values = { name: "", summary: "", currency: "EUR", start: "blank", ...initial, ...state?.values };
  return (
    // React empties an uncontrolled form after its action; the key brings the newest values in.
    <form action={send} key={JSON.stringify(values)} className="flex flex-col gap-4 max-w-[32rem]" noValidate>
      {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
      <Field label="Name" error={state?.fields.name}>
        <Input name="name" required maxLength={80} defaultValue={values.name} />
      </Field>
      <Field
        label="Summary"
        hint="What is forecast, for how many items, how far ahead."
        error={state?.fields.summary}
      >
        <Textarea name="summary" rows={3} maxLength={280} defaultValue={values.summary} />
      </Field>
      <Field
        label="Currency"
        hint="Every amount of the project is in this currency. Amounts are not converted."
        error={state?.fields.currency}
      >
        <Select name="currency" options={CURRENCY_OPTIONS} defaultValue={values.currency} className="w-32" />
      </Field>
      {start ? (
        <StartChoices {...start} withBlank initial={values.start} error={state?.fields.start} />
      ) : null}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={isPending && submit.busy}>
          {submit.label}
        </Button>
        <span role="status" className="text-secondary text-ink2">
          {state?.done}
        </span>
      </div>
    </form>
  );
}
