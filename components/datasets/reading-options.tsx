"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  type Question,
  type RecipeDraft,
  TIME_FORMAT_WORDS,
  TIME_FORMATS,
} from "#lib/features/datasets/index.ts";
import { FREQUENCY_CHOICES } from "#lib/format/index.ts";

const DECIMAL_WORDS = { point: "Point: 12.5", comma: "Comma: 12,5" } as const;
const ANSWERS: Record<string, string> = {
  day_first: "The day",
  month_first: "The month",
  comma: "Yes, 12,5 is twelve and a half",
  point: "No, it separates thousands",
};

const FREQUENCIES = [{ value: "", label: "As the times show" }, ...FREQUENCY_CHOICES] as const;

interface Props {
  recipe: RecipeDraft;
  disabled: boolean;
  onChange: (recipe: RecipeDraft) => void;
}

/** What the data cannot decide, one question each until it is answered. */
export function Questions({
  questions,
  recipe,
  disabled,
  onChange,
}: Props & { questions: readonly Question[] }) {
  return questions
    .filter((question) => recipe[question.about] === null)
    .map((question) => (
      <Notice
        key={question.about}
        tone="stale"
        title={`Column ${question.column}`}
        className="mb-3"
        action={question.choices.map((choice) => (
          <Button
            key={choice}
            disabled={disabled}
            onClick={() => onChange({ ...recipe, [question.about]: choice } as RecipeDraft)}
          >
            {ANSWERS[choice] ?? choice}
          </Button>
        ))}
      >
        {question.text}
      </Notice>
    ));
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
      <Field label="Frequency">
        <Select
          value={recipe.frequency ?? ""}
          disabled={disabled}
          options={FREQUENCIES}
          onChange={(event) => onChange({ ...recipe, frequency: event.target.value || null })}
        />
      </Field>
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
