"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";
import { Fieldset } from "#components/ui/field.tsx";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import { isAtWork } from "./browser-training/state.ts";
import { useTraining } from "./browser-training/use-training.ts";

const PLACES: { place: RunPlace; name: string; meaning: string }[] = [
  {
    place: "server",
    name: "On the server",
    meaning: "Workers do all of it. You may close the page and come back.",
  },
  {
    place: "browser",
    name: "In this browser",
    meaning:
      "The data up to each cutoff is sent to this browser, which must stay open; what comes after a cutoff follows once its forecasts are stored, and the server scores them.",
  },
];

/** Where the models are trained. */
export function PlaceChoice({
  value,
  onChange,
  error,
}: {
  value: RunPlace;
  onChange: (place: RunPlace) => void;
  error: string | undefined;
}) {
  const training = useTraining();
  const other = value === "browser" && training && isAtWork(training.phase) ? training.run : null;
  return (
    <Fieldset
      legend="Where the models train"
      error={error}
      hint="The same settings give the same numbers in both places, to within 1e-4 of a series' mean; a button on a finished run checks that."
    >
      <div className="grid sm:grid-cols-2 gap-x-6">
        {PLACES.map(({ place, name, meaning }) => (
          <Checkbox
            key={place}
            type="radio"
            name="place"
            label={name}
            hint={meaning}
            checked={value === place}
            onChange={() => onChange(place)}
          />
        ))}
      </div>
      {other === null ? null : (
        <p className="text-secondary text-stale mt-1" role="status">
          This browser trains run {other} now, and one at a time. With this one, run {other} waits until some
          browser continues it.
        </p>
      )}
    </Fieldset>
  );
}
