"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import {
  type PreviewSide,
  STEP_KINDS,
  type Step,
  type StepKind,
  stepSentence,
} from "#lib/features/datasets/index.ts";
import { type StepDraft, type StepField, valueAt, withValue } from "./field.ts";
import { LISTS } from "./lists.ts";
import { STEP_FIELDS } from "./step-fields.ts";

/** Fills one step in. It says in a sentence what the step will do while it is filled in. */
export function StepForm({
  first,
  columns,
  isPosition,
  onKeep,
  onCancel,
}: {
  first: StepDraft;
  /** Covariates that there are at this step, as far as that is known. */
  columns: PreviewSide["columns"];
  /** Times of this data are positions, not dates. */
  isPosition: boolean;
  onKeep: (step: Step) => void;
  onCancel: () => void;
}) {
  const [step, setStep] = useState(first);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("select, input, textarea")?.focus();
  }, []);
  const kind = step.kind as StepKind;
  const fields = STEP_FIELDS[kind].filter((field) => field.when?.(step) ?? true);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    onKeep(cleaned(step, fields) as unknown as Step);
  };
  return (
    <form
      ref={form}
      onSubmit={keep}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
      }}
      aria-label={STEP_KINDS[kind].title}
      className="bg-surface border border-line border-l-4 border-l-accent rounded-r-panel px-4 py-3 flex flex-col gap-3"
    >
      <div>
        <p className="font-semibold">{STEP_KINDS[kind].title}</p>
        <p className="text-secondary text-ink3">{STEP_KINDS[kind].about}</p>
      </div>
      {fields.map((field) => (
        <StepControl
          key={`${field.path} ${field.label}`}
          field={field}
          step={step}
          columns={columns}
          isPosition={isPosition}
          onChange={(value) => setStep(withValue(step, field.path, value))}
        />
      ))}
      <Field label="Name of the step" hint="Optional: your own words for the list.">
        <Input
          maxLength={80}
          value={String(step.name ?? "")}
          onChange={(event) =>
            setStep({ ...step, name: event.target.value === "" ? null : event.target.value })
          }
        />
      </Field>
      <p className="text-secondary text-ink2" aria-live="polite">
        {sentence(step)}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">
          Keep this step
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}

/** What the step will do; nothing while it is too empty for a sentence. */
function sentence(step: StepDraft): string {
  try {
    return `${stepSentence(step as unknown as Step)}.`;
  } catch {
    return "";
  }
}

/** Names without spaces at their ends; what belongs to another choice is gone already. */
function cleaned(step: StepDraft, fields: readonly StepField[]): StepDraft {
  return fields
    .filter((field) => field.control === "text")
    .reduce((done, field) => {
      const value = valueAt(done, field.path);
      return typeof value === "string" ? withValue(done, field.path, value.trim()) : done;
    }, step);
}

interface ControlProps {
  field: StepField;
  step: StepDraft;
  columns: PreviewSide["columns"];
  isPosition: boolean;
  onChange: (value: unknown) => void;
}

function StepControl(props: ControlProps) {
  const { field, step, onChange } = props;
  const value = valueAt(step, field.path);
  const required = field.optional !== true;
  const emptyValue = field.path === "reason" ? "" : null;
  if (field.control === "levels") return <Levels {...props} />;
  if (field.control === "variant") {
    const of = (value as { of: string }).of;
    return (
      <Field label={field.label} hint={field.hint}>
        <Select
          value={of}
          options={optionsOf(field)}
          onChange={(event) => onChange(field.variants?.[event.target.value])}
        />
      </Field>
    );
  }
  if (field.control === "choice") {
    return (
      <Field label={field.label} hint={field.hint}>
        <Select
          value={String(value)}
          options={optionsOf(field)}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
    );
  }
  if (field.control === "column" || field.control === "covariate") return <ColumnControl {...props} />;
  if (field.control === "names" || field.control === "rates" || field.control === "ranges") {
    return <ListControl {...props} list={field.control} />;
  }
  if (field.control === "number") {
    return (
      <Field label={field.label} hint={field.hint} required={required}>
        <Input
          type="number"
          step="any"
          value={value === null || value === undefined ? "" : String(value)}
          onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
        />
      </Field>
    );
  }
  if (field.control === "value") return <ValueControl {...props} />;
  return (
    <Field label={field.label} hint={field.hint} required={required}>
      <Input
        type={field.control === "time" && !props.isPosition ? "date" : "text"}
        value={String(value ?? "")}
        onChange={(event) =>
          onChange(event.target.value === "" && !required ? emptyValue : event.target.value)
        }
      />
    </Field>
  );
}

const optionsOf = (field: StepField) => (field.options ?? []).map(([value, label]) => ({ value, label }));

function ColumnControl({ field, step, columns, onChange }: ControlProps) {
  const value = valueAt(step, field.path);
  const fitting = columns.filter((column) => field.fits?.(column) ?? true).map(({ name }) => name);
  const isKnown = value === null || value === "" || fitting.includes(String(value));
  const names = isKnown ? fitting : [...fitting, String(value)];
  const isTarget = field.control === "column";
  return (
    <Field
      label={field.label}
      hint={!isTarget && names.length === 0 ? "No covariate of this kind is here." : field.hint}
      required={!isTarget}
    >
      <Select
        value={value === null ? "" : String(value)}
        options={[
          { value: "", label: isTarget ? "The target" : "Choose", disabled: !isTarget },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
      />
    </Field>
  );
}

function ValueControl({ field, step, columns, onChange }: ControlProps) {
  const column = valueAt(step, field.path.replace(/value$/, "column"));
  const isText = columns.some(({ name, kind }) => name === column && kind === "categorical");
  const value = valueAt(step, field.path);
  return (
    <Field label={field.label} required>
      <Input
        type={isText ? "text" : "number"}
        step="any"
        value={String(value ?? "")}
        onChange={(event) =>
          onChange(isText || event.target.value === "" ? event.target.value : Number(event.target.value))
        }
      />
    </Field>
  );
}

/** One entry a line. The text stays as it is typed; the step gets what it says. */
function ListControl({ field, step, onChange, list }: ControlProps & { list: keyof typeof LISTS }) {
  const [text, setText] = useState(() => LISTS[list].write(valueAt(step, field.path) ?? []));
  return (
    <Field
      label={field.label}
      hint={field.hint ?? "One name a line, letter by letter."}
      required={field.optional !== true}
    >
      <Textarea
        rows={3}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(LISTS[list].read(event.target.value));
        }}
      />
    </Field>
  );
}

type Level =
  | { of: "total"; name: string }
  | { of: "covariate"; column: string }
  | { of: "name_part"; separator: string; part: number };

function Levels({ field, step, columns, onChange }: ControlProps) {
  const id = useId();
  const levels = valueAt(step, field.path) as Level[];
  const total = levels.find((level) => level.of === "total");
  const part = levels.find((level) => level.of === "name_part");
  const groups = columns
    .filter(({ kind, availability }) => kind === "categorical" && availability === "static")
    .map(({ name }) => name);
  const put = (level: Level, isOn: boolean) => {
    const rest = levels.filter((each) => keyOf(each) !== keyOf(level));
    onChange(isOn ? [...rest, level] : rest);
  };
  return (
    <Fieldset legend={field.label} error={levels.length === 0 ? "Choose at least one." : null}>
      <Checkbox
        label="All series"
        checked={total !== undefined}
        onChange={(event) => put({ of: "total", name: "Total" }, event.target.checked)}
      />
      {groups.map((name) => (
        <Checkbox
          key={name}
          label={`Each ${name}`}
          checked={levels.some((level) => level.of === "covariate" && level.column === name)}
          onChange={(event) => put({ of: "covariate", column: name }, event.target.checked)}
        />
      ))}
      <Checkbox
        label="Each beginning of the names"
        hint="Of “north / milk” it is “north”, what stands before the separator."
        checked={part !== undefined}
        onChange={(event) => put({ of: "name_part", separator: " / ", part: 1 }, event.target.checked)}
      />
      {part ? (
        <label htmlFor={id} className="flex items-center gap-2 pl-6 text-secondary">
          Separator
          <Input
            id={id}
            required
            maxLength={5}
            className="w-20"
            value={part.separator}
            onChange={(event) => put({ ...part, separator: event.target.value }, true)}
          />
        </label>
      ) : null}
    </Fieldset>
  );
}

const keyOf = (level: Level) => (level.of === "covariate" ? `covariate ${level.column}` : level.of);
