import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/people/sign-in-form.tsx";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "#lib/features/workspaces/index.ts";
import { currentUser, isDemo, sameSitePath } from "#lib/features/workspaces/server.ts";
import { signInAction } from "../actions.ts";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const asked = (await searchParams).callbackUrl;
  const callbackUrl = sameSitePath(typeof asked === "string" ? asked : null) ?? "/";
  if (await currentUser()) redirect(callbackUrl);
  const demo = isDemo() ? { accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD } : null;
  return (
    <>
      <h1 className="text-title mb-4">Sign in</h1>
      <SignInForm action={signInAction} callbackUrl={callbackUrl} demo={demo} />
      <p className="text-ink2 mt-6">
        No account yet?{" "}
        <Link href="/sign-up" className="link">
          Make one
        </Link>
      </p>
    </>
  );
}
