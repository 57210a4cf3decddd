import { memo, type RefObject, useRef } from "react";
import * as Y from "yjs";
import { Button } from "#components/ui/button.tsx";
import { addNote, itemsOf, removeItem } from "#lib/features/canvas/document/index.ts";
import { NOTES, type PosterBlock } from "#lib/features/canvas/index.ts";
import { SharedText } from "./fields.tsx";

export function NotesEditor({
  doc,
  block,
  userId,
  names,
}: {
  doc: Y.Doc;
  block: PosterBlock["key"];
  userId: string;
  names: Readonly<Record<string, string>>;
}) {
  const added = useRef<string | null>(null);
  const add = () => {
    const id = crypto.randomUUID();
    added.current = id;
    addNote(doc, { block, id, authorId: userId });
  };
  return (
    <fieldset className="flex flex-col gap-2 min-w-0 border-t border-line pt-3">
      <legend className="sr-only">Notes</legend>
      <p aria-hidden="true" className="text-secondary font-medium text-ink2">
        Notes
      </p>
      {itemsOf(doc, block, NOTES).map((note, i) => {
        const id = String(note.get("id"));
        const authorId = String(note.get("authorId") ?? "");
        return (
          <Note
            key={id}
            doc={doc}
            block={block}
            note={note}
            number={i + 1}
            author={names[authorId] ?? "Former member"}
            isOthers={authorId !== userId}
            added={added}
          />
        );
      })}
      <div>
        <Button size="small" data-add onClick={add}>
          Add note
        </Button>
      </div>
    </fieldset>
  );
}

/** Drawn once: its text is the browser's own, and a letter in one note must not draw the other two hundred. */
const Note = memo(function Note({
  doc,
  block,
  note,
  number,
  author,
  isOthers,
  added,
}: {
  doc: Y.Doc;
  block: PosterBlock["key"];
  note: Y.Map<unknown>;
  number: number;
  author: string;
  isOthers: boolean;
  /** The id of the note that was just added here; it takes the cursor. */
  added: RefObject<string | null>;
}) {
  const id = String(note.get("id"));
  const text = note.get("text");
  return (
    <div
      ref={(row) => {
        if (!row || added.current !== id) return;
        added.current = null;
        row.querySelector<HTMLElement>("textarea")?.focus();
      }}
      // What is scrolled away is neither laid out nor painted; its own room lets the ring of focus stand out.
      className="flex flex-col gap-1 p-1 -m-1 [content-visibility:auto] [contain-intrinsic-size:auto_6rem]"
    >
      {text instanceof Y.Text ? <SharedText text={text} long aria-label={`Note ${number}`} /> : null}
      <div className="flex items-center justify-between gap-2 text-axis text-ink3">
        <span>{author}</span>
        <Button
          size="small"
          variant="quiet"
          aria-label={`Remove note ${number}`}
          onClick={() => removeItem(doc, { block, list: NOTES, id, isOthers })}
        >
          Remove
        </Button>
      </div>
    </div>
  );
});
