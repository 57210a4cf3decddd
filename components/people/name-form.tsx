"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FormAction } from "./form-state.ts";
import { useFormAction } from "./use-form-action.ts";

/** A name and its button in one line: of a person, of a workspace. */
export function NameForm({
  action,
  label,
  hint,
  initial = "",
  autoComplete,
  submit,
}: {
  action: FormAction;
  label: string;
  hint?: string;
  initial?: string;
  autoComplete: string;
  submit: { label: string; busy: string; variant?: "primary" | "outline" };
}) {
  const [state, send, isPending] = useFormAction(action);
  const value = state?.values.name ?? initial;
  return (
    // React empties an uncontrolled form after its action; the key brings the newest value in.
    <form action={send} key={value} className="flex flex-col gap-3 max-w-[32rem]" noValidate>
      {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
      <div className="flex items-start gap-3 max-md:flex-col max-md:items-stretch">
        <Field label={label} hint={hint} error={state?.fields.name} className="flex-1">
          <Input name="name" autoComplete={autoComplete} required maxLength={80} defaultValue={value} />
        </Field>
        <Button
          type="submit"
          variant={submit.variant ?? "outline"}
          className="mt-5 max-md:mt-0"
          busy={isPending && submit.busy}
        >
          {submit.label}
        </Button>
      </div>
      <p role="status" className="text-secondary text-ink2 empty:hidden">
        {state?.done}
      </p>
    </form>
  );
}
