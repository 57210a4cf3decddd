import { useRef } from "react";
import * as Y from "yjs";
import { Button } from "#components/ui/button.tsx";
import { Field as Labelled } from "#components/ui/field.tsx";
import { addItem, itemsOf, removeItem } from "#lib/features/canvas/document/index.ts";
import type { CellField, Draft, ListField, PosterBlock } from "#lib/features/canvas/index.ts";
import type { Teaching } from "#lib/features/canvas/teaching/index.ts";
import { SharedChoice, SharedNumber, SharedText } from "./fields.tsx";
import { Teach } from "./teach.tsx";
import { unitOf } from "./units.ts";

/** The rows of a list, each a small form. The screen draws anew at every change of the document. */
export function ListEditor({
  doc,
  block,
  list,
  teaching,
  drafts,
  currency,
}: {
  doc: Y.Doc;
  block: PosterBlock["key"];
  list: ListField;
  /** Absent while nobody wants to be taught. */
  teaching: Teaching | undefined;
  drafts: Readonly<Record<string, Draft>>;
  currency: string;
}) {
  const added = useRef<string | null>(null);
  const items = itemsOf(doc, block, list.key);
  const add = () => {
    const id = crypto.randomUUID();
    added.current = id;
    addItem(doc, { block, list, id });
  };
  const title = list.label;
  return (
    <fieldset className="flex flex-col gap-2 min-w-0 border-t border-line pt-3">
      <legend className="sr-only">{title}</legend>
      <div className="flex items-baseline gap-2">
        <p aria-hidden="true" className="text-secondary font-medium text-ink2 shrink-0">
          {title}
        </p>
        {list.help ? <p className="text-secondary text-ink3">{list.help}</p> : null}
      </div>
      <Teach teaching={teaching} />
      {items.map((item, i) => {
        const id = String(item.get("id"));
        return (
          <fieldset
            key={id}
            ref={(row) => {
              if (!row || added.current !== id) return;
              added.current = null;
              row.querySelector<HTMLElement>("input, textarea, select")?.focus();
            }}
            className="grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] gap-2 border border-line rounded-control p-2"
          >
            <legend className="sr-only">
              {list.itemName} {i + 1}
            </legend>
            {list.columns.map((column) => (
              <Labelled
                key={column.key}
                label={column.label}
                error={drafts[`${list.key}.${id}.${column.key}`]?.reason}
              >
                <Cell item={item} column={column} currency={currency} />
              </Labelled>
            ))}
            <div className="flex items-end justify-end col-start-[-2]">
              <Button
                size="small"
                variant="quiet"
                aria-label={`Remove ${list.itemName} ${i + 1}`}
                onClick={() => removeItem(doc, { block, list: list.key, id })}
              >
                Remove
              </Button>
            </div>
          </fieldset>
        );
      })}
      <div>
        <Button size="small" data-add onClick={add} disabled={items.length >= list.maxItems}>
          Add {list.itemName}
        </Button>
      </div>
    </fieldset>
  );
}

function Cell({
  item,
  column,
  currency,
  ...aria
}: {
  item: Y.Map<unknown>;
  column: CellField;
  currency: string;
  id?: string;
}) {
  if (column.kind === "choice") return <SharedChoice map={item} field={column} {...aria} />;
  const placeholder = column.example ?? "";
  const text = item.get(column.key);
  if (column.kind !== "number" && text instanceof Y.Text) {
    return <SharedText text={text} placeholder={placeholder} {...aria} />;
  }
  const unit = column.kind === "number" ? unitOf(column, currency) : undefined;
  return <SharedNumber map={item} name={column.key} placeholder={placeholder} unit={unit} {...aria} />;
}
