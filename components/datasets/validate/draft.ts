import type { Expectation, ExpectationKind, Severity } from "#lib/features/datasets/validate/index.ts";

/** An expectation while it is edited: numbers as they are typed. */
export interface Draft {
  id: string;
  kind: ExpectationKind;
  severity: Severity;
  /** Field → text. */
  fields: Record<string, string>;
  columns: { name: string; kind: "numeric" | "categorical" }[];
}

export interface FieldFacts {
  name: string;
  label: string;
  unit: string;
  /** May be left empty. */
  isOpen?: true;
  kind: "number" | "text" | "column";
}

/** What can be said of each kind. */
export const FIELDS: Record<ExpectationKind, readonly FieldFacts[]> = {
  columns: [],
  frequency: [{ name: "frequency", label: "Frequency", unit: "", kind: "text" }],
  distinct_series: [],
  freshness: [{ name: "mostDays", label: "At most", unit: "days", kind: "number" }],
  range: [
    { name: "column", label: "Column", unit: "", kind: "column" },
    { name: "minimum", label: "From", unit: "", isOpen: true, kind: "number" },
    { name: "maximum", label: "to", unit: "", isOpen: true, kind: "number" },
  ],
  whole_numbers: [],
  gaps: [{ name: "mostPercent", label: "At most", unit: "%", kind: "number" }],
  filled: [
    { name: "column", label: "Column", unit: "", kind: "column" },
    { name: "mostPercent", label: "Missing in at most", unit: "%", kind: "number" },
  ],
  history: [{ name: "leastPeriods", label: "At least", unit: "periods", kind: "number" }],
  series_count: [{ name: "least", label: "At least", unit: "series", kind: "number" }],
  stock_outs: [{ name: "mostPercent", label: "At most", unit: "%", kind: "number" }],
  series_kept: [{ name: "leastPercent", label: "At least", unit: "%", kind: "number" }],
  rows_kept: [{ name: "leastPercent", label: "At least", unit: "%", kind: "number" }],
  drift: [{ name: "mostPsi", label: "At most", unit: "PSI", kind: "number" }],
};

export function draftOf(expectation: Expectation): Draft {
  const { id, kind, severity } = expectation;
  const fields: Record<string, string> = {};
  for (const { name } of FIELDS[kind]) {
    const value = (expectation as unknown as Record<string, unknown>)[name];
    fields[name] = value === null || value === undefined ? "" : String(value);
  }
  return { id, kind, severity, fields, columns: expectation.kind === "columns" ? expectation.columns : [] };
}

/** A new one of a kind, with an id that none of the others has. */
export function newDraft(kind: ExpectationKind, others: readonly Draft[]): Draft {
  const taken = new Set(others.map((one) => one.id));
  const name = kind.replaceAll("_", "-");
  let number = 1;
  while (taken.has(`${name}-${number}`)) number += 1;
  return {
    id: `${name}-${number}`,
    kind,
    severity: "warning",
    fields: Object.fromEntries(FIELDS[kind].map((field) => [field.name, ""])),
    columns: [],
  };
}

/** What is sent. A number that is none stays as it was typed, so that the server's words are about it. */
export function inputOf(draft: Draft): unknown {
  const { id, kind, severity, fields, columns } = draft;
  const values = Object.fromEntries(
    FIELDS[kind].map((field) => {
      const text = (fields[field.name] ?? "").trim();
      if (field.kind !== "number") return [field.name, text];
      if (text === "") return [field.name, field.isOpen ? null : undefined];
      const number = Number(text.replaceAll(/[\s,  ]/g, "").replace("−", "-"));
      return [field.name, Number.isNaN(number) ? text : number];
    }),
  );
  return { id, kind, severity, ...values, ...(kind === "columns" ? { columns } : {}) };
}
