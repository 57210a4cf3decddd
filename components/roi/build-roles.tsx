"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { BuildRole } from "#lib/features/roi/index.ts";
import { NumberField } from "./number-field.tsx";

const MOST = 20;

/** Who builds it, for how many days, at what a day costs. */
export function BuildRoles({
  roles,
  currency,
  errors,
  onChange,
  onBlur,
}: {
  roles: readonly BuildRole[];
  currency: string;
  errors: Record<string, string>;
  onChange: (roles: BuildRole[]) => void;
  onBlur: () => void;
}) {
  const put = (at: number, patch: Partial<BuildRole>) =>
    onChange(roles.map((role, i) => (i === at ? { ...role, ...patch } : role)));
  return (
    <div className="col-span-full flex flex-col gap-3">
      {roles.map((role, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id, and their order is theirs
          key={i}
          className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2 max-sm:grid-cols-2"
        >
          <Field label={`Role ${i + 1}`} error={errors[`buildRoles.${i}.role`]}>
            <Input
              value={role.role}
              maxLength={80}
              onChange={(event) => put(i, { role: event.target.value })}
              onBlur={onBlur}
            />
          </Field>
          <NumberField
            label={`Days of role ${i + 1}`}
            unit="days"
            value={role.days}
            error={errors[`buildRoles.${i}.days`]}
            isNeeded
            onChange={(days) => put(i, { days: days ?? 0 })}
            onBlur={onBlur}
          />
          <NumberField
            label={`A day of role ${i + 1}`}
            unit={currency}
            value={role.dayRate}
            error={errors[`buildRoles.${i}.dayRate`]}
            isNeeded
            onChange={(dayRate) => put(i, { dayRate: dayRate ?? 0 })}
            onBlur={onBlur}
          />
          <Button
            variant="quiet"
            aria-label={`Remove role ${i + 1}`}
            onClick={() => onChange(roles.filter((_, at) => at !== i))}
          >
            Remove
          </Button>
        </div>
      ))}
      {roles.length < MOST ? (
        <Button
          size="small"
          className="self-start"
          onClick={() => onChange([...roles, { role: "Data scientist", days: 0, dayRate: 0 }])}
        >
          Add a role who builds
        </Button>
      ) : null}
    </div>
  );
}
