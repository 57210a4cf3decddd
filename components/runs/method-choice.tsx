import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { METHOD_GROUPS, type RunOptions } from "#lib/features/runs/index.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import { Disclosure } from "./advanced-options.tsx";
import type { RunFormValues, TextField } from "./form-values.ts";

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
        <Fieldset legend="Methods to compare" error={error("models")}>
          {METHOD_GROUPS.map(({ group, title }) => {
            const own = others.filter((method) => method.group === group);
            if (own.length === 0) return null;
            return (
              <fieldset key={group} className="min-w-0 mt-2 first-of-type:mt-0">
                <legend className="text-secondary text-ink3">{title}</legend>
                <div className="grid sm:grid-cols-2 gap-x-6">
                  {own.map(({ key, name, explanation }) => (
                    <Checkbox
                      key={key}
                      label={name}
                      hint={explanation}
                      checked={key === "seasonal_naive" || chosen.includes(key)}
                      disabled={key === "seasonal_naive"}
                      onChange={(event) => change(key, event.currentTarget.checked)}
                    />
                  ))}
                </div>
              </fieldset>
            );
          })}
        </Fieldset>
        {chosen.includes("network") ? <NetworkSettings {...{ options, values, set, whole, error }} /> : null}
      </Disclosure>
    </>
  );
}

function NetworkSettings({ options, values, set, whole, error }: Omit<Props, "hasToday">) {
  const family = options.families.find(({ key }) => key === values.family);
  return (
    <div className="grid gap-4 sm:grid-cols-2 mt-3">
      <Field
        label="Training steps"
        error={error("network.trainingSteps")}
        hint="Updates of the network's weights a member. More take longer and help less and less."
      >
        <Input {...whole("trainingSteps")} unit="steps" />
      </Field>
      <Field
        label="Members"
        error={error("network.members")}
        hint="Networks with different seeds whose forecasts are averaged. Two are steadier than one."
      >
        <Input {...whole("members")} unit="networks" />
      </Field>
      <Field
        label="Kind of network"
        error={error("network.family")}
        hint={`${family?.about ?? ""}${family?.advanced ? " Takes many times longer a step: mind the estimate below." : ""}`}
      >
        <Select
          value={values.family}
          onChange={(event) => {
            const next = options.families.find(({ key }) => key === event.currentTarget.value);
            if (next) set({ family: next.key });
          }}
          options={options.families.map(({ key, name, advanced }) => ({
            value: key,
            label: advanced ? `${name} (slow)` : name,
          }))}
        />
      </Field>
    </div>
  );
}
