export const DELIMITERS = [",", ";", "\t", "|"] as const;
export const DECIMAL_MARKS = ["point", "comma"] as const;
/** What may stand between groups of three digits; `other` is whichever of point and comma is not the decimal mark. */
export const THOUSANDS_MARKS = ["none", "other", "space", "apostrophe"] as const;
/** `utf-8` is Unicode: a byte order mark tells UTF-16. The others have one byte a character, which no file tells. */
export const ENCODINGS = ["utf-8", "windows-1252", "windows-1250", "windows-1251"] as const;
export const AVAILABILITIES = ["past_only", "known_ahead", "static"] as const;
export const ROLES = ["series", "time", "target", "covariate", "today", "period", "ignore"] as const;

export type Delimiter = (typeof DELIMITERS)[number];
export type DecimalMark = (typeof DECIMAL_MARKS)[number];
export type ThousandsMark = (typeof THOUSANDS_MARKS)[number];
export type Encoding = (typeof ENCODINGS)[number];
export type ColumnRole = (typeof ROLES)[number];
