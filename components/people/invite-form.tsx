"use client";

import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { formatDateTime } from "#lib/format/index.ts";
import type { FormState } from "./form-state.ts";
import { RoleSelect } from "./role-select.tsx";
import { useFormAction } from "./use-form-action.ts";

interface State extends FormState {
  made: { email: string; role: keyof typeof ROLE_NAMES; link: string; expiresAt: number } | null;
}

export function InviteForm({ action }: { action: (before: State | null, form: FormData) => Promise<State> }) {
  const [state, send, isPending] = useFormAction(action);
  const values = { email: "", role: "stakeholder", ...state?.values };
  const made = state?.made;
  return (
    <div className="max-w-[56rem]">
      {/* React empties an uncontrolled form after its action; the key brings the newest values in. */}
      <form
        action={send}
        key={JSON.stringify(values)}
        className="grid grid-cols-[1.6fr_1fr_auto] items-start gap-3 max-w-[44rem] max-md:grid-cols-1"
        noValidate
      >
        <Field label="E-mail" error={state?.fields.email}>
          <Input name="email" type="email" autoComplete="off" required defaultValue={values.email} />
        </Field>
        <Field label="Role" error={state?.fields.role}>
          <RoleSelect name="role" defaultValue={values.role} />
        </Field>
        <Button
          type="submit"
          variant={made ? "outline" : "primary"}
          className="mt-5 max-md:mt-0"
          busy={isPending && "Making the link"}
        >
          Make an invitation
        </Button>
      </form>
      <div className="flex flex-col gap-3 mt-3 empty:hidden" aria-live="polite">
        {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
        {made ? (
          <Notice tone="stale" title={`Send this link to ${made.email} now. It is shown this once.`}>
            <p className="mb-2">
              Whoever signs in or signs up as {made.email} joins with it as {ROLE_NAMES[made.role]}, once,
              until {formatDateTime(made.expiresAt)}.
            </p>
            <CopyField label="Link" value={made.link} />
          </Notice>
        ) : null}
      </div>
    </div>
  );
}
