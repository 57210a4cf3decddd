import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ContractFacts } from "#components/datasets/contract/contract-facts.tsx";
import { TermsForm } from "#components/datasets/contract/terms-form.tsx";
import { DeleteData } from "#components/datasets/versions/delete-data.tsx";
import { KeepForm } from "#components/datasets/versions/keep-form.tsx";
import { TakeFacts } from "#components/datasets/versions/take-facts.tsx";
import { VersionLines } from "#components/datasets/versions/version-lines.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { FactsOffer } from "#lib/features/datasets/index.ts";
import {
  type DatasetOverview,
  getContract,
  getDatasetOverview,
  listFactsOffers,
} from "#lib/features/datasets/server.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { pageProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { takeFactsAction } from "../../../canvas/facts/actions.ts";
import { deleteDatasetAction, deleteVersionAction, saveTermsAction, setKeepAction } from "./actions.ts";

export const metadata: Metadata = { title: "Dataset" };

export default async function DatasetPage({
  params,
}: {
  params: Promise<{ workspace: string; project: string; dataset: string }>;
}) {
  const { dataset: datasetId, ...project } = await params;
  const actor = await pageProject(project);
  const overview = await getDatasetOverview(actor, datasetId, { now: Date.now() }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const live = overview.lines.filter((line) => line.deleted === null);
  const base = `/w/${actor.workspaceSlug}/p/${actor.projectSlug}/data`;
  const own = `${base}/datasets/${datasetId}`;
  const mayEdit = may(actor.role, "edit_data_and_runs");
  const isOwner = may(actor.role, "administer");
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  const offers = (await listFactsOffers(actor)).filter((offer) => offer.datasetId === datasetId);
  return (
    <>
      <PageHeader
        title={overview.name}
        meta="The dataset: what became of its versions, what its owner promises, and how long it is kept."
        actions={
          <>
            <ButtonLink href={`${own}/lineage`}>Lineage</ButtonLink>
            {live.length > 1 ? <ButtonLink href={`${own}/difference`}>Compare versions</ButtonLink> : null}
            {mayEdit ? (
              <ButtonLink href={`${base}/new`} variant="primary">
                Add a version
              </ButtonLink>
            ) : null}
          </>
        }
        conclusion={conclusionOf(overview)}
      />
      <VersionLines
        lines={overview.lines}
        base={base}
        datasetId={datasetId}
        actionFor={
          isOwner
            ? (line) => (
                <DeleteData
                  what={`version ${line.number}`}
                  uses={line.uses}
                  remove={deleteVersionAction.bind(null, address, line.id)}
                />
              )
            : null
        }
      />
      <div className="grid lg:grid-cols-2 gap-x-10">
        <Section
          id="contract"
          title="Data contract"
          aside={
            live.length > 0 ? (
              <span className="flex gap-3">
                {(["md", "yaml", "json"] as const).map((format) => (
                  <a key={format} className="link" href={`${own}/contract?format=${format}`} download>
                    {{ md: "Markdown", yaml: "YAML (ODCS 3.1)", json: "JSON" }[format]}
                  </a>
                ))}
              </span>
            ) : null
          }
        >
          {live.length > 0 ? (
            <Contract actor={actor} datasetId={datasetId} mayEdit={mayEdit} />
          ) : (
            <p className="text-ink2">With the next version its contract stands here.</p>
          )}
        </Section>
        <div>
          <Section title="For the canvas">
            <Offers offers={offers} mayTake={may(actor.role, "edit_plan")} address={address} />
          </Section>
          <Section title="How long versions are kept">
            <p className="text-ink2 mb-3 max-w-[65ch]">
              Now {overview.keepWords}. The newest version always stays, and so does one on which a run, a
              claim or a decision rests. Of what goes, number, digest and figures stay, and the audit says
              when.
            </p>
            {isOwner ? (
              <>
                <KeepForm keep={overview.keep} save={setKeepAction.bind(null, address, datasetId)} />
                <div className="mt-4">
                  <DeleteData
                    what="the dataset"
                    uses={usesOfAll(overview)}
                    remove={deleteDatasetAction.bind(null, address, datasetId)}
                    goTo={base}
                  />
                </div>
              </>
            ) : (
              <p className="text-ink3">Owners of the workspace change this, and delete.</p>
            )}
          </Section>
        </div>
      </div>
    </>
  );
}

function conclusionOf({ lines }: DatasetOverview): string {
  const live = lines.filter((line) => line.deleted === null);
  const gone = lines.length - live.length;
  const count = (n: number) => (n === 1 ? "1 version" : `${n} versions`);
  const used = live.filter((line) => line.uses !== null).length;
  const parts = [
    live.length === 0 ? "No version is left" : `${count(live.length)}, ${used} in use`,
    ...(gone > 0 ? [`the data of ${count(gone)} were deleted`] : []),
  ];
  return `${parts.join("; ")}.`;
}

function usesOfAll({ lines }: DatasetOverview): string | null {
  const used = lines.filter((line) => line.deleted === null && line.uses !== null);
  if (used.length === 0) return null;
  const numbers = used.map((line) => line.number).join(", ");
  return used.length === 1 ? `version ${numbers} is in use` : `versions ${numbers} are in use`;
}

async function Contract({
  actor,
  datasetId,
  mayEdit,
}: {
  actor: ProjectActor;
  datasetId: string;
  mayEdit: boolean;
}) {
  const contract = await getContract(actor, datasetId);
  const address = { workspace: actor.workspaceSlug, project: actor.projectSlug };
  return (
    <>
      <ContractFacts contract={contract} />
      {mayEdit ? (
        <div className="mt-3">
          <TermsForm
            terms={contract.terms}
            columns={contract.columns.map((column) => column.name)}
            save={saveTermsAction.bind(null, address, datasetId)}
          />
        </div>
      ) : null}
    </>
  );
}

const BLOCK_WORDS = { data_sources: "Data sources", collecting_data: "Collecting data" } as const;

function Offers({
  offers,
  mayTake,
  address,
}: {
  offers: readonly FactsOffer[];
  mayTake: boolean;
  address: { workspace: string; project: string };
}) {
  if (offers.length === 0)
    return (
      <p className="text-ink2">The canvas says what was measured of this dataset: nothing to take over.</p>
    );
  return (
    <Table label="Measured facts that the canvas does not say">
      <thead>
        <tr>
          <Th>Block</Th>
          <Th>Measured</Th>
          <Th>The canvas says</Th>
          <Th>
            <span className="sr-only">What to do</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {offers.map((offer) => (
          <tr key={offer.block}>
            <Td>{BLOCK_WORDS[offer.block]}</Td>
            <Td>
              {offer.facts.map((fact) => (
                <span key={fact.key} className="block">
                  {fact.label}: {fact.measured}
                </span>
              ))}
            </Td>
            <Td className="text-ink2">
              {offer.facts.map((fact) => (
                <span key={fact.key} className="block">
                  {fact.planned || "–"}
                </span>
              ))}
            </Td>
            <Td>{mayTake ? <TakeFacts offer={offer} take={takeFactsAction.bind(null, address)} /> : null}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
