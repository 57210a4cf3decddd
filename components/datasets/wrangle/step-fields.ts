import type { StepKind } from "#lib/features/datasets/index.ts";
import { COLUMN_FIELDS } from "./column-fields.ts";
import type { StepField } from "./field.ts";
import { SERIES_FIELDS } from "./series-fields.ts";
import { VALUE_FIELDS } from "./value-fields.ts";

/** What a person fills in, kind by kind. */
export const STEP_FIELDS: Record<StepKind, readonly StepField[]> = {
  ...VALUE_FIELDS,
  ...SERIES_FIELDS,
  ...COLUMN_FIELDS,
};
