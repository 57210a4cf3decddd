import { Checkbox } from "#components/ui/checkbox.tsx";
import { Fieldset } from "#components/ui/field.tsx";
import { METHOD_GROUPS, type RunOptions } from "#lib/features/runs/index.ts";
import type { ModelKey } from "#lib/forecast/types.ts";

/** The methods of a run, grouped by what they learn from. Seasonal naive is always one of them. */
export function MethodChoice({
  methods,
  chosen,
  onChange,
  error,
}: {
  methods: RunOptions["models"];
  chosen: readonly ModelKey[];
  onChange: (models: ModelKey[]) => void;
  error: string | undefined;
}) {
  return (
    <Fieldset legend="Methods to compare" error={error}>
      {METHOD_GROUPS.map(({ group, title }) => {
        const own = methods.filter((method) => method.group === group);
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
                  onChange={(event) =>
                    onChange(
                      event.currentTarget.checked ? [...chosen, key] : chosen.filter((each) => each !== key),
                    )
                  }
                />
              ))}
            </div>
          </fieldset>
        );
      })}
    </Fieldset>
  );
}
