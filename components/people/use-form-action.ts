"use client";

import { useActionState } from "react";
import type { FormState } from "./form-state.ts";
import { unanswered } from "./unanswered.ts";

/** No secret goes into the page; `$` begins what React adds of its own. */
const NOT_KEPT = /password|^current$|^\$/i;

type Action<S extends FormState> = (before: S | null, form: FormData) => Promise<S>;

/**
 * `useActionState` for a form of a page: when no answer comes, the form says so and keeps what was typed, where React
 * would put an error in the place of the whole page.
 */
export function useFormAction<S extends FormState>(action: Action<S>) {
  const kept: Action<S> = (before, form) =>
    action(before, form).catch((error: unknown) => {
      const message = unanswered(
        error,
        "What you typed is kept here, but for passwords. Try again, or reload the page.",
      );
      const typed = [...form].flatMap(([name, value]) =>
        typeof value === "string" && !NOT_KEPT.test(name) ? [[name, value] as const] : [],
      );
      // What else stands in the state, such as a link that is shown once, stays.
      return { ...(before as S), message, fields: {}, values: Object.fromEntries(typed), done: null };
    });
  // On the server the action itself: its address makes the form work before its script has come.
  return useActionState<S | null, FormData>(typeof window === "undefined" ? action : kept, null);
}
