import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignUpForm } from "#components/people/sign-up-form.tsx";
import { currentUser } from "#lib/features/workspaces/server.ts";
import { signUpAction } from "../actions.ts";

export const metadata: Metadata = { title: "Make an account" };

export default async function SignUpPage() {
  if (await currentUser()) redirect("/");
  return (
    <>
      <h1 className="text-title mb-1">Make an account</h1>
      <p className="text-ink2 mb-4">It comes with a workspace of your own, of which you are the owner.</p>
      <SignUpForm action={signUpAction} />
      <p className="text-ink2 mt-6">
        You have an account?{" "}
        <Link href="/sign-in" className="link">
          Sign in
        </Link>
      </p>
    </>
  );
}
