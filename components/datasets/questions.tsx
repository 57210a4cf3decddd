import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { answered, isOpen, type Question, type RecipeDraft } from "#lib/features/datasets/index.ts";

/** What the data cannot decide, one question each until it is answered. */
export function Questions({
  questions,
  recipe,
  disabled,
  onChange,
}: {
  questions: readonly Question[];
  recipe: RecipeDraft;
  disabled: boolean;
  onChange: (recipe: RecipeDraft) => void;
}) {
  return questions
    .filter((question) => isOpen(question, recipe))
    .map((question) => (
      <Notice
        key={question.about}
        tone="stale"
        title={question.column === "" ? "The whole file" : `Column ${question.column}`}
        className="mb-3"
        action={question.choices.map((choice, i) => (
          <Button
            key={choice}
            disabled={disabled}
            onClick={() => onChange(answered(recipe, question, choice))}
          >
            {question.labels[i] ?? choice}
          </Button>
        ))}
      >
        {question.text}
      </Notice>
    ));
}
