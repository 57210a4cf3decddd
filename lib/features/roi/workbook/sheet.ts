/** A cell: text stays text whatever it begins with, a formula is ours alone and never holds what a person typed. */
export type WorkbookCell =
  | { kind: "text"; text: string; isBold?: boolean }
  | { kind: "number"; value: number; format: CellFormat }
  | { kind: "formula"; formula: string; format: CellFormat }
  | null;

export type CellFormat = "money" | "percent" | "rate" | "plain" | "factor";

export interface WorkbookSheet {
  /** At most 31 characters, none of []:*?/\, and unlike the others without regard to case. */
  name: string;
  rows: WorkbookCell[][];
}

export const text = (value: string, isBold = false): WorkbookCell => ({
  kind: "text",
  text: cleaned(value),
  ...(isBold && { isBold }),
});
export const number = (value: number, format: CellFormat = "plain"): WorkbookCell => ({
  kind: "number",
  value,
  format,
});
export const formula = (words: string, format: CellFormat = "money"): WorkbookCell => ({
  kind: "formula",
  formula: words,
  format,
});

/** Without what XML cannot hold, and within what a cell can: 32,767 characters. */
function cleaned(value: string): string {
  const kept = [...value.toWellFormed()].filter((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0x20 ? code !== 0xfffe && code !== 0xffff : code === 9 || code === 10 || code === 13;
  });
  return kept.join("").slice(0, 32_000);
}

/** A name for a sheet of the letters and digits of a name that a person gave: "Case 2" where none are left. */
export function sheetName(wanted: string, taken: readonly string[], fallback: string): string {
  const plain = cleaned(wanted)
    .replace(/[^\p{L}\p{N} _.-]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 31);
  const lower = taken.map((name) => name.toLowerCase());
  // Excel keeps "History" for itself.
  const isFree = plain !== "" && plain.toLowerCase() !== "history" && !lower.includes(plain.toLowerCase());
  return isFree ? plain : fallback;
}

/** How a formula speaks of a cell of another sheet. */
export const refTo = (sheet: string, cell: string) => `'${sheet}'!${cell}`;
