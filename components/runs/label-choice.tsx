import { Checkbox } from "#components/ui/checkbox.tsx";
import { Fieldset } from "#components/ui/field.tsx";
import { LABEL_WORDS, type LabelKind, MASKED_KINDS } from "#lib/features/datasets/labels/index.ts";
import type { RunFormValues } from "./form-values.ts";

/** What the labels of the chosen data do to the run; nothing where there are none that could do anything. */
export default function LabelChoice({
  values,
  counts,
  set,
  error,
}: {
  values: RunFormValues;
  counts: Partial<Record<LabelKind, number>>;
  set: (change: Partial<RunFormValues>) => void;
  error: string | undefined;
}) {
  const there = MASKED_KINDS.filter((kind) => counts[kind]);
  const left = (counts.stockout ?? 0) + (counts.closure ?? 0) > 0;
  return (
    <Fieldset legend="Labels of this data" error={error}>
      {there.map((kind) => (
        <Checkbox
          key={kind}
          label={`Do not learn from ${words(kind, counts[kind])}`}
          hint={HINTS[kind]}
          checked={values.mask.includes(kind)}
          onChange={(event) => {
            const isOn = event.currentTarget.checked;
            set({ mask: MASKED_KINDS.filter((each) => (each === kind ? isOn : values.mask.includes(each))) });
          }}
        />
      ))}
      {counts.promotion ? (
        <Checkbox
          label={`Promotions are known ahead (${words("promotion", counts.promotion)})`}
          hint="An input for the regression, trees and networks. Only if they are planned before the forecast is made: label the planned ones, too."
          checked={values.promotions}
          onChange={(event) => set({ promotions: event.currentTarget.checked })}
        />
      ) : null}
      {left ? (
        <p className="text-secondary text-ink3 mt-1 max-w-[75ch]">
          Stock-outs and closures count in no error and no cost, for any method: what was sold there is not
          what was wanted. The result says how many periods that are.
        </p>
      ) : null}
    </Fieldset>
  );
}

const HINTS = {
  stockout: "Their values are missing for the models, not zero: an empty shelf says nothing about demand.",
  closure: "Nobody could buy, so there is nothing to learn.",
  outlier: "The models do not see them; the errors and costs still count them.",
} as const;

function words(kind: LabelKind, count = 0): string {
  const name = LABEL_WORDS[kind].name.toLowerCase();
  return `${count.toLocaleString("en")} ${count === 1 ? name : `${name}s`}`;
}
