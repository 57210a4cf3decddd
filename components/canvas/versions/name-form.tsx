"use client";

import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export interface NameState {
  error: string | null;
  name: string;
  done: string | null;
}

/** Keeps the canvas under a name; a refused name stays to be corrected. */
export function NameForm({ action }: { action: (state: NameState, form: FormData) => Promise<NameState> }) {
  const [state, submit, isPending] = useActionState(action, { error: null, name: "", done: null });
  return (
    <form action={submit} aria-label="Keep a version" className="flex items-start gap-2 max-md:flex-col">
      <Field label="Name of this version" error={state.error} className="w-72 max-md:w-full">
        <Input
          key={state.done}
          name="name"
          required
          maxLength={80}
          autoComplete="off"
          defaultValue={state.name}
          placeholder="Before the review"
        />
      </Field>
      <Button type="submit" className="mt-5 max-md:mt-0 max-md:w-full" busy={isPending && "Keeping"}>
        Keep a version
      </Button>
      <p role="status" className="sr-only">
        {state.done}
      </p>
    </form>
  );
}
