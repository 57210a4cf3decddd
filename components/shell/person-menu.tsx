"use client";

import Link from "next/link";
import { useId, useRef } from "react";
import { Avatar } from "#components/ui/avatar.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

/** The platform's own popover: Esc and a click outside close it and give the focus back. */
export function PersonMenu({ name, role }: { name: string; role: string }) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`${name}, your account`}
        className="grid place-items-center size-8 rounded-full max-md:size-10"
      >
        <Avatar name={name} decorative />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="fixed inset-auto m-0 top-11 right-6 max-md:right-3 w-56 bg-surface text-ink border border-line rounded-panel shadow-float p-3"
      >
        <p className="font-semibold truncate">{name}</p>
        <p className="text-secondary text-ink3 first-letter:uppercase">{role}</p>
        <div className="md:hidden border-t border-line mt-2 pt-2 text-secondary text-ink2">
          <ThemeSwitch />
        </div>
        <Link
          href="/account"
          className="flex items-center border-t border-line mt-2 pt-1 text-accent hover:underline min-h-8"
        >
          Your account
        </Link>
        <form action="/sign-out" method="post">
          <button type="submit" className="text-accent hover:underline min-h-8">
            Sign out
          </button>
        </form>
      </div>
    </>
  );
}
