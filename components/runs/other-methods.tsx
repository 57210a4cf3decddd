import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { METHOD_GROUPS, type RunOptions } from "#lib/features/runs/index.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import type { RunFormValues, TextField } from "./form-values.ts";

interface SettingsProps {
  options: Pick<RunOptions, "models" | "families">;
  values: RunFormValues;
  set: (change: Partial<RunFormValues>) => void;
  whole: (name: TextField) => object;
  error: (field: string) => string | undefined;
}

interface Props extends SettingsProps {
  /** All but the choice of ours. */
  others: RunOptions["models"];
  change: (key: ModelKey, isChosen: boolean) => void;
}

/** Every method by its group, for those who know them. */
export default function OtherMethods({ options, values, others, change, set, whole, error }: Props) {
  const chosen = values.models;
  return (
    <>
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
    </>
  );
}

function NetworkSettings({ options, values, set, whole, error }: SettingsProps) {
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
