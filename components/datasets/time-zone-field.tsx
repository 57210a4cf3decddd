import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { RecipeDraft } from "#lib/features/datasets/index.ts";

type Zone = RecipeDraft["timeZone"];

/** Whose clocks the times show, and how they are kept. Days and months have no place: then it changes nothing. */
export function TimeZoneField({
  zone,
  disabled,
  onChange,
}: {
  zone: Zone;
  disabled: boolean;
  onChange: (zone: Zone) => void;
}) {
  const names = Intl.supportedValuesOf("timeZone");
  return (
    <>
      <Field label="Clocks of" hint="Where times of day have no offset, or not all have one.">
        <Select
          value={zone?.name ?? ""}
          disabled={disabled}
          options={[
            { value: "", label: "No place: as they are written" },
            { value: "UTC", label: "UTC" },
            ...names.filter((name) => name !== "UTC").map((name) => ({ value: name, label: name })),
          ]}
          onChange={(event) =>
            onChange(event.target.value ? { name: event.target.value, as: zone?.as ?? "local" } : null)
          }
        />
      </Field>
      {zone ? (
        <Field label="Times are kept">
          <Select
            value={zone.as}
            disabled={disabled}
            options={[
              { value: "local", label: "As those clocks show them" },
              { value: "utc", label: "In UTC: no hour twice, none skipped" },
            ]}
            onChange={(event) => onChange({ ...zone, as: event.target.value === "utc" ? "utc" : "local" })}
          />
        </Field>
      ) : null}
    </>
  );
}
