"use client";

import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FormState } from "./form-state.ts";
import { RoleSelect } from "./role-select.tsx";

interface State extends FormState {
  account: { name: string; email: string; initialPassword: string } | null;
}

export function AddMemberForm({
  action,
}: {
  action: (before: State | null, form: FormData) => Promise<State>;
}) {
  const [state, send, isPending] = useActionState(action, null);
  const values = { email: "", role: "stakeholder", name: "", ...state?.values };
  return (
    <>
      <form
        action={send}
        key={JSON.stringify(values)}
        className="grid grid-cols-[1.4fr_1fr_1.2fr_auto] items-start gap-3 max-w-[56rem] max-md:grid-cols-1"
        noValidate
      >
        <Field label="E-mail" error={state?.fields.email}>
          <Input name="email" type="email" autoComplete="off" required defaultValue={values.email} />
        </Field>
        <Field label="Role" error={state?.fields.role}>
          <RoleSelect name="role" defaultValue={values.role} />
        </Field>
        <Field label="Name" hint="Only for somebody without an account." error={state?.fields.name}>
          <Input name="name" autoComplete="off" maxLength={80} defaultValue={values.name} />
        </Field>
        <Button type="submit" variant="primary" className="mt-5 max-md:mt-0" busy={isPending && "Adding"}>
          Add
        </Button>
      </form>
      <div className="mt-3 max-w-[56rem] empty:hidden">
        {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
        {state?.account ? (
          <Notice tone="stale" title={`An account was made for ${state.account.name}. Pass this on now.`}>
            <p>
              E-mail <strong className="font-semibold text-ink">{state.account.email}</strong>, first password{" "}
              <strong className="font-semibold text-ink select-all">{state.account.initialPassword}</strong>.
              It is shown this once and cannot be looked up later. The person changes it under “Change
              password”.
            </p>
          </Notice>
        ) : null}
        {state?.done && !state.account ? (
          <p role="status" className="text-ink2">
            {state.done}
          </p>
        ) : null}
      </div>
    </>
  );
}
