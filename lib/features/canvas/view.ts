import { formatMoney, formatNumber } from "#lib/format/index.ts";
import type { CellField, Field, ListField } from "./blocks/field.ts";
import { blockOf, HIDDEN_COSTS } from "./blocks/index.ts";
import type { BlockProjection, ListItem } from "./document/project.ts";
import { criticalQuantile, isUntrainable, type PlanDefaults, planDefaultsOf, unitCostsOf } from "./plan.ts";

export interface PosterRow {
  label: string;
  value: string;
  /** Why the value is a draft that the product does not use. */
  draft?: string;
  /** Not typed by anyone: worked out, or said by the product. */
  derived?: true;
}

export interface PosterBlock {
  key: BlockProjection["key"];
  title: string;
  prompt: string;
  /** One field's example, for a block that is still empty. */
  example: string | null;
  status: BlockProjection["status"];
  agreeAgain: boolean;
  ownerId: string | null;
  owner: string | null;
  statement: { connective: string; text: string }[];
  rows: PosterRow[];
  table: { head: string[]; rows: { id: string; cells: string[] }[] } | null;
  notes: { id: string; text: string; author: string | null }[];
  costs: { id: string; label: string; value: string }[];
  /** In an export: what is claimed, and how that stands. */
  claims?: { text: string; words: string }[];
}

export interface PosterContext {
  currency: string;
  /** Names of the workspace's members by their id; who is not there has left. */
  names: Readonly<Record<string, string>>;
}

const STATEMENT = ["for", "who", "our", "is", "that"] as const;
const PERIODS: Record<string, string> = {
  "15min": "quarter hours",
  h: "hours",
  D: "days",
  W: "weeks",
  M: "months",
  Q: "quarters",
  Y: "years",
};

/** The whole poster as it is drawn: words and numbers ready, nothing left to decide. */
export function posterOf(blocks: readonly BlockProjection[], context: PosterContext): PosterBlock[] {
  const plan = planDefaultsOf(blocks);
  return blocks.map((block) => {
    const described = blockOf(block.key);
    const list = described.fields.find((field) => field.kind === "list");
    return {
      key: block.key,
      title: described.title,
      prompt: described.prompt,
      example: exampleOf(described.fields),
      status: block.status,
      agreeAgain: block.agreeAgain,
      ownerId: block.ownerId,
      owner: block.ownerId === null ? null : (context.names[block.ownerId] ?? "Former member"),
      statement: block.key === "value_proposition" ? statementOf(block) : [],
      rows: [
        ...rowsOf(block, { plan, currency: context.currency }),
        ...derivedRows(block.key, blocks, plan, context),
      ],
      table: list ? tableOf(list, block, context.currency) : null,
      notes: block.notes.map(({ id, text, authorId }) => ({
        id,
        text,
        author: context.names[authorId] ?? null,
      })),
      costs: costsOf(block, context.currency),
    };
  });
}

function exampleOf(fields: readonly Field[]): string | null {
  const cells = fields.flatMap((field) => (field.kind === "list" ? field.columns : [field]));
  return cells.find((cell) => cell.kind !== "choice" && cell.example !== undefined)?.example ?? null;
}

/** Geoffrey Moore's sentence: the parts that are filled, in order, with a comma before "our". */
function statementOf(block: Pick<BlockProjection, "fields">): { connective: string; text: string }[] {
  const parts = STATEMENT.flatMap((key) => {
    const text = block.fields[key];
    return typeof text === "string" ? [{ key, text: text.trim().replace(/[.,]$/, "") }] : [];
  });
  return parts.map(({ key, text }, i) => ({
    connective: i === 0 ? key.charAt(0).toUpperCase() + key.slice(1) : key,
    text: parts[i + 1]?.key === "our" ? `${text},` : text,
  }));
}

function rowsOf(block: BlockProjection, words: { plan: PlanDefaults; currency: string }): PosterRow[] {
  const rows: PosterRow[] = [];
  for (const field of blockOf(block.key).fields) {
    if (field.kind === "list" || isStatement(block.key, field)) continue;
    const label = field.short ?? field.label;
    const value = block.fields[field.key];
    const draft = block.drafts[field.key];
    if (draft) rows.push({ label, value: draft.value, draft: draft.reason });
    else if (typeof value === "string" || typeof value === "number") {
      rows.push({ label, value: valueInWords(field, value, words) });
    }
  }
  return rows;
}

function isStatement(key: BlockProjection["key"], field: Field): boolean {
  return key === "value_proposition" && (STATEMENT as readonly string[]).includes(field.key);
}

export function valueInWords(
  field: CellField,
  value: string | number,
  words: { plan: Pick<PlanDefaults, "frequency">; currency: string },
): string {
  if (field.kind === "choice")
    return field.options.find((option) => option.value === value)?.label ?? `${value}`;
  if (field.kind !== "number" || typeof value === "string") return String(value);
  switch (field.unit) {
    case "currency":
      return formatMoney(value, words.currency);
    case "currency a year":
      return `${formatMoney(value, words.currency)} a year`;
    case "steps":
      return `${formatNumber(value, 0)} ${PERIODS[words.plan.frequency ?? ""] ?? "steps"}`;
    case "folds":
      return formatNumber(value, 0);
    default:
      return String(value);
  }
}

function derivedRows(
  key: BlockProjection["key"],
  blocks: readonly BlockProjection[],
  plan: PlanDefaults,
  context: PosterContext,
): PosterRow[] {
  const costs = unitCostsOf(blocks);
  if (key === "prediction_task" && isUntrainable(plan)) {
    return [{ label: "Training", value: "Only forecasts can be trained so far", derived: true }];
  }
  if (costs !== null && (key === "decisions" || key === "offline_evaluation")) {
    const money = (value: number) => formatMoney(value, context.currency);
    const from = key === "decisions" ? `${money(costs.under)} and ${money(costs.over)}` : "both unit costs";
    const value = `${formatNumber(criticalQuantile(costs), 2)}, from ${from}`;
    return [{ label: "Quantile", value, derived: true }];
  }
  return [];
}

function tableOf(list: ListField, block: BlockProjection, currency: string): PosterBlock["table"] {
  const items = itemsOf(block, list.key);
  if (items.length === 0) return null;
  const columns = list.columns.filter((column) => list.onPoster.includes(column.key));
  return {
    head: columns.map((column) => column.short ?? column.label),
    rows: items.map((item) => ({
      id: item.id,
      cells: columns.map((column) => {
        const value = item[column.key];
        return value === undefined
          ? "–"
          : valueInWords(column, value, { plan: { frequency: null }, currency });
      }),
    })),
  };
}

function costsOf(block: BlockProjection, currency: string): PosterBlock["costs"] {
  return itemsOf(block, HIDDEN_COSTS.key).map((item) => {
    const per = item.per === "once" ? ", once" : item.per === "year" ? ", a year" : "";
    return {
      id: item.id,
      label: `${item.label ?? "Cost"}${per}${item.saidBy ? `, says ${item.saidBy}` : ""}`,
      value: typeof item.amount === "number" ? formatMoney(item.amount, currency) : "–",
    };
  });
}

function itemsOf(block: BlockProjection, key: string): ListItem[] {
  const value = block.fields[key];
  return Array.isArray(value) ? value : [];
}
