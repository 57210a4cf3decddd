"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FormAction } from "./form-state.ts";
import { useFormAction } from "./use-form-action.ts";

export function InvitedSignUpForm({
  action,
  email,
  label,
}: {
  action: FormAction;
  email: string;
  label: string;
}) {
  const [state, submit, isPending] = useFormAction(action);
  const fields = state?.fields ?? {};
  return (
    <form action={submit} className="flex flex-col gap-4" noValidate>
      {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
      <Field label="E-mail" hint="The invitation is for this address.">
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label="Your name" error={fields.name}>
        <Input name="name" autoComplete="name" required defaultValue={state?.values.name ?? ""} />
      </Field>
      <Field label="Password" hint="10 to 200 characters." error={fields.password}>
        <Input name="password" type="password" autoComplete="new-password" required />
      </Field>
      <Button type="submit" variant="primary" busy={isPending && "Making the account"}>
        {label}
      </Button>
    </form>
  );
}
