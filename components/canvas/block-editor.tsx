import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef, useState } from "react";
import type * as Y from "yjs";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Field as Labelled } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { agree, registersOf, reopen, setOwner, textOf } from "#lib/features/canvas/document/index.ts";
import {
  type PosterBlock as Block,
  blockOf,
  type CellField,
  HIDDEN_COSTS,
  type Present,
} from "#lib/features/canvas/index.ts";
import { TEACHING, TEACHING_COSTS, type Teaching } from "#lib/features/canvas/teaching/index.ts";
import { AgreedLine } from "./agreement/agreed-line.tsx";
import { SharedChoice, SharedNumber, SharedText } from "./fields.tsx";
import { HistoryButtons, useHistoryKeys } from "./history.tsx";
import { ListEditor } from "./list-editor.tsx";
import { NotesEditor } from "./notes-editor.tsx";
import { BlockStatus } from "./poster-block.tsx";
import { inField } from "./presence/here.tsx";
import type { CanvasSession } from "./session.ts";
import { Teach } from "./teach.tsx";
import { unitOf } from "./units.ts";

/** A block opened in its place: what is typed is saved as it is typed, so there is nothing to submit. */
export function BlockEditor({
  base,
  block,
  session,
  others,
  userId,
  currency,
  members,
  names,
  className,
  claims,
  onClose,
  onLeave,
}: {
  /** Path of the project. */
  base: string;
  block: Block;
  session: CanvasSession;
  /** Who else is here. */
  others: readonly Present[];
  userId: string;
  currency: string;
  members: readonly { userId: string; name: string }[];
  names: Readonly<Record<string, string>>;
  className: string;
  /** What it claims, to be edited. */
  claims?: ReactNode;
  /** Closes it and gives the focus back to the block. */
  onClose: () => void;
  /** Closes it because the person went on to something else. */
  onLeave: () => void;
}) {
  const panel = useRef<HTMLDivElement>(null);
  const { doc, history } = session;
  useHistoryKeys(panel, history);
  const described = blockOf(block.key);
  const [isTaught, setTaught] = useState(false);
  const drafts = session.draftsOf(block.key);
  const isMember = members.some((member) => member.userId === block.ownerId);

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>("input, textarea, select, [data-add]")?.focus();
    // Below the width of the poster it opens in the flow, under the block: bring its head to the top.
    if (!window.matchMedia("(min-width: 64rem)").matches) panel.current?.scrollIntoView({ block: "start" });
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !panel.current?.parentElement?.contains(event.target)) onLeave();
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [onLeave]);

  const onKeyDown = (event: KeyboardEvent) => {
    // An input method takes Escape for itself.
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    onClose();
  };

  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={`Edit ${described.title}`}
      data-print="no"
      onKeyDown={onKeyDown}
      onFocus={(event) => session.at({ block: block.key, field: labelOf(event.target) })}
      className={cx(
        "bg-surface rounded-control px-4 py-3 flex flex-col gap-3 scroll-mt-2 max-lg:-mx-1",
        className,
      )}
    >
      {/* Where the panel scrolls, it sticks below the panel's own padding unless it is told to go over it. */}
      <header className="flex flex-wrap items-center gap-x-2 sticky top-0 lg:-top-3 z-10 bg-surface -mt-3 pt-3 pb-1">
        <p className="text-section font-semibold">{described.title}</p>
        <BlockStatus block={block} />
        <span className="ml-auto flex items-center gap-2">
          <Button
            size="small"
            variant="quiet"
            aria-pressed={isTaught}
            onClick={() => setTaught(!isTaught)}
            title="What goes into each field, with a good and a bad example"
          >
            Explain
          </Button>
          <HistoryButtons history={history} />
          <Button size="small" variant="quiet" onClick={onClose} aria-keyshortcuts="Escape">
            Close
          </Button>
        </span>
      </header>
      <p className="text-secondary text-ink3">{described.prompt}</p>
      {block.statement.length > 0 ? <Statement parts={block.statement} /> : null}
      <div className="grid grid-cols-2 gap-x-3 gap-y-3 items-start">
        {described.fields.map((field) =>
          field.kind === "list" ? (
            <div key={field.key} className="col-span-2">
              <ListEditor
                doc={doc}
                block={block.key}
                list={field}
                teaching={isTaught ? TEACHING[block.key][field.key] : undefined}
                drafts={drafts}
                currency={currency}
              />
            </div>
          ) : (
            <FieldEditor
              key={field.key}
              doc={doc}
              block={block.key}
              field={field}
              error={drafts[field.key]?.reason}
              currency={currency}
              company={inField(others, block.key, field.label)}
              teaching={isTaught ? TEACHING[block.key][field.key] : undefined}
            />
          ),
        )}
      </div>
      <ListEditor
        doc={doc}
        block={block.key}
        list={HIDDEN_COSTS}
        teaching={isTaught ? TEACHING_COSTS : undefined}
        drafts={drafts}
        currency={currency}
      />
      <NotesEditor doc={doc} block={block.key} userId={userId} names={names} />
      {claims}
      {Object.keys(drafts).length > 0 ? (
        <p className="text-secondary text-stale">Correct the drafts above before agreeing.</p>
      ) : null}
      <AgreedLine base={base} block={block} />
      <footer className="flex flex-wrap items-end gap-3 border-t border-line pt-3 sticky bottom-0 lg:-bottom-3 z-10 bg-surface -mb-3 pb-3">
        <Labelled label="Owner" className="flex-1 min-w-40">
          <Select
            value={block.ownerId ?? ""}
            onChange={(event) => setOwner(doc, block.key, event.target.value || null)}
            options={[
              { value: "", label: "Nobody yet" },
              ...(block.ownerId && !isMember ? [{ value: block.ownerId, label: "Former member" }] : []),
              ...members.map((member) => ({ value: member.userId, label: member.name })),
            ]}
          />
        </Labelled>
        {block.status === "agreed" ? (
          <Button onClick={() => reopen(doc, block.key)}>Reopen</Button>
        ) : (
          <Button
            disabled={block.status === "empty" || Object.keys(drafts).length > 0}
            onClick={() => agree(doc, block.key, userId)}
          >
            {block.agreeAgain ? "Agree again" : "Agree to this block"}
          </Button>
        )}
      </footer>
    </div>
  );
}

/** Moore's sentence as it reads so far. */
function Statement({ parts }: { parts: Block["statement"] }) {
  return (
    <p className="text-statement font-medium wrap-break-word" aria-live="off" data-statement>
      {parts.map(({ connective, text }, i) => (
        <span key={connective}>
          {i > 0 ? " " : null}
          <span className="text-ink3 font-normal">{connective}</span> {text}
        </span>
      ))}
      .
    </p>
  );
}

/** What the label says of the control that has the cursor. */
function labelOf(target: EventTarget): string | null {
  if (
    !(
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement
    )
  ) {
    return null;
  }
  return (target.labels?.[0]?.textContent ?? target.ariaLabel)?.slice(0, 160) ?? null;
}

/** Drawn anew only for what is said about it: what it holds, it shows by itself. */
const FieldEditor = memo(function FieldEditor({
  doc,
  block,
  field,
  error,
  currency,
  company,
  teaching,
}: {
  doc: Y.Doc;
  block: Block["key"];
  field: CellField;
  error: string | undefined;
  currency: string;
  /** Who else is writing in it. */
  company: string | null;
  teaching: Teaching | undefined;
}) {
  return (
    <div
      className={cx(
        "flex flex-col gap-0.5 min-w-0",
        field.kind !== "choice" && field.kind !== "number" && "col-span-2",
      )}
    >
      <Labelled
        label={field.label}
        hint={field.help}
        aside={company ? <span className="text-axis text-ink2">{company}</span> : undefined}
        error={error ? `${error} Until then it stays a draft and is not used.` : undefined}
      >
        {field.kind === "choice" ? (
          <SharedChoice map={registersOf(doc, block)} field={field} />
        ) : field.kind === "number" ? (
          <SharedNumber
            map={registersOf(doc, block)}
            name={field.key}
            placeholder={field.example ?? ""}
            unit={unitOf(field, currency)}
          />
        ) : (
          <SharedText
            text={textOf(doc, block, field.key)}
            long={field.kind === "longtext"}
            placeholder={field.example ?? ""}
          />
        )}
      </Labelled>
      <Teach teaching={teaching} />
    </div>
  );
});
