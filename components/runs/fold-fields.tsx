import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { RunFormValues, TextField } from "./form-values.ts";

export interface FoldFieldsProps {
  values: RunFormValues;
  set: (change: Partial<RunFormValues>) => void;
  /** A typed whole number's value, handler and keyboard. */
  whole: (name: TextField) => object;
  error: (field: string) => string | undefined;
}

/** How folds are cut, how often is trained, and the seed. */
export default function FoldFields({ values, set, whole, error }: FoldFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Fieldset legend="What a fold learns from" error={error("window")}>
        <Checkbox
          type="radio"
          name="window"
          label="All the past"
          hint="Everything before the fold's cutoff. Right for most data."
          checked={values.window === "expanding"}
          onChange={() => set({ window: "expanding" })}
        />
        <Checkbox
          type="radio"
          name="window"
          label="The last steps only"
          hint="For data whose old days no longer hold: new prices, new shops."
          checked={values.window === "sliding"}
          onChange={() => set({ window: "sliding" })}
        />
        {values.window === "sliding" ? (
          <Field label="Window" error={error("window.windowSteps")} className="mt-1 pl-6">
            <Input {...whole("windowSteps")} unit="steps" />
          </Field>
        ) : null}
      </Fieldset>
      <Fieldset legend="When networks and the regression are trained" error={error("refit")}>
        <Checkbox
          type="radio"
          name="refit"
          label="Anew at each fold"
          hint="As you would run it with training before every forecast."
          checked={values.refit === "each_fold"}
          onChange={() => set({ refit: "each_fold" })}
        />
        <Checkbox
          type="radio"
          name="refit"
          label="Once, before the first fold"
          hint="Later folds forecast from new values without learning from them: faster, and tells how well a model ages. Methods that learn each series by itself are fitted anew in any case."
          checked={values.refit === "once"}
          onChange={() => set({ refit: "once" })}
        />
      </Fieldset>
      <Checkbox
        className="sm:col-span-2"
        label="Seal the untouched folds"
        hint="Nobody sees errors, costs or a verdict on them before an owner or a product owner opens them on the run's page, once and for all. Until then the selection folds are all there is."
        checked={values.sealed}
        onChange={(event) => set({ sealed: event.currentTarget.checked })}
      />
      <Field
        label="Gap"
        error={error("gapSteps")}
        hint="Steps between the last value that is known and the first that is forecast, for data that arrives late. 0 means none."
      >
        <Input {...whole("gapSteps")} unit="steps" />
      </Field>
      <Field
        label="Seed"
        error={error("seed")}
        hint="The same seed, data and settings give the same numbers."
      >
        <Input {...whole("seed")} />
      </Field>
    </div>
  );
}
