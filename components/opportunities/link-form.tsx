"use client";

import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Outcome } from "./actions.ts";

export interface LinkValues {
  fromId: string;
  toId: string;
  label: string;
}

/** Draws a link or changes one; what is typed stays until it is stored. */
export function LinkForm({
  title,
  tasks,
  initial,
  submit,
  send,
  onDone,
  onCancel,
}: {
  title: string;
  tasks: readonly { id: string; name: string }[];
  initial: LinkValues;
  submit: { label: string; busy: string };
  send: (values: LinkValues) => Promise<Outcome>;
  onDone?: () => void;
  onCancel?: () => void;
}) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isPending, startTransition] = useTransition();
  const options = [
    { value: "", label: "choose a task" },
    ...tasks.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const bind = (name: keyof LinkValues) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [name]: event.target.value })),
  });
  const save = () =>
    startTransition(async () => {
      const outcome = await send(values);
      if (!outcome.ok) {
        const { detail, fields = {} } = outcome.problem;
        setErrors(Object.keys(fields).some((name) => name in values) ? fields : { toId: detail });
        return;
      }
      setErrors({});
      if (onDone) onDone();
      else setValues({ ...initial, label: "" });
    });
  return (
    <form
      aria-label={title}
      noValidate
      className="grid grid-cols-[1fr_1fr_1fr_auto] max-lg:grid-cols-2 max-md:grid-cols-1 gap-x-4 gap-y-3 items-start"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) save();
      }}
    >
      <Field label="From" error={errors.fromId}>
        <Select {...bind("fromId")} options={options} />
      </Field>
      <Field label="To" error={errors.toId}>
        <Select {...bind("toId")} options={options} />
      </Field>
      <Field label="What goes along" error={errors.label}>
        <Input {...bind("label")} maxLength={200} autoComplete="off" placeholder="sales per item and day" />
      </Field>
      <span className="flex gap-2 pt-5 max-lg:pt-0">
        <Button type="submit" busy={isPending && submit.busy}>
          {submit.label}
        </Button>
        {onCancel ? (
          <Button variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
      </span>
    </form>
  );
}
