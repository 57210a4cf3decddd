import Link from "next/link";
import type { ReactNode } from "react";
import { formatBytes } from "#components/datasets/words.ts";
import { StatusBadge } from "#components/ui/badge.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { VersionLine } from "#lib/features/datasets/index.ts";
import { formatDate, formatDateTime, formatNumber } from "#lib/format/index.ts";

/** All that became of a dataset's versions, newest first; what is gone says so in its place. */
export function VersionLines({
  lines,
  base,
  datasetId,
  actionFor,
}: {
  lines: readonly VersionLine[];
  /** Address of the project's data. */
  base: string;
  datasetId: string;
  /** What an owner can do with a version; null for others. */
  actionFor: ((line: VersionLine) => ReactNode) | null;
}) {
  const live = lines.filter((line) => line.deleted === null);
  return (
    <Table label="Versions of the dataset, newest first">
      <thead>
        <tr>
          <Th>Version</Th>
          <Th numeric>Series</Th>
          <Th numeric>Rows</Th>
          <Th numeric wide>
            Stored
          </Th>
          <Th wide className="pl-4">
            Accepted
          </Th>
          <Th>Rests on it</Th>
          <Th>
            <span className="sr-only">What to do</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const before = live.find((each) => each.number < line.number);
          return (
            <tr key={line.id} id={`version-${line.number}`}>
              <Td>
                <Link
                  className={line.deleted ? "text-ink2 underline" : "link font-semibold"}
                  href={`${base}/${line.id}`}
                >
                  Version {line.number}
                </Link>
                {line.deleted ? <Gone deleted={line.deleted} /> : null}
                {line.goes ? (
                  <StatusBadge state="warning" className="ml-2">
                    goes within the hour
                  </StatusBadge>
                ) : null}
              </Td>
              <Td numeric>{formatNumber(line.series)}</Td>
              <Td numeric>{formatNumber(line.rows)}</Td>
              <Td numeric wide>
                {line.deleted ? "–" : formatBytes(line.sizeBytes)}
              </Td>
              <Td wide className="text-ink2 pl-4">
                {formatDateTime(line.createdAt)}
                {line.createdBy ? `, ${line.createdBy}` : ""}
              </Td>
              <Td className="text-ink2">{line.uses?.replace(/ rests? on it$/, "") ?? "–"}</Td>
              <Td>
                <span className="flex flex-wrap items-start gap-x-3 gap-y-1">
                  {before && !line.deleted ? (
                    <Link
                      className="link"
                      prefetch={false}
                      href={`${base}/datasets/${datasetId}/difference?from=${before.number}&to=${line.number}`}
                    >
                      What changed
                    </Link>
                  ) : null}
                  <Link
                    className="link"
                    prefetch={false}
                    href={`${base}/datasets/${datasetId}/lineage?at=version:${line.number}`}
                  >
                    Lineage
                  </Link>
                  {line.deleted ? null : actionFor?.(line)}
                </span>
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function Gone({ deleted }: { deleted: NonNullable<VersionLine["deleted"]> }) {
  return (
    <span className="block text-secondary text-ink3 min-w-32 max-w-[34ch] [overflow-wrap:anywhere]">
      data deleted on {formatDate(deleted.at)} by {deleted.by ?? "the keeping policy"}
      {deleted.reason ? `: ${deleted.reason}` : ""}
    </span>
  );
}
