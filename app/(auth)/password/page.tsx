import type { Metadata } from "next";
import Link from "next/link";
import { PasswordForm } from "#components/people/password-form.tsx";
import { pageUser } from "#lib/features/workspaces/server.ts";
import { changePasswordAction } from "../actions.ts";

export const metadata: Metadata = { title: "Change password" };

export default async function PasswordPage() {
  const user = await pageUser("/password");
  return (
    <>
      <h1 className="text-title mb-1">Change password</h1>
      <p className="text-ink2 mb-4">For {user.email}. It signs you out everywhere else.</p>
      <PasswordForm action={changePasswordAction} email={user.email} />
      <p className="mt-6">
        <Link href="/" className="link">
          Back to the projects
        </Link>
      </p>
    </>
  );
}
