"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { LABEL_KINDS, LABEL_WORDS, type LabelKind } from "#lib/features/datasets/labels/index.ts";

/** Says what a marked stretch is. */
export function LabelForm({
  marked,
  kind,
  isBusy,
  error,
  onKind,
  onLabel,
}: {
  /** "12 Sep 2018 to 25 Sep 2018, 14 days"; null where nothing is marked. */
  marked: string | null;
  kind: LabelKind;
  isBusy: boolean;
  error: string | undefined;
  onKind: (kind: LabelKind) => void;
  onLabel: (label: { kind: LabelKind; text: string; isForAll: boolean }) => void;
}) {
  const [text, setText] = useState("");
  const [isForAll, setForAll] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onLabel({ kind, text, isForAll });
    setText("");
  };
  return (
    <form onSubmit={submit} noValidate className="mt-3">
      <p className="font-medium" aria-live="polite">
        {marked ?? "Nothing is marked. Drag over the chart, or use the arrow keys with Shift."}
      </p>
      <div className="mt-2 grid gap-x-4 gap-y-2 sm:grid-cols-[11rem_minmax(0,1fr)_auto] items-end">
        <Field label="What it is" hint={LABEL_WORDS[kind].effect} className="sm:col-span-3">
          <Select
            className="sm:w-44"
            value={kind}
            onChange={(event) => onKind(event.currentTarget.value as LabelKind)}
            options={LABEL_KINDS.map((each, i) => ({
              value: each,
              label: `${i + 1} ${LABEL_WORDS[each].name}`,
            }))}
          />
        </Field>
        <Field label="Words, if any" error={error} className="sm:col-span-2">
          <Input
            value={text}
            maxLength={500}
            autoComplete="off"
            placeholder={kind === "note" ? "What should others know?" : "The truck came late"}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" disabled={marked === null} busy={isBusy ? "Labelling" : null}>
          Label it
        </Button>
      </div>
      <Checkbox
        label="All series, not this one alone"
        checked={isForAll}
        onChange={(event) => setForAll(event.currentTarget.checked)}
      />
    </form>
  );
}
