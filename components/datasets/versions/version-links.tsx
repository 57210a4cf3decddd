import Link from "next/link";

/** From a version to what is about its dataset. */
export function VersionLinks({
  base,
  datasetId,
  number,
}: {
  /** Address of the project. */
  base: string;
  datasetId: string;
  number: number;
}) {
  const dataset = `${base}/data/datasets/${datasetId}`;
  const links = [
    ["What changed", `${dataset}/difference?to=${number}`],
    ["Lineage", `${dataset}/lineage?at=version:${number}`],
    ["Dataset and contract", dataset],
  ] as const;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 mb-4">
      {links.map(([words, href]) => (
        <Link key={href} className="link py-0.5" href={href} prefetch={false}>
          {words}
        </Link>
      ))}
    </p>
  );
}
