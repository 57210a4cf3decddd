"use client";

import type { FormState } from "#components/people/form-state.ts";
import { RoleSelect } from "#components/people/role-select.tsx";
import { useFormAction } from "#components/people/use-form-action.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";

interface State extends FormState {
  made: { name: string; key: string } | null;
}

const EXPIRIES = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "never", label: "When it is revoked" },
];

export function MakeKeyForm({
  action,
}: {
  action: (before: State | null, form: FormData) => Promise<State>;
}) {
  const [state, send, isPending] = useFormAction(action);
  const values = { name: "", role: "data_scientist", expiresInDays: "90", ...state?.values };
  const made = state?.made;
  return (
    <div className="max-w-[56rem]">
      {/* React empties an uncontrolled form after its action; the key brings the newest values in. */}
      <form
        action={send}
        key={JSON.stringify(values)}
        className="grid grid-cols-[1.6fr_1fr_1fr_auto] items-start gap-3 max-md:grid-cols-1"
        noValidate
      >
        <Field
          label="Name"
          hint="What it is for. Whatever it does stands under it."
          error={state?.fields.name}
        >
          <Input
            name="name"
            autoComplete="off"
            required
            maxLength={80}
            placeholder="Nightly upload"
            defaultValue={values.name}
          />
        </Field>
        <Field label="Role" error={state?.fields.role}>
          <RoleSelect name="role" defaultValue={values.role} />
        </Field>
        <Field label="Ends" error={state?.fields.expiresInDays}>
          <Select name="expiresInDays" options={EXPIRIES} defaultValue={values.expiresInDays} />
        </Field>
        <Button
          type="submit"
          variant={made ? "outline" : "primary"}
          className="mt-5 max-md:mt-0"
          busy={isPending && "Making the key"}
        >
          Make a key
        </Button>
      </form>
      <div className="flex flex-col gap-3 mt-3 empty:hidden" aria-live="polite">
        {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
        {made ? (
          <Notice tone="stale" title={`Copy the key “${made.name}” now. It is shown this once.`}>
            <p className="mb-2">
              Only its SHA-256 is kept here. Put it where the machine reads its secrets, never into an address
              or a repository.
            </p>
            <CopyField label="Key" value={made.key} />
          </Notice>
        ) : null}
      </div>
    </div>
  );
}
