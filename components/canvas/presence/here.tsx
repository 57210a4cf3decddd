import { Avatar } from "#components/ui/avatar.tsx";
import { cx } from "#components/ui/cx.ts";
import type { PosterBlock, Present } from "#lib/features/canvas/index.ts";

const COLOURS = ["p1", "p2"] as const;
const MOST_SHOWN = 4;

/** One's own tabs are no company, and somebody with two tabs is one person: where they write counts. */
export function othersOf(people: readonly Present[], userId: string): Present[] {
  const others = new Map<string, Present>();
  for (const person of people) {
    if (person.userId === userId) continue;
    const known = others.get(person.userId);
    if (!known || (known.block === null && person.block !== null)) others.set(person.userId, person);
  }
  return [...others.values()].sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Who else has the canvas open. */
export function Company({ others }: { others: readonly Present[] }) {
  if (others.length === 0) return null;
  const names = others.map((person) => person.name).join(", ");
  return (
    <div className="flex items-center gap-1.5" title={`Here now: ${names}`} data-company={others.length}>
      <span className="sr-only">Here now: {names}</span>
      <Faces people={others} />
    </div>
  );
}

/** Who has this block open, and what they are writing. */
export function InBlock({ others, block }: { others: readonly Present[]; block: PosterBlock["key"] }) {
  const here = others.filter((person) => person.block === block);
  if (here.length === 0) return null;
  const words = here
    .map((person) => (person.field ? `${person.name} is in ${person.field}` : `${person.name} is here`))
    .join("; ");
  return (
    <span className="inline-flex items-center shrink-0" title={words} data-here={here.length}>
      <span className="sr-only">{words}</span>
      <Faces people={here} />
    </span>
  );
}

function Faces({ people }: { people: readonly Present[] }) {
  const more = people.length - MOST_SHOWN;
  return (
    <span aria-hidden="true" className="inline-flex items-center">
      {people.slice(0, MOST_SHOWN).map((person, i) => (
        <Avatar
          key={person.tab}
          name={person.name}
          decorative
          colour={colourOf(person.userId)}
          className={cx("size-5! text-[0.5625rem]", i > 0 && "-ml-1")}
        />
      ))}
      {more > 0 ? <span className="ml-1 text-axis text-ink3">+{more}</span> : null}
    </span>
  );
}

/** The same person has the same colour on every screen. */
function colourOf(userId: string): (typeof COLOURS)[number] {
  let sum = 0;
  for (const letter of userId) sum += letter.charCodeAt(0);
  return COLOURS[sum % COLOURS.length] ?? "p1";
}

/** The names of those whose cursor stands in a field of that label. */
export function inField(others: readonly Present[], block: PosterBlock["key"], label: string): string | null {
  const names = others
    .filter((person) => person.block === block && person.field === label)
    .map((person) => person.name);
  return names.length === 0 ? null : names.join(", ");
}
