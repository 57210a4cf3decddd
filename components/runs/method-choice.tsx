import { lazy, Suspense } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { RunOptions } from "#lib/features/runs/index.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import { Disclosure } from "./disclosure.tsx";
import type { RunFormValues, TextField } from "./form-values.ts";

/** Few open it, so its code comes when somebody does. */
const OtherMethods = lazy(() => import("./other-methods.tsx"));

interface Props {
  options: Pick<RunOptions, "models" | "families">;
  values: RunFormValues;
  hasToday: boolean;
  set: (change: Partial<RunFormValues>) => void;
  whole: (name: TextField) => object;
  error: (field: string) => string | undefined;
}

/** What the form proposes beside the choice of ours: cheap, and what the verdict needs to compare with. */
const BESIDE: readonly ModelKey[] = ["naive", "seasonal_naive", "theta", "today"];

/** First what a newcomer needs, one box; then all methods, for those who know them. */
export function MethodChoice({ options, values, hasToday, set, whole, error }: Props) {
  const chosen = values.models;
  const methods = options.models.filter(({ key }) => key !== "today" || hasToday);
  const change = (key: ModelKey, isChosen: boolean) =>
    set({ models: isChosen ? [...chosen, key] : chosen.filter((each) => each !== key) });
  const auto = methods.find(({ key }) => key === "auto");
  const others = methods.filter(({ key }) => key !== "auto");
  const named = others.filter(({ key }) => key === "seasonal_naive" || chosen.includes(key));
  const isOwn = chosen.some((key) => key !== "auto" && !BESIDE.includes(key)) || !chosen.includes("auto");
  return (
    <>
      {auto ? (
        <Checkbox
          label={
            <>
              <span className="font-semibold">Let Forecanvas choose</span>
              <span className="text-secondary text-ink3"> – recommended</span>
            </>
          }
          hint={auto.explanation}
          checked={chosen.includes("auto")}
          onChange={(event) => change("auto", event.currentTarget.checked)}
        />
      ) : null}
      {chosen.includes("auto") ? (
        <Field
          label="Time budget"
          error={error("auto.budgetSeconds")}
          hint="What it may spend on trials and training, all folds together. A minute does for a few hundred series; more helps less and less."
          className="sm:w-1/2 sm:pr-2 pl-6"
        >
          <Input {...whole("budgetSeconds")} unit="seconds" />
        </Field>
      ) : null}
      <p className="text-secondary text-ink2 mt-2">
        Compared with: {named.map(({ name }) => name).join(", ")}.
      </p>
      <Disclosure title="Compare other methods" isOpen={isOwn || error("models") !== undefined}>
        <Suspense>
          <OtherMethods {...{ options, values, others, change, set, whole, error }} />
        </Suspense>
      </Disclosure>
    </>
  );
}
