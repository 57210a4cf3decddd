import { isUtf8 } from "node:buffer";
import { type DataProblem, DataRefused, ProblemList } from "../problems.ts";
import { csvRecord, openFile } from "./clean-file.ts";
import { headerProblems } from "./header.ts";
import { type Member, membersOf } from "./json-object.ts";
import { LineMap } from "./lines.ts";
import type { TypedResult } from "./typed.ts";

const MAX_LINE_BYTES = 1_000_000;
const LF = 10;

/**
 * Reads one JSON object a line into a clean CSV file. The columns are the keys of all lines, in the order in which they
 * appear; a key that a line lacks, and null, are empty. Holds one line in memory and reads the file twice.
 * @throws DataRefused for lines that are no object, keys that stand twice, and texts that CSV could not keep.
 */
export async function cleanJsonLines(
  bytes: () => AsyncIterable<Uint8Array>,
  path: string,
): Promise<TypedResult> {
  const problems = new ProblemList();
  const columns = new Map<string, number>();
  const texts = new Set<string>();
  const map = new LineMap();
  let records = 0;
  let expected = 1;
  for await (const { text, line } of linesOf(bytes(), problems)) {
    const members = parseLine(text, line, problems);
    if (!members) continue;
    for (const { key, isText } of members) {
      if (!columns.has(key)) columns.set(key, columns.size);
      if (isText) texts.add(key);
    }
    // Record 0 is a header that the file does not have.
    if (line !== expected) map.shift(records + 1, line - expected);
    expected = line + 1;
    records += 1;
  }
  const header = [...columns.keys()];
  if (records > 0) for (const problem of headerProblems(header, 1)) problems.add({ ...problem, row: null });
  problems.throwIfAny();
  if (records === 0 || header.length < 2)
    throw new DataRefused([
      {
        row: null,
        column: null,
        message: "The file holds no rows of at least two values. Write one JSON object a line.",
      },
    ]);
  const out = openFile(path);
  try {
    await out.write(csvRecord(header));
    for await (const { text } of linesOf(bytes(), new ProblemList())) {
      const row = new Array<string>(header.length).fill("");
      for (const { key, value } of membersOf(text)) row[columns.get(key) as number] = value;
      await out.write(csvRecord(row));
    }
  } finally {
    await out.close();
  }
  return {
    delimiter: ",",
    encoding: "UTF-8",
    header,
    isTyped: header.map((name) => !texts.has(name)),
    rows: records,
    lineOf: (index) => map.lineOf(index + 1) - 1,
  };
}

function parseLine(text: string, line: number, problems: ProblemList): Member[] | null {
  const refuse = (message: string, column: string | null = null): null => {
    problems.add({ row: line, column, message });
    return null;
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("The line is not JSON. Write one object a line.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse("The line is JSON, but no object with named values. Write one object a line.");
  const members = membersOf(text);
  const seen = new Set<string>();
  for (const { key, value: content } of members) {
    if (seen.has(key)) return refuse("This name stands twice in the line. Keep one.", key);
    seen.add(key);
    const problem = textProblem(content);
    if (problem) return refuse(problem, key);
  }
  return members;
}

/** What a text of JSON may hold that a text of a table cannot keep. */
function textProblem(text: string): string | null {
  if (text.includes("\0")) return "The text holds a NUL character. Remove it.";
  return text.isWellFormed() ? null : "The text holds half a character (a lone surrogate). Correct it.";
}

/** The lines of a UTF-8 text that are not blank, with their numbers. */
async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  problems: ProblemList,
): AsyncGenerator<{ text: string; line: number }> {
  let carry: Uint8Array = new Uint8Array(0);
  let line = 0;
  const decode = (part: Uint8Array): string | null => {
    line += 1;
    const start = line === 1 && part[0] === 0xef && part[1] === 0xbb && part[2] === 0xbf ? 3 : 0;
    const problem = (message: string): null => {
      problems.add({ row: line, column: null, message } satisfies DataProblem);
      return null;
    };
    if (part.length > MAX_LINE_BYTES)
      return problem("The line is longer than 1 MB. Write one object a line.");
    if (!isUtf8(part)) return problem("The line is not UTF-8 text. Save the file as UTF-8.");
    const text = Buffer.from(part.subarray(start)).toString("utf8").trim();
    return text === "" ? null : text;
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      const own = chunk.subarray(from, end);
      const text = decode(carry.length > 0 ? Buffer.concat([carry, own]) : own);
      carry = new Uint8Array(0);
      if (text !== null) yield { text, line };
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    carry = carry.length > 0 ? Buffer.concat([carry, rest]) : rest.slice();
    if (carry.length > MAX_LINE_BYTES) {
      problems.add({
        row: line + 1,
        column: null,
        message: "The line is longer than 1 MB. Write one object a line.",
      });
      return;
    }
  }
  if (carry.length === 0) return;
  const text = decode(carry);
  if (text !== null) yield { text, line };
}
