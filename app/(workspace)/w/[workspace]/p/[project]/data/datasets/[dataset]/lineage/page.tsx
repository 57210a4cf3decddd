import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LineagePicture } from "#components/datasets/lineage/picture.tsx";
import { LineageTable } from "#components/datasets/lineage/table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { type LineageGraph, relatedTo } from "#lib/features/datasets/index.ts";
import { getLineage } from "#lib/features/models/server.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";

export const metadata: Metadata = { title: "Lineage" };

export default async function LineagePage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string; project: string; dataset: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { dataset: datasetId, ...project } = await params;
  const actor = await pageProject(project);
  const { name, graph, omitted } = await getLineage(actor, datasetId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const asked = (await searchParams).at;
  const newest = graph.nodes.find((node) => node.column === "version")?.id ?? "";
  const at = graph.nodes.some((node) => node.id === asked) ? String(asked) : newest;
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}`;
  return (
    <>
      <PageHeader
        title={`Lineage of ${name}`}
        meta="From the raw file over recipe and version to the run and the model that it put first, and back. Each stop leads to its page."
        actions={<ButtonLink href={`${base}/data/datasets/${datasetId}`}>To the dataset</ButtonLink>}
        conclusion={sentenceOf(graph, at)}
      />
      <LineagePicture key={at} graph={graph} base={base} at={at} />
      {omitted.versions + omitted.runs > 0 ? (
        <p className="text-axis text-ink3 mt-1">
          The newest are shown; {omitted.versions} older versions and {omitted.runs} older runs are left out.
        </p>
      ) : null}
      <Section title="The same as a table">
        <LineageTable graph={graph} base={base} />
      </Section>
    </>
  );
}

/** What the asked stop comes from and what came of it. */
function sentenceOf(graph: LineageGraph, at: string): string {
  const stop = graph.nodes.find((node) => node.id === at);
  if (!stop) return "There is no version yet.";
  const related = relatedTo(graph, at);
  const of = (column: string) => graph.nodes.filter((node) => node.column === column && related.has(node.id));
  const count = (n: number, one: string) => (n === 0 ? `no ${one}` : `${n} ${one}${n === 1 ? "" : "s"}`);
  const raw = count(of("raw").length, "raw file");
  if (stop.column === "version") {
    return `${stop.title} comes from ${raw}; ${count(of("run").length, "run")} learned from it.`;
  }
  if (stop.column === "run" || stop.column === "model") {
    const version = of("version")[0]?.title.toLowerCase() ?? "no version";
    return `${stop.title} rests on ${version} and so on ${raw}.`;
  }
  return `${stop.title} went into ${count(of("version").length, "version")} and ${count(of("run").length, "run")}.`;
}
