import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import {
  directionOf,
  insertMention,
  mentionAt,
  type Person,
  peopleFor,
} from "#lib/features/canvas/comments/index.ts";

const LEAVE_MS = 200;

/**
 * A box to write in. An "@" opens the list of people: arrows choose, Enter or Tab takes, Escape closes the list and
 * leaves what was typed.
 */
export function MentionBox({
  label,
  value,
  people,
  isInvalid,
  describedBy,
  autoFocus,
  isAbove,
  onChange,
  onPick,
  onSend,
}: {
  label: string;
  value: string;
  people: readonly Person[];
  isInvalid: boolean;
  describedBy: string | undefined;
  autoFocus: boolean;
  /** The list opens over the box, which stands at the foot of its panel. Either way the box keeps its place. */
  isAbove: boolean;
  onChange: (text: string) => void;
  onPick: (person: Person, text: string) => void;
  /** Ctrl or Cmd with Enter. */
  onSend: () => void;
}) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  /** Where an "@" stands whose list was closed by hand. */
  const [shut, setShut] = useState<number | null>(null);
  const after = useRef<number | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);

  const found = caret === null ? null : mentionAt(value, caret);
  const options = found && found.from !== shut ? peopleFor(found.query, people) : [];
  const isOpen = options.length > 0;
  const active = Math.min(at, options.length - 1);

  useEffect(() => {
    if (autoFocus) box.current?.focus();
  }, [autoFocus]);
  // The text of a picked name arrives with the next drawing; only then is there a place for the caret.
  useEffect(() => {
    if (after.current === null) return;
    box.current?.setSelectionRange(after.current, after.current);
    after.current = null;
  });

  const pick = (person: Person) => {
    if (!found || caret === null) return;
    const next = insertMention(value, { from: found.from, caret }, person);
    after.current = next.caret;
    setCaret(null);
    onPick(person, next.text);
    box.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An input method takes these keys for itself.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
      return;
    }
    if (!isOpen) return;
    const chosen = options[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((active + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && chosen && !event.shiftKey) {
      event.preventDefault();
      pick(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setShut(found?.from ?? null);
    }
  };

  const list = isOpen ? (
    <div
      id={`${id}-people`}
      role="listbox"
      aria-label="People to mention"
      className="border border-line rounded-panel p-1"
    >
      {options.map((person, i) => (
        <div
          key={person.userId}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === active}
          // A press must not take the focus out of the box.
          onPointerDown={(event) => {
            event.preventDefault();
            pick(person);
          }}
          className={cx(
            "flex items-center min-h-8 max-md:min-h-10 px-2 rounded-control cursor-pointer wrap-anywhere",
            i === active && "bg-accent2",
          )}
        >
          {person.name}
        </div>
      ))}
    </div>
  ) : null;

  return (
    <div className="flex flex-col gap-1">
      {isAbove ? list : null}
      <Textarea
        ref={box}
        rows={3}
        dir={directionOf(value)}
        aria-label={label}
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        aria-autocomplete="list"
        aria-controls={isOpen ? `${id}-people` : undefined}
        aria-activedescendant={isOpen ? `${id}-${active}` : undefined}
        value={value}
        placeholder="Write a comment. @ mentions somebody."
        className="min-h-16 max-h-60 overflow-y-auto max-md:text-[1rem]"
        onChange={(event) => {
          setAt(0);
          if (found === null) setShut(null);
          setCaret(event.target.selectionStart);
          onChange(event.target.value);
        }}
        onSelect={(event) => {
          const { selectionStart, selectionEnd } = event.currentTarget;
          setCaret(selectionStart === selectionEnd ? selectionStart : null);
        }}
        onBlur={() => {
          // Not at once: a list that vanishes under a press moves the button that was pressed.
          leaving.current = setTimeout(() => setCaret(null), LEAVE_MS);
        }}
        onFocus={() => clearTimeout(leaving.current)}
        onKeyDown={onKeyDown}
      />
      {isAbove ? null : list}
      <p role="status" className="sr-only">
        {isOpen
          ? `${options.length} ${options.length === 1 ? "person" : "people"}: arrow keys choose, Enter mentions, Escape closes.`
          : ""}
      </p>
    </div>
  );
}
