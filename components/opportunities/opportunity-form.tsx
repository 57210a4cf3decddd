"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { KIND_HINTS, KIND_NAMES, type Opportunity } from "#lib/features/opportunities/index.ts";
import type { Outcome } from "./actions.ts";
import { type FormValues, readValues } from "./form-values.ts";

const KINDS = Object.keys(KIND_NAMES) as Opportunity["kind"][];
const KIND_OPTIONS = KINDS.map((kind) => ({
  value: kind,
  label: `${KIND_NAMES[kind]}: ${KIND_HINTS[kind]}`,
}));

/** The words of each grade, lowest first. */
const SCALES = {
  value: ["hardly noticed", "small", "worth having", "large", "decides the year"],
  feasibility: ["never done", "hard", "with effort", "likely", "done before"],
  dataReadiness: ["no data", "scattered", "with gaps", "in one place", "clean and flowing"],
  risk: ["harmless", "small", "needs a watch", "costly", "must not fail"],
} as const;

function optionsOf(words: readonly string[]) {
  return [
    { value: "", label: "not graded" },
    ...words.map((word, i) => ({ value: String(i + 1), label: `${i + 1}, ${word}` })),
  ];
}

/** Adds a task or changes one. What is typed stays until it is stored, whatever the server answers. */
export function OpportunityForm({
  title,
  initial,
  currency,
  submit,
  send,
  onDone,
  onCancel,
}: {
  title: string;
  initial: FormValues;
  currency: string;
  submit: { label: string; busy: string };
  send: (input: unknown) => Promise<Outcome>;
  onDone: () => void;
  onCancel: () => void;
}) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const frame = useRef<HTMLFormElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("[name=name]")?.focus();
  }, []);

  const save = () =>
    startTransition(async () => {
      const read = readValues(values);
      if (!read.ok) {
        setErrors(read.fields);
        setMessage(null);
        return;
      }
      const result = await send(read.input).catch(
        (): Outcome => ({
          ok: false,
          problem: { detail: "The server did not answer. What you typed is still here; press again." },
        }),
      );
      if (result.ok) return onDone();
      const fields = result.problem.fields ?? {};
      setErrors(fields);
      setMessage(Object.keys(fields).some((name) => name in values) ? null : result.problem.detail);
    });

  const bind = (name: keyof FormValues) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [name]: event.target.value })),
  });

  return (
    <form
      ref={frame}
      aria-label={title}
      noValidate
      className="bg-surface border border-line border-l-4 border-l-accent rounded-r-panel px-4 py-4 mb-6 flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) save();
      }}
    >
      <h2 className="text-section">{title}</h2>
      {message ? (
        <Notice tone="bad" title="Nothing was stored">
          {message}
        </Notice>
      ) : null}
      <div className="grid grid-cols-2 max-md:grid-cols-1 gap-x-6 gap-y-4 items-start">
        <Field label="Task" hint="As the people who do it call it." error={errors.name} required>
          <Input {...bind("name")} maxLength={120} autoComplete="off" />
        </Field>
        <Field label="What it would take" error={errors.kind}>
          <Select {...bind("kind")} options={KIND_OPTIONS} />
        </Field>
        <Field label="How it is done today" error={errors.todayMethod}>
          <Textarea {...bind("todayMethod")} rows={2} maxLength={2000} />
        </Field>
        <div className="grid grid-cols-2 gap-4 items-start">
          <Field label="Takes today" error={errors.hoursAYear}>
            <Input
              {...bind("hoursAYear")}
              inputMode="decimal"
              autoComplete="off"
              unit="h a year"
              className="[&_input]:pr-16"
            />
          </Field>
          <Field label="Its errors cost" error={errors.errorCostAYear}>
            <Input
              {...bind("errorCostAYear")}
              inputMode="decimal"
              autoComplete="off"
              unit={`${currency} a year`}
              className="[&_input]:pr-20"
            />
          </Field>
        </div>
      </div>
      <div className="grid grid-cols-4 max-lg:grid-cols-2 gap-x-6 gap-y-4 items-start">
        <Field label="Value" hint="What a good answer is worth." error={errors.value}>
          <Select {...bind("value")} options={optionsOf(SCALES.value)} />
        </Field>
        <Field label="Feasibility" hint="How surely it can be built." error={errors.feasibility}>
          <Select {...bind("feasibility")} options={optionsOf(SCALES.feasibility)} />
        </Field>
        <Field
          label="Data readiness"
          hint="No task is more feasible than its data."
          error={errors.dataReadiness}
        >
          <Select {...bind("dataReadiness")} options={optionsOf(SCALES.dataReadiness)} />
        </Field>
        <Field label="Risk" hint="What a wrong answer does." error={errors.risk}>
          <Select {...bind("risk")} options={optionsOf(SCALES.risk)} />
        </Field>
      </div>
      <Field label="Note" error={errors.note}>
        <Textarea {...bind("note")} rows={2} maxLength={2000} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={isPending && submit.busy}>
          {submit.label}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
