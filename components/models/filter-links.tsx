import Link from "next/link";

export interface FilterChoice {
  /** Absent for "all of them". */
  value?: string;
  label: string;
}

/** One question of a filter as links: each choice is an address of its own, and needs no script. */
export function FilterLinks({
  label,
  choices,
  current,
  hrefOf,
}: {
  label: string;
  choices: readonly FilterChoice[];
  current: string | undefined;
  hrefOf: (value: string | undefined) => string;
}) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-x-1">
      <span className="text-secondary text-ink3 mr-1">{label}</span>
      {choices.map(({ value, label: name }) => (
        <Link
          key={name}
          href={hrefOf(value)}
          aria-current={value === current ? "true" : undefined}
          className="inline-flex items-center h-6 max-md:h-8 px-2 rounded-control text-secondary text-ink2 hover:bg-sunken aria-[current]:bg-sunken aria-[current]:text-ink aria-[current]:font-semibold"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
