import { type ReactNode, useEffect, useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { RunFormValues, TextField } from "./form-values.ts";

interface Props {
  values: RunFormValues;
  set: (change: Partial<RunFormValues>) => void;
  /** A typed whole number's value, handler and keyboard. */
  whole: (name: TextField) => object;
  error: (field: string) => string | undefined;
}

/** What most runs leave as it is: how folds are cut, how often is trained, and the seed. */
export function AdvancedOptions({ values, set, whole, error }: Props) {
  const isChanged =
    values.window !== "expanding" || values.gapSteps.trim() !== "0" || values.refit !== "each_fold";
  const isWrong = ["window", "window.windowSteps", "gapSteps", "refit", "seed"].some((field) => error(field));
  return (
    <Disclosure title="Advanced: folds, training and seed" isOpen={isChanged || isWrong}>
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
    </Disclosure>
  );
}

/**
 * A part of the form that most people never open. `isOpen` opens it, when something in it is set or wrong; what a person has
 * opened does not close under their hands.
 */
export function Disclosure({
  title,
  isOpen,
  children,
}: {
  title: string;
  isOpen: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(isOpen);
  useEffect(() => {
    if (isOpen) setOpen(true);
  }, [isOpen]);
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="mt-3 border-t border-line pt-2"
    >
      <summary className="cursor-pointer list-inside font-medium text-ink2 py-1 max-md:py-2.5">
        {title}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}
