import { type KeyboardEvent, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  ANSWERS,
  type BindingOptions,
  type ClaimProposal,
  COMPARISON_WORDS,
  MEASURES,
  measureOf,
  SOURCE_WORDS,
  UNIT_WORDS,
} from "#lib/features/evidence/index.ts";
import type { Outcome } from "./actions.ts";
import { type ClaimValues, readClaim, withMeasure } from "./claim-values.ts";

const MEASURE_OPTIONS = [
  { value: "", label: "not yet: it stays unproven" },
  ...MEASURES.map(({ key, source, name }) => ({
    value: key as string,
    label: `${SOURCE_WORDS[source]}: ${name}`,
  })),
];
const COMPARISON_OPTIONS = Object.entries(COMPARISON_WORDS).map(([value, label]) => ({ value, label }));
const ANSWER_OPTIONS = ANSWERS.map(({ value, words }) => ({ value: String(value), label: words }));

/** Adds a claim or changes one. What is typed stays until it is stored, whatever the server answers. */
export function ClaimForm({
  title,
  initial,
  options,
  currency,
  submit,
  send,
  onDone,
  onCancel,
}: {
  title: string;
  initial: ClaimValues;
  options: BindingOptions;
  currency: string;
  submit: string;
  send: (input: unknown) => Promise<Outcome>;
  onDone: () => void;
  onCancel: () => void;
}) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isPending, startTransition] = useTransition();
  const frame = useRef<HTMLFormElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("input")?.focus({ preventScroll: true });
    // The block's head and foot stay in sight, and must not cover what has the focus.
    frame.current?.scrollIntoView({ block: "center" });
  }, []);
  const measure = values.measure === "" ? null : measureOf(values.measure as ClaimProposal["measure"]);

  const save = () =>
    startTransition(async () => {
      const read = readClaim(values);
      if (!read.ok) return setErrors(read.fields);
      const result = await send(read.input).catch(
        (): Outcome => ({
          ok: false,
          problem: { detail: "The server did not answer. What you typed is still here; press again." },
        }),
      );
      if (result.ok) return onDone();
      const fields = result.problem.fields ?? {};
      setErrors(
        Object.keys(fields).some((name) => name in values) ? fields : { form: result.problem.detail },
      );
    });

  const bind = (name: keyof ClaimValues) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [name]: event.target.value })),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    // The block around it stays open.
    event.stopPropagation();
    onCancel();
  };
  const pins =
    measure?.source === "dataset" ? options.versions : measure?.source === "run" ? options.runs : [];
  const isKnownPin = pins.some(({ value }) => value === values.pinnedTo);

  return (
    <form
      ref={frame}
      aria-label={title}
      noValidate
      className="border border-control rounded-control px-3 py-2.5 flex flex-col gap-2.5"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) save();
      }}
    >
      <Field label="Claim" error={errors.text} required>
        <Input {...bind("text")} maxLength={200} autoComplete="off" placeholder="WAPE below 15 %" />
      </Field>
      <Field label="Measured by" hint={measure?.help} error={errors.measure}>
        <Select
          name="measure"
          value={values.measure}
          onChange={(event) =>
            setValues((before) => withMeasure(before, event.target.value, options.covariates))
          }
          options={MEASURE_OPTIONS}
        />
      </Field>
      {measure?.needsSubject ? (
        <Field
          label="Covariate"
          hint={
            options.covariates.length === 0 ? "The data has no covariate yet; write its column's name." : null
          }
          error={errors.subject}
        >
          <Input {...bind("subject")} maxLength={200} autoComplete="off" list="claim-covariates" />
        </Field>
      ) : null}
      {measure?.needsSubject ? (
        <datalist id="claim-covariates">
          {options.covariates.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      ) : null}
      {measure ? (
        <div className="grid grid-cols-2 gap-3 items-start">
          <Field label="Is" error={errors.comparison}>
            <Select {...bind("comparison")} options={COMPARISON_OPTIONS} />
          </Field>
          <Field label={measure.unit === "answer" ? "Answer" : "Number"} error={errors.threshold} required>
            {measure.unit === "answer" ? (
              <Select {...bind("threshold")} options={ANSWER_OPTIONS} />
            ) : (
              <Input
                {...bind("threshold")}
                inputMode="decimal"
                autoComplete="off"
                unit={measure.unit === "currency" ? currency : UNIT_WORDS[measure.unit]}
              />
            )}
          </Field>
        </div>
      ) : null}
      {pins.length > 0 || values.pinnedTo !== "" ? (
        <Field
          label="Measured on"
          hint="The newest lets it turn by itself; one that stays turns stale when a newer one arrives."
          error={errors.pinnedTo}
        >
          <Select
            {...bind("pinnedTo")}
            options={[
              {
                value: "",
                label: measure?.source === "run" ? "always the newest run" : "always the newest version",
              },
              ...(values.pinnedTo !== "" && !isKnownPin
                ? [{ value: values.pinnedTo, label: `as now (${values.pinnedTo})` }]
                : []),
              ...pins,
            ]}
          />
        </Field>
      ) : null}
      {errors.form ? (
        <p role="alert" className="text-secondary text-bad">
          {errors.form}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" busy={isPending ? "Saving" : null}>
          {submit}
        </Button>
        <Button size="small" variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
