import Link from "next/link";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";

export interface VersionRow {
  number: number;
  name: string;
  takenBy: string | null;
  at: number;
  isNamed: boolean;
}

/** The newest first; each leads to what changed since. */
export function VersionList({
  versions,
  selected,
  href,
}: {
  versions: readonly VersionRow[];
  selected: number | null;
  href: (number: number) => string;
}) {
  return (
    <Table label="Versions of the canvas">
      <thead>
        <tr>
          <Th numeric className="w-8">
            No.
          </Th>
          <Th>Version</Th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <Tr key={version.number} selected={version.number === selected}>
            <Td numeric>{version.number}</Td>
            <Td>
              <Link
                href={href(version.number)}
                aria-current={version.number === selected ? "true" : undefined}
                className="link block wrap-anywhere max-md:py-1"
              >
                <bdi className={version.isNamed ? "font-semibold" : undefined}>{version.name}</bdi>
              </Link>
              <span className="block text-secondary text-ink3">
                {version.takenBy ?? "A former member"}, <LocalTime at={version.at} />
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
