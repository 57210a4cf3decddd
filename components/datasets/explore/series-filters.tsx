"use client";

import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { FINDING_KINDS, FINDING_NAMES, type FindingKind } from "#lib/features/datasets/explore/index.ts";
import { DEMAND_CLASSES } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { type ExploreFilter, SORT_NAMES, type Sort, type SortKey } from "./explore-rows.ts";

export type Layout = "list" | "pictures";

/** What is shown of all series, in which order, and as what. */
export function SeriesFilters({
  filter,
  sort,
  layout,
  counts,
  shown,
  total,
  onFilter,
  onSort,
  onLayout,
}: {
  filter: ExploreFilter;
  sort: Sort;
  layout: Layout;
  counts: ReadonlyMap<FindingKind, number>;
  shown: number;
  total: number;
  onFilter: (part: Partial<ExploreFilter>) => void;
  onSort: (sort: Sort) => void;
  onLayout: (layout: Layout) => void;
}) {
  return (
    <div className="flex flex-wrap items-center gap-2 mb-2">
      <Input
        type="search"
        aria-label="Find a series"
        placeholder="Find a series"
        className="w-40!"
        value={filter.text}
        onChange={(event) => onFilter({ text: event.target.value })}
      />
      <Select
        aria-label="Demand class"
        className="w-36"
        value={filter.demand}
        options={[
          { value: "all", label: "Class: all" },
          ...DEMAND_CLASSES.map((name) => ({ value: name, label: name === "none" ? "no demand" : name })),
        ]}
        onChange={(event) => onFilter({ demand: event.target.value as ExploreFilter["demand"] })}
      />
      <Select
        aria-label="Findings"
        className="w-48"
        value={filter.finding}
        options={[
          { value: "any", label: "Findings: any or none" },
          { value: "some", label: "With a finding" },
          { value: "none", label: "Without one" },
          ...FINDING_KINDS.filter((kind) => counts.has(kind) || kind === filter.finding).map((kind) => ({
            value: kind,
            label: `${FINDING_NAMES[kind]} (${formatNumber(counts.get(kind) ?? 0)})`,
          })),
        ]}
        onChange={(event) => onFilter({ finding: event.target.value as ExploreFilter["finding"] })}
      />
      <Select
        aria-label="Order"
        className="w-36"
        value={sort.key}
        options={Object.entries(SORT_NAMES).map(([value, label]) => ({
          value,
          label: value === "place" ? label : `by ${label}`,
        }))}
        onChange={(event) => {
          const key = event.target.value as SortKey;
          onSort({ key, isDown: key !== "place" && key !== "id" });
        }}
      />
      <Button
        aria-label={sort.isDown ? "Order: largest first" : "Order: smallest first"}
        onClick={() => onSort({ ...sort, isDown: !sort.isDown })}
      >
        <span aria-hidden="true">{sort.isDown ? "↓" : "↑"}</span>
      </Button>
      <fieldset className="flex border border-control rounded-control overflow-hidden">
        <legend className="sr-only">Shown as</legend>
        {(["list", "pictures"] as const).map((value) => (
          <label
            key={value}
            className="px-3 h-8 max-md:h-10 flex items-center cursor-pointer has-checked:bg-accent2 has-focus-visible:outline-2 has-focus-visible:outline-accent -outline-offset-2 bg-surface"
          >
            <input
              type="radio"
              name="layout"
              className="sr-only"
              checked={layout === value}
              onChange={() => onLayout(value)}
            />
            {value === "list" ? "List" : "Pictures"}
          </label>
        ))}
      </fieldset>
      <p className="ml-auto text-secondary text-ink3" role="status">
        {shown === 0
          ? "No series fits"
          : shown === total
            ? `${formatNumber(total)} series`
            : `${formatNumber(shown)} of ${formatNumber(total)} series`}
      </p>
    </div>
  );
}
