import { numberOf, textOf } from "#components/roi/number-text.ts";
import type { Opportunity } from "#lib/features/opportunities/index.ts";

const GRADES = ["value", "feasibility", "dataReadiness", "risk"] as const;
const AMOUNTS = ["hoursAYear", "errorCostAYear"] as const;
const TEXTS = ["name", "kind", "todayMethod", "note"] as const;

type Name = (typeof GRADES)[number] | (typeof AMOUNTS)[number] | (typeof TEXTS)[number];

/** What stands in the form's fields: all of it text, as typed. */
export type FormValues = Record<Name, string>;

export const EMPTY_VALUES: FormValues = {
  name: "",
  kind: "forecast",
  todayMethod: "",
  hoursAYear: "",
  errorCostAYear: "",
  value: "",
  feasibility: "",
  dataReadiness: "",
  risk: "",
  note: "",
};

export function valuesOf(task: Pick<Opportunity, Name>): FormValues {
  const values = { ...EMPTY_VALUES };
  for (const name of TEXTS) values[name] = task[name];
  for (const name of [...GRADES, ...AMOUNTS]) values[name] = textOf(task[name]);
  return values;
}

type Input = Record<string, string | number | null>;
export type Read = { ok: true; input: Input } | { ok: false; fields: Record<string, string> };

/** What is sent; a number that is none is refused at its field, and everything else is judged by the server. */
export function readValues(values: FormValues): Read {
  const input: Input = {};
  const fields: Record<string, string> = {};
  for (const name of TEXTS) input[name] = values[name];
  for (const name of [...GRADES, ...AMOUNTS]) {
    const typed = numberOf(values[name]);
    if (typed.ok) input[name] = typed.value;
    else fields[name] = typed.message;
  }
  return Object.keys(fields).length > 0 ? { ok: false, fields } : { ok: true, input };
}
