"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type Outcome, useAct } from "./act.ts";

interface Keep {
  keepVersions: number | null;
  keepDays: number | null;
}

const asText = (value: number | null) => (value === null ? "" : String(value));
const asNumber = (text: string) => (text.trim() === "" ? null : Number(text));

/** How long versions are kept; an empty field says nothing, two that are filled keep what either keeps. */
export function KeepForm({ keep, save }: { keep: Keep; save: (keep: Keep) => Promise<Outcome> }) {
  const [versions, setVersions] = useState(asText(keep.keepVersions));
  const [days, setDays] = useState(asText(keep.keepDays));
  const { isBusy, problem, done, act } = useAct();
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        act(() => save({ keepVersions: asNumber(versions), keepDays: asNumber(days) }));
      }}
    >
      <Field label="Keep the newest" className="w-40">
        <Input
          inputMode="numeric"
          value={versions}
          unit="versions"
          placeholder="all"
          className="[&>input]:pr-18"
          onChange={(event) => setVersions(event.target.value)}
        />
      </Field>
      <Field label="Keep those of the last" className="w-40">
        <Input
          inputMode="numeric"
          value={days}
          unit="days"
          placeholder="all"
          onChange={(event) => setDays(event.target.value)}
        />
      </Field>
      <Button type="submit" busy={isBusy && "Saving"}>
        Save
      </Button>
      <p aria-live="polite" className={problem ? "text-bad basis-full" : "text-ink2 basis-full"}>
        {problem ?? (done ? "Saved." : "")}
      </p>
    </form>
  );
}
