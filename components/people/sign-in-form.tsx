"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import type { FormAction } from "./form-state.ts";
import { ProviderLink } from "./provider-link.tsx";
import { useFormAction } from "./use-form-action.ts";

interface Demo {
  accounts: readonly { email: string; name: string; role: keyof typeof ROLE_NAMES }[];
  password: string;
}

export function SignInForm({
  action,
  callbackUrl,
  provider,
  demo,
}: {
  action: FormAction;
  callbackUrl: string;
  /** What the identity provider is called, where there is one. */
  provider: string | null;
  demo: Demo | null;
}) {
  const [state, submit, isPending] = useFormAction(action);
  return (
    <div className="flex flex-col gap-6">
      <form action={submit} className="flex flex-col gap-4" key={state?.values.email}>
        {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <Field label="E-mail">
          <Input
            name="email"
            type="email"
            autoComplete="username"
            required
            defaultValue={state?.values.email ?? ""}
          />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" maxLength={200} required />
        </Field>
        <Button type="submit" variant="primary" busy={isPending && "Signing in"}>
          Sign in
        </Button>
      </form>
      {provider ? (
        <div className="border-t border-line pt-4">
          <ProviderLink name={provider} callbackUrl={callbackUrl} />
        </div>
      ) : null}
      {demo ? (
        <section aria-labelledby="demo-accounts" className="border-t border-line pt-4">
          <h2 id="demo-accounts" className="text-section">
            Look around with a demo account
          </h2>
          <p className="text-secondary text-ink3 mb-2">
            Each role may do something else. The password of all is {demo.password}.
          </p>
          <ul className="flex flex-col">
            {demo.accounts.map((account) => (
              <li key={account.email} className="border-b border-line last:border-b-0">
                <form action={submit} className="flex items-center justify-between gap-3 py-2">
                  <input type="hidden" name="callbackUrl" value={callbackUrl} />
                  <input type="hidden" name="email" value={account.email} />
                  <input type="hidden" name="password" value={demo.password} />
                  <span className="min-w-0">
                    <span className="block truncate">{account.name}</span>
                    <span className="block text-secondary text-ink3 truncate">{account.email}</span>
                  </span>
                  <Button type="submit" size="small" disabled={isPending}>
                    Sign in as {ROLE_NAMES[account.role]}
                  </Button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
