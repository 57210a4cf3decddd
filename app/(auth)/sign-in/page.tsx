import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/people/sign-in-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "#lib/features/workspaces/index.ts";
import { currentUser, isDemo, oidcSettings, sameSitePath } from "#lib/features/workspaces/server.ts";
import { signInAction } from "../actions.ts";
import { refusalWords } from "./refusals.ts";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const asked = await searchParams;
  const text = (name: string) => (typeof asked[name] === "string" ? asked[name] : undefined);
  const callbackUrl = sameSitePath(text("callbackUrl")) ?? "/";
  if (await currentUser()) redirect(callbackUrl);
  const demo = isDemo() ? { accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD } : null;
  const provider = oidcSettings()?.name ?? null;
  const refusal = provider ? refusalWords(text("error"), provider) : null;
  return (
    <>
      <h1 className="text-title mb-4">Sign in</h1>
      {refusal ? (
        <Notice tone="bad" className="mb-4">
          {refusal}
        </Notice>
      ) : null}
      <SignInForm action={signInAction} callbackUrl={callbackUrl} provider={provider} demo={demo} />
      <p className="text-ink2 mt-6">
        No account yet?{" "}
        <Link href="/sign-up" className="link">
          Make one
        </Link>
      </p>
    </>
  );
}
