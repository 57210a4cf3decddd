"use client";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FormState } from "./form-state.ts";
import { useFormAction } from "./use-form-action.ts";

export function AcceptForm({ action, label }: { action: () => Promise<FormState>; label: string }) {
  const [state, submit, isPending] = useFormAction(action);
  return (
    <form action={submit} className="flex flex-col gap-4">
      {state?.message ? <Notice tone="bad">{state.message}</Notice> : null}
      <Button type="submit" variant="primary" busy={isPending && "Joining"}>
        {label}
      </Button>
    </form>
  );
}
