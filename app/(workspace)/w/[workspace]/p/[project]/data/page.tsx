import type { Metadata } from "next";
import Link from "next/link";
import { VersionPreview } from "#components/datasets/version-preview.tsx";
import { profileSentence } from "#components/datasets/words.ts";
import { StatusBadge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { checksOf } from "#lib/features/datasets/index.ts";
import {
  type DatasetVersionView,
  getSeriesSummary,
  listDatasetVersions,
  listValidations,
} from "#lib/features/datasets/server.ts";
import { may } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { formatDateTime, formatNumber } from "#lib/format/index.ts";

export const metadata: Metadata = { title: "Data" };

/** Of more series the list shows the checks alone; the version's own page has them all. */
const SERIES_IN_PREVIEW = 500;

export default async function DataPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string }>;
}) {
  const actor = await pageProject(await params);
  const versions = await listDatasetVersions(actor);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data`;
  const newest = versions[0];
  const validations = await listValidations(
    actor,
    versions.map(({ id }) => id),
  );
  const blocked = new Map([...validations].map(([id, { errors }]) => [id, errors]));
  const summary =
    newest && newest.profile.series <= SERIES_IN_PREVIEW ? await getSeriesSummary(actor, newest.id) : null;
  const mayAdd = may(actor.role, "edit_data_and_runs");
  return (
    <>
      <PageHeader
        title="Data"
        meta="Each version is kept as it was accepted, with the file it came from. A run names the version it learned from."
        actions={
          mayAdd ? (
            <ButtonLink href={`${base}/new`} variant="primary">
              {newest ? "Add a version" : "Add data"}
            </ButtonLink>
          ) : null
        }
        {...(newest
          ? { conclusion: `${newest.name}, version ${newest.number}: ${profileSentence(newest.profile)}` }
          : {})}
      />
      {newest ? (
        <>
          <VersionsTable versions={versions} blocked={blocked} base={base} />
          <VersionPreview profile={newest.profile} checks={checksOf(newest.profile)} summary={summary} />
        </>
      ) : (
        <NoData base={base} mayAdd={mayAdd} />
      )}
    </>
  );
}

function VersionsTable({
  versions,
  blocked,
  base,
}: {
  versions: readonly DatasetVersionView[];
  /** Failed expectations that block training, by version. */
  blocked: ReadonlyMap<string, number>;
  base: string;
}) {
  return (
    <Table label="Versions of the data, newest first">
      <thead>
        <tr>
          <Th>Dataset and version</Th>
          <Th numeric>Series</Th>
          <Th numeric>Rows</Th>
          <Th wide className="pl-4">
            File
          </Th>
          <Th wide>Accepted</Th>
          <Th>Checks</Th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => {
          const warnings = checksOf(version.profile).filter((check) => check.state === "warn").length;
          return (
            <tr key={version.id}>
              <Td>
                <Link
                  className="link font-semibold inline-block min-h-6 [overflow-wrap:anywhere]"
                  href={`${base}/${version.id}`}
                >
                  {version.name}, version {version.number}
                </Link>
                <Link
                  className="flex items-center w-fit min-h-6 text-secondary text-ink2 underline"
                  href={`${base}/datasets/${version.datasetId}`}
                  prefetch={false}
                  aria-label={`The dataset ${version.name}`}
                >
                  dataset
                </Link>
              </Td>
              <Td numeric>{formatNumber(version.profile.series)}</Td>
              <Td numeric>{formatNumber(version.profile.rows)}</Td>
              <Td wide className="text-ink2 pl-4 [overflow-wrap:anywhere]">
                {version.manifest.raw[0]?.fileName}
                {version.manifest.raw.length > 1 ? ` and ${version.manifest.raw.length - 1} more` : ""}
              </Td>
              <Td wide className="text-ink2">
                {formatDateTime(version.createdAt)}
                {version.createdBy ? `, ${version.createdBy}` : ""}
              </Td>
              <Td>
                {(blocked.get(version.id) ?? 0) > 0 ? (
                  <StatusBadge state="contradicted">blocks training</StatusBadge>
                ) : warnings === 0 ? (
                  <StatusBadge state="done">all pass</StatusBadge>
                ) : (
                  <StatusBadge state="warning">{warnings === 1 ? "1 warns" : `${warnings} warn`}</StatusBadge>
                )}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

const SAMPLE = [
  ["spaghetti", "2024-01-01", "40", "0"],
  ["spaghetti", "2024-01-02", "41", "0"],
  ["fusilli", "2024-01-01", "12", "1"],
] as const;

function NoData({ base, mayAdd }: { base: string; mayAdd: boolean }) {
  return (
    <EmptyState
      title="No data yet"
      action={
        <>
          {mayAdd ? (
            <ButtonLink href={`${base}/new`} variant="primary">
              Add data
            </ButtonLink>
          ) : null}
          <a className="link self-center" href={`${base}/example`} download>
            Download an example
          </a>
        </>
      }
    >
      <p>
        A table in long form is what is needed (CSV, Excel, Parquet or JSON lines): one row for each series
        and period, with the series' name, the time and the number to forecast. More columns, such as a
        promotion or a price, help. A period without a row is missing, never zero.
      </p>
      <div className="max-w-sm text-ink3 mt-3">
        <Table label="An example of the format">
          <thead>
            <tr>
              <Th>unique_id</Th>
              <Th>ds</Th>
              <Th numeric>y</Th>
              <Th numeric>promo</Th>
            </tr>
          </thead>
          <tbody>
            {SAMPLE.map(([id, ds, y, promo]) => (
              <tr key={`${id}${ds}`}>
                <Td>{id}</Td>
                <Td>{ds}</Td>
                <Td numeric>{y}</Td>
                <Td numeric>{promo}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {mayAdd ? null : <p className="mt-2">Owners and data scientists add data.</p>}
    </EmptyState>
  );
}
