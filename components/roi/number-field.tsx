"use client";

import { type ReactNode, useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { numberOf, textOf } from "./number-text.ts";

/** A number as text, so that what is typed is never rewritten under the hand. */
export function NumberField({
  label,
  hint,
  unit,
  value,
  error,
  isNeeded,
  onChange,
  onBlur,
}: {
  label: string;
  hint?: ReactNode;
  unit: string;
  value: number | null;
  error: string | undefined;
  /** An empty field is refused here rather than sent. */
  isNeeded?: boolean;
  onChange: (value: number | null) => void;
  onBlur: () => void;
}) {
  const [text, setText] = useState(textOf(value));
  const [known, setKnown] = useState(value);
  // Somebody else's change arrived, or an own one was sent: text that says the same number stays as typed.
  if (known !== value) {
    setKnown(value);
    const typed = numberOf(text);
    if (!typed.ok || typed.value !== value) setText(textOf(value));
  }
  const typed = numberOf(text);
  const own = typed.ok
    ? isNeeded && typed.value === null
      ? "This cannot be empty."
      : undefined
    : typed.message;
  return (
    <Field label={label} hint={hint} error={own ?? error}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        unit={unit}
        value={text}
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          const parsed = numberOf(next);
          if (!parsed.ok || (isNeeded && parsed.value === null)) return;
          setKnown(parsed.value);
          onChange(parsed.value);
        }}
        onBlur={onBlur}
      />
    </Field>
  );
}
