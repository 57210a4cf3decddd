import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { LONGEST_COMMENT, type Person, withMentions } from "#lib/features/canvas/comments/index.ts";
import { type Draft, draftKey, emptyDraft, keepDraft, readDraft } from "./draft.ts";
import { MentionBox } from "./mention-box.tsx";
import type { Answer } from "./send.ts";

export interface Owner {
  projectId: string;
  userId: string;
}

const newId = () => crypto.randomUUID();
const thousands = (count: number) => count.toLocaleString("en");

/** A box with its button. What is typed stays in this browser until the server has it. */
export function Composer({
  owner,
  what,
  label,
  submit,
  people,
  places,
  initial,
  autoFocus = false,
  send,
  onSent,
  onCancel,
}: {
  owner: Owner;
  /** What the draft is kept under: "new:decisions", a thread's id, "edit:" and a comment's id. */
  what: string;
  label: string;
  submit: string;
  people: readonly Person[];
  /** What a comment can be about; absent where that is settled. */
  places?: readonly { value: string; label: string }[];
  /** The text to change, and who is mentioned in it. */
  initial?: { text: string; picked: Person[] };
  autoFocus?: boolean;
  send: (wish: { text: string; place: string; clientKey: string }) => Promise<Answer<unknown>>;
  onSent: () => void;
  onCancel?: () => void;
}) {
  const id = useId();
  const key = draftKey(owner, what);
  const [draft, setDraft] = useState<Draft>(
    () => readDraft(localStorage, key) ?? { ...emptyDraft(newId), ...initial },
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [isKept, setKept] = useState(true);
  const [isSending, setSending] = useState(false);
  // Who was mentioned in a comment that is changed may stay in it, also after they have left.
  const known = [
    ...people,
    ...(initial?.picked ?? []).filter((old) => !people.some(({ userId }) => userId === old.userId)),
  ];
  const gone = draft.picked.filter(
    (person) =>
      draft.text.includes(`@${person.name}`) && !known.some(({ userId }) => userId === person.userId),
  );
  const change = (next: Draft) => {
    setDraft(next);
    setKept(keepDraft(localStorage, key, next));
    setProblem(null);
  };

  const go = async () => {
    const text = withMentions(draft.text, known, new Set(draft.picked.map(({ userId }) => userId)));
    if (isSending) return;
    if (text.trim() === "") return setProblem("Write something first.");
    if (text.length > LONGEST_COMMENT) {
      return setProblem(
        `A comment has at most ${thousands(LONGEST_COMMENT)} characters; this one has ${thousands(text.length)}. Nothing is cut: shorten it, or put it into a note of the block.`,
      );
    }
    setSending(true);
    const answer = await send({ text, place: draft.place, clientKey: draft.clientKey });
    setSending(false);
    if (!answer.ok) return setProblem(answer.reason);
    keepDraft(localStorage, key, { ...draft, text: "" });
    setDraft(emptyDraft(newId));
    onSent();
  };
  const cancel = () => {
    keepDraft(localStorage, key, { ...draft, text: "" });
    onCancel?.();
  };

  return (
    <form
      aria-label={label}
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <MentionBox
        label={label}
        value={draft.text}
        people={people}
        isInvalid={problem !== null}
        describedBy={problem ? `${id}-problem` : undefined}
        autoFocus={autoFocus}
        isAbove={places !== undefined}
        onChange={(text) => change({ ...draft, text })}
        onPick={(person, text) => change({ ...draft, text, picked: [...draft.picked, person] })}
        onSend={() => void go()}
      />
      {gone.length > 0 ? (
        <p className="text-secondary text-stale">
          {gone.map(({ name }) => name).join(", ")} {gone.length === 1 ? "is" : "are"} no longer in this
          workspace and will not hear of it: the name is sent as plain text.
        </p>
      ) : null}
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-secondary text-bad">
          {problem}{" "}
          {isKept ? "Your text is kept in this browser." : "Keep this page open: your text is only here."}
        </p>
      ) : null}
      <div className="flex items-center gap-2">
        {places ? (
          <Select
            aria-label="What the comment is about"
            className="min-w-0 flex-1"
            value={places.some(({ value }) => value === draft.place) ? draft.place : ""}
            onChange={(event) => change({ ...draft, place: event.target.value })}
            options={places}
          />
        ) : null}
        {onCancel ? (
          <Button variant="quiet" className="ml-auto" onClick={cancel}>
            Cancel
          </Button>
        ) : null}
        <Button type="submit" variant={places ? "primary" : "outline"} busy={isSending && "Sending"}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
