import Link from "next/link";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { formatDateTime } from "#lib/format/index.ts";

/** In the place of a version whose data are gone: what stood here, who let it go, and what still does. */
export function DeletedVersion({
  gone,
  base,
}: {
  gone: {
    name: string;
    number: number;
    digest: string;
    datasetId: string;
    createdAt: number;
    deletedAt: number;
    deletedBy: string | null;
    reason: string;
  };
  /** Address of the project. */
  base: string;
}) {
  const dataset = `${base}/data/datasets/${gone.datasetId}`;
  return (
    <>
      <PageHeader
        title={`${gone.name}, version ${gone.number}`}
        actions={<ButtonLink href={dataset}>To the dataset</ButtonLink>}
      />
      <Notice title="The data of this version were deleted">
        <p>
          Accepted on {formatDateTime(gone.createdAt)}, deleted on {formatDateTime(gone.deletedAt)} by{" "}
          {gone.deletedBy ?? "the keeping policy"}
          {gone.reason ? `: ${gone.reason}` : ""}.
        </p>
        <p className="mt-1">
          Runs that learned from it keep their results, and the audit keeps when and by whom. The same files
          and recipe make the version anew, under its number.
        </p>
        <p className="mt-1 [overflow-wrap:anywhere]">Digest {gone.digest}</p>
        <p className="mt-2">
          <Link className="link" href={`${dataset}/lineage?at=version:${gone.number}`}>
            What it came from, and what came of it
          </Link>
        </p>
      </Notice>
    </>
  );
}
