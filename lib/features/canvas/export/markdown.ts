import { formatDate } from "#lib/format/index.ts";
import type { CellField, ListField } from "../blocks/field.ts";
import { blockOf, HIDDEN_COSTS } from "../blocks/index.ts";
import type { BlockProjection } from "../document/project.ts";
import { planDefaultsOf } from "../plan.ts";
import { posterOf, valueInWords } from "../view.ts";
import { escapeLines, escapeText } from "./escape.ts";
import { type ClaimFacts, claimStateInWords, type ExportFacts, type TalkFacts } from "./facts.ts";

const STATUS_WORDS = { empty: "empty", draft: "draft", agreed: "agreed" } as const;

/** The whole canvas to read, all columns of all lists included. Whatever people typed is shown as they typed it. */
export function canvasMarkdown(blocks: readonly BlockProjection[], facts: ExportFacts): string {
  const { currency, name } = facts.project;
  const poster = posterOf(blocks, { currency, names: facts.names });
  const words = { plan: planDefaultsOf(blocks), currency };
  const parts = [
    `# ${escapeText(name)}: canvas`,
    `As of ${formatDate(facts.now)}. Money is in ${currency}.`,
    ...blocks.map((block, i) => {
      const drawn = poster[i];
      const status = block.agreeAgain ? "to agree again" : STATUS_WORDS[block.status];
      const owner = drawn?.owner ? `, owner: ${escapeText(drawn.owner)}` : "";
      const sections = [`## ${drawn?.title ?? block.key}`, `_${status}${owner}_`];
      if (block.status === "empty") sections.push(drawn?.prompt ?? "");
      if (drawn && drawn.statement.length > 0) {
        const sentence = drawn.statement.map(
          ({ connective, text }) => `${connective} **${escapeText(text)}**`,
        );
        sections.push(`${sentence.join(" ")}.`);
      }
      sections.push(rowsOf(block, words, drawn?.rows.filter((row) => row.derived) ?? []));
      for (const field of [...blockOf(block.key).fields, HIDDEN_COSTS]) {
        if (field.kind === "list") sections.push(tableOf(field, block, words));
      }
      sections.push(notesOf(drawn?.notes ?? []));
      sections.push(claimsOf((facts.claims ?? []).filter((claim) => claim.block === block.key)));
      sections.push(talkOf((facts.talk ?? []).filter((thread) => thread.block === block.key)));
      return sections.filter(Boolean).join("\n\n");
    }),
  ];
  return `${parts.join("\n\n")}\n`;
}

type Words = Parameters<typeof valueInWords>[2];

function rowsOf(
  block: BlockProjection,
  words: Words,
  derived: readonly { label: string; value: string }[],
): string {
  const lines: string[] = [];
  for (const field of blockOf(block.key).fields) {
    if (field.kind === "list") continue;
    const text = cellText(field, { value: block.fields[field.key], draft: block.drafts[field.key], words });
    if (text !== "") lines.push(`- **${field.label}:** ${escapeLines(text, "  ")}`);
  }
  for (const row of derived) lines.push(`- **${row.label}:** ${escapeText(row.value)}`);
  return lines.join("\n");
}

function tableOf(list: ListField, block: BlockProjection, words: Words): string {
  const value = block.fields[list.key];
  const items = Array.isArray(value) ? value : [];
  if (items.length === 0) return "";
  const cell = (column: CellField, item: (typeof items)[number]) =>
    escapeText(
      cellText(column, {
        value: item[column.key],
        draft: block.drafts[`${list.key}.${item.id}.${column.key}`],
        words,
      }),
    );
  return [
    `**${list.label}**`,
    "",
    `| ${list.columns.map((column) => column.label).join(" | ")} |`,
    `|${" --- |".repeat(list.columns.length)}`,
    ...items.map((item) => `| ${list.columns.map((column) => cell(column, item)).join(" | ")} |`),
  ].join("\n");
}

function cellText(
  field: CellField,
  cell: {
    value: BlockProjection["fields"][string] | undefined;
    draft: { value: string; reason: string } | undefined;
    words: Words;
  },
): string {
  if (cell.draft) return `${cell.draft.value} (draft, not used: ${cell.draft.reason})`;
  const { value } = cell;
  return typeof value === "string" || typeof value === "number" ? valueInWords(field, value, cell.words) : "";
}

function notesOf(notes: readonly { text: string; author: string | null }[]): string {
  return notes
    .map(({ text, author }) => {
      const by = author === null ? "" : ` (${escapeText(author)})`;
      return `> ${escapeLines(text, "> ")}${by}`;
    })
    .join("\n\n");
}

function claimsOf(claims: readonly ClaimFacts[]): string {
  if (claims.length === 0) return "";
  const lines = claims.map((claim) => {
    const bound = claim.bound === "" ? "" : ` (${escapeText(claim.bound)})`;
    return `- ${escapeText(claim.text)}${bound}: **${escapeText(claimStateInWords(claim))}**`;
  });
  return ["**Claims**", "", ...lines].join("\n");
}

function talkOf(threads: readonly TalkFacts[]): string {
  if (threads.length === 0) return "";
  const lines = threads.flatMap(({ about, said }) =>
    said.map(({ by, at, text }, i) => {
      const indent = i === 0 ? "" : "  ";
      const where = i === 0 && about !== "" ? `On ${escapeText(about)}: ` : "";
      return `${indent}- ${where}**${escapeText(by)}**, ${formatDate(at)}: ${escapeLines(text, `${indent}  `)}`;
    }),
  );
  return ["**Open comments**", "", ...lines].join("\n");
}
