import { type KeyboardEvent, memo, type ReactNode } from "react";
import { initials } from "#components/ui/avatar.tsx";
import { cx } from "#components/ui/cx.ts";
import { StateIcon } from "#components/ui/state-icon.tsx";
import type { PosterBlock as Block } from "#lib/features/canvas/index.ts";

/** One block at rest. `onOpen` absent means that this person may only read. */
export function PosterBlock({
  block,
  onOpen,
  onKeyDown,
  isOpen,
  claims,
  differs,
  talk,
  here,
  children,
}: {
  block: Block;
  onOpen?: (() => void) | undefined;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  isOpen: boolean;
  /** What it claims, ready to show. */
  claims?: ReactNode;
  /** What a run did otherwise. */
  differs?: ReactNode;
  /** The way to its comments. */
  talk?: ReactNode;
  /** Who has it open. */
  here?: ReactNode;
  /** The open editor. */
  children?: ReactNode;
}) {
  const isValue = block.key === "value_proposition";
  return (
    <section
      data-block={block.key}
      data-open={isOpen}
      aria-labelledby={`${block.key}-title`}
      className={cx(
        "relative flex flex-col gap-1.5 min-w-0",
        isValue ? "px-4 py-3 gap-2.5" : "px-3 py-2.5",
        // Painted by itself: a letter in the open block must not have the notes of nine others looked through.
        !isOpen && "isolate",
      )}
    >
      <header className="flex items-center gap-2 min-w-0">
        <h2
          id={`${block.key}-title`}
          className={cx("font-semibold min-w-0", isValue ? "text-section" : "text-body")}
        >
          {onOpen ? (
            <button
              type="button"
              data-block-title={block.key}
              aria-expanded={isOpen}
              onClick={onOpen}
              onKeyDown={onKeyDown}
              className={cx(
                "text-left font-semibold",
                !isOpen &&
                  "after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent",
              )}
            >
              {block.title}
            </button>
          ) : (
            block.title
          )}
        </h2>
        <BlockStatus block={block} />
        <span className="ml-auto shrink-0 flex items-center gap-1">
          {here}
          {talk}
          {block.owner ? (
            <span
              role="img"
              aria-label={`Owner: ${block.owner}`}
              title={`Owner: ${block.owner}`}
              className="text-initials font-semibold text-ink2"
            >
              {initials(block.owner)}
            </span>
          ) : null}
        </span>
      </header>
      {block.status === "empty" ? <EmptyBlock block={block} /> : <Content block={block} />}
      {differs}
      {claims}
      {children}
    </section>
  );
}

export function BlockStatus({ block }: { block: Pick<Block, "status" | "agreeAgain"> }) {
  const base = "inline-flex items-center gap-1 text-axis whitespace-nowrap";
  if (block.status === "agreed") {
    return (
      <span className={cx(base, "text-ok")}>
        <StateIcon state="done" label="" size={12} />
        agreed
      </span>
    );
  }
  if (block.agreeAgain) {
    return (
      <span className={cx(base, "text-stale")}>
        <StateIcon state="warning" label="" size={12} />
        agree again
      </span>
    );
  }
  return <span className={cx(base, "text-ink3")}>{block.status}</span>;
}

function EmptyBlock({ block }: { block: Block }) {
  return (
    <div className="text-secondary text-ink3 flex flex-col gap-1.5">
      <p>{block.prompt}</p>
      {block.example ? <p>Example: {block.example}</p> : null}
    </div>
  );
}

/** Drawn anew only when the block says something else: a letter in one block must not cost the notes of nine others. */
const Content = memo(function Content({ block }: { block: Block }) {
  return (
    <>
      {block.statement.length > 0 ? (
        <p className="text-statement font-medium mt-0.5 mb-2 wrap-break-word">
          {block.statement.map(({ connective, text }, i) => (
            <span key={connective}>
              {i > 0 ? " " : null}
              <span className="text-ink3 font-normal">{connective}</span> {text}
            </span>
          ))}
          .
        </p>
      ) : null}
      {block.table ? <BlockTable table={block.table} label={block.title} /> : null}
      {block.rows.length > 0 ? (
        <dl className="grid grid-cols-[4.25rem_minmax(0,1fr)] gap-x-2 text-[0.75rem] leading-[1.125rem]">
          {block.rows.map((row) => (
            <div key={`${row.label}-${row.derived ?? ""}`} className="contents">
              <dt className="text-ink3">{row.label}</dt>
              <dd className={cx("wrap-break-word", row.derived && "text-ink2")}>
                {row.value}
                {row.draft ? <DraftReason reason={row.draft} /> : null}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {block.notes.map((note) => (
        <p
          key={note.id}
          title={note.author ?? undefined}
          className="text-secondary text-ink2 pl-2 border-l-2 border-line wrap-break-word whitespace-pre-line"
        >
          {note.text}
        </p>
      ))}
      {block.costs.length > 0 ? (
        <dl className="mt-auto pt-1 border-t border-dashed border-control grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 text-[0.75rem] leading-[1.125rem] text-ink2">
          {block.costs.map((cost) => (
            <div key={cost.id} className="contents">
              <dt className="wrap-break-word">{cost.label}</dt>
              <dd className="text-right font-semibold text-ink tabular-nums">{cost.value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
});

function DraftReason({ reason }: { reason: string }) {
  return (
    <span className="flex gap-1 text-stale text-axis">
      <StateIcon state="stale" label="" size={12} className="mt-0.5" />
      <span>Draft, not used. {reason}</span>
    </span>
  );
}

/** Three columns fit everywhere; a wider table becomes labelled lines where there is no room for it. */
function BlockTable({ table, label }: { table: NonNullable<Block["table"]>; label: string }) {
  const stacks = table.head.length > 3;
  return (
    <table
      className={cx("w-full text-secondary border-collapse", stacks && "max-md:block")}
      aria-label={label}
    >
      <thead className={cx(stacks && "max-md:hidden")}>
        <tr>
          {table.head.map((head) => (
            <th
              key={head}
              scope="col"
              className="text-left text-axis font-medium text-ink3 pr-2 pb-0.5 border-b border-line"
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={cx(stacks && "max-md:block")}>
        {table.rows.map((row) => (
          <tr
            key={row.id}
            className={cx("border-b border-line last:border-b-0", stacks && "max-md:block max-md:py-1.5")}
          >
            {table.head.map((head, i) => (
              <td
                key={head}
                className={cx(
                  "align-top py-0.5 pr-2 wrap-break-word",
                  stacks && "max-md:grid max-md:grid-cols-[4.25rem_minmax(0,1fr)] max-md:gap-x-2",
                )}
              >
                {stacks ? <span className="text-ink3 md:hidden">{head}</span> : null}
                {row.cells[i]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
