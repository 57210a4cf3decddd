import { numberOf, textOf } from "#components/roi/number-text.ts";
import type { Opportunity, WhenNotKey } from "#lib/features/opportunities/index.ts";

const NUMBERS = [
  "hoursAYear",
  "minutesEach",
  "timesAMonth",
  "errorCostAYear",
  "value",
  "feasibility",
  "dataReadiness",
  "risk",
  "timeSavedPercent",
  "errorsAvoidedPercent",
  "riceReach",
  "riceImpact",
  "riceConfidencePercent",
  "riceEffortMonths",
  "iceImpact",
  "iceConfidence",
  "iceEase",
] as const;
const TEXTS = ["name", "kind", "todayMethod", "note"] as const;

type NumberName = (typeof NUMBERS)[number];
export type TypedName = NumberName | (typeof TEXTS)[number] | "predictionRole";

/** What stands in the form's fields: as typed, and what is ticked. */
export type FormValues = Record<TypedName, string> & {
  whenNot: readonly WhenNotKey[];
  whenNotChecked: boolean;
};

export const EMPTY_VALUES: FormValues = {
  ...(Object.fromEntries(NUMBERS.map((name) => [name, ""])) as Record<NumberName, string>),
  name: "",
  kind: "forecast",
  predictionRole: "",
  todayMethod: "",
  note: "",
  whenNot: [],
  whenNotChecked: false,
};

type Stored = Pick<Opportunity, NumberName | (typeof TEXTS)[number]> &
  Pick<Opportunity, "predictionRole" | "whenNot" | "whenNotChecked">;

export function valuesOf(task: Stored): FormValues {
  const values = { ...EMPTY_VALUES };
  for (const name of TEXTS) values[name] = task[name];
  for (const name of NUMBERS) values[name] = textOf(task[name]);
  values.predictionRole = task.predictionRole ?? "";
  values.whenNot = task.whenNot;
  values.whenNotChecked = task.whenNotChecked;
  return values;
}

/** The fields of `values` that differ from `before`: what was typed, and nothing that only stood there. */
export function typedValues(values: FormValues, before: FormValues = EMPTY_VALUES): Partial<FormValues> {
  const names = Object.keys(values) as (keyof FormValues)[];
  const isTyped = (name: keyof FormValues) => JSON.stringify(values[name]) !== JSON.stringify(before[name]);
  return Object.fromEntries(names.filter(isTyped).map((name) => [name, values[name]]));
}

type Input = Record<string, unknown>;
export type Read = { ok: true; input: Input } | { ok: false; fields: Record<string, string> };

/**
 * What is sent: of a task that is there only what differs from `before`, so that two people changing different fields keep
 * both. A number that is none is refused at its field, and everything else is judged by the server.
 */
export function readValues(values: FormValues, before: FormValues | null = null): Read {
  const input: Input = {};
  const fields: Record<string, string> = {};
  const isChanged = (name: keyof FormValues) =>
    before === null || JSON.stringify(values[name]) !== JSON.stringify(before[name]);
  for (const name of TEXTS) if (isChanged(name)) input[name] = values[name];
  for (const name of NUMBERS) {
    if (!isChanged(name)) continue;
    const typed = numberOf(values[name]);
    if (typed.ok) input[name] = typed.value;
    else fields[name] = typed.message;
  }
  if (isChanged("predictionRole")) input.predictionRole = values.predictionRole || null;
  if (isChanged("whenNot")) input.whenNot = values.whenNot;
  if (isChanged("whenNotChecked")) input.whenNotChecked = values.whenNotChecked;
  return Object.keys(fields).length > 0 ? { ok: false, fields } : { ok: true, input };
}
