"use client";

import { useId, useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { StepsPreview } from "#lib/features/datasets/index.ts";

/** Any series by its name, of before the recipe or after it. */
export function SeriesPicker({
  preview,
  onPick,
}: {
  preview: StepsPreview | null;
  onPick: (series: readonly string[]) => void;
}) {
  const id = useId();
  const [text, setText] = useState("");
  const names = [...new Set([...(preview?.before.names ?? []), ...(preview?.after.names ?? [])])];
  const pick = (name: string) => onPick(name === "" ? [] : [name]);
  return (
    <div className="w-56 max-w-full">
      <Field label="Series shown">
        <Input
          list={id}
          placeholder="The first ones"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === "" || names.includes(event.target.value)) pick(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") pick(text);
          }}
        />
      </Field>
      <Names id={id} names={names} />
    </div>
  );
}

function Names({ id, names }: { id: string; names: readonly string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
