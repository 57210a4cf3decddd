"use client";

import { useState } from "react";
import { type Outcome, useAct } from "#components/datasets/versions/act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Terms } from "#lib/features/datasets/index.ts";

/** What nobody can measure: who stands behind the data, what they promise, and what the columns mean. */
export function TermsForm({
  terms,
  columns,
  save,
}: {
  terms: Terms;
  columns: readonly string[];
  save: (terms: Terms) => Promise<Outcome>;
}) {
  const [isOpen, setOpen] = useState(false);
  const [value, setValue] = useState(terms);
  const [delay, setDelay] = useState(terms.delayDays === null ? "" : String(terms.delayDays));
  const { isBusy, problem, done, act } = useAct();
  if (!isOpen) {
    return (
      <span className="inline-flex items-center gap-3">
        <Button onClick={() => setOpen(true)}>{terms.owner ? "Edit the promises" : "Name the owner"}</Button>
        <span aria-live="polite" className="text-ink2">
          {done ? "Saved." : ""}
        </span>
      </span>
    );
  }
  const set = (change: Partial<Terms>) => setValue({ ...value, ...change });
  const ofColumn = (name: string) =>
    value.columns.find((column) => column.name === name) ?? { name, meaning: "", unit: "" };
  const setColumn = (name: string, change: { meaning?: string; unit?: string }) =>
    set({
      columns: [...value.columns.filter((column) => column.name !== name), { ...ofColumn(name), ...change }],
    });
  return (
    <form
      className="flex flex-col gap-3 max-w-2xl"
      onSubmit={(event) => {
        event.preventDefault();
        const delayDays = delay.trim() === "" ? null : Number(delay);
        const filled = value.columns.filter((column) => column.meaning || column.unit);
        act(
          () => save({ ...value, delayDays, columns: filled }),
          () => setOpen(false),
        );
      }}
    >
      <div className="grid md:grid-cols-2 gap-3">
        <Field label="Owner" hint="Who answers for the data: a person or a team">
          <Input
            value={value.owner}
            maxLength={120}
            autoFocus
            onChange={(e) => set({ owner: e.target.value })}
          />
        </Field>
        <Field label="Contact" hint="An address, or the name of a channel">
          <Input value={value.contact} maxLength={200} onChange={(e) => set({ contact: e.target.value })} />
        </Field>
      </div>
      <Field label="Purpose">
        <Textarea
          value={value.purpose}
          maxLength={1000}
          rows={2}
          onChange={(e) => set({ purpose: e.target.value })}
        />
      </Field>
      <Field label="Limits of use">
        <Textarea
          value={value.limitations}
          maxLength={1000}
          rows={2}
          onChange={(e) => set({ limitations: e.target.value })}
        />
      </Field>
      <Field label="Delay promised" hint="At most so long after the end of a period" className="w-48">
        <Input inputMode="decimal" value={delay} unit="days" onChange={(e) => setDelay(e.target.value)} />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="text-secondary font-medium text-ink2 mb-1">What the columns mean</legend>
        {columns.slice(0, 60).map((name) => (
          <div key={name} className="grid grid-cols-[8rem_1fr_7rem] max-md:grid-cols-1 gap-2 items-center">
            <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>
            <Input
              aria-label={`Meaning of ${name}`}
              placeholder="Meaning"
              maxLength={300}
              value={ofColumn(name).meaning}
              onChange={(e) => setColumn(name, { meaning: e.target.value })}
            />
            <Input
              aria-label={`Unit of ${name}`}
              placeholder="Unit"
              maxLength={40}
              value={ofColumn(name).unit}
              onChange={(e) => setColumn(name, { unit: e.target.value })}
            />
          </div>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={isBusy && "Saving"}>
          Save the promises
        </Button>
        <Button variant="quiet" onClick={() => setOpen(false)}>
          Cancel
        </Button>
        {problem ? (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        ) : null}
      </div>
    </form>
  );
}
