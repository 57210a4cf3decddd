/** Somebody who can be mentioned. */
export interface Person {
  userId: string;
  name: string;
}

export interface Segment {
  text: string;
  /** Set for a mention; the text is then "@" and the name. */
  userId?: string;
}

const TOKEN = /<@([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})>/g;
const NAMELESS = "somebody who has left";

/** Who is mentioned in a stored text, each once, in their order. */
export function mentionedIn(text: string): string[] {
  return [...new Set([...text.matchAll(TOKEN)].map((match) => match[1] ?? ""))];
}

/** A stored text in stretches that are ready to show. */
export function segmentsOf(text: string, names: Readonly<Record<string, string>>): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, userId = ""] = match;
    if (match.index > from) segments.push({ text: text.slice(from, match.index) });
    segments.push({ text: `@${names[userId] ?? NAMELESS}`, userId });
    from = match.index + whole.length;
  }
  if (from < text.length) segments.push({ text: text.slice(from) });
  return segments;
}

/** The same as one text for a reader or for a box to type in. */
export function readable(text: string, names: Readonly<Record<string, string>>): string {
  return segmentsOf(text, names)
    .map((segment) => segment.text)
    .join("");
}

/**
 * What was typed, with "@Name" made a mention where it names one of `people`: the longest name that fits counts. Of two
 * people with one name it is the one in `picked`, who was chosen from the list; without a choice it stays plain text.
 */
export function withMentions(
  typed: string,
  people: readonly Person[],
  picked: ReadonlySet<string> = new Set(),
): string {
  const chosen = people.filter((person) => picked.has(person.userId));
  const known = new Map<string, string | null>();
  for (const { name, userId } of people) known.set(name, known.has(name) ? null : userId);
  for (const { name, userId } of chosen) known.set(name, userId);
  const names = [...known.keys()].filter((name) => name !== "").sort((a, b) => b.length - a.length);
  let text = "";
  let lastEnd = 0;
  for (let at = 0; at < typed.length; ) {
    const begins = typed[at] === "@" && (at === lastEnd || isBoundary(typed[at - 1]));
    const name = begins ? nameAt(typed, at + 1, names) : undefined;
    const userId = name === undefined ? null : (known.get(name) ?? null);
    if (name === undefined || userId === null) {
      text += typed[at];
      at += 1;
    } else {
      text += `<@${userId}>`;
      at += 1 + name.length;
      lastEnd = at;
    }
  }
  return text;
}

function nameAt(typed: string, from: number, names: readonly string[]): string | undefined {
  return names.find((name) => typed.startsWith(name, from) && isBoundary(typed[from + name.length]));
}

/** Letters and digits of any script go on with a word; "mia@shop" mentions nobody. */
function isBoundary(sign: string | undefined): boolean {
  return sign === undefined || !/[\p{L}\p{N}_]/u.test(sign);
}

/** The word that is being typed after an "@" just before the caret; null when none is. */
export function mentionAt(typed: string, caret: number): { from: number; query: string } | null {
  const before = typed.slice(0, caret);
  const match = /@([^\n@]{0,40})$/u.exec(before);
  if (!match || !isBoundary(before[match.index - 1])) return null;
  const query = match[1] ?? "";
  // After a second space it is a sentence that goes on, not a name.
  return /^\s|\s.*\s/u.test(query) ? null : { from: match.index, query };
}

/** Whom `query` may mean: each of its words begins a word of the name. Nobody twice, at most `most`. */
export function peopleFor(query: string, people: readonly Person[], most = 6): Person[] {
  const words = wordsOf(query);
  return people
    .filter(({ name }) => {
      const parts = wordsOf(name);
      return words.every((word) => parts.some((part) => part.startsWith(word)));
    })
    .slice(0, most);
}

function wordsOf(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** Puts the person in the place of what was typed since the "@", with a space after. */
export function insertMention(
  typed: string,
  at: { from: number; caret: number },
  person: Person,
): { text: string; caret: number } {
  const head = `${typed.slice(0, at.from)}@${person.name} `;
  const tail = typed.slice(at.caret).replace(/^ /, "");
  return { text: head + tail, caret: head.length };
}
