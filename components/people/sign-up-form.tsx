"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FormAction } from "./form-state.ts";
import { useFormAction } from "./use-form-action.ts";

export function SignUpForm({ action }: { action: FormAction }) {
  const [state, submit, isPending] = useFormAction(action);
  const values = state?.values ?? {};
  const fields = state?.fields ?? {};
  return (
    <form action={submit} className="flex flex-col gap-4" noValidate>
      {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
      <Field label="Your name" error={fields.name}>
        <Input name="name" autoComplete="name" required defaultValue={values.name ?? ""} />
      </Field>
      <Field label="E-mail" error={fields.email}>
        <Input name="email" type="email" autoComplete="username" required defaultValue={values.email ?? ""} />
      </Field>
      <Field label="Password" hint="10 to 200 characters." error={fields.password}>
        <Input name="password" type="password" autoComplete="new-password" required />
      </Field>
      <Field
        label="Workspace"
        hint="Projects and people that belong together: a company, a team."
        error={fields.workspaceName}
      >
        <Input
          name="workspaceName"
          autoComplete="organization"
          required
          defaultValue={values.workspaceName ?? ""}
        />
      </Field>
      <Button type="submit" variant="primary" busy={isPending && "Making the account"}>
        Make the account
      </Button>
    </form>
  );
}
