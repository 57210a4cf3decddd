import type { DataProblem } from "../problems.ts";
import { DELIMITERS, type Delimiter } from "../recipe-words.ts";

/**
 * Counts each delimiter's appearances per line outside quotes: the one that stands equally often in every line wins,
 * and among those the one that stands most often.
 */
export function detectDelimiter(head: Uint8Array): Delimiter {
  const text = new TextDecoder().decode(head);
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts: number[] = [];
    let count = 0;
    let quoted = false;
    for (const char of text) {
      if (char === '"') quoted = !quoted;
      else if (!quoted && char === delimiter) count += 1;
      else if (!quoted && char === "\n") {
        counts.push(count);
        count = 0;
        if (counts.length >= 100) break;
      }
    }
    if (counts.length === 0) counts.push(count);
    const first = counts[0] as number;
    if (first === 0) continue;
    const agreeing = counts.filter((n) => n === first).length / counts.length;
    const score = agreeing * 1000 + Math.min(first, 500);
    if (score > bestScore) {
      bestScore = score;
      best = delimiter;
    }
  }
  return best;
}

/** The fields of one record whose quotes are known to be balanced. */
export function splitRecord(text: string, delimiter: Delimiter): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] as string;
    if (char === '"') {
      if (quoted && text[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = !quoted;
    } else if (char === delimiter && !quoted) {
      fields.push(field);
      field = "";
    } else field += char;
  }
  fields.push(field);
  return fields;
}

/** Begins as a date or a month does: 2024-01, 31.12. */
export function isDateLike(name: string): boolean {
  return /^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?/.test(name);
}

/** What is wrong with the names of the columns; `row` is the header's line. */
export function headerProblems(header: readonly string[], row: number): DataProblem[] {
  const problems: DataProblem[] = [];
  const seen = new Map<string, number>();
  if (header.length > 500) {
    return [
      { row, column: null, message: `The header names ${header.length} columns; at most 500 are taken.` },
    ];
  }
  // Three different dates and more may be the names of columns, one a period; whoever proposes roles looks at them.
  const dates = new Set(header.map((name) => name.trim()).filter(isDateLike));
  const isSure = dates.size > 0 && dates.size < 3;
  if (isSure || header.every((name) => /^[-+\d.,\s]+$/.test(name))) {
    return [
      {
        row,
        column: null,
        message: "The first row looks like data. Add a header row that names the columns.",
      },
    ];
  }
  header.forEach((name, i) => {
    const place = `Column ${i + 1}`;
    if (name.trim() === "")
      problems.push({ row, column: null, message: `${place} has no name. Give every column a name.` });
    else if (name.length > 200)
      problems.push({
        row,
        column: null,
        message: `${place} has a name longer than 200 characters. Is the header missing?`,
      });
    else if (name === "__proto__")
      problems.push({
        row,
        column: name,
        message: "This name is reserved by programming languages. Rename the column.",
      });
    const before = seen.get(name);
    if (before !== undefined && name.trim() !== "") {
      problems.push({
        row,
        column: name,
        message: `Columns ${before} and ${i + 1} have the same name. Rename one of them.`,
      });
    }
    seen.set(name, i + 1);
  });
  return problems;
}
