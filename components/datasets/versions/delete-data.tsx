"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type Outcome, useAct } from "./act.ts";

/** Asks where the finger is before data go for good: what goes, what stays, and why, for the audit. */
export function DeleteData({
  what,
  uses,
  remove,
  goTo,
}: {
  /** "version 3", "the dataset". */
  what: string;
  /** What rests on it, in words; null where nothing does. */
  uses: string | null;
  remove: (input: { evenIfUsed: boolean; reason: string }) => Promise<Outcome>;
  /** Where to go afterwards; the page itself when absent. */
  goTo?: string;
}) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [evenIfUsed, setEven] = useState(false);
  const { isBusy, problem, act } = useAct();
  if (!isAsking) {
    return (
      <Button size="small" variant="danger" onClick={() => setAsking(true)}>
        Delete {what} …
      </Button>
    );
  }
  const go = () =>
    act(
      () => remove({ evenIfUsed, reason }),
      () => (goTo ? router.push(goTo) : setAsking(false)),
    );
  return (
    <div className="flex flex-col gap-2 max-w-md text-left whitespace-normal border-l-4 border-l-bad pl-3 py-1">
      <p>
        The data of {what} go for good. What was counted of them and the audit stay; the same files and recipe
        make them anew.
      </p>
      <Field label="Why (stands in the audit)">
        <Input value={reason} maxLength={300} autoFocus onChange={(event) => setReason(event.target.value)} />
      </Field>
      {uses === null ? null : (
        <Checkbox
          label={`Even so: ${uses}`}
          hint="Runs keep their results; they cannot be trained anew or looked into deeper."
          checked={evenIfUsed}
          onChange={(event) => setEven(event.target.checked)}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="danger"
          busy={isBusy && "Deleting"}
          disabled={uses !== null && !evenIfUsed}
          onClick={go}
        >
          Delete {what}
        </Button>
        <Button size="small" variant="quiet" onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </div>
      {problem ? (
        <p role="alert" className="text-secondary text-bad">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
