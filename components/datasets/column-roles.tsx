"use client";

import { cx } from "#components/ui/cx.ts";
import { Select } from "#components/ui/select.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { ColumnFacts, RecipeColumn, RecipeDraft } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";

const ROLE_OPTIONS = [
  { value: "series", label: "Series: names the item" },
  { value: "time", label: "Time" },
  { value: "target", label: "Target: what to forecast" },
  { value: "covariate", label: "Covariate: helps to forecast" },
  { value: "today", label: "Today's forecast" },
  { value: "period", label: "A period: its name is the time" },
  { value: "ignore", label: "Leave out" },
] as const;

const AVAILABILITY_OPTIONS = [
  { value: "past_only", label: "Known afterwards only" },
  { value: "known_ahead", label: "Known ahead" },
  { value: "static", label: "Constant for a series" },
] as const;

const KIND_OPTIONS = [
  { value: "numeric", label: "Number" },
  { value: "categorical", label: "Category" },
] as const;

function contents(column: ColumnFacts): string {
  const filled = column.filled + column.blanks;
  const unit = column.unit === null ? "" : ` with ${column.unit}`;
  const kind =
    column.pointNumbers === column.filled && column.filled > 0
      ? `numbers${unit}`
      : column.timeFormats.length > 0
        ? "times"
        : column.commaNumbers > 0
          ? `numbers${unit} with a comma`
          : "text";
  const distinct = `${column.distinct > 10_000 ? "about " : ""}${formatNumber(column.distinct)} different`;
  const blanks = column.blanks > 0 ? `, ${formatNumber(column.blanks)} of ${formatNumber(filled)} empty` : "";
  return `${kind}, ${distinct}${blanks}`;
}

/** One row a column of the file: what is in it, and what it is to be. */
// On a phone each column of the file is a paragraph of its own: side by side, the choices would be cut off.
const STACKED = "max-md:block max-md:w-full max-md:border-b-0 max-md:py-1 max-md:pr-0";

export function ColumnRoles({
  columns,
  recipe,
  disabled,
  onChange,
}: {
  columns: readonly ColumnFacts[];
  recipe: RecipeDraft;
  disabled: boolean;
  onChange: (recipe: RecipeDraft) => void;
}) {
  const change = (index: number, part: Partial<RecipeColumn>) =>
    onChange({
      ...recipe,
      columns: recipe.columns.map((column, i) => (i === index ? { ...column, ...part } : column)),
    });
  return (
    <Table label="Columns of the file and their roles">
      <thead className="max-md:sr-only">
        <tr>
          <Th>Column</Th>
          <Th wide>Holds</Th>
          <Th>Role</Th>
          <Th>Of a covariate</Th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column, i) => {
          const chosen = recipe.columns[i];
          if (!chosen) return null;
          return (
            <tr key={column.name} className="max-md:block max-md:border-b max-md:border-line max-md:py-2">
              <Td className={cx("[overflow-wrap:anywhere] min-w-28", STACKED)}>
                <span className="font-semibold">{column.name}</span>
                <span className="block text-secondary text-ink3">
                  {column.examples.slice(0, 3).join(", ")}
                </span>
              </Td>
              <Td wide className="text-ink2">
                {contents(column)}
              </Td>
              <Td className={cx("w-56", STACKED)}>
                <Select
                  aria-label={`Role of ${column.name}`}
                  options={ROLE_OPTIONS}
                  value={chosen.role}
                  disabled={disabled}
                  onChange={(event) => change(i, { role: event.target.value as RecipeColumn["role"] })}
                />
              </Td>
              <Td className={cx("w-72", STACKED, chosen.role !== "covariate" && "max-md:hidden")}>
                {chosen.role === "covariate" ? (
                  <div className="flex gap-2 max-md:flex-col">
                    <Select
                      aria-label={`When ${column.name} is known`}
                      className="flex-1"
                      options={AVAILABILITY_OPTIONS}
                      value={chosen.availability}
                      disabled={disabled}
                      onChange={(event) =>
                        change(i, { availability: event.target.value as RecipeColumn["availability"] })
                      }
                    />
                    <Select
                      aria-label={`Kind of ${column.name}`}
                      className="w-28 max-md:w-full"
                      options={KIND_OPTIONS}
                      value={chosen.kind}
                      disabled={disabled}
                      onChange={(event) => change(i, { kind: event.target.value as RecipeColumn["kind"] })}
                    />
                  </div>
                ) : (
                  <span className="text-ink3">–</span>
                )}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
