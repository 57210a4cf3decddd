"use client";

import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type RecipeDraft, TIME_FORMAT_WORDS, TIME_FORMATS } from "#lib/features/datasets/index.ts";
import { FREQUENCY_CHOICES } from "#lib/format/index.ts";
import { RollUpFields } from "./roll-up-fields.tsx";
import { TimeZoneField } from "./time-zone-field.tsx";

const DECIMAL_WORDS = { point: "Point: 12.5", comma: "Comma: 12,5" } as const;
const THOUSANDS = [
  { value: "none", label: "Nothing" },
  { value: "other", label: "Point or comma, whichever is not the decimal mark" },
  { value: "space", label: "Space" },
  { value: "apostrophe", label: "Apostrophe: 1'234" },
] as const;
const ENCODING_OPTIONS = [
  { value: "utf-8", label: "Unicode (UTF-8 or UTF-16)" },
  { value: "windows-1252", label: "Windows-1252: Western Europe" },
  { value: "windows-1250", label: "Windows-1250: Central Europe" },
  { value: "windows-1251", label: "Windows-1251: Cyrillic" },
] as const;

const FREQUENCIES = [{ value: "", label: "As the times show" }, ...FREQUENCY_CHOICES] as const;

interface Props {
  recipe: RecipeDraft;
  disabled: boolean;
  onChange: (recipe: RecipeDraft) => void;
}

/** How texts become times and numbers; each is stated, and can be changed. */
export function ReadingOptions({ recipe, disabled, onChange }: Props) {
  return (
    <div className="grid gap-4 grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] mt-4">
      <Field
        label="Times are written"
        error={
          recipe.timeFormat === null
            ? "No one way of writing is certain. Choose it; the rows that do not fit are then named."
            : undefined
        }
      >
        <Select
          value={recipe.timeFormat ?? ""}
          disabled={disabled}
          {...(recipe.timeFormat === null ? { placeholder: "Not decided yet" } : {})}
          options={TIME_FORMATS.map((format) => ({ value: format, label: TIME_FORMAT_WORDS[format] }))}
          onChange={(event) =>
            onChange({ ...recipe, timeFormat: event.target.value as RecipeDraft["timeFormat"] })
          }
        />
      </Field>
      <TimeZoneField
        zone={recipe.timeZone}
        disabled={disabled}
        onChange={(timeZone) => onChange({ ...recipe, timeZone })}
      />
      <Field label="Decimal mark">
        <Select
          value={recipe.decimalMark ?? ""}
          disabled={disabled}
          {...(recipe.decimalMark === null ? { placeholder: "Not decided yet" } : {})}
          options={[
            { value: "point", label: DECIMAL_WORDS.point },
            { value: "comma", label: DECIMAL_WORDS.comma },
          ]}
          onChange={(event) =>
            onChange({ ...recipe, decimalMark: event.target.value as RecipeDraft["decimalMark"] })
          }
        />
      </Field>
      <Field label="Between thousands">
        <Select
          value={recipe.thousandsMark}
          disabled={disabled}
          options={THOUSANDS}
          onChange={(event) =>
            onChange({ ...recipe, thousandsMark: event.target.value as RecipeDraft["thousandsMark"] })
          }
        />
      </Field>
      <WordsField
        key={recipe.missingWords.join("\n")}
        words={recipe.missingWords}
        disabled={disabled}
        onChange={(missingWords) => onChange({ ...recipe, missingWords })}
      />
      <Field label="Alphabet of the file">
        <Select
          value={recipe.encoding ?? ""}
          disabled={disabled}
          {...(recipe.encoding === null ? { placeholder: "Not decided yet" } : {})}
          options={ENCODING_OPTIONS}
          onChange={(event) =>
            onChange({ ...recipe, encoding: event.target.value as RecipeDraft["encoding"] })
          }
        />
      </Field>
      {recipe.rollUp === null ? (
        <Field label="Frequency">
          <Select
            value={recipe.frequency ?? ""}
            disabled={disabled}
            options={FREQUENCIES}
            onChange={(event) => onChange({ ...recipe, frequency: event.target.value || null })}
          />
        </Field>
      ) : null}
      <RollUpFields
        rollUp={recipe.rollUp}
        disabled={disabled}
        onChange={(rollUp) => onChange({ ...recipe, rollUp })}
      />
      <Field label="An empty target">
        <Select
          value={recipe.blankTarget}
          disabled={disabled}
          options={[
            { value: "refuse", label: "Is a mistake: refuse the file" },
            { value: "missing", label: "Means “not known”, never zero" },
          ]}
          onChange={(event) =>
            onChange({ ...recipe, blankTarget: event.target.value as RecipeDraft["blankTarget"] })
          }
        />
      </Field>
    </div>
  );
}

/** Taken over when the person leaves the field: each change reads the file again. */
function WordsField({
  words,
  disabled,
  onChange,
}: {
  words: readonly string[];
  disabled: boolean;
  onChange: (words: string[]) => void;
}) {
  const [text, setText] = useState(words.join(", "));
  const commit = () => {
    const next = [...new Set(text.split(",").map((word) => word.trim()))].filter((word) => word !== "");
    if (next.join("\n") !== words.join("\n")) onChange(next);
  };
  return (
    <Field label="Words for “not known”" hint="Besides the empty cell, with commas between.">
      <Input
        value={text}
        maxLength={200}
        disabled={disabled}
        placeholder="none"
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
      />
    </Field>
  );
}
