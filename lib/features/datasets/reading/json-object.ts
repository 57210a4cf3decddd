export interface Member {
  key: string;
  value: string;
  /** It stands in quotes: a number there may be written in any way. */
  isText: boolean;
}

/**
 * The members of one JSON object, in their order, with numbers as they are written: 0.10 stays 0.10 and an integer past
 * 2^53 keeps its digits, which a parsed number would lose. Objects and lists stay JSON; null is the empty text. `line`
 * must be one well-formed JSON object.
 */
export function membersOf(line: string): Member[] {
  const members: Member[] = [];
  let at = line.indexOf("{") + 1;
  for (;;) {
    at = skipSpace(line, at);
    if (line[at] === "}") return members;
    if (line[at] === ",") {
      at += 1;
      continue;
    }
    const keyEnd = endOfString(line, at);
    const key = JSON.parse(line.slice(at, keyEnd)) as string;
    at = skipSpace(line, skipSpace(line, keyEnd) + 1);
    const end = endOfValue(line, at);
    const source = line.slice(at, end);
    members.push({ key, value: textOfValue(source), isText: source.startsWith('"') });
    at = end;
  }
}

function textOfValue(source: string): string {
  if (source.startsWith('"')) return JSON.parse(source) as string;
  return source === "null" ? "" : source;
}

function skipSpace(line: string, from: number): number {
  let at = from;
  while (/\s/.test(line[at] ?? "")) at += 1;
  return at;
}

/** The place after the string that begins at `from`. */
function endOfString(line: string, from: number): number {
  let at = from + 1;
  while (line[at] !== '"') at += line[at] === "\\" ? 2 : 1;
  return at + 1;
}

function endOfValue(line: string, from: number): number {
  const first = line[from];
  if (first === '"') return endOfString(line, from);
  let at = from;
  if (first !== "{" && first !== "[") {
    while (!/[,}\]\s]/.test(line[at] ?? ",")) at += 1;
    return at;
  }
  for (let depth = 0; ; ) {
    const char = line[at];
    if (char === '"') {
      at = endOfString(line, at);
      continue;
    }
    if (char === "{" || char === "[") depth += 1;
    if (char === "}" || char === "]") depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
}
