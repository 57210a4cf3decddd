import type { PosterBlock } from "../../view.ts";
import {
  BODY,
  cost,
  dashes,
  type Element,
  gap,
  LABEL,
  labelled,
  NOTE,
  paragraph,
  table,
} from "./elements.ts";
import type { Span, Style } from "./lines.ts";

const STATEMENT: Style = { face: "medium", ink: "ink", size: 10.5 };
const CONNECTIVE: Style = { face: "regular", ink: "ink3", size: 10.5 };
const DRAFT: Style = { face: "regular", ink: "stale", size: 6.6 };

/** What a block says, in the order of the poster on the page; `foot` stands at the bottom of its cell. */
export interface BlockContent {
  block: PosterBlock;
  body: Element[];
  foot: Element[];
}

export function contentOf(block: PosterBlock): BlockContent {
  return { block, body: bodyOf(block), foot: footOf(block) };
}

function bodyOf(block: PosterBlock): Element[] {
  if (block.status === "empty") {
    return [paragraph([{ text: block.prompt, style: LABEL }]), ...claimsOf(block)];
  }
  const elements: Element[] = [];
  if (block.statement.length > 0) elements.push(statementOf(block), gap(4));
  if (block.table)
    elements.push(
      ...table(
        block.table.head,
        block.table.rows.map((row) => row.cells),
      ),
      gap(3),
    );
  const labels = block.rows.map((row) => row.label);
  for (const row of block.rows) {
    const value: Span[] = [{ text: row.value, style: row.derived ? { ...BODY, ink: "ink2" } : BODY }];
    if (row.draft) value.push({ text: `\nDraft, not used. ${row.draft}`, style: DRAFT });
    elements.push(labelled(row.label, value, labels));
  }
  for (const note of block.notes) {
    elements.push(gap(3), paragraph([{ text: note.text, style: NOTE }], { indent: 6, isNote: true }));
  }
  return [...elements, ...claimsOf(block)];
}

/** The state is a word: colours and signs may be lost on paper. */
function claimsOf(block: PosterBlock): Element[] {
  return (block.claims ?? []).flatMap(({ text, words }) => [
    gap(3),
    paragraph([
      { text: `${text}: `, style: BODY },
      { text: words, style: { ...BODY, face: "medium" } },
    ]),
  ]);
}

function statementOf(block: PosterBlock): Element {
  const spans = block.statement.flatMap(({ connective, text }, i): Span[] => [
    { text: `${i > 0 ? " " : ""}${connective} `, style: CONNECTIVE },
    { text: i === block.statement.length - 1 ? `${text}.` : text, style: STATEMENT },
  ]);
  return paragraph(spans, { leading: 1.36 });
}

function footOf(block: PosterBlock): Element[] {
  if (block.costs.length === 0) return [];
  return [gap(4), dashes(), ...block.costs.map(({ label, value }) => cost(label, value))];
}
