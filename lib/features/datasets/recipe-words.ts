export const DELIMITERS = [",", ";", "\t", "|"] as const;
export const DECIMAL_MARKS = ["point", "comma"] as const;
export const AVAILABILITIES = ["past_only", "known_ahead", "static"] as const;
export const ROLES = ["series", "time", "target", "covariate", "today", "ignore"] as const;

export type Delimiter = (typeof DELIMITERS)[number];
export type DecimalMark = (typeof DECIMAL_MARKS)[number];
export type ColumnRole = (typeof ROLES)[number];
