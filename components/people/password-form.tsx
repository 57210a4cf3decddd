"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FormAction } from "./form-state.ts";
import { useFormAction } from "./use-form-action.ts";

export function PasswordForm({ action, email }: { action: FormAction; email: string }) {
  const [state, submit, isPending] = useFormAction(action);
  return (
    <form action={submit} className="flex flex-col gap-4" noValidate>
      {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
      {state?.done ? <Notice tone="ok">{state.done}</Notice> : null}
      {/* For password managers, so that they know whose password this is. */}
      <input type="email" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <Field label="Password of now" error={state?.fields.current}>
        <Input name="current" type="password" autoComplete="current-password" required />
      </Field>
      <Field label="New password" hint="10 to 200 characters." error={state?.fields.password}>
        <Input name="password" type="password" autoComplete="new-password" required />
      </Field>
      <Button type="submit" className="self-start max-md:self-stretch" busy={isPending && "Changing"}>
        Change password
      </Button>
    </form>
  );
}
