import Link from "next/link";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";

interface Row {
  id: string;
  at: number;
  who: string;
  isKey: boolean;
  words: string;
  action: string;
  ref: string;
  project: { slug: string; name: string } | null;
  detail: readonly (readonly [name: string, value: string])[];
}

export function AuditTable({ rows, base }: { rows: readonly Row[]; base: string }) {
  return (
    <Table label="Audit" className="table-fixed max-md:table-auto">
      <thead>
        <tr>
          <Th wide className="w-36">
            When
          </Th>
          <Th>What</Th>
          <Th wide className="w-52">
            Project
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td wide className="py-2 text-ink2">
              <LocalTime at={row.at} />
            </Td>
            <Td className="py-2 [overflow-wrap:anywhere]">
              <Entry row={row} />
              <p className="md:hidden text-secondary text-ink3">
                <LocalTime at={row.at} />
                {row.project ? `, ${row.project.name}` : null}
              </p>
            </Td>
            <Td wide className="py-2 [overflow-wrap:anywhere]">
              {row.project ? (
                <Link href={`${base}/p/${row.project.slug}`} className="text-accent hover:underline">
                  {row.project.name}
                </Link>
              ) : null}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What was done; opened, the entry as it is kept: the exact moment, and what a machine would search for. */
function Entry({ row }: { row: Row }) {
  const facts: (readonly [string, string])[] = [
    ["exact time", new Date(row.at).toISOString().replace("T", " ").replace("Z", " UTC")],
    ["action", row.action],
    ["about", row.ref],
    ...row.detail,
  ];
  return (
    <details>
      <summary className="list-none cursor-pointer [&::-webkit-details-marker]:hidden">
        <span className="font-semibold">{row.who}</span>
        {row.isKey ? <span className="text-ink3"> (API key)</span> : null} {row.words}{" "}
        <span className="text-secondary text-ink3 underline decoration-line underline-offset-2">Details</span>
      </summary>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 my-1 text-secondary text-ink3">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="text-ink2 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
