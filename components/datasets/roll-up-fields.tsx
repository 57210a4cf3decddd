"use client";

import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { AGGREGATIONS, ROLL_UP_FREQUENCIES, type RollUp, salesBy } from "#lib/features/datasets/index.ts";
import { AGGREGATION_WORDS } from "./roll-up-words.ts";
import { frequencyWords } from "./words.ts";

const FREQUENCIES = [
  { value: "", label: "No: a row is a period's value" },
  ...ROLL_UP_FREQUENCIES.map((frequency) => ({
    value: frequency,
    label: `Yes, ${frequencyWords(frequency)}`,
  })),
];
const TOTALS = AGGREGATIONS.map((value) => ({ value, label: AGGREGATION_WORDS[value] }));

/** Whether several rows make one value of a period, and how; nothing of it is done without standing here. */
export function RollUpFields({
  rollUp,
  disabled,
  onChange,
}: {
  rollUp: RollUp | null;
  disabled: boolean;
  onChange: (rollUp: RollUp | null) => void;
}) {
  return (
    <>
      <Field label="Roll rows up to periods">
        <Select
          value={rollUp?.frequency ?? ""}
          disabled={disabled}
          options={FREQUENCIES}
          onChange={(event) => {
            const frequency = ROLL_UP_FREQUENCIES.find((each) => each === event.target.value);
            onChange(frequency ? { ...(rollUp ?? salesBy(frequency)), frequency } : null);
          }}
        />
      </Field>
      {rollUp === null ? null : (
        <>
          <Choice
            label="Value of a period"
            value={rollUp.aggregation}
            options={TOTALS}
            disabled={disabled}
            onChoose={(aggregation) => onChange({ ...rollUp, aggregation })}
          />
          <Choice
            label="Rows with a negative target"
            value={rollUp.returns}
            options={[
              { value: "subtract", label: "Are taken off the period" },
              { value: "leave_out", label: "Are left out" },
            ]}
            disabled={disabled}
            onChoose={(returns) => onChange({ ...rollUp, returns })}
          />
          <Choice
            label="A period without a row"
            value={rollUp.emptyPeriods}
            options={[
              { value: "zero", label: "Is 0: nothing was sold" },
              { value: "missing", label: "Is not known" },
            ]}
            disabled={disabled}
            onChoose={(emptyPeriods) => onChange({ ...rollUp, emptyPeriods })}
          />
          <Choice
            label="A partial first or last period"
            value={rollUp.partialPeriods}
            options={[
              { value: "leave_out", label: "Is left out" },
              { value: "keep", label: "Is kept as it is" },
            ]}
            disabled={disabled}
            onChoose={(partialPeriods) => onChange({ ...rollUp, partialPeriods })}
          />
        </>
      )}
    </>
  );
}

function Choice<T extends string>({
  label,
  value,
  options,
  disabled,
  onChoose,
}: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  disabled: boolean;
  onChoose: (value: T) => void;
}) {
  return (
    <Field label={label}>
      <Select
        value={value}
        disabled={disabled}
        options={options}
        onChange={(event) => onChoose(event.target.value as T)}
      />
    </Field>
  );
}
