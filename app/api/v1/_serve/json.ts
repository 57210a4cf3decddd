import { AppError } from "#lib/platform/errors.ts";

const DEEPEST = 64;
const POISON = new Set(["__proto__", "constructor", "prototype"]);

const refuse = (detail: string) => new AppError("invalid_input", { detail });

/**
 * Parses JSON as a machine must send it. What JSON.parse lets pass in silence is refused: a field that is given twice
 * (of which it would keep the last), names that reach an object's prototype, nesting without end, and text that no
 * database can hold.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse("The body is not UTF-8 text.");
  }
  if (text.trim() === "") throw refuse("The body is empty. Send JSON.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("The body is not JSON.");
  }
  inspect(text);
  return value;
}

/** Walks over a text that is known to be JSON. */
function inspect(text: string): void {
  // The names that each open object has had so far; null stands for an array.
  const open: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;
  let last: string | null = null;
  for (const [part] of text.matchAll(token)) {
    if (part === ":") {
      if (last !== null) addName(open.at(-1), last);
    } else if (part === "{" || part === "[") {
      open.push(part === "{" ? new Set() : null);
      if (open.length > DEEPEST) throw refuse(`The body is nested more than ${DEEPEST} levels deep.`);
    } else if (part === "}" || part === "]") {
      open.pop();
    }
    last = part.startsWith('"') ? (JSON.parse(part) as string) : null;
    if (last !== null && !isStorable(last)) {
      throw refuse(
        "There is a character in the body that cannot be stored: NUL, or half of a surrogate pair.",
      );
    }
  }
}

function addName(names: Set<string> | null | undefined, name: string): void {
  if (!names) return;
  if (POISON.has(name)) throw refuse(`“${name}” cannot be the name of a field.`);
  if (names.has(name)) throw refuse(`The field “${name}” stands twice in the same object.`);
  names.add(name);
}

/** PostgreSQL takes neither NUL nor half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}
