import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewPasswordForm } from "#components/people/new-password-form.tsx";
import { readPasswordReset } from "#lib/features/workspaces/server.ts";
import { resetPasswordAction } from "../actions.ts";

export const metadata: Metadata = { title: "Set a new password", robots: { index: false } };

interface Props {
  params: Promise<{ token: string }>;
}

export default async function ResetPage({ params }: Props) {
  const { token } = await params;
  const reset = await readPasswordReset(token, new Date());
  // The words of why are those of not-found.tsx beside.
  if (reset?.state !== "open") notFound();
  return (
    <>
      <h1 className="text-title mb-1">Set a new password</h1>
      <p className="text-ink2 mb-4 [overflow-wrap:anywhere]">
        For {reset.name}, {reset.email}. Every browser that is signed in as {reset.name} is signed out.
      </p>
      <NewPasswordForm action={resetPasswordAction.bind(null, token)} email={reset.email} />
    </>
  );
}
