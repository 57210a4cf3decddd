"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";
import { Fieldset } from "#components/ui/field.tsx";
import { WHEN_NOT, type WhenNotKey } from "#lib/features/opportunities/index.ts";

const KEYS = Object.keys(WHEN_NOT) as WhenNotKey[];

/** What speaks against a model here. Each answer takes 15 % off; ticking "none" says that somebody has looked. */
export function WhenNotFields({
  whenNot,
  isChecked,
  onChange,
}: {
  whenNot: readonly WhenNotKey[];
  isChecked: boolean;
  onChange: (next: { whenNot: readonly WhenNotKey[]; whenNotChecked: boolean }) => void;
}) {
  return (
    <Fieldset
      legend="When not to: tick what holds"
      hint="Each takes 15 % off its score, and is named in its reasons."
    >
      <div className="grid grid-cols-2 max-md:grid-cols-1 gap-x-6">
        {KEYS.map((key) => (
          <Checkbox
            key={key}
            name={key}
            label={WHEN_NOT[key].label}
            hint={WHEN_NOT[key].hint}
            checked={whenNot.includes(key)}
            onChange={(event) => {
              const next = event.target.checked ? [...whenNot, key] : whenNot.filter((one) => one !== key);
              onChange({ whenNot: KEYS.filter((one) => next.includes(one)), whenNotChecked: true });
            }}
          />
        ))}
      </div>
      <Checkbox
        name="noneHolds"
        label="None of these holds"
        checked={isChecked && whenNot.length === 0}
        onChange={(event) => onChange({ whenNot: [], whenNotChecked: event.target.checked })}
      />
    </Fieldset>
  );
}
