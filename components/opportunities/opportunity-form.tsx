"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { numberOf } from "#components/roi/number-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import {
  hoursOf,
  KIND_HINTS,
  KIND_NAMES,
  type Opportunity,
  ROLE_WORDS,
} from "#lib/features/opportunities/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { answered, type Outcome } from "./actions.ts";
import { dropDraft, keepDraft, readDraft } from "./draft.ts";
import {
  EMPTY_VALUES,
  type FormValues,
  readValues,
  type TypedName,
  typedValues,
  valuesOf,
} from "./form-values.ts";
import { ScoreFields } from "./score-fields.tsx";
import { WhenNotFields } from "./when-not-fields.tsx";

const KINDS = Object.keys(KIND_NAMES) as Opportunity["kind"][];
const KIND_OPTIONS = KINDS.map((kind) => ({
  value: kind,
  label: `${KIND_NAMES[kind]}: ${KIND_HINTS[kind]}`,
}));

const ROLES = Object.entries(ROLE_WORDS);
const ROLE_OPTIONS = [
  { value: "", label: "not judged yet" },
  ...ROLES.map(([value, { label }]) => ({ value, label })),
];

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
  place,
  task,
  isScoresOpen,
  currency,
  submit,
  send,
  onDone,
  onCancel,
}: {
  title: string;
  /** Where a draft is kept: the task and its project. */
  place: string;
  /** As it was stored when the form was opened; null for a new one. */
  task: Opportunity | null;
  isScoresOpen: boolean;
  currency: string;
  submit: { label: string; busy: string };
  send: (input: unknown) => Promise<Outcome>;
  onDone: () => void;
  onCancel: () => void;
}) {
  const [before] = useState(() => (task === null ? null : valuesOf(task)));
  const [draft] = useState(() => readDraft(place));
  const [isBack, setBack] = useState(draft !== null);
  const [values, setValues] = useState({ ...(before ?? EMPTY_VALUES), ...draft });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const frame = useRef<HTMLFormElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("[name=name]")?.focus();
  }, []);

  const change = (part: Partial<FormValues>) => {
    const next = { ...values, ...part };
    setValues(next);
    keepDraft(place, typedValues(next, before ?? EMPTY_VALUES));
  };
  const startAnew = () => {
    dropDraft(place);
    setBack(false);
    setValues(before ?? EMPTY_VALUES);
  };
  const leave = (after: () => void) => {
    dropDraft(place);
    after();
  };

  const save = () =>
    startTransition(async () => {
      const read = readValues(values, before);
      if (!read.ok) {
        setErrors(read.fields);
        setMessage(null);
        return;
      }
      if (Object.keys(read.input).length === 0) return leave(onDone);
      const result = await answered(send(read.input));
      if (result.ok) return leave(onDone);
      const fields = result.problem.fields ?? {};
      setErrors(fields);
      setMessage(Object.keys(fields).some((name) => name in values) ? null : result.problem.detail);
    });

  const bind = (name: TypedName) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  const hours = hoursFrom(values);
  const role = ROLES.find(([key]) => key === values.predictionRole)?.[1];

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
      {isBack ? (
        <Notice
          tone="info"
          title="What you typed before is back"
          action={<Button onClick={startAnew}>{before ? "As it is stored" : "Start anew"}</Button>}
        >
          It was never saved. Save it, or start from what is stored.
        </Notice>
      ) : null}
      <div className="grid grid-cols-3 max-lg:grid-cols-2 max-md:grid-cols-1 gap-x-6 gap-y-4 items-start">
        <Field label="Task" hint="As the people who do it call it." error={errors.name} required>
          <Input {...bind("name")} maxLength={120} autoComplete="off" />
        </Field>
        <Field label="What it would take" error={errors.kind}>
          <Select {...bind("kind")} options={KIND_OPTIONS} />
        </Field>
        <Field label="A prediction" hint={role?.hint} error={errors.predictionRole}>
          <Select {...bind("predictionRole")} options={ROLE_OPTIONS} />
        </Field>
      </div>
      <div className="grid grid-cols-2 max-lg:grid-cols-1 gap-x-6 gap-y-4 items-start">
        <Field label="How it is done today" error={errors.todayMethod}>
          <Textarea {...bind("todayMethod")} rows={3} maxLength={2000} />
        </Field>
        <div className="grid grid-cols-2 gap-x-4 gap-y-3 items-start">
          <Field label="Takes each time" hint="All people together." error={errors.minutesEach}>
            <Input
              {...bind("minutesEach")}
              inputMode="decimal"
              autoComplete="off"
              unit="minutes"
              className="[&_input]:pr-16"
            />
          </Field>
          <Field label="Is done" hint={hours} error={errors.timesAMonth}>
            <Input
              {...bind("timesAMonth")}
              inputMode="decimal"
              autoComplete="off"
              unit="times a month"
              className="[&_input]:pr-26"
            />
          </Field>
          <Field label="Its errors cost" hint="Waste, rush, lost sales." error={errors.errorCostAYear}>
            <Input
              {...bind("errorCostAYear")}
              inputMode="decimal"
              autoComplete="off"
              unit={`${currency} a year`}
              className="[&_input]:pr-20"
            />
          </Field>
          <Field label="Or hours a year" hint="Where times vary too much." error={errors.hoursAYear}>
            <Input
              {...bind("hoursAYear")}
              inputMode="decimal"
              autoComplete="off"
              unit="h a year"
              className="[&_input]:pr-16"
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
      <WhenNotFields whenNot={values.whenNot} isChecked={values.whenNotChecked} onChange={change} />
      <details open={isScoresOpen || Object.keys(errors).some((name) => /^(rice|ice)[A-Z]/.test(name))}>
        <summary className="ml-4 font-medium text-ink2 min-h-6">RICE and ICE</summary>
        <div className="mt-2">
          <ScoreFields bind={bind} errors={errors} />
        </div>
      </details>
      <details open={Object.keys(errors).some((name) => name.endsWith("Percent"))}>
        <summary className="ml-4 font-medium text-ink2 min-h-6">Own assumptions of this task</summary>
        <div className="mt-2 grid grid-cols-4 max-lg:grid-cols-2 gap-x-6 gap-y-3 items-start">
          <Field label="Time saved" hint="Empty: as the project assumes." error={errors.timeSavedPercent}>
            <Input {...bind("timeSavedPercent")} inputMode="decimal" autoComplete="off" unit="%" />
          </Field>
          <Field
            label="Error cost avoided"
            hint="Empty: as the project assumes."
            error={errors.errorsAvoidedPercent}
          >
            <Input {...bind("errorsAvoidedPercent")} inputMode="decimal" autoComplete="off" unit="%" />
          </Field>
        </div>
      </details>
      <Field label="Note" error={errors.note}>
        <Textarea {...bind("note")} rows={2} maxLength={2000} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={isPending && submit.busy}>
          {submit.label}
        </Button>
        <Button onClick={() => leave(onCancel)}>Cancel</Button>
      </div>
    </form>
  );
}

/** "= 88 h a year" while minutes and times are numbers. */
function hoursFrom(values: FormValues): string | undefined {
  const minutes = numberOf(values.minutesEach);
  const times = numberOf(values.timesAMonth);
  if (!minutes.ok || !times.ok || minutes.value === null || times.value === null) return undefined;
  const hours = hoursOf({ minutesEach: minutes.value, timesAMonth: times.value, hoursAYear: null });
  return `= ${formatNumber(hours)} h a year`;
}
