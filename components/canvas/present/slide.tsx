import { cx } from "#components/ui/cx.ts";
import type { PosterBlock as Block } from "#lib/features/canvas/index.ts";
import { BlockStatus } from "../poster-block.tsx";
import css from "./presentation.module.css";
import { type SlideClaim, SlideClaims } from "./slide-claims.tsx";

/** One block, large. */
export function Slide({ block, claims }: { block: Block; claims: readonly SlideClaim[] }) {
  const { statement, rows, table, notes, costs } = block;
  const isEmpty = block.status === "empty";
  return (
    <article key={block.key} aria-labelledby="slide-title" className={cx(css.slide, "max-w-[64em] mx-auto")}>
      <header className="flex flex-wrap items-baseline gap-x-4 mb-[0.6em]">
        <h1 id="slide-title" className={cx(css.title, "font-semibold")}>
          {block.title}
        </h1>
        <span className={css.status}>
          <BlockStatus block={block} />
        </span>
        {block.owner ? <span className={cx(css.small, "text-ink3")}>{block.owner}</span> : null}
      </header>
      {isEmpty ? (
        <p className="text-ink2">Nothing stands here yet. The question: {block.prompt}</p>
      ) : (
        <div className="flex flex-col gap-[0.9em]">
          {statement.length > 0 ? (
            <p className={cx(css.statement, "font-medium wrap-break-word")}>
              {statement.map(({ connective, text }, i) => (
                <span key={connective}>
                  {i > 0 ? " " : null}
                  <span className="text-ink3 font-normal">{connective}</span> {text}
                </span>
              ))}
              .
            </p>
          ) : null}
          {table ? <SlideTable table={table} label={block.title} /> : null}
          {rows.length > 0 ? (
            <dl className={css.facts}>
              {rows.map((row) => (
                <div key={`${row.label}-${row.derived ?? ""}`} className="contents">
                  <dt className="text-ink3">{row.label}</dt>
                  <dd className="wrap-break-word">
                    {row.value}
                    {row.draft ? (
                      <span className={cx(css.small, "block text-stale")}>Draft, not used. {row.draft}</span>
                    ) : null}
                  </dd>
                </div>
              ))}
            </dl>
          ) : null}
          {notes.map((note) => (
            <p
              key={note.id}
              className="text-ink2 pl-[0.7em] border-l-2 border-line wrap-break-word whitespace-pre-line"
            >
              {note.text}
            </p>
          ))}
          {costs.length > 0 ? (
            <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-[1em] pt-[0.5em] border-t border-dashed border-control">
              {costs.map((cost) => (
                <div key={cost.id} className="contents">
                  <dt className="text-ink2 wrap-break-word">{cost.label}</dt>
                  <dd className="text-right font-semibold tabular-nums">{cost.value}</dd>
                </div>
              ))}
            </dl>
          ) : null}
        </div>
      )}
      {claims.length > 0 ? (
        <div className="mt-[0.9em]">
          <SlideClaims claims={claims} />
        </div>
      ) : null}
    </article>
  );
}

function SlideTable({ table, label }: { table: NonNullable<Block["table"]>; label: string }) {
  return (
    // Focus makes a wide table scroll by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="w-full border-collapse" aria-label={label}>
        <thead>
          <tr>
            {table.head.map((head) => (
              <th
                key={head}
                scope="col"
                className={cx(css.small, "text-left font-medium text-ink3 pr-[1em] border-b border-line")}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.id} className="border-b border-line last:border-b-0">
              {row.cells.map((cell, i) => (
                <td
                  key={table.head[i]}
                  className="align-top py-[0.25em] pr-[1em] min-w-[5em] wrap-break-word"
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
